"""`briefing schedule`: run the digest every morning with the scheduler of the system."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from briefing.cli.flags import (
    AllowPrivate,
    Bitrate,
    DigestCast,
    DigestTitle,
    Keep,
    Minutes,
    Quality,
    SampleRate,
)
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.schedule import Job, ServiceFiles

_UNIT_FOLDER = Path("~/.config/systemd/user")
_AGENT_FOLDER = Path("~/Library/LaunchAgents")
_AGENT_LOGS = Path("~/Library/Logs")
_FOLDER_SETTINGS = ("output", "config", "data", "cache")


class Scheduler(StrEnum):
    """The program of the system that starts the digest."""

    CRON = "cron"
    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    WINDOWS = "windows"


_OWN_SCHEDULERS = {"darwin": Scheduler.LAUNCHD, "win32": Scheduler.WINDOWS}


ChosenScheduler = Annotated[
    Scheduler | None,
    typer.Option(
        help="Scheduler that starts the digest.",
        show_default="launchd on macOS, windows (Task Scheduler) on Windows, otherwise cron",
    ),
]


def schedule(
    at: Annotated[str, typer.Option(help="Time of day, such as 06:30.")] = "06:30",
    days: Annotated[
        str, typer.Option(help="Days, such as mon-fri or sat,sun.", show_default="every day")
    ] = "",
    minutes: Minutes = None,
    title: DigestTitle = None,
    cast: DigestCast = None,
    keep: Keep = None,
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    allow_private: AllowPrivate = False,
    scheduler: ChosenScheduler = None,
    systemd: Annotated[bool, typer.Option("--systemd", help="The same as --scheduler systemd.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Install it instead of printing it.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove it.")] = False,
    foreground: Annotated[
        bool, typer.Option("--foreground", help="Stay, and run the digest at its time, without a scheduler.")
    ] = False,
) -> None:
    """Run the digest every morning with the scheduler of the system."""
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
    command = _digest_command(flags, ["--allow-private"] if allow_private else [])
    job = job_from(at, days, command, tuple(pinned_variables(os.environ).items()))
    if foreground:
        if install or remove:
            raise UsageError("--foreground installs nothing", "Leave out --install and --remove.")
        _stay(job)
    first = next_run(job, time_of_run())
    chosen = scheduler or (Scheduler.SYSTEMD if systemd else scheduler_of(sys.platform))
    files = None if chosen is Scheduler.CRON else _files_of(chosen, job, first.date())
    if remove:
        _remove_files(files) if files else _remove_line(job)
        return
    _write_files(files, install) if files else _write_line(job, install)
    sys.stderr.write(f"next run: {first:%a %Y-%m-%d %H:%M}\n")


def _digest_command(flags: Mapping[str, str | int | None], switches: Sequence[str]) -> tuple[str, ...]:
    """Return the command of the scheduled run with the flags that have a value."""
    given = [word for flag, value in flags.items() if value is not None for word in (flag, str(value))]
    return (sys.executable, "-m", "briefing", "digest", *given, *switches)


def _stay(job: "Job") -> NoReturn:
    """Run the digest day after day, until a signal ends the process."""
    from briefing.schedule import run_daily

    def report(line: str) -> None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    run_daily(job, report)


def scheduler_of(platform: str) -> Scheduler:
    """Return the scheduler that a platform has ('linux', 'darwin', 'win32'; see `sys.platform`)."""
    return _OWN_SCHEDULERS.get(platform, Scheduler.CRON)


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


def _write_line(job: "Job", install: bool) -> None:
    from briefing.schedule import cron_line, install_line

    typer.echo(cron_line(job))
    if install:
        install_line(job)


def _remove_line(job: "Job") -> None:
    from briefing.schedule import remove_line

    if not remove_line(job):
        raise _nothing_scheduled("crontab -l")


def _files_of(scheduler: Scheduler, job: "Job", first_day: date) -> "ServiceFiles":
    from briefing.schedule import launch_agent, scheduled_task, systemd_timer
    from briefing.settings import settings_from

    if scheduler is Scheduler.SYSTEMD:
        return systemd_timer(job, _UNIT_FOLDER.expanduser())
    if scheduler is Scheduler.LAUNCHD:
        return launch_agent(job, _AGENT_FOLDER.expanduser(), _AGENT_LOGS.expanduser())
    return scheduled_task(job, settings_from(os.environ, {}).absolute().config, first_day)


def _write_files(files: "ServiceFiles", install: bool) -> None:
    from briefing.storage import write_atomic

    for path, content in files.files.items():
        typer.echo(f"# {path}\n{_decoded(content)}")
        if install:
            write_atomic(path, content)
    if install:
        typer.echo(f"Start it: {files.start}")


def _remove_files(files: "ServiceFiles") -> None:
    existing = [path for path in files.files if path.exists()]
    if not existing:
        raise _nothing_scheduled(files.listing)
    for path in existing:
        path.unlink()
    typer.echo(f"Stop it: {files.stop}")


def _decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a byte order mark."""
    return content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")


def _nothing_scheduled(listing: str) -> UsageError:
    return UsageError("no scheduled digest was found", f"See the schedules: {listing}")
