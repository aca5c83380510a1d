"""The questions of an interview without labels: in bold, as headings, or as short paragraphs."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing.model import Block, Heading, Paragraph

_LONGEST_QUESTION = 60  # words
_MIN_QUESTIONS = 3
_MARKS = '"“”„«»'
# A question mark ends it: '… morgen?“'
_QUESTION_END = re.compile(r"\?[\"”“»’')\]]*\s*$")


class Question(NamedTuple):
    """A question at the beginning of a block, to the character `end`; `is_whole`: nothing else is in it."""

    block: int
    end: int
    is_whole: bool


def find_questions(blocks: Sequence[Block]) -> list[Question]:
    """Return the questions of the first form that the page uses several times."""
    for find in (_run_in_questions, _heading_questions, _plain_questions):
        found = find(blocks)
        if found:
            return found
    return []


def _run_in_questions(blocks: Sequence[Block]) -> list[Question]:
    """Return the run-in parts if most of them are questions; the others are remarks of the interviewer."""
    lengths = [(number, _run_in(block)) for number, block in enumerate(blocks)]
    found = [
        Question(number, end, end >= len(blocks[number].text))
        for number, end in lengths
        if end and len(blocks[number].text[:end].split()) <= _LONGEST_QUESTION
    ]
    asked = [question for question in found if _is_question(blocks[question.block].text[: question.end])]
    if len(asked) < 2 or len(asked) * 2 < len(found):
        return []
    return [question for question in found if question.block >= asked[0].block]


def _run_in(block: Block) -> int:
    return block.run_in if isinstance(block, Paragraph) else 0


def _heading_questions(blocks: Sequence[Block]) -> list[Question]:
    found = [
        Question(number, len(block.text), is_whole=True)
        for number, block in enumerate(blocks)
        if isinstance(block, Heading) and _is_question(block.text)
    ]
    return found if len(found) >= 2 else []


def _plain_questions(blocks: Sequence[Block]) -> list[Question]:
    """Return the short paragraphs that are questions, if an answer follows each."""
    asked = [_is_plain_question(block) for block in blocks]
    found = [
        Question(number, len(block.text), is_whole=True)
        for number, (block, is_asked) in enumerate(zip(blocks, asked, strict=True))
        if is_asked
    ]
    alternates = not any(one and other for one, other in pairwise(asked))
    return found if len(found) >= _MIN_QUESTIONS and alternates else []


def _is_plain_question(block: Block) -> bool:
    """Return True if a paragraph is nothing but a short question of the page's own, not a quoted one."""
    if any(mark in block.text for mark in _MARKS):
        return False
    is_short = len(block.text.split()) <= _LONGEST_QUESTION
    return isinstance(block, Paragraph) and is_short and _is_question(block.text)


def _is_question(text: str) -> bool:
    return _QUESTION_END.search(text) is not None
