"""The members of an archive: a ZIP file (a wheel is one) or a tar file, gzipped or not."""

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from briefing.errors import ShelfError
from briefing.shelf.files import shelf_errors


def read_members(archive: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Yield the members of an archive whose paths match a pattern (fnmatch), sorted by path.

    Nothing is unpacked to disk, so a member's path can lead nowhere.

    Yields:
        The path of a member inside the archive, and its bytes.

    Raises:
        ShelfError: The file is no archive, is damaged, or has no such member.
    """
    try:
        with shelf_errors(archive, "read"):
            is_zip = zipfile.is_zipfile(archive)
            members = _zip_members(archive, pattern) if is_zip else _tar_members(archive, pattern)
            first = next(members, None)
            if first is None:
                raise ShelfError(f"{archive.name} has no file {pattern!r}", "Its source has changed.")
            yield first
            yield from members
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as cause:
        raise ShelfError(f"{archive.name} cannot be read: {cause}", "Remove it, and try again.") from cause


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
