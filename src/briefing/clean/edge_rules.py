"""Boilerplate at the edges of a story: lines above the first paragraph, notes and notices after the last."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from briefing.clean.container import text_score
from briefing.clean.context_rules import is_biography
from briefing.clean.elements import Line, heading_level
from briefing.clean.line_patterns import (
    alternatives,
    ends_sentence,
    is_dated_byline,
    is_dateline,
    is_names,
)
from briefing.clean.markup_rules import is_standfirst
from briefing.clean.rule import Finding, RuleContext
from briefing.clean.wording_rules import fold
from briefing.model import DropReason
from briefing.text import read_table

_WORDS = read_table("briefing.clean", "words/endings.toml")
_NAME_AND_ROLE = re.compile(  # 'Ann Lee, Harbour correspondent', 'ANN LEE | Staff Writer'
    rf"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\s){{1,3}}[A-ZÀ-ÖØ-Þ][\w'’.-]*\s?[,|–—-]\s.{{0,60}}\b"
    rf"(?:{alternatives(_WORDS['roles'])})\b.{{0,40}}$",
    re.IGNORECASE,
)
_AUTHOR_SENTENCE = re.compile(  # 'Ann Lee is a reporter at the Quay Herald.'
    rf"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\s){{2,4}}(?:{alternatives(_WORDS['be'])})\s(?:\w+\s){{0,4}}"
    rf"(?:{alternatives(_WORDS['described_roles'])}|{alternatives(_WORDS['newsroom_roles'])})\b[^.]*\.?$"
)
_MAX_AUTHOR_CHARS = 140
_MAX_LABEL_WORDS = 5  # of a line above the story that is no sentence: a label, a player, a stamp
_MAX_LABEL_CHARS = 45
_MIN_SPEAKER_LABELS = 2  # times that the name of a speaker stands in a line of its own
_SEPARATOR = re.compile(r"^(?:_{3,}|-{3,}|[–—]{2,}|={3,}|#{3,}|[*•·] ?[*•·] ?[*•·])$")  # '___', '* * *'
_MAX_NOTICES = 3  # lines after the last separator
_MAX_NOTICE_CHARS = 300
_MIN_STORY_LINES = 4  # before the last separator
_NOTES_HEADING = re.compile(rf"^(?:{alternatives(_WORDS['notes'])})\W*$")
_NOTE = re.compile(  # '[1] Minutes of the council', '2. Harbour Act', '* Figures of 2025', '¹ Minutes'
    r"^(?:\[(?P<bracketed>\d{1,3})\]|(?P<number>\d{1,3})[.):]?\s|[*†‡§^↑⁰¹²³⁴-⁹]{1,3}\s?(?=\S))"
)
_MAX_NOTE_CHARS = 400


def lines_above(context: RuleContext) -> Iterator[Finding]:
    """Lines before the first paragraph that are no part of the story: authors, stamps, players, labels.

    A line that comes again is the label of a speaker: there the story begins.
    """
    counts = Counter(fold(line.text) for line in context.lines if line.chars <= _MAX_LABEL_CHARS)
    above = takewhile(
        lambda line: not _is_paragraph(line, context) and counts[fold(line.text)] < _MIN_SPEAKER_LABELS,
        context.lines,
    )
    for line in above:
        if not line.reason and not heading_level(line) and (reason := _reason_above(line, context)):
            yield line, reason


def _is_paragraph(line: Line, context: RuleContext) -> bool:
    return text_score(line) > 0 and not _is_author_line(line, context)


def _is_author_line(line: Line, context: RuleContext) -> bool:
    if line.chars > _MAX_AUTHOR_CHARS or line.owner.tag == "text":
        return False
    is_author = _NAME_AND_ROLE.match(line.text) or _AUTHOR_SENTENCE.match(line.text)
    return bool(is_author) or (
        bool(context.byline) and not line.is_bold and is_biography(line, context.byline)
    )


def _reason_above(line: Line, context: RuleContext) -> DropReason | None:
    if is_names(line.text) or is_dated_byline(line.text) or is_dateline(line.text):
        return "other"
    if _is_author_line(line, context):
        return "author_bio"
    is_marked = line.is_bold or is_standfirst(line.owner) or line.is_subhead
    if line.owner.tag not in ("p", "div", "section") or is_marked or line.author:
        return None
    is_label = line.chars <= _MAX_LABEL_CHARS and len(line.text.split()) <= _MAX_LABEL_WORDS
    is_open = line.text.endswith(("...", "…")) or not ends_sentence(line.text)
    return "other" if is_label and is_open and line.text[-1] not in ",;>" else None


def after_separator(context: RuleContext) -> Sequence[Finding]:
    """The few short lines after the last line of dashes or stars: credits and notices of the publisher."""
    lines = context.lines
    at = next((at for at in reversed(range(len(lines))) if _SEPARATOR.match(lines[at].text)), len(lines))
    before = [line for line in lines[:at] if not line.reason]
    after = [line for line in lines[at:] if not line.reason]
    is_story = any(line.chars > _MAX_NOTICE_CHARS or heading_level(line) for line in after)
    if len(before) < _MIN_STORY_LINES or len(after) > _MAX_NOTICES or is_story:
        return ()
    return after


def footnotes(context: RuleContext) -> Sequence[Finding]:
    """The notes at the end of the story: after a heading, or numbered from one on, or after a star."""
    kept = [line for line in context.lines if not line.reason]
    heading = _notes_heading(kept)
    end = len(kept) if heading is None else heading
    start = end
    while start > 1 and _is_note(kept[start - 1], context.has_footnotes):
        start -= 1
    notes = kept[start:end]
    numbers = [number for line in notes if (number := _note_number(line))]
    if numbers and "1" not in numbers:
        notes = [line for line in notes if not _note_number(line)]
    found = [*notes, *kept[end:]]
    is_story = sum(line.chars for line in found) * 3 > sum(line.chars for line in kept)
    return () if is_story else found


def _notes_heading(kept: Sequence[Line]) -> int | None:
    """Where the last part of the story begins if its heading calls it notes or sources."""
    for at in reversed(range(len(kept) // 2, len(kept) - 1)):
        if _NOTES_HEADING.match(fold(kept[at].text)):
            return None if any(map(heading_level, kept[at + 1 :])) else at
    return None


def _note_number(line: Line) -> str:
    found = _NOTE.match(line.text)
    return (found["bracketed"] or found["number"] or "") if found else ""


def _is_note(line: Line, has_footnotes: bool) -> bool:
    """Return True if a line at the end has the form of a note.

    A line that begins with a number may be an item of a list, unless the text refers to footnotes.
    """
    if line.chars > _MAX_NOTE_CHARS or line.owner.tag == "text" or heading_level(line):
        return False
    found = _NOTE.match(line.text)
    return found is not None and (has_footnotes or not found["number"])
