"""Messages and hints for mistakes in settings."""

import pytest
from tests.settings.settings_files import write

from briefing.errors import UsageError
from briefing.settings import read_settings


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "[sound]\nbitrat_kbps = 64",
            "unknown setting sound.bitrat_kbps",
            "Did you mean sound.bitrate_kbps?",
        ),
        ("[sounds]\nquality = 2", "unknown setting sounds", "Did you mean sound?"),
        ("ouput = 'x'", "unknown setting ouput", "Did you mean output?"),
        (
            "[[clean.rules]]\nsites = 'x'",
            "unknown setting clean.rules.sites",
            "Did you mean clean.rules.site?",
        ),
        ("[sound]\nquality = 'high'", "sound.quality is 'high'; it must be a valid integer", "show"),
        ("[digest]\nminutes = -1", "digest.minutes is -1; it must be greater than or equal to 0", "show"),
        ("sound = 5", "sound is 5; it must be a valid dictionary", "show"),
        ("[sound\nquality = 1", "is not valid TOML", "line"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_the_nearest_name(
    home: dict[str, str], text: str, message: str, hint: str
) -> None:
    path = write(home, text)
    with pytest.raises(UsageError) as caught:
        read_settings(home)
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_every_mistake_is_named(home: dict[str, str]) -> None:
    write(home, "[sound]\nquality = 'x'\nbitrates = 1\n[digest]\nkeep = 1.5\n")
    with pytest.raises(UsageError) as caught:
        read_settings(home)
    assert [name in caught.value.message for name in ("sound.quality", "sound.bitrates", "digest.keep")] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("BRIEFING_OUTPT", "x", "unknown setting BRIEFING_OUTPT"),
        ("BRIEFING_SOUND_QUALTY", "2", "unknown setting BRIEFING_SOUND_QUALTY"),
        ("BRIEFING_OUTPUT", " ", "BRIEFING_OUTPUT is set but empty"),
        ("BRIEFING_SOUND_QUALITY", "best", "BRIEFING_SOUND_QUALITY: sound.quality is 'best'"),
        ("BRIEFING_CLEAN_RULES", "[", "the environment"),
    ],
)
def test_a_mistake_in_the_environment_is_named(
    home: dict[str, str], name: str, value: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_settings(home | {name: value})
    assert message in caught.value.message
