"""Edge cases, one situation each, by language: tests/quote/edge/*.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from briefing.model import Article, Paragraph, Quotation
from briefing.quote import find_quotations

EDGE = Path(__file__).parent / "edge"


def cases() -> list[Any]:
    return [
        pytest.param(
            path.stem, case["text"], case["said"], id=f"{path.stem}: {case['situation']}", marks=marks(case)
        )
        for path in sorted(EDGE.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    miss = case.get("known_miss")
    return [pytest.mark.xfail(reason=miss, strict=True)] if miss else []


def who(quotation: Quotation) -> str:
    if quotation.kind in ("scare", "headline"):
        return "-"
    speaker = quotation.speaker
    return f"{speaker.name}, {speaker.gender}" if speaker else "?"


@pytest.mark.parametrize(("language", "text", "said"), cases())
def test_a_quotation_is_attributed_to_its_speaker(language: str, text: list[str], said: list[str]) -> None:
    article = Article("", "", (), "", "", language, "", tuple(map(Paragraph, text)), ())
    assert [who(quotation) for quotation in find_quotations(article)] == said
