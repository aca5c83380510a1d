"""Line by line: which lines of the story area are no story, for what they are and where they stand."""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.clean.element import Line
from briefing.clean.headline import heading_level, is_unspaced
from briefing.clean.phrases import fold, reason_by_phrase
from briefing.clean.sentences import ends_sentence
from briefing.model import DropReason

CREDIT_END = re.compile(  # '(Ann Lee / Harbor Times via Getty Images)', '(Photo by Ann Lee)', '[Bo Hart/AFP]'
    r"[(\[](?:photo|image|picture|credit|foto|screenshot|file)?[^()\[\]]{0,120}"
    r"(?:getty images|/\s?(?:ap|afp|reuters|epa|dpa|getty|shutterstock|agencies)|via getty|photo by|image:|"
    r"(?:ap|file|afp) photo|reuters|shutterstock|screenshot)[^()\[\]]{0,80}[)\]]\s*$",
    re.IGNORECASE,
)
COMMENTS_HEADING = re.compile(
    r"^(?:\d+ )?(?:comments?|kommentare?|commentaires|comentarios)(?: \(?\d+\)?)?:?$"
)


def judge(lines: Sequence[Line], language: str) -> None:
    """Give every line that is no story its reason. Lines that already have one keep it."""
    for index, line in enumerate(lines):
        line.reason = line.reason or _reason_of(line, language)
        if COMMENTS_HEADING.match(fold(line.text)) and _is_behind_story(lines, index):
            _drop_rest(lines[index:], "comment")
    _drop_caption_titles(lines)
    _drop_duplicates(lines)


def _reason_of(line: Line, language: str) -> DropReason | None:
    if CREDIT_END.search(line.text):
        return "caption"
    if reason := reason_by_phrase(line.text, language):
        return reason
    if is_shouted(line.text) and (line.linked * 2 > line.chars or _is_long_shout(line)):
        return "related"
    if line.links and line.linked * 10 > line.chars * 9 and not ends_sentence(line.text):
        return "related"
    return None


def is_shouted(text: str) -> bool:
    """Is the line written in capitals throughout?"""
    return text.upper() == text and text.lower() != text and sum(c.isalpha() for c in text) > 8


def _is_long_shout(line: Line) -> bool:
    """Where no markup tells a link, a shouted line of nine words and more is one; a subheading is shorter."""
    return line.owner.tag == "text" and len(line.text.split()) >= 9


def _is_behind_story(lines: Sequence[Line], index: int) -> bool:
    """Does a heading stand behind most of the story? A counter of comments stands above it."""
    told = [sum(line.chars for line in part if not line.reason) for part in (lines[:index], lines[index:])]
    return told[0] > 300 and (told[0] > told[1] or heading_level(lines[index]) > 0)


def _drop_rest(lines: Sequence[Line], reason: DropReason) -> None:
    for line in lines:
        line.reason = line.reason or reason


def _drop_caption_titles(lines: Sequence[Line]) -> None:
    """A short line without a full stop right before its own longer caption is the picture's title."""
    for line, caption in pairwise(lines):
        if line.reason or caption.reason != "caption" or heading_level(line) or ends_sentence(line.text):
            continue
        if line.chars < 120 and fold(line.text) in fold(caption.text):
            line.reason = "caption"


def _drop_duplicates(lines: Sequence[Line]) -> None:
    """A paragraph whose words in their order nearly all stood there before is told once."""
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        runs = _runs_of_words(line)
        if line.reason or not runs:
            continue
        if sum(run in seen for run in runs) > 0.8 * len(runs):
            line.reason = "duplicate"
        seen.update(runs)


def _runs_of_words(line: Line) -> list[tuple[str, ...]]:
    words = fold(line.text).split()
    if len(words) < 8:
        words = list(fold(line.text)) if is_unspaced(line.text) else []
    return [tuple(words[at : at + 6]) for at in range(len(words) - 5)]
