"""A voice onto this machine: its files fetched, resumed, checked, and its licence told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError, UnavailableError, UsageError
from briefing.fetch import open_part
from briefing.shelf import PartialFile, read_whole
from briefing.speak import CARD, Catalogue, VoiceFile, VoicePackage, licence_in, piper_package

TRIES = 4
INDEX_LIMIT_BYTES = 8_000_000

Watch = Callable[[str, int, int], None]  # a file's name, the bytes that have come, the bytes it has


@dataclass(frozen=True, slots=True)
class Installed:
    """`files` stand in `folder`; `licence` is what the voice's makers say."""

    name: str
    engine: str
    folder: Path
    files: tuple[str, ...]
    licence: str


def install_voice(name: str, catalogue: Catalogue, models: Path, watch: Watch) -> Installed:
    """Fetch what is missing of a voice. Raises UsageError for an unknown name, FetchError, ShelfError."""
    package = catalogue.package(name) or _piper_voice(name, catalogue)
    folder = models / package.engine
    for file in package.files:
        _fetch_file(file, PartialFile(folder / _place_of(file, package)), watch)
    names = tuple(_place_of(file, package) for file in package.files)
    return Installed(
        package.name, package.engine, folder, names, package.licence or _licence(package, folder)
    )


def _piper_voice(name: str, catalogue: Catalogue) -> VoicePackage:
    if not catalogue.index:
        known = ", ".join(package.name for package in catalogue.packages)
        raise UsageError(f"no voice is called {name!r}", f"Choose one of: {known}.")
    with open_part(catalogue.index) as part:
        index = b"".join(part.pieces)[:INDEX_LIMIT_BYTES]
    return piper_package(name, index, catalogue)


def _place_of(file: VoiceFile, package: VoicePackage) -> str:
    """Every voice has a model card, so its file is called after the voice. A name never leaves the folder."""
    name = f"{package.name}.{CARD}" if file.name == CARD else file.name
    if Path(name).name != name or name.startswith("."):
        raise UsageError(f"{package.name!r} has a file of an impossible name: {name!r}")
    return name


def _fetch_file(file: VoiceFile, target: PartialFile, watch: Watch) -> None:
    """Go on from what has come, several times if the connection breaks off."""
    if target.is_finished:
        return
    for left in reversed(range(TRIES)):
        try:
            _fetch_rest(file, target, watch)
            break
        except UnavailableError:
            if not left:
                raise
    target.finish(file.method, file.digest)


def _fetch_rest(file: VoiceFile, target: PartialFile, watch: Watch) -> None:
    with open_part(file.address, target.size) as part:
        position, total = part.start, part.total
        for piece in part.pieces:
            position = target.add(piece, position)
            watch(file.name, position, max(total, position))
    if position < total:
        raise UnavailableError(f"{file.address} broke off", "Try again: it goes on there.")


def _licence(package: VoicePackage, folder: Path) -> str:
    cards = [_place_of(file, package) for file in package.files if file.name == CARD]
    try:
        told = [licence_in(read_whole(folder / card).decode("utf-8", "replace")) for card in cards]
    except BriefingError:
        return ""
    return next((licence for licence in told if licence), "")
