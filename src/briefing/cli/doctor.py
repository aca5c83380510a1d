"""`briefing doctor`: check everything from packages to sources, and name what to type."""

import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from briefing.cli.results import count_of, print_json
from briefing.errors import BriefingError, ExitCode, MissingEngineError

if TYPE_CHECKING:
    from briefing.model import Cast, Voice
    from briefing.settings import Settings
    from briefing.storage import Source

_MODULES = {
    "pyttsx3": "pyttsx3",
    "pydub": "pydub",
    "typer": "typer",
    "beautifulsoup4": "bs4",
    "lxml": "lxml.etree",
    "espeakng-loader": "espeakng_loader",
    "lameenc": "lameenc",
}
_DEFAULT_ENGINE = "pyttsx3"
_HINTS_FOR_VOICES = {
    "command": "To use a program that writes WAV files: name it in a cast file (see voices/README.md).",
    "kokoro": "To install its voices: briefing voices install kokoro",
    "openai": "To use a speech server: set OPENAI_BASE_URL to its URL, and name its voices in a cast file.",
    "piper": "To install a voice: briefing voices install en_GB-alba-medium",
}
_TEST_TEXT = "Ready."


class Check(NamedTuple):
    """The result of one check. `needed` is true if no briefing can be made without it."""

    name: str
    works: bool
    found: str
    advice: str = ""
    needed: bool = True


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the checks as one JSON object.")] = False,
) -> None:
    """Check what works on this machine, and what to install."""
    checks = all_checks()
    missing = [check for check in checks if check.needed and not check.works]
    if as_json:
        print_json({"checks": [check._asdict() for check in checks]})
    else:
        for check in checks:
            _show(check)
        typer.echo(_verdict(checks, missing))
    if missing:
        raise typer.Exit(ExitCode.FAILED)


def _show(check: Check) -> None:
    """Print the check, and below it the advice if it failed."""
    mark = "ok  " if check.works else ("FAIL" if check.needed else "--  ")
    typer.echo(f"{mark}  {check.name}: {check.found}")
    if check.advice and not check.works:
        typer.echo(f"      {check.advice}")


def _verdict(checks: list[Check], missing: list[Check]) -> str:
    if missing:
        names = ", ".join(check.name for check in missing)
        return f"\nNo briefing can be made until this works: {names}."
    has_gaps = any(not check.works for check in checks)
    return "\nEverything that a briefing needs works." + (
        " Checks marked -- are optional." if has_gaps else ""
    )


def all_checks() -> list[Check]:
    """Return all checks, in the order of their dependencies. A failed check does not stop the others."""
    settings, settings_check = _settings()
    cast, cast_check = _cast(settings)
    engines = {voice.engine for voice in _voices_of(cast)} if cast else {_DEFAULT_ENGINE}
    return [
        Check("Python", sys.version_info >= (3, 11), ".".join(map(str, sys.version_info[:3]))),
        *(_package(name, module) for name, module in _MODULES.items()),
        settings_check,
        cast_check,
        *_engines(settings, engines),
        *_folders(settings),
        _library(settings),
        *_later_episodes(settings),
        *_sources(settings),
    ]


def _package(name: str, module: str) -> Check:
    """Import the package, which also finds a wheel that was built for another platform."""
    pip = f"{sys.executable} -m pip install"
    try:
        found = version(name)
        import_module(module)
    except PackageNotFoundError:
        return Check(name, False, "not installed", f"Install it: {pip} {name}")
    except (ImportError, OSError) as error:
        return Check(
            name, False, f"cannot be imported: {error}", f"Reinstall it: {pip} --force-reinstall {name}"
        )
    return Check(name, True, found)


def _settings() -> "tuple[Settings, Check]":
    """Return the settings, or the defaults if they are invalid."""
    from briefing.pipeline import check_settings
    from briefing.settings import Settings, settings_file, settings_from

    path = settings_file(os.environ)
    try:
        settings = settings_from(os.environ)
        check_settings(settings)
    except BriefingError as error:
        return Settings(), _failed("settings", error, "Then check them: briefing settings check")
    found = (
        str(path) if path.is_file() else f"defaults, without a file ('briefing settings init' writes {path})"
    )
    return settings, Check("settings", True, found)


def _cast(settings: "Settings") -> "tuple[Cast | None, Check]":
    """Check the default cast by speaking with its voices."""
    from briefing.pipeline import DEFAULT, default_cast, load_cast, resolve_cast_name

    name = f"cast {resolve_cast_name(settings.cast, settings)}"
    try:
        cast = load_cast(settings.cast, settings)
    except BriefingError as error:
        return None, _failed(name, error)
    failed = [
        check for voice in _voices_to_test(cast, settings) if (check := _voice_failure(voice, settings))
    ]
    if failed:
        return cast, failed[0]._replace(name=name)
    is_default = settings.cast in ("", DEFAULT)
    reason = f"; the default: {default_cast(settings).reason}" if is_default else ""
    return cast, Check(name, True, f"{len(_voices_of(cast))} voices speak{reason}")


def _voices_of(cast: "Cast") -> "tuple[Voice, ...]":
    from briefing.cast import all_voices

    return all_voices(cast)


def _voices_to_test(cast: "Cast", settings: "Settings") -> "Iterator[Voice]":
    """Yield all voices of a fast engine, and one voice of an engine that is slow or costs money."""
    from briefing.speak import load_engine

    tested: set[str] = set()
    for voice in _voices_of(cast):
        if voice.engine in tested and load_engine(voice.engine, settings.models).is_costly:
            continue
        tested.add(voice.engine)
        yield voice


