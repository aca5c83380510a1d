"""The laws of quotations, for any text in any language."""

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article, Paragraph, Quotation, Span
from briefing.quote import find_quotations
from briefing.quote.quote_marks import find_quoted_spans

LANGUAGES = ("en", "de", "fr", "es", "", "it")
PHRASES = """
“ ” „ « » ‹ › ‘ ’ ‚ " ' 「 」 — – . , : ? ! … ( ) said Ann Lee Mr. she and of the police according to
sagte Herr Meier die Ministerin so der Sprecher von zufolge hat gesagt er sie 51-Jährige
a déclaré la ministre Anna Blanc affirme-t-il selon M. de l'Intérieur dijo el alcalde según Luis de la Fuente
"""
WORDS = PHRASES.split()
prose = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30).map(" ".join)
glued = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)
texts = st.lists(st.one_of(prose, glued, st.text(max_size=60)), max_size=4)
languages = st.sampled_from(LANGUAGES)


def quotations(blocks: list[str], language: str) -> tuple[Quotation, ...]:
    return find_quotations(Article("", "", (), "", "", language, "", tuple(map(Paragraph, blocks)), ()))


def spans(found: tuple[Quotation, ...]) -> list[Span]:
    return [span for quotation in found for span in quotation.spans]


@given(texts, languages)
def test_spans_lie_inside_their_block_in_order_and_do_not_overlap(blocks: list[str], language: str) -> None:
    end = (0, 0)
    for span in spans(quotations(blocks, language)):
        assert 0 <= span.start < span.end <= len(blocks[span.block])
        assert end <= (span.block, span.start)
        end = (span.block, span.end)


@given(texts, st.sampled_from(("en", "de")))
def test_every_pair_of_marks_is_a_quotation_and_nothing_else_but_a_signature(
    blocks: list[str], language: str
) -> None:
    marked = {Span(pair.block, pair.start, pair.end): pair for pair in find_quoted_spans(blocks)}
    found = spans(quotations(blocks, language))
    assert set(found) <= marked.keys()
    assert all(
        pair.reopened and pair.left == pair.start for span, pair in marked.items() if span not in found
    )


@given(texts, languages)
def test_narration_and_quotations_give_back_the_paragraph(blocks: list[str], language: str) -> None:
    found = spans(quotations(blocks, language))
    for number, text in enumerate(blocks):
        pieces, at = [], 0
        for span in found:
            if span.block == number:
                pieces += [text[at : span.start], text[span.start : span.end]]
                at = span.end
        assert "".join([*pieces, text[at:]]) == text


@given(texts, languages)
def test_one_speaker_has_one_id_and_one_id_is_one_speaker(blocks: list[str], language: str) -> None:
    speakers = [found.speaker for found in quotations(blocks, language) if found.speaker is not None]
    assert len({speaker.id for speaker in speakers}) == len(set(speakers)) == len({s.name for s in speakers})


@given(texts, languages)
def test_the_words_of_the_cue_are_at_its_span(blocks: list[str], language: str) -> None:
    for found in quotations(blocks, language):
        frame = found.attribution.frame
        if frame is not None:
            assert found.attribution.words == blocks[frame.block][frame.start : frame.end]


def lines_run(blocks: list[str], language: str) -> int:
    """Return how many lines of Python run: time without a clock."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        quotations(blocks, language)
    finally:
        sys.settrace(before)
    return count


UNITS = (
    "said ",
    "sagte ",
    "X, ",
    "and X ",
    "„Wir“, sagte er. ",
    "—a, dit b. ",
    "der ",
    "«",
    "»“",
    "\"“‘'",
    "(",
    "M. ",
    "A, ",
    "…",
    "A y B ",
    "«a",
    "a«",
    "Ann und Bob Lee ",
    "hieß es ",
    "la Bretonne a dit ",
    "Pour A, « b » ",
)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
@pytest.mark.parametrize("unit", UNITS)
def test_the_work_is_linear_in_the_text_and_little_for_each_character(unit: str, language: str) -> None:
    """So few lines of Python keep 100,000 characters of any unit below two seconds."""
    quotations(["“Warm.”"], language)
    once, twice = (lines_run([unit * times], language) for times in (300, 600))
    assert twice <= min(2.2 * once, 300 * len(unit * 600))


@settings(max_examples=8)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), languages)
def test_the_work_is_linear_whatever_is_repeated(unit: str, language: str) -> None:
    quotations(["“Warm.”"], language)
    once, twice = (lines_run([f"{unit} " * times], language) for times in (300, 600))
    assert twice <= 2.3 * once
