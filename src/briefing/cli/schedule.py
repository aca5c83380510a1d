"""`briefing schedule`: the digest every morning, by cron or systemd."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.schedule import Job

UNITS = Path("~/.config/systemd/user")
PLACES = ("output", "config", "data", "cache")


def schedule(
    at: Annotated[str, typer.Option(help="Time of day, such as 06:30.")] = "06:30",
    days: Annotated[
        str, typer.Option(help="Days, such as mon-fri or sat,sun.", show_default="every day")
    ] = "",
    minutes: Annotated[
        int | None,
        typer.Option(min=1, max=600, help="Target length in minutes; drops whole paragraphs to reach it."),
    ] = None,
    systemd: Annotated[bool, typer.Option("--systemd", help="Use a systemd timer instead of cron.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Install it instead of printing it.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove it.")] = False,
) -> None:
    """Run the digest every morning with cron or systemd."""
    from briefing.pipeline import time_of_run
    from briefing.schedule import job_from, next_run

    length = ("--minutes", str(minutes)) if minutes else ()
    command = (sys.executable, "-m", "briefing", "digest", *length)
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
    """What the run is told, since it starts in another folder and with no environment of yours.

    Your BRIEFING_* variables, and the places that the settings file does not name; what the file says is
    left to the file.
    """
    from briefing.settings import FILE_VARIABLE, read_settings, variable_of

    known = read_settings(environ)
    places = known.settings.absolute()
    pinned = {
        variable_of(name): str(getattr(places, name))
        for name in PLACES
        if known.sources[name] in ("default", variable_of(name))
    }
    others = {name: environ[name] for name in known.sources.values() if name in environ}
    if FILE_VARIABLE in environ:
        others[FILE_VARIABLE] = str(Path(environ[FILE_VARIABLE]).expanduser().absolute())
    return {**others, **pinned}


def _by_cron(job: "Job", install: bool) -> None:
    from briefing.schedule import cron_line, install_line

    typer.echo(cron_line(job))
    if install:
        install_line(cron_line(job))


def _by_systemd(job: "Job", install: bool) -> None:
    from briefing.schedule import systemd_units
    from briefing.storage import write_atomic

    for name, text in systemd_units(job).items():
        path = UNITS.expanduser() / name
        typer.echo(f"# {path}\n{text}")
        if install:
            write_atomic(path, text.encode())
    if install:
        typer.echo("Start it: systemctl --user daemon-reload && systemctl --user enable --now briefing.timer")


def _remove(job: "Job", systemd: bool) -> None:
    from briefing.schedule import remove_line, systemd_units

    if not systemd:
        gone = remove_line()
    else:
        standing = [path for path in map(UNITS.expanduser().joinpath, systemd_units(job)) if path.exists()]
        for path in standing:
            path.unlink()
        gone = bool(standing)
    if not gone:
        raise UsageError("nothing was scheduled", "See what is: crontab -l, or systemctl --user list-timers")
    if systemd:
        typer.echo("Stop it: systemctl --user stop briefing.timer; systemctl --user daemon-reload")
