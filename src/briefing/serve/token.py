"""The token that counts now: renewed in its file, the old one opens nothing any more."""

from contextlib import suppress
from pathlib import Path

from briefing.errors import StorageError
from briefing.serve.options import ServeOptions
from briefing.storage import read_token


class KeptToken:
    """Call it for the token; its file is read again when it has changed.

    A file that cannot be read, or holds no token, leaves the one that was known.
    """

    def __init__(self, options: ServeOptions) -> None:
        self.file = options.token_file
        self.token = options.token
        self.seen = _stamp(self.file)

    def __call__(self) -> str:
        """The token."""
        stamp = _stamp(self.file)
        if self.file is not None and stamp != self.seen:
            with suppress(StorageError):
                self.token = read_token(self.file)
            self.seen = _stamp(self.file)
        return self.token


def _stamp(file: Path | None) -> tuple[int, int, int] | None:
    """What tells that the file is another one; None where there is none."""
    try:
        facts = file.stat() if file else None
    except OSError:
        return None
    return (facts.st_ino, facts.st_mtime_ns, facts.st_size) if facts else None
