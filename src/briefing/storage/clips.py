"""The clip store: lines that were spoken or encoded once. A lost clip costs time, never words."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from briefing.errors import StorageError
from briefing.storage.files import write_atomic

_DAY_S = 86_400
_CHECKSUM_BYTES = 16


@dataclass(frozen=True, slots=True)
class ClipFolder:
    """Clips as files named by their key (lower-case hexadecimal), in 256 folders.

    Each file begins with a checksum of the rest. It replaces fsync: waiting for the disk at every line would
    cost more than speaking a line again after a power failure.

    Attributes:
        folder: The folder that holds the 256 folders.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return the clip's bytes, None if it is missing or damaged."""
        path = self._path(key)
        try:
            stored = path.read_bytes()
            if path.stat().st_mtime < time.time() - _DAY_S:
                os.utime(path)  # marks it as used; many file systems store no access time
        except OSError:
            return None
        data = stored[_CHECKSUM_BYTES:]
        return data if stored[:_CHECKSUM_BYTES] == _checksum(data) else None

    def put(self, key: str, data: bytes) -> None:
        """Store a clip. An unwritable store is ignored."""
        try:
            write_atomic(self._path(key), _checksum(data) + data, is_synced=False)
        except StorageError:
            return

    def evict_until(self, bytes_kept: int) -> int:
        """Remove the least recently used clips until at most `bytes_kept` remain.

        Args:
            bytes_kept: Size of the store in bytes, without the file system.

        Returns:
            The number of clips that were removed.
        """
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


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM_BYTES).digest()
