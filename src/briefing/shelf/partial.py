"""A large file that comes in parts, over several runs, and counts only when its checksum is right."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from briefing.errors import ShelfError
from briefing.shelf.files import shelf_errors

BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class PartialFile:
    """What has come stands in NAME.part beside `path`, until `finish` gives it its name."""

    path: Path

    @property
    def size(self) -> int:
        """How many bytes have come."""
        return self._part.stat().st_size if self._part.is_file() else 0

    @property
    def is_finished(self) -> bool:
        """Whether the whole file stands."""
        return self.path.is_file()

    def add(self, piece: bytes, start: int) -> int:
        """Write a piece at a byte, the last one now; where the next begins. Raises ShelfError."""
        with shelf_errors(self.path):
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._part.touch()
            with self._part.open("r+b") as file:
                file.seek(start)
                file.write(piece)
                file.truncate()
        return start + len(piece)

    def finish(self, method: str, digest: str) -> None:
        """Check what has come, and give it its name. What is wrong is removed. Raises ShelfError."""
        with shelf_errors(self.path):
            if digest_of(self._part, method) != digest.lower():
                self._part.unlink()
                raise ShelfError(
                    f"{self.path.name} is not the file that was expected: its checksum is another",
                    "Try again; if it stays so, the source has changed.",
                )
            self._part.replace(self.path)

    @property
    def _part(self) -> Path:
        return self.path.with_name(f"{self.path.name}.part")


def digest_of(path: Path, method: str) -> str:
    """The file's checksum in hexadecimal, by hashlib's name of the method."""
    told = hashlib.new(method, usedforsecurity=False)
    with path.open("rb") as file:
        for block in _blocks(file):
            told.update(block)
    return told.hexdigest()


def _blocks(file: BinaryIO) -> Iterable[bytes]:
    return iter(lambda: file.read(BLOCK_BYTES), b"")
