"""`briefing doctor`: what works on this machine, and what to install for what does not."""

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Event
from typing import Annotated, NamedTuple

import typer

from briefing.cli.sources import print_json
from briefing.errors import BriefingError, ExitCode

PACKAGES = ("pyttsx3", "pydub", "typer", "beautifulsoup4", "lxml", "espeakng-loader", "lameenc")
DEFAULT_ENGINE = "pyttsx3"


class Check(NamedTuple):
    """One thing that was tried. `needed` says whether no briefing can be made without it."""

    name: str
    works: bool
    found: str
    advice: str = ""
    needed: bool = True


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the checks as one JSON object.")] = False,
) -> None:
    """Try what a briefing needs on this machine, and say what to install."""
    checks = [_check_python(), *map(_check_package, PACKAGES), *_check_engines(), *_check_folders()]
    if as_json:
        print_json({"checks": [check._asdict() for check in checks]})
    else:
        for check in checks:
            mark = "ok  " if check.works else ("FAIL" if check.needed else "none")
            typer.echo(f"{mark}  {check.name}: {check.found}  {check.advice}".rstrip())
    if not all(check.works for check in checks if check.needed):
        raise typer.Exit(ExitCode.FAILED)


def _check_python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    return Check("Python", sys.version_info >= (3, 11), found, "Install Python 3.11 or newer.")


def _check_package(name: str) -> Check:
    try:
        return Check(name, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, "not installed", f"Run: pip install {name}")


def _check_engines() -> list[Check]:
    from briefing.speak import installed_engines

    return [_check_engine(name) for name in installed_engines()]


def _check_engine(name: str) -> Check:
    """Speak one word, which tells more than any version."""
    from briefing.settings import settings_from
    from briefing.speak import load_engine

    needed = name == DEFAULT_ENGINE
    try:
        engine = load_engine(name, settings_from(os.environ).models)
        voices = engine.voices()
        if not voices:
            return Check(
                f"engine {name}", False, "no voice", f"Run: briefing voices install, for {name}.", needed
            )
        clip = engine.speak("Ready.", voices[0], Event())
    except BriefingError as error:
        return Check(f"engine {name}", False, error.message, error.hint, needed)
    spoken_ms = 1000 * clip.samples // clip.rate_hz
    return Check(
        f"engine {name}", spoken_ms > 0, f"{engine.version}, {len(voices)} voices, speaks", "", needed
    )


def _check_folders() -> list[Check]:
    from briefing.settings import settings_from

    settings = settings_from(os.environ)
    places = {"output": settings.output, "cache": settings.cache, "data": settings.data}
    return [_check_folder(name, folder) for name, folder in places.items()]


def _check_folder(name: str, folder: Path) -> Check:
    standing = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    works = standing.is_dir() and os.access(standing, os.W_OK)
    advice = "" if works else f"Set BRIEFING_{name.upper()} to a folder that you may write."
    return Check(f"folder {name}", works, str(folder), advice)
