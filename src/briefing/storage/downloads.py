"""Downloads that resume and are verified, and the members of downloaded archives (ZIP, wheel, tar)."""

import hashlib
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO

from briefing.errors import StorageError
from briefing.storage.files import storage_errors

_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class PartialFile:
    """A download in NAME.part beside `path`; `finish` verifies it and gives it its name.

    Attributes:
        path: The final name of the file.
    """

    path: Path

    @property
    def size(self) -> int:
        """The number of bytes so far."""
        return self._part.stat().st_size if self._part.is_file() else 0

    @property
    def is_finished(self) -> bool:
        """Return True if the file is complete."""
        return self.path.is_file()

    def add(self, piece: bytes, start: int) -> int:
        """Write a piece, and drop what follows it.

        Args:
            piece: The bytes.
            start: Where they belong, in bytes from the beginning of the file.

        Returns:
            Where the next piece belongs.

        Raises:
            StorageError: The file cannot be written.
        """
        with storage_errors(self.path):
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._part.touch()
            with self._part.open("r+b") as file:
                file.seek(start)
                file.write(piece)
                file.truncate()
        return start + len(piece)

    def finish(self, method: str, digest: str) -> None:
        """Verify the checksum and rename the file; a wrong file is removed.

        Args:
            method: Name of the hash in hashlib ('sha256').
            digest: The expected checksum in hexadecimal.

        Raises:
            StorageError: The checksum is wrong, or the file cannot be renamed.
        """
        with storage_errors(self.path):
            if digest_of(self._part, method) != digest.lower():
                self._part.unlink()
                raise StorageError(
                    f"{self.path.name} does not have the expected checksum",
                    "Try again. If it fails again, the file at the source has changed.",
                )
            self._part.replace(self.path)

    @property
    def _part(self) -> Path:
        return self.path.with_name(f"{self.path.name}.part")


def digest_of(path: Path, method: str) -> str:
    """Return the file's checksum in hexadecimal; `method` is hashlib's name."""
    checksum = hashlib.new(method, usedforsecurity=False)
    with path.open("rb") as file:
        for block in _blocks(file):
            checksum.update(block)
    return checksum.hexdigest()


def _blocks(file: BinaryIO) -> Iterable[bytes]:
    return iter(lambda: file.read(_BLOCK_BYTES), b"")


def read_members(archive: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Yield the members of an archive whose paths match a pattern (fnmatch), sorted by path.

    Nothing is unpacked to disk, so a member's path can lead nowhere.

    Args:
        archive: A ZIP, wheel or tar file.
        pattern: A pattern for paths inside the archive ('voices/*.npy').

    Yields:
        The path of a member inside the archive, and its bytes.

    Raises:
        StorageError: The file is not an archive, is damaged, or has no such member.
    """
    try:
        with storage_errors(archive, "read"):
            is_zip = zipfile.is_zipfile(archive)
            members = _zip_members(archive, pattern) if is_zip else _tar_members(archive, pattern)
            first = next(members, None)
            if first is None:
                raise StorageError(f"{archive.name} has no file {pattern!r}", "Its source has changed.")
            yield first
            yield from members
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as cause:
        raise StorageError(f"{archive.name} cannot be read: {cause}", "Remove it, and try again.") from cause


def _zip_members(archive: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as opened:
        for name in sorted(name for name in opened.namelist() if fnmatchcase(name, pattern)):
            yield name, opened.read(name)


def _tar_members(archive: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as opened:
        found = (member for member in opened if member.isfile() and fnmatchcase(member.name, pattern))
        for member in sorted(found, key=lambda member: member.name):
            file = opened.extractfile(member)
            if file is not None:
                yield member.name, file.read()
