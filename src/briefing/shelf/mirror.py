"""A folder that is ours only in part: a list in it tells what we wrote, so that nothing else is removed."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from briefing.shelf.files import shelf_errors, write_atomic

LIST = ".briefing-files"


def begin_mirror(folder: Path, paths: Iterable[str]) -> None:
    """Before the first file is written: what will stand there is ours, and what was ours still is."""
    _write_list(folder, _listed(folder) | set(paths))


def end_mirror(folder: Path, paths: Iterable[str]) -> None:
    """After the last file: removes what is ours and no longer among `paths`, and the folders it leaves empty.

    Raises ShelfError.
    """
    standing = set(paths)
    for path in sorted(_listed(folder) - standing):
        file = folder / path
        if not _is_within(folder, path):
            continue
        with shelf_errors(file, "remove"):
            file.unlink(missing_ok=True)
        with suppress(OSError):  # somebody else's file is in it, or it is gone
            file.parent.rmdir()
    _write_list(folder, standing)


def _is_within(folder: Path, path: str) -> bool:
    """Whether a line of the list leads to a file of this folder, and through no link out of it."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        return False
    return (folder / path).parent.resolve().is_relative_to(folder.resolve())


def _listed(folder: Path) -> set[str]:
    """The list; empty where there is none, or none of ours."""
    try:
        found = json.loads((folder / LIST).read_bytes())
    except (OSError, ValueError):
        return set()
    return {path for path in found if isinstance(path, str)} if isinstance(found, list) else set()


def _write_list(folder: Path, paths: set[str]) -> None:
    data = json.dumps(sorted(paths), ensure_ascii=False, indent=0).encode("utf-8", "surrogateescape")
    path = folder / LIST
    if not path.is_file() or path.read_bytes() != data:
        write_atomic(path, data)
