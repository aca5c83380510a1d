"""Line by line: which lines of the story area are no story, for what they are and where they stand."""

import re
from collections.abc import Sequence

from briefing.clean.element import Line
from briefing.clean.headline import heading_level
from briefing.clean.neighbours import judge_neighbours
from briefing.clean.phrases import fold, reason_by_phrase
from briefing.clean.sentences import ends_statement
from briefing.clean.stamps import reason_by_form
from briefing.model import DropReason

CREDIT_END = re.compile(  # '(Ann Lee / Harbor Times via Getty Images)', '(Photo by Ann Lee)', '[Bo Hart/AFP]'
    r"[(\[](?:photo|image|picture|credit|foto|screenshot|file)?[^()\[\]]{0,120}"
    r"(?:getty images|/\s?(?:ap|afp|reuters|epa|dpa|getty|shutterstock|agencies)|via getty|photo by|image:|"
    r"(?:ap|file|afp) photo|reuters|shutterstock|screenshot)[^()\[\]]{0,80}[)\]]\s*$",
    re.IGNORECASE,
)
NAMED_CREDIT = re.compile(  # 'The ferry on Monday. Image: Ann Lee'
    r"(?<![\w-])(?:Image|Picture|Photo|Photograph|Foto|Bild|Image credit|Photo credit):\s?[A-Z][^.!?:]{1,50}$"
)
LABEL = re.compile(r"^[^.!?:|»→>]{2,40}(?:\s?[:»→>]|\s\|)\s")  # 'READ ALSO | The yard hires'
SHORTEST_TITLE = 24  # characters of a linked headline; an address or a name is shorter
LONGEST_NOTICE = 500
COMMENTS_HEADING = re.compile(
    r"^(?:\d+ )?(?:comments?|kommentare?|commentaires|comentarios)(?: \(?\d+\)?)?:?$"
)


def judge(lines: Sequence[Line], language: str, byline: Sequence[str] = ()) -> None:
    """Give every line that is no story its reason. Lines that already have one keep it."""
    for index, line in enumerate(lines):
        line.reason = line.reason or _reason_of(line, language, byline)
        if COMMENTS_HEADING.match(fold(line.text)) and _is_behind_story(lines, index):
            _drop_rest(lines[index:], "comment")
    judge_neighbours(lines, byline)


def _reason_of(line: Line, language: str, byline: Sequence[str]) -> DropReason | None:
    if CREDIT_END.search(line.text) or NAMED_CREDIT.search(line.text):
        return "caption"
    if line.owner.tag != "text" and (reason := reason_by_form(line.text, byline)):
        return reason
    if line.chars < LONGEST_NOTICE and (reason := reason_by_phrase(line.text, language)):
        return reason
    if is_shouted(line.text) and (line.linked * 2 > line.chars or _is_long_shout(line)):
        return "related"
    if is_labelled_link(line):
        return "related"
    only_links = line.links and line.linked * 10 > line.chars * (9 if line.links == 1 else 7)
    return "related" if only_links and not ends_statement(line.text) and not heading_level(line) else None


def is_labelled_link(line: Line) -> bool:
    """Is the line a link behind a label, 'READ ALSO | The yard hires', or a link in brackets?"""
    if line.text.startswith("(") and line.text.endswith(")"):
        return line.linked * 10 > line.chars * 7
    is_title = line.links == 1 and line.linked > SHORTEST_TITLE and line.linked * 10 > line.chars * 4
    labelled = is_title and LABEL.match(line.text) and not ends_statement(line.text)
    return bool(labelled) and not heading_level(line)


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
