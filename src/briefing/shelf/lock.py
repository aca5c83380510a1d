"""One run at a time: a lock that the system lets go of when its holder dies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import LockedError, ShelfError


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Holds the lock for the block. Raises LockedError, which names the process that holds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="ascii")
    except OSError as cause:
        raise ShelfError(f"cannot lock {path}: {cause.strerror}", "Make its folder yours.") from cause
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
    """Whether the lock could be had. It is bound to the open file, so no crash leaves it behind."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - Windows only

            os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # beyond the text, which others may read
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
