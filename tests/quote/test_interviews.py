"""Interviews and transcripts, one form each: tests/quote/interviews.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from briefing.model import Article, Block, Heading, Paragraph
from briefing.quote import find_quotations

CASES = Path(__file__).with_name("interviews.toml")


def cases() -> list[Any]:
    read = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["situation"]) for case in read]


def block_of(text: str) -> Block:
    if text.startswith("## "):
        return Heading(text[3:])
    if text.startswith("**"):
        _, run_in, rest = text.split("**", 2)
        return Paragraph(run_in + rest, len(run_in))
    return Paragraph(text)


def article_of(case: dict[str, Any]) -> Article:
    blocks = tuple(map(block_of, case["blocks"]))
    byline = tuple(case.get("byline", ()))
    return Article("", case["title"], byline, case.get("site", ""), "", case["language"], "", blocks, ())


@pytest.mark.parametrize("case", cases())
def test_each_turn_has_its_speaker_and_no_label(case: dict[str, Any]) -> None:
    article = article_of(case)
    said = []
    for quotation in find_quotations(article):
        words = " ".join(article.blocks[span.block].text[span.start : span.end] for span in quotation.spans)
        said.append(f"{quotation.speaker.name if quotation.speaker else '?'}: {words}")
    assert said == case["said"]


def test_an_article_may_end_with_a_question() -> None:
    asked = tuple(Paragraph(f"What do you think of gate number {number}?") for number in range(4))
    answers = tuple(Paragraph(f"I think that I like gate number {number}.") for number in range(3))
    pairs = (block for pair in zip(asked, answers, strict=False) for block in pair)
    blocks = (Paragraph("We asked Ann Lee, the mayor, four questions in an interview."), *pairs, asked[3])
    article = Article("", "Interview", (), "", "", "en", "", blocks, ())
    assert len(find_quotations(article)) == 3
