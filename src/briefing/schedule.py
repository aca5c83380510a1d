"""Schedule the digest: a daily job, its crontab line or systemd units, and the user's crontab.

systemd.service(5), systemd.timer(5) and crontab(5) define the forms. In a crontab only our own line changes;
every other byte stays.
"""

import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from shutil import which

from briefing.errors import UsageError

__all__ = [
    "Job",
    "cron_line",
    "install_line",
    "job_from",
    "next_run",
    "read_crontab",
    "remove_line",
    "systemd_units",
    "without_line",
]

_TIME = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")  # '06:30'
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MARK = "# briefing digest"
# 'no crontab for ann' (Debian, cronie), "crontab: can't open 'ann': No such file or directory" (BusyBox)
_NO_CRONTAB = re.compile(r"no crontab|no such file", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Job:
    """A daily run.

    Output is not redirected: a digest writes its own log, and prints only what the owner should get by mail.

    Attributes:
        hour: 0 to 23.
        minute: 0 to 59.
        days: 0 (Monday) to 6.
        command: The program and its arguments.
        environment: Variables that are set for the command.
    """

    hour: int
    minute: int
    days: tuple[int, ...]
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]


def job_from(at: str, days: str, command: tuple[str, ...], environment: tuple[tuple[str, str], ...]) -> Job:
    """Return the job for a time ('06:30') and days ('mon-fri', 'mon,sun', '' for all). Raises UsageError."""
    match = _TIME.match(at)
    if match is None:
        raise UsageError(f"{at!r} is not a time of day", "Write it like 06:30.")
    return Job(int(match[1]), int(match[2]), _days_from(days), command, environment)


def _days_from(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in text.lower().replace(" ", "").split(",") if text else ():
        first, _, last = part.partition("-")
        try:
            start, end = _DAYS.index(first), _DAYS.index(last or first)
        except ValueError as cause:
            raise UsageError(
                f"{part!r} is not a day", f"Write days like mon-fri or mon,wed: {', '.join(_DAYS)}."
            ) from cause
        found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return tuple(sorted(found)) or tuple(range(7))


def next_run(job: Job, now: datetime) -> datetime:
    """Return the time of the first run after `now`."""
    today = now.replace(hour=job.hour, minute=job.minute, second=0, microsecond=0)
    candidates = (today + timedelta(days=ahead) for ahead in range(8))
    return next(one for one in candidates if one > now and one.weekday() in job.days)


def cron_line(job: Job) -> str:
    """Return the crontab line. `%` ends a command in crontab(5), so it is escaped. Raises UsageError."""
    days = "*" if len(job.days) == 7 else ",".join(_DAYS[day] for day in job.days)
    variables = [f"{name}={shlex.quote(value)}" for name, value in job.environment]
    words = [*variables, *(shlex.quote(word) for word in job.command)]
    command = " ".join(words).replace("%", r"\%")
    if "\n" in command:
        raise UsageError(
            "a path with a line break cannot stand in a crontab", "Use --systemd, or other folders."
        )
    return f"{job.minute} {job.hour} * * {days} {command} {_MARK}"


def systemd_units(job: Job) -> dict[str, str]:
    """Return the units, text by file name. The timer catches up on missed runs."""
    days = "" if len(job.days) == 7 else ",".join(_DAYS[day].capitalize() for day in job.days) + " "
    variables = "".join(f"Environment={_quoted(f'{name}={value}')}\n" for name, value in job.environment)
    service = (
        "[Unit]\nDescription=The morning's briefing\n"
        "Wants=network-online.target\nAfter=network-online.target\n\n"
        f"[Service]\nType=oneshot\nNice=10\n{variables}"
        f"ExecStart={' '.join(_quoted(word) for word in job.command)}\n"
        "SuccessExitStatus=3 4\n"
    )
    timer = (
        "[Unit]\nDescription=The morning's briefing, every day\n\n"
        f"[Timer]\nOnCalendar={days}*-*-* {job.hour:02}:{job.minute:02}:00\n"
        "Persistent=true\nRandomizedDelaySec=5min\n\n[Install]\nWantedBy=timers.target\n"
    )
    return {"briefing.service": service, "briefing.timer": timer}


def _quoted(word: str) -> str:
    """Return a word in systemd's quotes; `%` starts a specifier and `$` a variable."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def read_crontab() -> str:
    """Return the crontab's text, '' if there is none. Raises UsageError if cron is missing or refuses."""
    run = _crontab("-l")
    if run.returncode and not _NO_CRONTAB.search(run.stderr):
        raise UsageError(f"crontab cannot be read: {run.stderr.strip()}", "See whether you may: crontab -l")
    return run.stdout if run.returncode == 0 else ""


def install_line(line: str) -> None:
    """Add our line; it replaces an earlier one."""
    _write(without_line(read_crontab()) + line + "\n")


def remove_line() -> bool:
    """Remove our line; return False if there was none."""
    before = read_crontab()
    after = without_line(before)
    if after != before:
        _write(after)
    return after != before


def without_line(text: str) -> str:
    """Return the crontab without our line; unless empty it ends with a line break, which cron requires."""
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.rstrip().endswith(_MARK))
    return kept + "\n" if kept and not kept.endswith("\n") else kept


def _write(text: str) -> None:
    run = _crontab("-", text)
    if run.returncode:
        raise UsageError(f"crontab refuses: {run.stderr.strip()}", "Put the line in yourself: crontab -e")


def _crontab(argument: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    program = which("crontab")
    if program is None:
        raise UsageError("there is no cron here", "Install cron, or use --systemd.")
    return subprocess.run(
        [program, argument],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=30,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
