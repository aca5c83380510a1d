"""The lines, notes and title page of a Fountain file.

Boneyard (comments) is removed. Line numbers are kept for error messages.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from briefing.errors import UsageError
from briefing.model import Gender, Speaker
from briefing.text import name_slug
from briefing.write.fountain import unescape

# An escape, a boneyard '/* cut */', or a note '[[pause: 900]]'; either may run over lines.
_MARKED = re.compile(r"\\.|/\*.*?\*/|\[\[((?:\\.|[^\\])*?)\]\]", re.DOTALL)
_KEY = re.compile(r"(\w+)(?::\s*(.*))?\Z", re.DOTALL)

# 'Title: The news', the key of a title page
_TITLE_KEY = re.compile(r"^([A-Za-z][\w ]*):\s*(.*)$")
# a speaker's line: fields parted by bars, '\\|' is a bar
_FIELD = re.compile(r"((?:\\.|[^|\\])*)(?:\||$)")


@dataclass(frozen=True, slots=True)
class Note:
    """A note with a key that we know: '[[pause: 900]]'."""

    number: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line without notes and boneyard; `number` counts from 1."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Return True if nothing stands on it."""
        return not self.text.strip()


def read_lines(text: str) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """Return the lines, and the notes with the number of the line on which each begins.

    A line that held nothing but a note or boneyard is no line, so that a note may stand between a
    character and the words.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    notes: list[Note] = []
    emptied: set[int] = set()

    def cut(match: re.Match[str]) -> str:
        if match.group().startswith("\\"):
            return match.group()
        first = text.count("\n", 0, match.start()) + 1
        breaks = match.group().count("\n")
        emptied.update(range(first, first + breaks + 1))
        if match.group(1) is not None and (key := _KEY.match(match.group(1).strip())):
            notes.append(Note(first, key.group(1).lower(), (key.group(2) or "").strip()))
        return "\n" * breaks

    remaining = _MARKED.sub(cut, text).split("\n")
    lines = (Line(number, line) for number, line in enumerate(remaining, 1))
    return tuple(line for line in lines if line.number not in emptied or not line.is_blank), tuple(notes)


def read_title_page(lines: Sequence[Line]) -> tuple[dict[str, Line], Sequence[Line]]:
    """Return the values of the title page by key; a value on several indented lines keeps its line ends."""
    start = next((n for n, line in enumerate(lines) if not line.is_blank), len(lines))
    values: dict[str, Line] = {}
    key = ""
    for position in range(start, len(lines)):
        line = lines[position]
        match = _TITLE_KEY.match(line.text)
        if match:
            key = match.group(1).lower()
            values[key] = Line(line.number, match.group(2).strip())
        elif key and line.text[:1].isspace() and not line.is_blank:
            values[key] = Line(values[key].number, f"{values[key].text}\n{line.text.strip()}")
        else:
            return values, lines[position:] if key else lines
    return values, ()


def read_speakers(page: Mapping[str, Line]) -> dict[str, Speaker]:
    """Return the speakers of the title page by the name above their lines."""
    table = page.get("speakers", Line(1, ""))
    speakers: dict[str, Speaker] = {}
    for offset, line in enumerate(table.text.split("\n")):
        if line.strip():
            fields = [unescape(found.strip()) for found in _FIELD.findall(line)]
            shown, gender, role, told, own_id, own_name, *_ = [*fields, *[""] * 6]
            name = own_name or shown
            number = table.number + offset
            speakers[shown.casefold()] = Speaker(
                own_id or name_slug(name), name, role, _gender(gender or "unknown", number), told
            )
    return speakers


def _gender(word: str, number: int) -> Gender:
    for gender in get_args(Gender):
        if gender == word:
            return gender  # type: ignore[no-any-return]
    known = ", ".join(get_args(Gender))
    raise UsageError(f"line {number} of the script: {word!r} is not a gender", f"Use one of: {known}.")
