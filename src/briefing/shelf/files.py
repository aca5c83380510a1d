"""Files that are whole or not there: written beside their place, synced, then renamed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from briefing.errors import ShelfError

DRAFT = ".draft"
EVERYBODYS, OWNERS = 0o666, 0o600  # who may read and write a file


def _read_umask() -> int:
    """It can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


UMASK = _read_umask()  # once, while there is one thread: two that read it at a time would leave it at 0


@contextmanager
def open_atomic(path: Path, is_synced: bool = True, mode: int = EVERYBODYS) -> Iterator[BinaryIO]:
    """A binary file that takes its final name only when the block ends without an error.

    Raises ShelfError when the folder cannot be made or written, or the disk is full. Whatever stood under the
    name before stays until then; a failed block leaves nothing behind. Unless `is_synced`, power that fails
    in the next seconds may leave less than the whole: for files that tell their reader so. Until it has its
    name only its owner can read it; then its `mode` counts, of which the user's umask takes its part.
    """
    with shelf_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=DRAFT, delete=False
        ) as draft:
            try:
                yield cast(BinaryIO, draft)
                draft.flush()
                if is_synced:
                    os.fsync(draft.fileno())
                draft.close()
                Path(draft.name).chmod(mode & ~UMASK)
                Path(draft.name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(draft.name).unlink(missing_ok=True)
                raise


def write_atomic(path: Path, data: bytes, is_synced: bool = True, mode: int = EVERYBODYS) -> None:
    """Write a whole small file. Raises ShelfError."""
    with open_atomic(path, is_synced, mode) as file:
        file.write(data)


def copy_file(source: Path, copy: Path) -> None:
    """A copy with the source's time, unless it stands there already. Raises ShelfError."""
    with shelf_errors(source, "read"):
        facts = source.stat()
    if copy.is_file() and _size_and_time(copy.stat()) == _size_and_time(facts):
        return
    with source.open("rb") as original, open_atomic(copy) as file:
        shutil.copyfileobj(original, file)
        file.flush()
        os.utime(file.name, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def _size_and_time(facts: os.stat_result) -> tuple[int, int]:
    return facts.st_size, facts.st_mtime_ns


def remove_file(path: Path) -> None:
    """Remove a file, or do nothing where there is none. Raises ShelfError."""
    with shelf_errors(path, "remove"):
        path.unlink(missing_ok=True)


def remove_drafts(folder: Path) -> None:
    """Removes what killed runs left in a folder into which nobody writes just now. Raises ShelfError."""
    with shelf_errors(folder, "remove from"):
        for draft in folder.glob(f".*{DRAFT}"):
            draft.unlink(missing_ok=True)


def keep_once(path: Path, line: str) -> str:
    """The line that the file holds; where it holds none, this one from now on. Raises ShelfError."""
    with suppress(OSError, UnicodeDecodeError):
        if kept := path.read_text(encoding="utf-8").strip():
            return kept
    write_atomic(path, f"{line}\n".encode())
    return line


def read_whole(path: Path) -> bytes:
    """A file's bytes. Raises ShelfError."""
    with shelf_errors(path, "read"):
        return path.read_bytes()


@contextmanager
def shelf_errors(path: Path, verb: str = "write") -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as cause:
        raise ShelfError(f"cannot {verb} {path}: no such file", "Check the path.") from cause
    except OSError as cause:
        reason = os.strerror(cause.errno).lower() if cause.errno else str(cause)
        raise ShelfError(f"cannot {verb} {path}: {reason}", _hint(cause, path)) from cause


def _hint(error: OSError, path: Path) -> str:
    if isinstance(error, PermissionError):
        return f"Choose another place with -o, or make {path.parent} yours."
    if isinstance(error, IsADirectoryError):
        return "Give the name of a file."
    return "Free some space there, or choose another place with -o."
