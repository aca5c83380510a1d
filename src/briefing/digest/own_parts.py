"""Read the parts that the user adds to the programme: outputs of commands, text files, audio files.

A part that fails is left out, and a sentence says so; it never costs the programme.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from briefing.errors import BriefingError, UsageError, confine_bugs
from briefing.mix import jingle_options, read_recording
from briefing.model import OwnPart
from briefing.processes import Program, command_words, run_program
from briefing.settings import ProgrammePart

_MOST_BYTES = 64_000  # of a text: an hour of speech
_HINT = "Run it yourself to see why."


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a command learns about the programme, in its environment.

    Attributes:
        day: The day as an ISO date, PART_DATE.
        language: The programme's BCP 47 tag, PART_LANGUAGE.
    """

    day: str
    language: str


def read_own_parts(
    parts: Sequence[ProgrammePart], surroundings: Surroundings
) -> tuple[tuple[OwnPart, ...], tuple[str, ...]]:
    """Run the commands and read the text files of the user's parts.

    Args:
        parts: The parts of the settings.
        surroundings: What commands learn about the programme.

    Returns:
        The parts that are heard, and a sentence for each one that failed. A part without words is not heard
        and did not fail: a calendar may be empty.
    """
    heard: list[OwnPart] = []
    failures: list[str] = []
    for part in parts:
        title = part.title or _file_of(part).stem
        try:
            with confine_bugs(f"the part '{title}'"):
                read = _read(part, title, surroundings)
        except BriefingError as failure:
            failures.append(f"your part '{title}' was left out: {failure.message}")
        else:
            heard += [read] if read.text or read.recording else []
    return tuple(heard), tuple(failures)


def _read(part: ProgrammePart, title: str, surroundings: Surroundings) -> OwnPart:
    text = ""
    if part.command:
        text = _decoded(run_program(_program(part, surroundings), "", Event()))
    elif part.text:
        text = _decoded(_content(Path(part.text)))
    else:
        read_recording(Path(part.audio), jingle_options(part.seconds * 1000))
    return OwnPart(title, part.place, part.seconds * 1000, text, part.audio, part.after)


def _program(part: ProgrammePart, surroundings: Surroundings) -> Program:
    told = {
        "PART_DATE": surroundings.day,
        "PART_LANGUAGE": surroundings.language,
        "PART_SECONDS": str(part.seconds),
    }
    return Program(
        command_words(part.command),
        _HINT,
        folder=Path(part.folder) if part.folder else None,
        environ={**os.environ, **told},
        seconds=part.timeout_s,
        most_bytes=_MOST_BYTES,
    )


def _file_of(part: ProgrammePart) -> Path:
    """Return the file by which a part without a title is called."""
    if part.command:
        words = part.command.split() if isinstance(part.command, str) else part.command
        scripts = [word for word in words if Path(word).suffix and not word.startswith("-")]
        return Path(next(iter(scripts), words[0]))
    return Path(part.text or part.audio)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as cause:
        raise UsageError(f"{path} cannot be read: {(cause.strerror or str(cause)).lower()}") from cause


def _decoded(data: bytes) -> str:
    """Return the text without control characters; bytes that are no UTF-8 are replaced."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in text if mark.isprintable() or mark in "\n\t").strip()
