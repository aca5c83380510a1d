"""`briefing schedule`: run the digest every morning with cron or systemd."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.flags import AllowPrivate, Bitrate, Minutes, Quality, SampleRate
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.schedule import Job

_UNIT_FOLDER = Path("~/.config/systemd/user")
_FOLDER_SETTINGS = ("output", "config", "data", "cache")


def schedule(
    at: Annotated[str, typer.Option(help="Time of day, such as 06:30.")] = "06:30",
    days: Annotated[
        str, typer.Option(help="Days, such as mon-fri or sat,sun.", show_default="every day")
    ] = "",
    minutes: Minutes = None,
    title: Annotated[str | None, typer.Option(help="Title of the programme.")] = None,
    cast: Annotated[
        str | None, typer.Option("--cast", help="Name of a cast, or path of a cast file.")
    ] = None,
    keep: Annotated[int | None, typer.Option(min=0, help="Number of digests to keep; 0 keeps all.")] = None,
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    allow_private: AllowPrivate = False,
    systemd: Annotated[bool, typer.Option("--systemd", help="Use a systemd timer instead of cron.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Install it instead of printing it.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove it.")] = False,
) -> None:
    """Run the digest every morning with cron or systemd."""
    from briefing.pipeline import time_of_run
    from briefing.schedule import job_from, next_run

    flags = {
        "--minutes": minutes,
        "--title": title,
        "--cast": _absolute(cast),
        "--keep": keep,
        "--bitrate": bitrate,
        "--quality": quality,
        "--sample-rate": sample_rate,
    }
    given = [word for flag, value in flags.items() if value is not None for word in (flag, str(value))]
    given += ["--allow-private"] if allow_private else []
    command = (sys.executable, "-m", "briefing", "digest", *given)
    job = job_from(at, days, command, tuple(pinned_variables(os.environ).items()))
    if remove:
        _remove(job, systemd)
        return
    if systemd:
        _by_systemd(job, install)
    else:
        _by_cron(job, install)
    sys.stderr.write(f"next run: {next_run(job, time_of_run()):%a %Y-%m-%d %H:%M}\n")


def pinned_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of the scheduled run, which starts in another folder with an empty environment.

    These are the BRIEFING_* variables, and absolute paths of the folders that the settings file does not set.
    """
    from briefing.settings import FILE_VARIABLE, read_settings, variable_of

    known = read_settings(environ)
    settings = known.settings.absolute()
    pinned = {
        variable_of(name): str(getattr(settings, name))
        for name in _FOLDER_SETTINGS
        if known.sources[name] in ("default", variable_of(name))
    }
    others = {name: environ[name] for name in known.sources.values() if name in environ}
    if FILE_VARIABLE in environ:
        others[FILE_VARIABLE] = str(Path(environ[FILE_VARIABLE]).expanduser().absolute())
    return {**others, **pinned}


def _absolute(cast: str | None) -> str | None:
    """Return the whole path of a cast file, since the scheduled run starts in another folder."""
    return str(Path(cast).absolute()) if cast is not None and Path(cast).is_file() else cast


def _by_cron(job: "Job", install: bool) -> None:
    from briefing.schedule import cron_line, install_line

    typer.echo(cron_line(job))
    if install:
        install_line(job)


def _by_systemd(job: "Job", install: bool) -> None:
    from briefing.schedule import systemd_units
    from briefing.storage import write_atomic

    unit = _unit_name(job)
    for name, text in systemd_units(job, unit).items():
        path = _UNIT_FOLDER.expanduser() / name
        typer.echo(f"# {path}\n{text}")
        if install:
            write_atomic(path, text.encode())
    if install:
        typer.echo(f"Start it: systemctl --user daemon-reload && systemctl --user enable --now {unit}.timer")


def _unit_name(job: "Job") -> str:
    from briefing.schedule import unit_name

    first = _UNIT_FOLDER.expanduser() / "briefing.service"
    return unit_name(job, first.read_text("utf-8", "replace") if first.is_file() else "")


def _remove(job: "Job", systemd: bool) -> None:
    from briefing.schedule import remove_line, systemd_units

    if not systemd:
        is_removed = remove_line(job)
    else:
        units = [_UNIT_FOLDER.expanduser() / name for name in systemd_units(job, _unit_name(job))]
        existing = [path for path in units if path.exists()]
        for path in existing:
            path.unlink()
        is_removed = bool(existing)
    if not is_removed:
        raise UsageError(
            "no scheduled digest was found", "See the schedule: crontab -l, or systemctl --user list-timers"
        )
    if systemd:
        timer = units[-1].name
        typer.echo(f"Stop it: systemctl --user stop {timer}; systemctl --user daemon-reload")
