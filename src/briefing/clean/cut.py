"""Does the page show only the beginning of its story?"""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.clean.doors import says
from briefing.clean.element import Line
from briefing.clean.structured import StructuredArticle

BROKEN_OFF = re.compile(r"(?:…|\.\.\.)\s*(?:[\[(](?:more|mehr|suite|\+\d+ chars)[\])])?\]?$")  # 'the ferry …'
TEASER_CHARS = 1200  # of a story that is not free: two or three paragraphs
WHOLE_CHARS = 4000  # behind so much text a box asks for something else, or hides the end from others
BOX_LINES = 25  # behind the story's last line, within which a box stands


def is_cut(told: Sequence[Line], behind: Sequence[Line], structured: StructuredArticle, tier: str) -> bool:
    """A story breaks off in an ellipsis, before a box that lets subscribers go on, or long before its length.

    `behind` are the page's lines behind the last one that is told; `tier` is what a meta element calls the
    access ('free', 'metered', 'locked'). Metered pages hold the whole text.
    """
    chars = sum(line.chars for line in told)
    if told and BROKEN_OFF.search(told[-1].text):
        return True
    if chars < WHOLE_CHARS and _has_box(behind[:BOX_LINES]):
        return True
    closed = tier == "locked" or (not structured.is_free and tier != "metered")
    if not closed:
        return False
    words = sum(len(line.text.split()) for line in told)
    return words * 1.5 < structured.words if structured.words else chars < TEASER_CHARS


def _has_box(lines: Sequence[Line]) -> bool:
    """Do two lines that follow each other say that the story goes on, and for whom?"""
    texts = [line.text for line in lines if line.chars < 300]
    pairs = [f"{one} {other}" for one, other in pairwise([*texts, ""])]
    return any(says("goes_on", pair) and says("for_whom", pair) for pair in pairs)
