"""`--minutes`: measured on the MP3, for one story and for several."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Type

WHO = [
    "the council",
    "a fisherman",
    "the mayor",
    "an engineer",
    "the school",
    "a baker",
    "the harbour master",
]
WHAT = [
    "measured",
    "painted",
    "sold",
    "counted",
    "mended",
    "visited",
    "closed",
    "praised",
    "moved",
    "found",
    "lost",
]
WHICH = [
    "the bridge",
    "the old ferry",
    "a tunnel",
    "the market",
    "two cranes",
    "the north quay",
    "a light",
    "nine boats",
    "a fence",
]
WHEN = [
    "on Monday",
    "before noon",
    "in the rain",
    "after the war",
    "by night",
    "last spring",
    "for a week",
    "at low tide",
]


def sentence(number: int) -> str:
    words = [part[(number * step + number // len(part)) % len(part)] for part, step in PARTS]
    return f"{words[0].capitalize()} {words[1]} {words[2]} {words[3]} and wrote a letter about it."


PARTS = ((WHO, 1), (WHAT, 3), (WHICH, 5), (WHEN, 7))


def long_story(number: int) -> str:
    paragraphs = [
        " ".join(sentence(1000 * number + 5 * count + more) for more in range(2 + count % 4))
        for count in range(60)
    ]
    return "\n\n".join([f"The town talks for the {number + 2}th time", *paragraphs])


@pytest.mark.parametrize("stories", [1, 4])
@pytest.mark.parametrize("minutes", [2, 5])
def test_the_mp3_lasts_as_long_as_was_wished(run: Type, tmp_path: Path, stories: int, minutes: int) -> None:
    names = [f"{number}.txt" for number in range(stories)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(long_story(number), encoding="utf-8")
    told = json.loads(run("make", *names, "--minutes", str(minutes), "-o", "x.mp3", "--json").stdout)
    assert abs(told["seconds"] - 60 * minutes) <= 3 * minutes


def test_a_story_that_is_shorter_is_read_whole_and_that_is_said(run: Type, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "\n\n".join(["Bridge closed", sentence(1), sentence(2)]), encoding="utf-8"
    )
    told = json.loads(run("make", "x.txt", "--minutes", "5", "-o", "x.mp3", "--json").stdout)
    assert "shorter than you wished" in " ".join(told["notes"])
