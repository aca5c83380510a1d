"""What `briefing doctor` tries: packages, settings, the cast and its engines, folders, the library."""

import os
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import BriefingError, MissingEngineError

if TYPE_CHECKING:
    from briefing.model import Cast, Voice
    from briefing.settings import Settings

MODULES = {
    "pyttsx3": "pyttsx3",
    "pydub": "pydub",
    "typer": "typer",
    "beautifulsoup4": "bs4",
    "lxml": "lxml.etree",
    "espeakng-loader": "espeakng_loader",
    "lameenc": "lameenc",
}
DEFAULT_ENGINE = "pyttsx3"
VOICES_WANTED = {
    "command": "It speaks with any program that makes WAV: name one in a cast (voices/README.md shows how).",
    "kokoro": "To have its voices: briefing voices install kokoro",
    "openai": "To use a speech server: set OPENAI_BASE_URL to its address, and name its voices in a cast.",
    "piper": "To have a voice: briefing voices install en_GB-alba-medium",
}
WORD = "Ready."


class Check(NamedTuple):
    """One thing that was tried. `needed` says whether no briefing can be made without it."""

    name: str
    works: bool
    found: str
    advice: str = ""
    needed: bool = True


def all_checks() -> list[Check]:
    """Everything, what others rest on first. A failure never hides the checks behind it."""
    settings, told = _settings()
    cast, heard = _cast(settings)
    engines = {voice.engine for voice in _voices_of(cast)} if cast else {DEFAULT_ENGINE}
    return [
        Check("Python", sys.version_info >= (3, 11), ".".join(map(str, sys.version_info[:3]))),
        *(_package(name, module) for name, module in MODULES.items()),
        told,
        heard,
        *_engines(settings, engines),
        *_folders(settings),
        _library(settings),
    ]


def _package(name: str, module: str) -> Check:
    """Loaded, not only listed: a wheel for another machine is found here."""
    pip = f"{sys.executable} -m pip install"
    try:
        found = version(name)
        import_module(module)
    except PackageNotFoundError:
        return Check(name, False, "not installed", f"{pip} {name}")
    except (ImportError, OSError) as error:
        return Check(name, False, f"cannot be loaded: {error}", f"{pip} --force-reinstall {name}")
    return Check(name, True, found)


def _settings() -> "tuple[Settings, Check]":
    """The settings, or the defaults where they are wrong."""
    from briefing.pipeline import check_settings
    from briefing.settings import Settings, settings_file, settings_from

    path = settings_file(os.environ)
    try:
        settings = settings_from(os.environ)
        check_settings(settings)
    except BriefingError as error:
        return Settings(), _failed("settings", error, "Then: briefing settings check")
    found = str(path) if path.is_file() else f"the defaults ('briefing settings init' writes {path})"
    return settings, Check("settings", True, found)


def _cast(settings: "Settings") -> "tuple[Cast | None, Check]":
    """The cast that speaks when none is asked for: a voice that cannot is found before the morning."""
    from briefing.pipeline import DEFAULT, default_cast, load_cast, resolve_cast_name

    name = f"cast {resolve_cast_name(settings.cast, settings)}"
    try:
        cast = load_cast(settings.cast, settings)
    except BriefingError as error:
        return None, _failed(name, error)
    mute = [told for voice in _voices_to_try(cast, settings) if (told := _why_mute(voice, settings))]
    if mute:
        return cast, mute[0]._replace(name=name)
    is_default = settings.cast in ("", DEFAULT)
    reason = f"; the default: {default_cast(settings).reason}" if is_default else ""
    return cast, Check(name, True, f"its voices speak ({len(_voices_of(cast))}){reason}")


def _voices_of(cast: "Cast") -> "tuple[Voice, ...]":
    from briefing.cast import all_voices

    return all_voices(cast)


def _voices_to_try(cast: "Cast", settings: "Settings") -> "Iterator[Voice]":
    """All of an engine that costs nothing, one of an engine that takes its time or somebody's money."""
    from briefing.speak import load_engine

    tried: set[str] = set()
    for voice in _voices_of(cast):
        if voice.engine in tried and load_engine(voice.engine, settings.models).is_costly:
            continue
        tried.add(voice.engine)
        yield voice


def _why_mute(voice: "Voice", settings: "Settings") -> Check | None:
    try:
        spoken_ms = _spoken_ms(voice, settings)
    except BriefingError as error:
        failed = _failed(voice.id, error)
        return failed._replace(found=f"{voice.id} cannot speak: {failed.found}")
    return None if spoken_ms else Check(voice.id, False, f"{voice.id} says nothing", "Choose another voice.")


def _spoken_ms(voice: "Voice", settings: "Settings") -> int:
    from briefing.speak import load_engine

    clip = load_engine(voice.engine, settings.models).speak(WORD, voice, Event())
    return 1000 * clip.samples // clip.rate_hz


def _engines(settings: "Settings", needed: set[str]) -> list[Check]:
    from briefing.speak import installed_engines

    return [_engine(name, settings, name in needed) for name in installed_engines()]


def _engine(name: str, settings: "Settings", needed: bool) -> Check:
    """Speak one word, which tells more than any version."""
    from briefing.speak import load_engine

    called = f"engine {name}"
    try:
        engine = load_engine(name, settings.models)
        voices = engine.voices()
        if not voices:
            advice = VOICES_WANTED.get(name, "Its package says how to get a voice.")
            return Check(called, needed, "no voice of its own", advice, needed)
        works = _spoken_ms(voices[0], settings) > 0
    except MissingEngineError as error:
        return Check(called, False, "not installed", f"To have it: {error.hint}", needed)
    except BriefingError as error:
        return _failed(called, error)._replace(needed=needed)
    return Check(called, works, f"speaks, with {len(voices)} voices ({engine.version})", "", needed)


def _folders(settings: "Settings") -> list[Check]:
    places = {"output": settings.output, "cache": settings.cache, "data": settings.data}
    return [_folder(name, folder.absolute()) for name, folder in places.items()]


def _folder(name: str, folder: Path) -> Check:
    """A file is written where the folder stands, or will stand; permissions alone do not tell."""
    standing = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=standing):
            return Check(f"folder {name}", True, str(folder))
    except OSError as error:
        advice = f"Make it yours, or set BRIEFING_{name.upper()} to a folder that you may write."
        return Check(f"folder {name}", False, f"{folder} cannot be written: {error.strerror}", advice)


def _library(settings: "Settings") -> Check:
    from briefing.storage import Library

    if not settings.library.exists():
        return Check("library", True, "none yet: the first programme makes it")
    try:
        with Library(settings.library) as library:
            return Check("library", True, f"{len(library.sources())} feeds ({settings.library})")
    except BriefingError as error:
        return _failed("library", error)


def _failed(name: str, error: BriefingError, more: str = "") -> Check:
    return Check(name, False, error.message, " ".join(filter(None, (error.hint, more))))
