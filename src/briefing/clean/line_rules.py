"""Clutter by what a single line is: a picture credit, a notice, a link to another story."""

import re
from collections.abc import Sequence

from briefing.clean.elements import Line, heading_level
from briefing.clean.line_patterns import ends_statement, reason_by_form
from briefing.clean.wording_rules import fold, reason_by_wording
from briefing.model import DropReason

_CREDIT_END = re.compile(  # '(Ann Lee / Quay Times via Getty Images)', '(Photo by Ann Lee)', '[Bo Hart/AFP]'
    r"[(\[](?:photo|image|picture|credit|foto|screenshot|file)?[^()\[\]]{0,120}"
    r"(?:getty images|/\s?(?:ap|afp|reuters|epa|dpa|getty|shutterstock|agencies)|via getty|photo by|image:|"
    r"(?:ap|file|afp) photo|reuters|shutterstock|screenshot)[^()\[\]]{0,80}[)\]]\s*$",
    re.IGNORECASE,
)
_NAMED_CREDIT = re.compile(  # 'The ferry on Monday. Image: Ann Lee'
    r"(?<![\w-])(?:Image|Picture|Photo|Photograph|Foto|Bild|Image credit|Photo credit):\s?[A-Z][^.!?:]{1,50}$"
)
_LINK_LABEL = re.compile(r"^[^.!?:|»→>]{2,40}(?:\s?[:»→>]|\s\|)\s")  # 'READ ALSO | The yard hires'
_MIN_LINKED_TITLE_CHARS = 24  # an address or a name is shorter
_MAX_NOTICE_CHARS = 500
_COMMENTS_HEADING = re.compile(
    r"^(?:\d+ )?(?:comments?|kommentare?|commentaires|comentarios)(?: \(?\d+\)?)?:?$"
)


def drop_by_line(lines: Sequence[Line], language: str, byline: Sequence[str] = ()) -> None:
    """Drop each line that is clutter by itself, and everything after the heading of the comments."""
    for index, line in enumerate(lines):
        line.reason = line.reason or _reason_of(line, language, byline)
        if _COMMENTS_HEADING.match(fold(line.text)) and _is_after_story(lines, index):
            for comment in lines[index:]:
                comment.reason = comment.reason or "comment"


def _reason_of(line: Line, language: str, byline: Sequence[str]) -> DropReason | None:
    if _CREDIT_END.search(line.text) or _NAMED_CREDIT.search(line.text):
        return "caption"
    if line.owner.tag != "text" and (reason := reason_by_form(line.text, byline)):
        return reason
    if line.chars < _MAX_NOTICE_CHARS and (reason := reason_by_wording(line.text, language)):
        return reason
    if _is_uppercase_teaser(line) or _is_labelled_link(line) or _is_link_list(line):
        return "related"
    return None


def _is_uppercase_teaser(line: Line) -> bool:
    """Return True for a link in capitals; in plain text, for any line in capitals of nine words or more."""
    if not _is_uppercase(line.text):
        return False
    is_long = line.owner.tag == "text" and len(line.text.split()) >= 9
    return line.link_chars * 2 > line.chars or is_long


def _is_uppercase(text: str) -> bool:
    return text.upper() == text and text.lower() != text and sum(c.isalpha() for c in text) > 8


def _is_labelled_link(line: Line) -> bool:
    """Return True for a link after a label, 'READ ALSO | The yard hires', and for a link in brackets."""
    if line.text.startswith("(") and line.text.endswith(")"):
        return line.link_density > 0.7
    is_title = line.link_count == 1 and line.link_chars > _MIN_LINKED_TITLE_CHARS and line.link_density > 0.4
    has_label = is_title and _LINK_LABEL.match(line.text) and not ends_statement(line.text)
    return bool(has_label) and not heading_level(line)


def _is_link_list(line: Line) -> bool:
    """Return True for a line of links that is neither a sentence nor a heading."""
    is_links = line.link_count > 0 and line.link_density > (0.9 if line.link_count == 1 else 0.7)
    return is_links and not ends_statement(line.text) and not heading_level(line)


def _is_after_story(lines: Sequence[Line], index: int) -> bool:
    """Return True if a heading is after most of the story; a comment counter is before it."""
    before, after = (
        sum(line.chars for line in part if not line.reason) for part in (lines[:index], lines[index:])
    )
    return before > 300 and (before > after or heading_level(lines[index]) > 0)
