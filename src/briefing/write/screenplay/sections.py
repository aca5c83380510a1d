"""A section of a screenplay, with what its notes say: where it comes from, its chime, its pauses."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from briefing.errors import UsageError
from briefing.model import Section, SectionRole, Segment
from briefing.write.pauses import with_pauses
from briefing.write.screenplay.escaping import unescape
from briefing.write.screenplay.lines import Note


@dataclass(slots=True)
class Draft:
    """A section while it is read; `lines` holds the line on which each segment begins."""

    line: int
    title: str
    segments: list[Segment] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def section_from_draft(draft: Draft, end: int, notes: Sequence[Note]) -> Section:
    segments = list(with_pauses(draft.segments))
    section = Section(draft.title, ())
    for note in notes:
        if not draft.line <= note.number < end:
            continue
        match note.key:
            case "url":
                section = replace(section, url=unescape(note.value))
            case "source":
                section = replace(section, source=unescape(note.value))
            case "chime":
                section = replace(section, chime_before=True)
            case "section":
                section = replace(section, role=_section_role(note))
            case "pause":
                _set_pause(segments, draft.lines, note)
    return replace(section, segments=tuple(segments))


def _section_role(note: Note) -> SectionRole:
    for role in get_args(SectionRole):
        if role == note.value:
            return role  # type: ignore[no-any-return]
    known = ", ".join(get_args(SectionRole))
    raise UsageError(
        f"Line {note.number} of the script: no section is {note.value!r}.", f"Use one of {known}."
    )


def _set_pause(segments: list[Segment], lines: Sequence[int], note: Note) -> None:
    before = [position for position, line in enumerate(lines) if line < note.number]
    if not note.value.isdigit():
        raise UsageError(
            f"Line {note.number} of the script: {note.value!r} is no pause.", "Give it in ms: [[pause: 900]]"
        )
    if before:
        segments[before[-1]] = replace(segments[before[-1]], pause_ms=int(note.value))
