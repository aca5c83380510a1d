"""Files that are complete or absent (written beside their place, synced, renamed); a lock; a log that
rotates.
"""

import errno
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from briefing.errors import LockedError, StorageError

_DRAFT = ".draft"
_PUBLIC_MODE, OWNER_MODE = 0o666, 0o600  # file permissions
_REPLACE_DELAYS_S = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
_LIVING_DRAFT_S = 60  # since it was written last
_KEPT_LOGS = 3  # digest.log.1 to digest.log.3


def _read_umask() -> int:
    """Return the umask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


_UMASK = _read_umask()  # read once, while there is one thread: two threads at a time could leave it at 0


@contextmanager
def open_atomic(path: Path, is_synced: bool = True, mode: int = _PUBLIC_MODE) -> Iterator[BinaryIO]:
    """Open a binary file that gets its final name only when the block ends without an error.

    An existing file under that name stays until then; a failed block leaves nothing behind.

    Args:
        path: The final name; missing folders are made.
        is_synced: Wait for the disk (fsync). Without it a power failure may leave a part of the file, so it
            is for files whose readers can tell.
        mode: Permissions of the finished file, before the umask. Until then only the owner can read it.

    Returns:
        A context manager that gives the open file.

    Raises:
        StorageError: The folder or file cannot be written, or the disk is full.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=_DRAFT, delete=False
        ) as draft:
            if os.name != "nt":  # Windows removes no open file, so it needs no lock
                _take(draft.fileno())  # as long as it is open; see `remove_dead_drafts`
            try:
                yield cast(BinaryIO, draft)
                draft.flush()
                if is_synced:
                    os.fsync(draft.fileno())
                draft.close()
                Path(draft.name).chmod(mode & ~_UMASK)
                replace_file(Path(draft.name), path)
            except BaseException:
                with suppress(OSError):
                    Path(draft.name).unlink(missing_ok=True)
                raise


def replace_file(draft: Path, path: Path, delays_s: Sequence[float] = _REPLACE_DELAYS_S) -> None:
    """Give a finished file its final name.

    Windows replaces no file that another program has open, such as a virus scanner or a player. Most close it
    at once, so it is tried again.

    Args:
        draft: The finished file.
        path: The final name.
        delays_s: How long to wait before each further attempt.

    Raises:
        OSError: The file cannot be renamed.
    """
    for delay in delays_s:
        with suppress(PermissionError):
            draft.replace(path)
            return
        time.sleep(delay)
    draft.replace(path)


def write_atomic(path: Path, data: bytes, is_synced: bool = True, mode: int = _PUBLIC_MODE) -> None:
    """Write a whole small file.

    Args:
        path: The final name; missing folders are made.
        data: All of its bytes.
        is_synced: Wait for the disk (fsync).
        mode: Permissions of the finished file, before the umask.

    Raises:
        StorageError: The folder or file cannot be written, or the disk is full.
    """
    with open_atomic(path, is_synced, mode) as file:
        file.write(data)


def copy_file(source: Path, copy: Path) -> None:
    """Copy a file with its modification time, unless the copy exists already.

    Args:
        source: The file.
        copy: The new name; missing folders are made.

    Raises:
        StorageError: The file cannot be read or written.
    """
    with storage_errors(source, "read"):
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
    """Remove a file if it exists.

    Args:
        path: The file.

    Raises:
        StorageError: The file cannot be removed.
    """
    with storage_errors(path, "remove"):
        path.unlink(missing_ok=True)


def remove_drafts(folder: Path) -> None:
    """Remove the unfinished files of killed runs. No other run may be writing.

    Args:
        folder: The folder, with all below it.

    Raises:
        StorageError: A file cannot be removed.
    """
    with storage_errors(folder, "remove from"):
        for draft in folder.glob(f".*{_DRAFT}"):
            draft.unlink(missing_ok=True)


def remove_dead_drafts(folder: Path, pattern: str, now_s: float) -> int:
    """Remove the unfinished files whose writers are dead. Other runs may be writing.

    A draft that another process holds open stays, and so does one that was written in the last minute, since
    some network drives do not pass locks on to other machines.

    Args:
        folder: The folder.
        pattern: Pattern of the folders below it that may hold drafts, such as '*'.
        now_s: The time in seconds since 1970.

    Returns:
        The number of removed files.

    Raises:
        StorageError: A file cannot be removed.
    """
    removed = 0
    with storage_errors(folder, "remove from"):
        for draft in folder.glob(f"{pattern}/.*{_DRAFT}"):
            with suppress(FileNotFoundError, PermissionError):
                if now_s - draft.stat().st_mtime > _LIVING_DRAFT_S and _is_dead(draft):
                    draft.unlink()
                    removed += 1
    return removed


def _is_dead(draft: Path) -> bool:
    """Return True if no process holds a draft open; on Windows, removing one tells that."""
    if os.name == "nt":
        return True
    with draft.open("r+b") as file:  # NFS locks only what can be written
        return _take(file.fileno())


def read_or_write_line(path: Path, line: str) -> str:
    """Return the line that the file holds, or write `line` and return it.

    Args:
        path: The file.
        line: The line for a file that is missing or empty.

    Raises:
        StorageError: The file cannot be read or written.
    """
    with suppress(OSError, UnicodeDecodeError):
        if kept := path.read_text(encoding="utf-8").strip():
            return kept
    write_atomic(path, f"{line}\n".encode())
    return line


def read_whole(path: Path) -> bytes:
    """Return a file's bytes.

    Args:
        path: The file.

    Raises:
        StorageError: The file cannot be read.
    """
    with storage_errors(path, "read"):
        return path.read_bytes()


@contextmanager
def storage_errors(path: Path, verb: str = "write") -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as cause:
        raise StorageError(f"cannot {verb} {path}: no such file or folder", "Check the path.") from cause
    except OSError as cause:
        reason = os.strerror(cause.errno).lower() if cause.errno else str(cause)
        raise StorageError(f"cannot {verb} {path}: {reason}", _hint(cause, path)) from cause


def _hint(error: OSError, path: Path) -> str:
    if isinstance(error, PermissionError):
        return f"Choose another place, or check the permissions of {path.parent}."
    if error.errno == errno.EROFS:
        return "The disk is read-only; choose a place on another one."
    if isinstance(error, IsADirectoryError):
        return "Give the name of a file."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Free some space on the disk of {path.parent}."
    return f"Check {path.parent}, or choose another place."


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the lock for the block.

    Args:
        path: The lock file.

    Returns:
        A context manager; the lock is free when its block ends.

    Raises:
        LockedError: Another process holds the lock; the message names it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="ascii")
    except OSError as cause:
        raise StorageError(
            f"cannot lock {path}: {cause.strerror}", "Check the permissions of its folder."
        ) from cause
    with file:
        if not _take(file.fileno()):
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise LockedError(f"another run holds the lock (process {holder})", "Wait until it is done.")
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def _take(descriptor: int) -> bool:
    """Take the lock, which ends with the open file; return False if another process has it."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - Windows only

            os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # beyond the text, so that others can read it
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def append_log(path: Path, text: str, max_bytes: int) -> None:
    """Append text to a log; rotate it first if it would exceed `max_bytes`.

    Args:
        path: The log; old ones are PATH.1 to PATH.3.
        text: Whole lines.
        max_bytes: Size at which the log is rotated.

    Raises:
        StorageError: The file cannot be read or written.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        size = path.stat().st_size if path.exists() else 0
        if size and size + len(text.encode()) > max_bytes:
            _rotate(path)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)


def _rotate(path: Path) -> None:
    for number in range(_KEPT_LOGS - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))
