"""The engine interface, and how engines are found: by the entry-point group `briefing.engines`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Protocol, runtime_checkable

from briefing.distribution import DISTRIBUTION, hint_for_extra
from briefing.errors import BriefingError, EngineError, MissingEngineError, UsageError
from briefing.model import Clip, Voice
from briefing.model.audio import cache_key

_GROUP = "briefing.engines"


@dataclass(frozen=True, slots=True)
class Extra:
    """The extra of this distribution that a built-in engine needs, and the modules that it installs."""

    name: str
    modules: tuple[str, ...]


_EXTRAS = {
    "hibari": Extra("natural", ("hibari", "onnxruntime")),
    "kokoro": Extra("kokoro", ("kokoro_onnx",)),
    "piper": Extra("piper", ("piper",)),
}


class Engine(Protocol):
    """A speech engine: it turns text into sound.

    Attributes:
        name: The name of the entry point.
        version: Changes whenever the same text may sound different.
        is_costly: Clips are worth storing on disk: True for a model or a server, False for a synthesizer that
            is a thousand times faster than real time.
    """

    name: str
    version: str
    is_costly: bool

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """Speak a line. The same text and voice give the same clip, in any order and from any thread.

        Args:
            text: The line.
            voice: The voice.
            stop: Set when the clip is not needed any more; the engine should then end soon.

        Returns:
            Mono 16-bit PCM with the engine's own sampling rate.

        Raises:
            EngineError: The line cannot be spoken. No other exception is allowed.
        """

    def voices(self) -> tuple[Voice, ...]:
        """Return the installed voices in a fixed order; `id` is the engine's name of the voice."""


@runtime_checkable
class KeepsModels(Protocol):
    """An engine whose voices are files; `models` is set to the folder of models."""

    models: Path


@runtime_checkable
class ChecksFiles(Protocol):
    """An engine that can check without loading a model whether the files of a voice are installed."""

    def is_installed(self, voice: Voice) -> bool:
        """Return True if the files of the voice are installed; quick, and raises nothing."""


@runtime_checkable
class TakesIpa(Protocol):
    """An engine that reads words marked with IPA (`briefing.model.script`); others get plain words."""

    takes_ipa: bool


def installed_engines() -> tuple[str, ...]:
    """Return the sorted names of the engines that are installed. Their models may be missing."""
    return tuple(sorted(_entry_points()))


def load_engine(name: str, models: Path | None = None) -> Engine:
    """Load an engine, once for the whole process.

    Args:
        name: The name of its entry point.
        models: The folder of models, for engines that have any.

    Returns:
        The engine, the same object at each call.

    Raises:
        UsageError: No engine has the name.
        MissingEngineError: Its Python package is not installed.
        EngineError: It does not work on this machine.
    """
    return _loaded(name, models)


@cache
def _loaded(name: str, models: Path | None) -> Engine:
    entry_point = _own_entry_points().get(name) or _entry_points().get(name)
    if entry_point is None:
        raise UsageError(
            f"no speech engine is called '{name}'", f"Choose one of: {', '.join(installed_engines())}."
        )
    try:
        build: Callable[[], Engine] = entry_point.load()
        engine = build()
    except ImportError as cause:
        hint = hint_for_engine(name) if name in _EXTRAS else "briefing doctor"
        raise MissingEngineError(f"the engine '{name}' needs a package: {cause}", hint) from cause
    if models is not None and isinstance(engine, KeepsModels):
        engine.models = models
    return engine


def has_packages(engine: str) -> bool:
    """Return True if the Python packages of an engine can be found; imports none of them.

    Args:
        engine: The name of an engine. Engines without an extra need no other package.
    """
    extra = _EXTRAS.get(engine)
    return extra is None or all(find_spec(module) is not None for module in extra.modules)


def hint_for_engine(engine: str) -> str:
    """Return the command that installs the packages of an engine.

    Args:
        engine: The name of a built-in engine with an extra.
    """
    return hint_for_extra(_EXTRAS[engine].name)


def is_installed(voice: Voice, models: Path) -> bool:
    """Return True if the engine of a voice and the voice's files are installed; loads no model.

    Args:
        voice: A voice of a cast.
        models: The folder of models (`Settings.models`).

    Returns:
        False if the engine, its Python package or a file of the voice is missing. True for an engine without
        files, such as pyttsx3 or a server, even if it cannot speak at the moment.
    """
    try:
        engine = load_engine(voice.engine, models) if has_packages(voice.engine) else None
    except BriefingError:
        engine = None
    if engine is None:
        return False
    return engine.is_installed(voice) if isinstance(engine, ChecksFiles) else True


def _own_entry_points() -> dict[str, EntryPoint]:
    """Return the built-in engines; a search through all installed packages takes ten times as long."""
    try:
        own = distribution(DISTRIBUTION)
    except PackageNotFoundError:  # a source tree that was never installed
        return {}
    return {entry_point.name: entry_point for entry_point in own.entry_points.select(group=_GROUP)}


def _entry_points() -> dict[str, EntryPoint]:
    return {entry_point.name: entry_point for entry_point in entry_points(group=_GROUP)}


def speakable(text: str) -> str:
    """Return the text without NUL, which ends a C string, and lone surrogates, which UTF-8 lacks."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def clip_key(engine: Engine, voice: Voice, text: str) -> str:
    """Return the key of the clip of `engine.speak(text, voice)`: a digest of all that it depends on."""
    return cache_key(engine.name, engine.version, *_sound_of(voice), text)


def _sound_of(voice: Voice) -> tuple[object, ...]:
    return (voice.name, voice.language, voice.rate_wpm, voice.pitch, voice.pitch_range, voice.options)


def number_of(options: Mapping[str, str], name: str, usual: float) -> float:
    """Return the option as a number. Raises EngineError for one that is none."""
    given = options.get(name)
    try:
        return usual if given is None else float(given)
    except ValueError as cause:
        raise EngineError(
            f"the option {name!r} is not a number: {given!r}", "Correct it in the cast."
        ) from cause
