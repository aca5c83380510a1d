"""Fountain text as lines: boneyard cut out, notes taken aside, numbers kept for the messages."""

import re
from dataclasses import dataclass

# An escape, a boneyard '/* cut */', or a note '[[pause: 900]]'; either may run over lines.
_MARKED = re.compile(r"\\.|/\*.*?\*/|\[\[((?:\\.|[^\\])*?)\]\]", re.DOTALL)
_KEY = re.compile(r"(\w+)(?::\s*(.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Note:
    """A note that says something to us: '[[pause: 900]]'."""

    number: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands, without notes and boneyard; `number` counts from 1."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()


def read_lines(text: str) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """The lines, and the notes by the number of the line on which they begin.

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
