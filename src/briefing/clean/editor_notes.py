"""Notes of the newsroom: corrections go to the end, content warnings to the start, updates are dropped."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from briefing.clean.elements import Line
from briefing.clean.line_patterns import alternatives, ends_sentence, is_date_word
from briefing.clean.wording_rules import fold
from briefing.model import Block
from briefing.text import read_table

NoteKind = Literal["correction", "warning", "update"]
_WORDS = read_table("briefing.clean", "words/editor_notes.toml")
_KINDS: tuple[NoteKind, ...] = ("correction", "warning", "update")
_RULE = "editor_note"
_OPENING = " *([•–—-"
_DATE = re.compile(  # 'February 29, 2024', '3. Mai 2026', '30/11/2026', behind a label
    r"\W*(?:[^\W\d_]{3,10}\.? \d{1,2},? \d{4}|\d{1,2}\.? (?:de )?[^\W\d_]{3,10}\.?,?(?: de)? \d{4}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})[\s:.,–—-]*"
)
_MAX_LABEL_DATE_CHARS = 40  # between a label and its colon: 'Correction added Nov. 18, 2019:'
_MIN_WORDS = 5
_WARNING_LINES = 8  # of the story's beginning, in which a content warning stands
_KEPT_REASONS = ("comment", "related", "navigation", "duplicate", "caption")  # of these a note is no note


class _Note(NamedTuple):
    """A kind of note, and where its text begins behind the label: at the line's end for a label alone."""

    kind: NoteKind
    start: int


class NotedLines(NamedTuple):
    """The lines of an article with its notes in their places, and the number of corrections at the end."""

    lines: list[Line]
    corrections: int


def place_notes(lines: Sequence[Line]) -> NotedLines:
    """Move content warnings to the start and corrections to the end; drop labels and notices of updates.

    A note that a rule has dropped is restored, unless the user drops it.
    """
    found = _find_notes(lines)
    kept = [line for line in lines if not line.reason]
    if not found or all(line in found for line in kept):
        return NotedLines(list(lines), 0)
    warnings: list[Line] = []
    corrections: list[Line] = []
    rest: list[Line] = []
    for line in lines:
        note = found.get(line)
        if note is None:
            rest.append(line)
        elif note.kind == "update" or note.start >= line.chars:
            line.drop("legal", _RULE)
            rest.append(line)
        else:
            line.restore()
            (warnings if note.kind == "warning" else corrections).extend(_without_label(line, note))
    number = sum(not line.reason for line in corrections)
    return NotedLines([*warnings, *rest, *corrections], number)


def correction_blocks(blocks: Sequence[Block], noted: NotedLines) -> tuple[int, ...]:
    """Return the numbers of the blocks that are corrections, the last ones of the article."""
    return tuple(range(len(blocks) - noted.corrections, len(blocks)))


def _find_notes(lines: Sequence[Line]) -> dict[Line, _Note]:
    """Return the notes, and behind a label alone the next line."""
    found: dict[Line, _Note] = {}
    label: _Note | None = None
    kept = 0
    for line in lines:
        note = None if line.reason in _KEPT_REASONS or line.user_choice else read_note(line.text)
        if label is not None and note is None and not line.reason and ends_sentence(line.text):
            note = _Note(label.kind, 0)
        label = None
        kept += not line.reason
        if note is None or (note.kind == "warning" and kept > _WARNING_LINES):
            continue
        found[line] = note
        label = note if note.start >= line.chars else None
    return found


def read_note(text: str) -> _Note | None:
    """Return the kind of a note by its label or its first words; None for a line of the story."""
    folded = fold(text)
    start = len(folded) - len(folded.lstrip(_OPENING))
    for _ in range(2):
        for kind in _KINDS:
            if note := _read_kind(folded, start, kind):
                return note
        prefix = _prefix().match(folded, start)
        if prefix is None:
            return None
        start = prefix.end()
    return None


def _read_kind(folded: str, start: int, kind: NoteKind) -> _Note | None:
    label = _label(kind).match(folded, start) if _WORDS[kind]["labels"] else None
    if label is not None and _is_dated(label["date"]):
        begin = label.end()
        date = _DATE.match(folded, begin)
        begin = date.end() if date else begin
        if begin >= len(folded) or len(folded[begin:].split()) >= _MIN_WORDS:
            return _Note(kind, begin)
    is_sentence = _beginning(kind).match(folded, start) and len(folded.split()) >= _MIN_WORDS
    return _Note(kind, start) if is_sentence else None


def _is_dated(words: str) -> bool:
    """Return True if only a date and 'added' stand between a label and its colon."""
    return all(is_date_word(word) or word == "added" for word in re.findall(r"[^\W\d_][\w.]*", words))


def _without_label(line: Line, note: _Note) -> list[Line]:
    """Return the line, behind its label as a dropped line of its own."""
    label = line.text[: note.start].strip()
    if not any(map(str.isalnum, label)):
        return [line]
    line.text = line.text[note.start :].strip()
    line.text = f"{line.text[:1].upper()}{line.text[1:]}"
    line.run_in = 0
    return [Line(label, line.owner, reason="other", rule=_RULE), line]


@cache
def _label(kind: NoteKind) -> re.Pattern[str]:
    words = alternatives(_WORDS[kind]["labels"])
    before_colon = rf"[^:]{{0,{_MAX_LABEL_DATE_CHARS}}}?(?=\s?[:–—])\s?[:–—]+\s*"
    before_stop = rf"[^:.]{{0,{_MAX_LABEL_DATE_CHARS}}}?(?:[.)\]]+\s*|-\s+|$)"
    return re.compile(rf"(?:{words})(?!\w)(?P<date>{before_colon}|{before_stop})")


@cache
def _beginning(kind: NoteKind) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_WORDS[kind]['beginnings'], star='.{0,30}')})")


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_WORDS['prefixes']['words'])})(?!\w)[^:]{{0,30}}[:.–—)\]]\s*")
