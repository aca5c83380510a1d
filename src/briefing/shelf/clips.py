"""The clip store: what was spoken or encoded once is not made again. A lost clip costs time, never words."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from briefing.errors import ShelfError
from briefing.shelf.files import write_atomic

DAY_S = 86_400
SEAL_BYTES = 16


@dataclass(frozen=True, slots=True)
class ClipFolder:
    """Clips as files named by their key (lower-case hexadecimal), spread over 256 folders.

    Each begins with a seal, a digest of the rest: to wait for the disk at every line would cost more than to
    speak a clip again that a power cut has shortened.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """The clip's bytes, None when there is none or it cannot be read whole."""
        path = self._path(key)
        try:
            sealed = path.read_bytes()
            if path.stat().st_mtime < time.time() - DAY_S:
                os.utime(path)  # says that it was used; many disks keep no time of reading
        except OSError:
            return None
        data = sealed[SEAL_BYTES:]
        return data if sealed[:SEAL_BYTES] == _seal(data) else None

    def put(self, key: str, data: bytes) -> None:
        """Keep a clip; a store that cannot be written is no reason to fail."""
        try:
            write_atomic(self._path(key), _seal(data) + data, is_synced=False)
        except ShelfError:
            return

    def forget_until(self, bytes_kept: int) -> int:
        """Remove the clips that were used least recently until at most `bytes_kept` remain; how many went."""
        clips = sorted(self._clips(), key=lambda path: path.stat().st_mtime)
        total = sum(path.stat().st_size for path in clips)
        gone = 0
        for path in clips:
            if total <= bytes_kept:
                break
            total -= path.stat().st_size
            path.unlink(missing_ok=True)
            gone += 1
        return gone

    def _clips(self) -> Iterator[Path]:
        return (path for path in self.folder.glob("??/*") if path.is_file())

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _seal(data: bytes) -> bytes:
    return blake2b(data, digest_size=SEAL_BYTES).digest()