def _voice_failure(voice: "Voice", settings: "Settings") -> Check | None:
    """Return a failed check if the voice does not speak, else None."""
    try:
        spoken_ms = _spoken_ms(voice, settings)
    except BriefingError as error:
        failed = _failed(voice.id, error)
        return failed._replace(found=f"{voice.id} cannot speak: {failed.found}")
    if spoken_ms:
        return None
    return Check(voice.id, False, f"{voice.id} produces no sound", "See other voices: briefing voices list")


def _spoken_ms(voice: "Voice", settings: "Settings") -> int:
    from briefing.speak import load_engine

    clip = load_engine(voice.engine, settings.models).speak(_TEST_TEXT, voice, Event())
    return 1000 * clip.samples // clip.rate_hz


def _engines(settings: "Settings", needed: set[str]) -> list[Check]:
    from briefing.speak import installed_engines

    return [_engine(name, settings, name in needed) for name in installed_engines()]


def _engine(name: str, settings: "Settings", needed: bool) -> Check:
    """Check an engine by speaking one word."""
    from briefing.speak import load_engine

    check_name = f"engine {name}"
    try:
        engine = load_engine(name, settings.models)
        voices = engine.voices()
        if not voices:
            advice = _HINTS_FOR_VOICES.get(name, "See the documentation of its package for voices.")
            return Check(check_name, needed, "no voices", advice, needed)
        works = _spoken_ms(voices[0], settings) > 0
    except MissingEngineError as error:
        return Check(check_name, False, "not installed", f"To install it: {error.hint}", needed)
    except BriefingError as error:
        return _failed(check_name, error)._replace(needed=needed)
    return Check(
        check_name, works, f"speaks, {count_of(len(voices), 'voice')} ({engine.version})", "", needed
    )


def _folders(settings: "Settings") -> list[Check]:
    places = {"output": settings.output, "cache": settings.cache, "data": settings.data}
    return [_folder(name, folder.absolute()) for name, folder in places.items()]


def _folder(name: str, folder: Path) -> Check:
    """Write a file into the folder, or into its nearest parent that exists."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            return Check(f"folder {name}", True, str(folder))
    except OSError as error:
        advice = f"Change its permissions, or set BRIEFING_{name.upper()} to a writable folder."
        return Check(f"folder {name}", False, f"{folder} cannot be written: {error.strerror}", advice)


def _library(settings: "Settings") -> Check:
    from briefing.storage import Library

    if not settings.library.exists():
        return Check("library", True, "does not exist yet; the first programme creates it")
    try:
        with Library(settings.library) as library:
            sources, told = len(library.sources()), library.told_count()
            damage = library.find_damage()
    except BriefingError as error:
        return _failed("library", error, _restore_advice(settings))
    if damage:
        return Check("library", False, f"{settings.library} is damaged: {damage}", _restore_advice(settings))
    days = settings.digest.remember_days
    kept = f"for {count_of(days, 'day')}" if days else "forever"
    remembered = f"{told} {'story' if told == 1 else 'stories'} remembered {kept}"
    size = settings.library.stat().st_size / 1e6
    return Check(
        "library", True, f"{count_of(sources, 'source')}, {remembered}, {size:.1f} MB ({settings.library})"
    )


def _later_episodes(settings: "Settings") -> list[Check]:
    """Name the episodes that are newer than the library, which was restored from a copy."""
    from briefing.storage import Library, published_episodes

    if not settings.library.exists():
        return []
    try:
        with Library(settings.library) as library:
            later = library.later_episodes()
    except BriefingError:
        return []  # the check of the library says why
    unknown = (
        [one.folder for one in published_episodes(settings.output) if one.folder in later] if later else []
    )
    if not unknown:
        return []
    found = f"not in the restored library, so their stories can be told again: {', '.join(unknown)}"
    advice = f"To record them: briefing episodes adopt. To remove one: briefing episodes delete {unknown[0]}"
    return [Check("episodes", False, found, advice, needed=False)]


def _restore_advice(settings: "Settings") -> str:
    """Name the newest copy of the library that can be restored; '' if there is none."""
    from briefing.storage import describe_copy, library_copies

    sound = (path for path in library_copies(settings.copies) if not describe_copy(path).damage)
    newest = next(sound, None)
    return f"To restore the newest copy: briefing library restore {newest.stem}" if newest else ""


def _sources(settings: "Settings") -> list[Check]:
    """Visit each source and each recording of the digest as a digest does."""
    from briefing.digest import DigestContext, try_audio, try_sources
    from briefing.pipeline import fetch_options, time_of_run
    from briefing.storage import Library

    wanted = settings.digest.audio
    if not (wanted or settings.library.exists()):
        return []
    try:
        now = time_of_run()
        library = Library.rehearsal(settings.library)
        with DigestContext(now, library, fetch_options(settings, now), inbox=settings.inbox) as context:
            visited = [_source(source, failure) for source, failure in try_sources(context)]
            return visited + [_audio(one.source, failure) for one, failure in try_audio(wanted, context)]
    except BriefingError:
        return []  # the check of the library says why


def _source(source: "Source", failure: BriefingError | None) -> Check:
    name = f"source {source.address}"
    if failure is None:
        return Check(name, True, f"{source.kind}, can be read", needed=False)
    gone = f"If it is gone for good: briefing feeds remove {shlex.quote(source.address)}"
    return _failed(name, failure, gone)._replace(needed=False)


def _audio(source: str, failure: BriefingError | None) -> Check:
    from briefing.fetch import split_login

    name = f"recording {split_login(source)[0]}"
    if failure is None:
        return Check(name, True, "audio, can be read", needed=False)
    return _failed(name, failure)._replace(needed=False)


def _failed(name: str, error: BriefingError, more: str = "") -> Check:
    return Check(name, False, error.message, " ".join(filter(None, (error.hint, more))))
