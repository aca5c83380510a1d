"""Introductions, from an article to what is heard: introductions*.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from briefing.model import Article, BlockQuote, Narration, Paragraph, Story
from briefing.quote import find_quotations
from briefing.write import Parts, WriteOptions, write_script

BARE = WriteOptions(parts=Parts(sign_on=False, honesty=False, headline=False, source=False, sign_off=False))
HERE = Path(__file__).parent
CASES = [
    case
    for name in ("introductions.toml", "introductions_en.toml")
    for case in tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"]
]


def heard(text: list[str], language: str) -> list[str]:
    blocks = (BlockQuote(words[2:]) if words.startswith("> ") else Paragraph(words) for words in text)
    article = Article("", "", (), "", "", language, "", tuple(blocks), ())
    (section,) = write_script([Story(article, find_quotations(article))], BARE).sections
    found: list[tuple[str, str]] = []
    for segment in section.segments:
        speaker = None if isinstance(segment, Narration) else segment.speaker
        who = speaker.name if speaker is not None else "N"
        if found and found[-1][0] == who:
            found[-1] = (who, f"{found[-1][1]} {segment.text}")
        else:
            found.append((who, segment.text))
    return [f"{who}: {words}" for who, words in found]


def marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    miss = case.get("known_miss")
    return [pytest.mark.xfail(reason=miss, strict=True)] if miss else []


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["situation"], marks=marks(case)) for case in CASES]
)
def test_an_introduction_names_who_speaks_once_and_nobody_else(case: dict[str, Any]) -> None:
    assert heard(case["text"], case["situation"][:2]) == case["heard"]


def test_there_are_twelve_situations_in_each_other_language() -> None:
    languages = [case["situation"][:2] for case in CASES if not case["situation"].startswith("en")]
    assert {language: languages.count(language) for language in languages} == {"fr": 12, "es": 12, "de": 12}
