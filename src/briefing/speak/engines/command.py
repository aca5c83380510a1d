"""Any program that turns text into WAV.

command = ["flite", "-voice", "{voice}", "-o", "{wav}", "-t", "{text}"]
"""

import json
import tempfile
from pathlib import Path
from threading import Event

from briefing.errors import EngineError
from briefing.model import Clip, Voice
from briefing.processes import Program, run_program
from briefing.speak.audio_files import clip_from_wav
from briefing.speak.engine import speakable

_HINT = "try the command in a terminal"


class CommandEngine:
    """The program is the voice's `command`, a list; no shell is involved.

    `{voice}`, `{rate}`, `{text}` and `{wav}` are filled in. Without `{text}` it reads the text from stdin;
    without `{wav}` it writes WAV to stdout.
    """

    name = "command"
    version = "1"  # of this adapter: nobody knows the program's; the command itself is part of the clip's key
    is_costly = True

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """What the program made of the line."""
        if not text.strip():
            raise EngineError("a line without words was given to a command")
        template = _template(voice)
        with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
            wav = Path(folder) / "line.wav"
            said = speakable(text)
            fields = {"voice": voice.name, "rate": str(voice.rate_wpm), "text": said, "wav": str(wav)}
            command = [_filled(part, fields) for part in template]
            stdin = "" if _names(template, "text") else said
            stdout = run_program(Program(command, _HINT, writes=wav), stdin, stop)
            clip = clip_from_wav(_read(wav, command) if _names(template, "wav") else stdout)
        if clip is None:
            raise EngineError(f"{template[0]} gave no WAV", _HINT)
        return clip

    def voices(self) -> tuple[Voice, ...]:
        """None: a cast names them with their command."""
        return ()


def _template(voice: Voice) -> list[str]:
    given = dict(voice.options).get("command", "")
    try:
        parts = json.loads(given)
    except ValueError:
        parts = None
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) for part in parts):
        raise EngineError(f"the voice '{voice.id}' has no command", 'give it one: command = ["flite", ...]')
    return parts


def _names(template: list[str], field: str) -> bool:
    return any(f"{{{field}}}" in part for part in template)


def _filled(part: str, fields: dict[str, str]) -> str:
    """One pass, so that a text that holds '{wav}' stays what it is."""
    pieces = part.split("{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        filled.append(fields[name] + rest if brace and name in fields else "{" + piece)
    return "".join(filled)


def _read(wav: Path, command: list[str]) -> bytes:
    try:
        return wav.read_bytes()
    except OSError as cause:
        raise EngineError(f"{command[0]} wrote no file", _HINT) from cause
