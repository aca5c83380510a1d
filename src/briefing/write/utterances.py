"""A block cut into what the narrator tells and what is quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Quotation, Span
from briefing.write.sentences import is_terminated

MARKS = "\"'“”„‟‘’‚‛«»‹›`"
# A quotation of fewer words, with nothing that ends it, is a phrase of the narrator's sentence.
FEW_WORDS = 10
# So few words in the middle of a sentence are a title or a term.
TITLE_WORDS = 4
_SPACES = " \u00a0\u202f\t\n"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation's part in one block: `start` to `end` inside its marks, `outer_*` with them."""

    quotation: Quotation
    start: int
    end: int
    outer_start: int
    outer_end: int


def find_utterances(block: int, text: str, quotations: Sequence[Quotation]) -> tuple[Utterance, ...]:
    """The parts of this block that another voice speaks, in order, not overlapping."""
    found: list[Utterance] = []
    spans = sorted(
        (span, number)
        for number, quotation in enumerate(quotations)
        if quotation.kind in ("speech", "written")
        for span in quotation.spans
        if span.block == block
    )
    for span, number in spans:
        utterance = _utterance(text, span, quotations[number])
        overlaps = bool(found) and utterance.outer_start < found[-1].outer_end
        if not overlaps and not _is_woven(text, utterance):
            found.append(utterance)
    return tuple(found)


def _utterance(text: str, span: Span, quotation: Quotation) -> Utterance:
    start, end = span.start, span.end
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    outer_start = _outer_start(text, start)
    outer_end = _outer_end(text, end)
    return Utterance(quotation, start, end, outer_start, outer_end)


def _outer_start(text: str, start: int) -> int:
    position = start
    while position and text[position - 1] in MARKS + _SPACES:
        position -= 1
    marks = text[position:start].strip(_SPACES)
    return text.index(marks[0], position) if marks else start


def _outer_end(text: str, end: int) -> int:
    position = end
    while position < len(text) and text[position] in MARKS:
        position += 1
    if position > end:
        return position
    after_space = end
    while after_space < len(text) and text[after_space] in _SPACES:
        after_space += 1
    has_spaced_mark = after_space < len(text) and text[after_space] in "»›”"
    return after_space + 1 if has_spaced_mark else end


def _is_woven(text: str, utterance: Utterance) -> bool:
    """Whether the quoted words are a part of the narrator's own sentence ('called it "a small step"')."""
    before = text[: utterance.outer_start].rstrip(_SPACES)
    opens_sentence = not before or is_terminated(before) or before[-1] in ":,—–-;("
    starts_sentence = text[utterance.start].isupper() or not text[utterance.start].isalpha()
    words = text[utterance.start : utterance.end]
    if len(words.split()) < FEW_WORDS and _runs_on(text, utterance):
        return True
    return not opens_sentence and (not starts_sentence or len(words.split()) <= TITLE_WORDS)


def _runs_on(text: str, utterance: Utterance) -> bool:
    """Whether the sentence goes on behind the closing mark without any stop ('the "Gifted" film')."""
    last = text[utterance.start : utterance.end].rstrip(MARKS + _SPACES)[-1:]
    return last.isalnum() and bool(re.match(r"[ \u00a0]+[a-z]", text[utterance.outer_end :]))
