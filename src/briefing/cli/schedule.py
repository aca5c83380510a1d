"""`briefing schedule`: run the digest every morning with cron or systemd."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.flags import Minutes
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


def _by_cron(job: "Job", install: bool) -> None:
    from briefing.schedule import cron_line, install_line

    typer.echo(cron_line(job))
    if install:
        install_line(cron_line(job))


def _by_systemd(job: "Job", install: bool) -> None:
    from briefing.schedule import systemd_units
    from briefing.storage import write_atomic

    for name, text in systemd_units(job).items():
        path = _UNIT_FOLDER.expanduser() / name
        typer.echo(f"# {path}\n{text}")
        if install:
            write_atomic(path, text.encode())
    if install:
        typer.echo("Start it: systemctl --user daemon-reload && systemctl --user enable --now briefing.timer")


def _remove(job: "Job", systemd: bool) -> None:
    from briefing.schedule import remove_line, systemd_units

    if not systemd:
        is_removed = remove_line()
    else:
        units = [_UNIT_FOLDER.expanduser() / name for name in systemd_units(job)]
        existing = [path for path in units if path.exists()]
        for path in existing:
            path.unlink()
        is_removed = bool(existing)
    if not is_removed:
        raise UsageError(
            "no scheduled digest was found", "See the schedule: crontab -l, or systemctl --user list-timers"
        )
    if systemd:
        typer.echo("Stop it: systemctl --user stop briefing.timer; systemctl --user daemon-reload")
