"""Which voices can be had, as which files, from where, with which checksum, under which licence."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from briefing.errors import UsageError
from briefing.text import read_text

CARD = "MODEL_CARD"  # Piper's description of a voice, with a line 'License: ...'


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """`method` is hashlib's name of the checksum; `digest` its hexadecimal value."""

    name: str
    address: str
    method: str
    digest: str


@dataclass(frozen=True, slots=True)
class VoicePackage:
    """The files of one engine's voice. `licence` is '' where a file of the package tells it."""

    name: str
    engine: str
    files: tuple[VoiceFile, ...]
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Packages of fixed files, and Piper's index, which names some hundred more."""

    packages: tuple[VoicePackage, ...]
    index: str = ""
    files: str = ""
    sha256: tuple[tuple[str, str], ...] = ()

    def package(self, name: str) -> VoicePackage | None:
        """A package of fixed files."""
        return next((package for package in self.packages if package.name == name), None)


def own_catalogue() -> Catalogue:
    """The one that comes with the program."""
    return catalogue_from_toml(read_text("briefing.speak", "catalogue.toml"))


def catalogue_from_toml(text: str) -> Catalogue:
    """A catalogue in the form of `catalogue.toml`. Raises UsageError."""
    try:
        values = tomllib.loads(text)
        piper = values.get("piper", {})
        packages = tuple(_package(entry) for entry in values.get("package", ()))
        pinned = tuple(sorted(piper.get("sha256", {}).items()))
        return Catalogue(packages, piper.get("index", ""), piper.get("files", ""), pinned)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as cause:
        raise UsageError(f"the catalogue of voices is wrong: {cause}", "Mend it, or use our own.") from cause


def piper_package(name: str, index: bytes, catalogue: Catalogue) -> VoicePackage:
    """A voice of Piper's index (`voices.json`). Raises UsageError with what is near when there is none."""
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
        raise UsageError(f"the index of voices says nothing of use about {name!r}", "Try again.") from cause
    return VoicePackage(name, "piper", files)


def licence_in(card: str) -> str:
    """What a model card says about the licence: '* License: CC BY 4.0'."""
    for line in card.splitlines():
        key, _, value = line.strip("*- \t").partition(":")
        if key.strip().lower() in ("license", "licence"):
            return value.strip()
    return ""


def _read_index(index: bytes) -> Mapping[str, Any]:
    try:
        voices = json.loads(index)
    except ValueError as cause:
        raise UsageError("the index of voices is no JSON", "Try again later.") from cause
    return voices if isinstance(voices, dict) else {}


def _piper_file(path: str, facts: Mapping[str, str], base: str, pinned: Mapping[str, str]) -> VoiceFile:
    name = path.rsplit("/", 1)[-1]
    if name in pinned:
        return VoiceFile(name, base + path, "sha256", pinned[name])
    return VoiceFile(name, base + path, "md5", facts["md5_digest"])


def _package(entry: Mapping[str, Any]) -> VoicePackage:
    files = tuple(
        VoiceFile(file["name"], file["address"], "sha256", file["sha256"]) for file in entry["files"]
    )
    return VoicePackage(entry["name"], entry["engine"], files, entry["licence"])
