"""Subheads that no heading tag marks: in a plain text, and in bold."""

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with

from briefing.clean import clean_page
from briefing.model import Heading, Page, Paragraph


def kind_of(text: str, piece: str) -> type:
    blocks = clean_with(piece).blocks
    return next(type(block) for block in blocks if block.text == text)


def test_a_short_line_between_the_paragraphs_of_a_text_is_a_subhead() -> None:
    text = "\n\n".join(("Ferry returns to the harbour", *BEFORE, "What the yard found", *BEHIND))
    blocks = clean_page(Page("-", "", text, "text/plain")).blocks
    assert [type(block) for block in blocks] == [
        Paragraph,
        Paragraph,
        Paragraph,
        Heading,
        Paragraph,
        Paragraph,
    ]


def test_a_bold_line_between_paragraphs_is_a_subhead() -> None:
    assert kind_of("What the yard found", "<p><strong>What the yard found</strong></p>") is Heading


@pytest.mark.parametrize(
    "text", ["What did the yard find?", "Ann Lee", "The yard found rust.", "and then nothing", "In short:"]
)
def test_a_question_a_name_and_a_sentence_in_bold_are_no_subheads(text: str) -> None:
    assert kind_of(text, f"<p><b>{text}</b></p>") is Paragraph


def test_a_line_that_comes_again_names_a_speaker_and_is_no_subhead() -> None:
    text = "\n\n".join((BEFORE[0], "The yard", BEFORE[1], "The yard", BEFORE[2], *BEHIND))
    assert Heading not in map(type, clean_page(Page("-", "", text, "text/plain")).blocks)


def test_a_last_short_line_is_no_subhead() -> None:
    text = "\n\n".join((*BEFORE, *BEHIND, "What the yard found"))
    assert Heading not in map(type, clean_page(Page("-", "", text, "text/plain")).blocks)
