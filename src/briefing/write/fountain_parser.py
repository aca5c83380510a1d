"""Fountain to Script: the sections, and the speaker of each dialogue block."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from briefing.errors import UsageError
from briefing.model import (
    Gender,
    Insert,
    Narration,
    NarrationRole,
    Quote,
    Script,
    Section,
    SectionRole,
    Segment,
    Speaker,
)
from briefing.text import name_slug
from briefing.write.fountain import (
    NARRATOR,
    SOMEBODY,
    Line,
    Note,
    plain_words,
    read_lines,
    read_speakers,
    read_title_page,
    unescape,
    without_emphasis,
)
from briefing.write.options import NO_PRONUNCIATIONS
from briefing.write.utterances import with_pauses, with_spoken_forms

# '@Eric Sandell (V.O.)' or 'NARRATOR (headline, ours) ^': the name and its extension
_CHARACTER = re.compile(r"^@?((?:\\.|[^(\\^])+?)\s*((?:\((?:\\.|[^)\\])*\)\s*)*)\^?\s*$")
_INSERT_LIMIT_MS = 600_000
# What a reader sees and nobody says: scene headings, transitions, synopses, page breaks, lyrics
_SILENT = re.compile(r"^(?:\.(?!\.)|(?:INT|EXT|EST|INT\./EXT|I/E)[. ]|[>=~!]|[A-Z ]+ TO:$)")

GenderOfName = Callable[[str, str], tuple[Gender, str]]
"""Takes a name and a language (BCP 47); returns the gender and the evidence for it."""


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
                section = replace(section, url=plain_words(note.value))
            case "source":
                section = replace(section, source=plain_words(note.value))
            case "chime":
                section = replace(section, chime_before=True)
            case "section":
                section = replace(section, role=_section_role(note))
            case "recording":
                section = replace(section, insert=Insert(plain_words(note.value), _INSERT_LIMIT_MS))
            case "times" if section.insert:
                section = replace(section, insert=_timed(section.insert, note))
            case "pause":
                _set_pause(segments, draft.lines, note)
    return replace(section, segments=tuple(segments))


def _section_role(note: Note) -> SectionRole:
    for role in get_args(SectionRole):
        if role == note.value:
            return role  # type: ignore[no-any-return]
    known = ", ".join(get_args(SectionRole))
    raise UsageError(
        f"line {note.number} of the script: {note.value!r} is not a kind of section", f"Use one of: {known}."
    )


def _timed(insert: Insert, note: Note) -> Insert:
    times = note.value.split()
    if len(times) != 3 or not all(time.isdecimal() for time in times):
        raise UsageError(
            f"line {note.number} of the script: {note.value!r} is not the times of a recording",
            "Write limit, duration and pause in milliseconds: [[times: 300000 63200 1500]].",
        )
    return Insert(insert.path, *map(int, times))


def _set_pause(segments: list[Segment], lines: Sequence[int], note: Note) -> None:
    before = [position for position, line in enumerate(lines) if line < note.number]
    if not note.value.isdigit():
        raise UsageError(
            f"line {note.number} of the script: {note.value!r} is not a pause",
            "Write it in milliseconds: [[pause: 900]]",
        )
    if before:
        segments[before[-1]] = replace(segments[before[-1]], pause_ms=int(note.value))


def _nothing_known(_name: str, _language: str) -> tuple[Gender, str]:
    return "unknown", ""


def script_from_fountain(
    text: str,
    pronunciations: Mapping[str, str] = NO_PRONUNCIATIONS,
    gender_of_name: GenderOfName = _nothing_known,
) -> Script:
    """Read a Fountain screenplay, whether `fountain_from_script` wrote it or a person edited it.

    Args:
        text: The screenplay.
        pronunciations: Words and their spoken forms, for `spoken_form`.
        gender_of_name: Called with a name and a language; tells the gender of a speaker that the title
            page does not list.

    Returns:
        The script, with spoken forms and pauses.

    Raises:
        UsageError: A line cannot be read (the message has its number), or nothing is to be spoken.
    """
    lines, notes = read_lines(text)
    page, body = read_title_page(lines)
    language = " ".join(page.get("language", Line(1, "")).text.split()) or "en"
    reader = _Reader(read_speakers(page), lambda name: gender_of_name(name, language))
    reader.read(body)
    sections = tuple(section_from_draft(draft, then, notes) for draft, then in reader.with_ends())
    if not any(section.segments or section.insert for section in sections):
        raise UsageError(
            "the script has no text to speak", "Write NARRATOR on a line, and the text below it."
        )
    title = plain_words(page.get("title", Line(1, "")).text)
    spoken = (replace(s, segments=with_spoken_forms(s.segments, language, pronunciations)) for s in sections)
    return Script(title, language, tuple(spoken))


class _Reader:
    """Reads the lines of the body into sections."""

    def __init__(self, speakers: dict[str, Speaker], gender_of: Callable[[str], tuple[Gender, str]]) -> None:
        self._speakers = speakers
        self._gender_of = gender_of
        self._drafts: list[Draft] = []

    def read(self, lines: Sequence[Line]) -> None:
        position = 0
        while position < len(lines):
            line = lines[position]
            position += 1
            if line.is_blank:
                continue
            if line.text.startswith("#"):
                self._drafts.append(Draft(line.number, plain_words(line.text.lstrip("#"))))
                continue
            end = position
            while end < len(lines) and not lines[end].is_blank and not lines[end].text.startswith("#"):
                end += 1
            if is_character(line.text) and end > position:
                self._speak(line, lines[position:end])
                position = end
            elif not _SILENT.match(line.text):
                raise _missing_speaker(line)

    def with_ends(self) -> list[tuple[Draft, int]]:
        """Return each section and the line on which the next one begins."""
        starts = [draft.line for draft in self._drafts[1:]]
        return list(zip(self._drafts, [*starts, 1 << 62], strict=False))

    def _speak(self, character: Line, lines: Sequence[Line]) -> None:
        words: list[str] = []
        directions: list[str] = []
        language = ""
        for line in lines:
            text = line.text.strip()
            if text.startswith("(") and text.endswith(")") and not words:
                direction = plain_words(text[1:-1])
                if direction.startswith("language:"):
                    language = direction.removeprefix("language:").strip()
                else:
                    directions.append(direction)
            else:
                words.append(text)
        if not words:
            raise _missing_speaker(character)
        said = " ".join(unescape(without_emphasis(" ".join(words))).split())
        segment = self._segment(character.text.strip(), said, language, ", ".join(directions))
        if not self._drafts:
            self._drafts.append(Draft(1, ""))
        self._drafts[-1].segments.append(segment)
        self._drafts[-1].lines.append(character.number)

    def _segment(self, character: str, words: str, language: str, direction: str) -> Segment:
        match = _CHARACTER.match(character)
        name = plain_words(match.group(1) if match else character.removeprefix("@"))
        extension = match.group(2) if match else ""
        known = self._speakers.get(name.casefold())
        if name.upper() == NARRATOR and not (known and character.startswith("@")):
            parts = [part.strip() for part in re.split(r"[(),]", extension)]
            role: NarrationRole = next((r for r in get_args(NarrationRole) if r in parts), "body")
            ours = "ours" in parts
            return Narration(words, words, role, ours=ours, language=language, direction=direction)
        speaker = None if name == SOMEBODY and not character.startswith("@") else known or self._meet(name)
        return Quote(words, words, speaker, language=language, direction=direction)

    def _meet(self, name: str) -> Speaker:
        plain = name.title() if name.isupper() else name
        gender, source = self._gender_of(plain)
        speaker = Speaker(name_slug(plain), plain, gender=gender, gender_source=source)
        self._speakers[name.casefold()] = speaker
        return speaker


def is_character(text: str) -> bool:
    """Return True if a line names who speaks the lines below: '@Eric Sandell', or all in capitals."""
    name = text.partition("(")[0].strip()
    return (name.startswith("@") and name != "@") or (name.isupper() and not _SILENT.match(text))


def _missing_speaker(line: Line) -> UsageError:
    return UsageError(
        f"line {line.number} of the script has no speaker: {line.text.strip()[:60]!r}",
        "Write NARRATOR, or @ and a name, on the line above it; or put it in [[ ]] so that it is not spoken.",
    )
