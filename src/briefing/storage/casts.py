"""Cast and pronunciation files (the user's own folder first, then ours), and the file of pinned voices."""

import contextlib
import json
from pathlib import Path

from briefing.errors import StorageError, UsageError
from briefing.storage.files import read_whole, write_atomic
from briefing.storage.library import Library
from briefing.text import name_slug

_PACKAGE = Path(__file__).parents[1]
_SHIPPED_VOICES = next(
    (place for place in (_PACKAGE / "voices", _PACKAGE.parents[1] / "voices") if place.is_dir()),
    _PACKAGE / "voices",
)


def cast_names(own_folder: Path) -> tuple[str, ...]:
    """Return the names of all casts, sorted.

    Args:
        own_folder: The user's folder of casts.
    """
    found = {path.stem for folder in (own_folder, _SHIPPED_VOICES) for path in folder.glob("*.toml")}
    return tuple(sorted(found - {"pronunciations"}))


def own_cast_names(own_folder: Path) -> frozenset[str]:
    """Return the names of the user's own casts.

    Args:
        own_folder: The user's folder of casts.
    """
    return frozenset(path.stem for path in own_folder.glob("*.toml")) - {"pronunciations"}


def read_cast(name: str, own_folder: Path) -> str:
    """Return the text of a cast file by its name or path.

    Args:
        name: A cast's name, or the path of a cast file.
        own_folder: The user's folder of casts.

    Returns:
        TOML.

    Raises:
        UsageError: There is no such cast.
    """
    if name.endswith(".toml"):
        return read_whole(Path(name)).decode("utf-8", "replace")
    for folder in (own_folder, _SHIPPED_VOICES):
        path = folder / f"{name}.toml"
        if path.is_file():
            return read_whole(path).decode("utf-8", "replace")
    known = ", ".join(cast_names(own_folder))
    raise UsageError(f"no cast is called {name!r}", f"Choose one of: {known}.")


def read_pronunciations(own_folder: Path) -> tuple[str, ...]:
    """Return the texts of the pronunciation files; the user's comes last, since later entries win.

    Args:
        own_folder: The user's folder of casts and pronunciations.
    """
    paths = [folder / "pronunciations.toml" for folder in (_SHIPPED_VOICES, own_folder)]
    return tuple(read_whole(path).decode("utf-8", "replace") for path in paths if path.is_file())


def read_remembered_voices(path: Path) -> dict[str, str]:
    """Return voice ids by speaker slug; empty when the file does not exist.

    People write this file too, and older versions made other slugs, so each name becomes a slug here.

    Args:
        path: The file.

    Raises:
        StorageError: The file cannot be read or does not hold a JSON object.
    """
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise StorageError(
            f"cannot read the remembered voices in {path}", "Correct the file or delete it."
        ) from cause
    if not isinstance(found, dict):
        raise StorageError(f"{path} does not hold remembered voices", "Correct the file or delete it.")
    return {name_slug(str(speaker)): str(voice) for speaker, voice in found.items()}


def remember_voices(path: Path, voices: dict[str, str]) -> None:
    """Add voices to the file; a new voice of a speaker replaces the old one.

    Args:
        path: The file; it is made if it is missing.
        voices: Voice ids by speaker slug.

    Raises:
        StorageError: The file cannot be read or written.
    """
    _write(path, read_remembered_voices(path) | voices)


def move_old_voices(path: Path, library: Library) -> None:
    """Move the voices that an older version kept in `voices.json` into the library, once.

    Voices that the library knows stay. The file is renamed to `voices.json.old`, also when it is damaged.

    Args:
        path: The file `voices.json` of an older version.
        library: The library that gets them.
    """
    if not path.exists():
        return
    try:
        old = read_remembered_voices(path)
    except StorageError:
        old = {}
    known = library.voices()
    library.remember_voices({speaker: voice for speaker, voice in old.items() if speaker not in known})
    with contextlib.suppress(OSError):
        path.replace(path.with_name(f"{path.name}.old"))


def forget_pin(path: Path, speaker: str) -> bool:
    """Remove a speaker from the file.

    Args:
        path: The file of pinned voices.
        speaker: The speaker's name or slug.

    Returns:
        False if there was none.

    Raises:
        StorageError: The file cannot be read or written.
    """
    kept = read_remembered_voices(path)
    found = kept.pop(speaker, None)
    if found is not None:
        _write(path, kept)
    return found is not None


def _write(path: Path, voices: dict[str, str]) -> None:
    text = json.dumps(voices, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomic(path, (text + "\n").encode())
