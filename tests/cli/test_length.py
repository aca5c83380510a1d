"""`--minutes`: measured on the MP3, for one story and for several."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Type

SENTENCE = (
    "The council met on Monday and talked about the bridge, the ferry and the price of both for an hour."
)


def long_story(number: int) -> str:
    paragraphs = [
        f"Paragraph {count} of story {number}. " + " ".join([SENTENCE] * (1 + count % 4))
        for count in range(60)
    ]
    return "\n\n".join([f"The council talks for the {number}. time", *paragraphs])


@pytest.mark.parametrize("stories", [1, 4])
@pytest.mark.parametrize("minutes", [2, 5])
def test_the_mp3_lasts_as_long_as_was_wished(run: Type, tmp_path: Path, stories: int, minutes: int) -> None:
    names = [f"{number}.txt" for number in range(stories)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(long_story(number), encoding="utf-8")
    told = json.loads(run("make", *names, "--minutes", str(minutes), "-o", "x.mp3", "--json").stdout)
    assert abs(told["seconds"] - 60 * minutes) <= 3 * minutes


def test_a_story_that_is_shorter_is_read_whole_and_that_is_said(run: Type, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("\n\n".join(["Bridge closed", SENTENCE, SENTENCE]), encoding="utf-8")
    told = json.loads(run("make", "x.txt", "--minutes", "5", "-o", "x.mp3", "--json").stdout)
    assert "shorter than you wished" in " ".join(told["notes"])
