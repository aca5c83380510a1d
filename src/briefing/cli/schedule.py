"""`briefing schedule`: the digest every morning, by cron or systemd."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.run import run_here
from briefing.errors import UsageError


def schedule(
    at: Annotated[str, typer.Option(help="The time of day, like 06:30.")] = "06:30",
    days: Annotated[str, typer.Option(help="Days, like mon-fri or sat,sun.", show_default="every day")] = "",
    minutes: Annotated[int | None, typer.Option(min=1, max=600, help="About as long as this.")] = None,
    systemd: Annotated[bool, typer.Option("--systemd", help="A systemd timer instead of cron.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Put it in, rather than only print it.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it out again.")] = False,
) -> None:
    """Make the digest every morning by itself, by cron or systemd."""
    from briefing.schedule import cron_line, install_line, job_from, next_run, remove_line, units_of
    from briefing.shelf import write_atomic

    with run_here() as run:
        places = {
            name: getattr(run.settings, name).absolute() for name in ("output", "config", "data", "cache")
        }
        environment = tuple((f"BRIEFING_{name.upper()}", str(place)) for name, place in places.items())
        length = ("--minutes", str(minutes)) if minutes else ()
        command = (sys.executable, "-m", "briefing", "digest", *length)
        job = job_from(at, days, command, environment, places["data"] / "digest.log")
        now = run.now
    units = Path("~/.config/systemd/user").expanduser()
    if remove:
        gone = [path for path in (units / name for name in units_of(job)) if path.exists()] if systemd else []
        for path in gone:
            path.unlink()
        if not gone and (systemd or not remove_line()):
            raise UsageError(
                "nothing was scheduled", "See what is: crontab -l, or systemctl --user list-timers"
            )
        return
    for name, text in units_of(job).items() if systemd else ():
        typer.echo(f"# {units / name}\n{text}")
        if install:
            write_atomic(units / name, text.encode())
    if not systemd:
        typer.echo(cron_line(job))
    if install and not systemd:
        job.log.parent.mkdir(parents=True, exist_ok=True)
        install_line(cron_line(job))
    if install and systemd:
        typer.echo("Start it: systemctl --user daemon-reload && systemctl --user enable --now briefing.timer")
    sys.stderr.write(f"next run: {next_run(job, now):%a %Y-%m-%d %H:%M}\n")
