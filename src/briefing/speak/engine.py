"""The engine seam: two methods, and the door through which every engine comes, ours too.

Text that no engine's border can choke on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Protocol, runtime_checkable

from briefing.distribution import DISTRIBUTION, hint_for_extra
from briefing.errors import BriefingError, MissingEngineError, UsageError
from briefing.model import Clip, Voice
from briefing.model.digest import digest

_GROUP = "briefing.engines"


@dataclass(frozen=True, slots=True)
class Extra:
    """The extra of this distribution that an engine of ours needs, and the modules that come with it."""

    name: str
    modules: tuple[str, ...]


_EXTRAS = {
    "hibari": Extra("natural", ("hibari", "onnxruntime")),
    "kokoro": Extra("kokoro", ("kokoro_onnx",)),
    "piper": Extra("piper", ("piper",)),
}


class Engine(Protocol):
    """Something that turns text into speech.

    `name` is the entry point's name, `version` changes whenever the same text may sound different.
    `is_costly` says that a clip is worth keeping on disk: a model or a server, not a synthesiser that speaks
    a thousand times faster than it is heard.
    """

    name: str
    version: str
    is_costly: bool

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """Speak a line; the same text and voice give the same clip, in any order and from any thread.

        Once `stop` is set nobody waits for the answer: give up soon. Raises EngineError, nothing else.
        """

    def voices(self) -> tuple[Voice, ...]:
        """The voices that are installed, in a steady order; `id` is the engine's own name again."""


@runtime_checkable
class KeepsModels(Protocol):
    """An engine whose voices are files: it is told the folder below which they stand."""

    models: Path


@runtime_checkable
class ChecksFiles(Protocol):
    """An engine that knows, without loading a model, whether the files of a voice are on this machine."""

    def is_installed(self, voice: Voice) -> bool:
        """Whether the files of the voice are on this machine; quick, and without an error."""


@runtime_checkable
class TakesIpa(Protocol):
    """An engine that reads words marked with their IPA (`briefing.model.phonemes`); others get the words."""

    takes_ipa: bool


def installed_engines() -> tuple[str, ...]:
    """The names of the engines whose entry points are installed, sorted; they may still lack a model."""
    return tuple(sorted(_doors()))


def load_engine(name: str, models: Path | None = None) -> Engine:
    """The engine of that name, one for the whole process; `models` is where its models stand, if it has any.

    Raises UsageError for a name that nobody has, MissingEngineError when its package is not installed,
    EngineError when it cannot work here.
    """
    return _loaded(name, models)


@cache
def _loaded(name: str, models: Path | None) -> Engine:
    door = _own_doors().get(name) or _doors().get(name)
    if door is None:
        raise UsageError(
            f"no speech engine is called '{name}'", f"the engines here are {', '.join(installed_engines())}"
        )
    try:
        build: Callable[[], Engine] = door.load()
        engine = build()
    except ImportError as cause:
        hint = hint_for_engine(name) if name in _EXTRAS else "briefing doctor"
        raise MissingEngineError(f"the engine '{name}' needs a package: {cause}", hint) from cause
    if models is not None and isinstance(engine, KeepsModels):
        engine.models = models
    return engine


def has_packages(engine: str) -> bool:
    """Return True if the Python packages of an engine of ours are installed; imports none of them."""
    extra = _EXTRAS.get(engine)
    return extra is None or all(find_spec(module) is not None for module in extra.modules)


def hint_for_engine(engine: str) -> str:
    """Return the command that installs the packages of an engine of ours."""
    return hint_for_extra(_EXTRAS[engine].name)


def is_installed(voice: Voice, models: Path) -> bool:
    """Whether the engine of a voice and the files of the voice are on this machine; loads no model.

    Args:
        voice: A voice of a cast.
        models: The folder of models (`Settings.models`).

    Returns:
        False where the engine or its Python package is missing or a file of the voice is. True for an engine
        that has no files, such as pyttsx3 or a server: whether it can speak is known only when it does.
    """
    try:
        engine = load_engine(voice.engine, models) if has_packages(voice.engine) else None
    except BriefingError:
        engine = None
    if engine is None:
        return False
    return engine.is_installed(voice) if isinstance(engine, ChecksFiles) else True


def _own_doors() -> dict[str, EntryPoint]:
    """Those of this package: to look through every package that is installed takes ten times as long."""
    try:
        own = distribution(DISTRIBUTION)
    except PackageNotFoundError:  # a source tree that was never installed
        return {}
    return {door.name: door for door in own.entry_points.select(group=_GROUP)}


def _doors() -> dict[str, EntryPoint]:
    return {door.name: door for door in entry_points(group=_GROUP)}


def speakable(text: str) -> str:
    """Without NUL, which ends a C string, and lone surrogates, which have no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def clip_key(engine: Engine, voice: Voice, text: str) -> str:
    """Return the key of the clip of `engine.speak(text, voice)`: a digest of all that it depends on."""
    return digest(engine.name, engine.version, *_sound_of(voice), text)


def _sound_of(voice: Voice) -> tuple[object, ...]:
    return (voice.name, voice.language, voice.rate_wpm, voice.pitch, voice.pitch_range, voice.options)
