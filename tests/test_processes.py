"""Lines of the settings become commands on every platform."""

import pytest

from briefing.errors import UsageError
from briefing.processes import command_words


@pytest.mark.parametrize(
    ("line", "is_windows", "words"),
    [
        ('say -o "my file" #1', False, ["say", "-o", "my file", "#1"]),
        (r"say my\ file", False, ["say", "my file"]),
        (
            r'"C:\Program Files\say.exe" -o C:\tmp\x.wav',
            True,
            [r"C:\Program Files\say.exe", "-o", r"C:\tmp\x.wav"],
        ),
    ],
)
def test_a_line_is_split_at_spaces_outside_quotes(line: str, is_windows: bool, words: list[str]) -> None:
    assert command_words(line, is_windows) == words


@pytest.mark.parametrize("is_windows", [False, True])
@pytest.mark.parametrize("line", ["", '"say'])
def test_a_line_without_words_or_with_an_open_quote_is_named(line: str, is_windows: bool) -> None:
    with pytest.raises(UsageError):
        command_words(line, is_windows)
