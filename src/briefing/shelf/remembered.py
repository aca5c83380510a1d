"""Which voice a speaker had: a small JSON file that the user can read and edit."""

import contextlib
import json
from pathlib import Path

from briefing.errors import ShelfError
from briefing.shelf.files import write_atomic
from briefing.shelf.library import Library
from briefing.text import name_slug


def read_remembered_voices(path: Path) -> dict[str, str]:
    """Return voice ids by speaker slug; empty when the file does not exist.

    People write this file too, and older versions made other slugs, so each name becomes a slug here.

    Raises:
        ShelfError: The file cannot be read or does not hold a JSON object.
    """
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise ShelfError(
            f"cannot read the remembered voices in {path}", "Mend the file or delete it."
        ) from cause
    if not isinstance(found, dict):
        raise ShelfError(f"{path} holds no remembered voices", "Mend the file or delete it.")
    return {name_slug(str(speaker)): str(voice) for speaker, voice in found.items()}


def remember_voices(path: Path, voices: dict[str, str]) -> None:
    """Add to what is remembered; the last word on a speaker stays. Raises ShelfError."""
    _write(path, read_remembered_voices(path) | voices)


def move_old_voices(path: Path, library: Library) -> None:
    """Takes what an older briefing remembered in `voices.json` over into the library; once.

    What the library knows already stays. The file then stands aside as `voices.json.old`, also one that
    nobody can read: it must not cost tomorrow's programme too.
    """
    if not path.exists():
        return
    try:
        old = read_remembered_voices(path)
    except ShelfError:
        old = {}
    known = library.voices()
    library.remember_voices({speaker: voice for speaker, voice in old.items() if speaker not in known})
    with contextlib.suppress(OSError):
        path.replace(path.with_name(f"{path.name}.old"))


def forget_pin(path: Path, speaker: str) -> bool:
    """Take a speaker (by id) out; whether there was one. Raises ShelfError."""
    kept = read_remembered_voices(path)
    found = kept.pop(speaker, None)
    if found is not None:
        _write(path, kept)
    return found is not None


def _write(path: Path, voices: dict[str, str]) -> None:
    text = json.dumps(voices, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomic(path, (text + "\n").encode())
