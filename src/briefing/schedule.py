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
from hashlib import sha256
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
    "unit_name",
    "without_line",
]

_TIME = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")  # '06:30'
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MARK = "# briefing digest"
_PLACES = ("BRIEFING_OUTPUT", "BRIEFING_CONFIG", "BRIEFING_DATA", "BRIEFING_CACHE", "BRIEFING_SETTINGS")
# one line of a crontab with its line feed; a carriage return belongs to the line
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
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

    @property
    def places(self) -> dict[str, str]:
        """The variables that tell the schedule of one folder from that of another."""
        return {name: value for name, value in self.environment if name in _PLACES}


def job_from(at: str, days: str, command: tuple[str, ...], environment: tuple[tuple[str, str], ...]) -> Job:
    """Return the job for a time and days.

    Args:
        at: A time of day ('06:30').
        days: Days ('mon-fri', 'mon,sun'); '' for all.
        command: The program and its arguments, with absolute paths.
        environment: Variables that are set for the command, as pairs.

    Raises:
        UsageError: The time or a day is none.
    """
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
    """Return the time of the first run after `now`.

    Args:
        job: The daily job.
        now: Local time.
    """
    today = now.replace(hour=job.hour, minute=job.minute, second=0, microsecond=0)
    candidates = (today + timedelta(days=ahead) for ahead in range(8))
    return next(one for one in candidates if one > now and one.weekday() in job.days)


def cron_line(job: Job) -> str:
    """Return the crontab line. `%` ends a command in crontab(5), so it is escaped.

    Args:
        job: The daily job.

    Returns:
        The line without a line break, with a mark of ours at its end.

    Raises:
        UsageError: The command or a variable cannot stand in a crontab.
    """
    days = "*" if len(job.days) == 7 else ",".join(_DAYS[day] for day in job.days)
    variables = [f"{name}={shlex.quote(value)}" for name, value in job.environment]
    words = [*variables, *(shlex.quote(word) for word in job.command)]
    command = " ".join(words).replace("%", r"\%")
    if "\n" in command:
        raise UsageError(
            "a path with a line break cannot stand in a crontab", "Use --systemd, or other folders."
        )
    return f"{job.minute} {job.hour} * * {days} {command} {_MARK}"


def systemd_units(job: Job, name: str = "briefing") -> dict[str, str]:
    """Return the units, text by file name. The timer catches up on missed runs.

    Args:
        job: The daily job.
        name: Name of the units without suffix.
    """
    days = "" if len(job.days) == 7 else ",".join(_DAYS[day].capitalize() for day in job.days) + " "
    variables = "".join(map(_environment_line, job.environment))
    service = (
        "[Unit]\nDescription=The morning's briefing\n"
        "Wants=network-online.target\nAfter=network-online.target\n\n"
        f"[Service]\nType=oneshot\nNice=10\n{variables}"
        f"ExecStart={' '.join(_quoted(word).replace('$', '$$') for word in job.command)}\n"
        "SuccessExitStatus=3 4\n"
    )
    timer = (
        "[Unit]\nDescription=The morning's briefing, every day\n\n"
        f"[Timer]\nOnCalendar={days}*-*-* {job.hour:02}:{job.minute:02}:00\n"
        "Persistent=true\nRandomizedDelaySec=5min\n\n[Install]\nWantedBy=timers.target\n"
    )
    return {f"{name}.service": service, f"{name}.timer": timer}


def unit_name(job: Job, first_service: str) -> str:
    """Return the name of the job's units, so that the schedules of several folders stand side by side.

    Args:
        job: The job.
        first_service: Text of `briefing.service`, '' if there is none.
    """
    own = {_environment_line(variable) for variable in job.places.items()}
    lines = first_service.splitlines(keepends=True)
    theirs = {line for line in lines if line.startswith(tuple(f'Environment="{name}=' for name in _PLACES))}
    if not first_service or own == theirs:
        return "briefing"
    return f"briefing-{sha256(repr(sorted(own)).encode()).hexdigest()[:8]}"


def _environment_line(variable: tuple[str, str]) -> str:
    return f"Environment={_quoted('='.join(variable))}\n"


def _quoted(word: str) -> str:
    """Return a word in systemd's quotes; `%` starts a specifier. In a command, `$` also starts a variable."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def read_crontab() -> str:
    """Return the crontab's text, '' if there is none.

    Bytes that are not UTF-8 become surrogates, which are written back as they were.

    Raises:
        UsageError: cron is missing or refuses.
    """
    run = _crontab("-l")
    said = _decoded(run.stderr).strip()
    if run.returncode and not _NO_CRONTAB.search(said):
        reason = said or f"crontab -l ended with {run.returncode}"
        raise UsageError(f"the crontab cannot be read: {reason}", "See whether you may: crontab -l")
    return _decoded(run.stdout) if run.returncode == 0 else ""


def install_line(job: Job) -> None:
    """Add the job's line; it replaces an earlier line for the same folders.

    Args:
        job: The daily job.

    Raises:
        UsageError: cron is missing or refuses.
    """
    _write(without_line(read_crontab(), job) + cron_line(job) + "\n")


def remove_line(job: Job) -> bool:
    """Remove the line for the job's folders.

    Args:
        job: A job with the same folders.

    Returns:
        False if there was none.

    Raises:
        UsageError: cron is missing or refuses.
    """
    before = read_crontab()
    after = without_line(before, job)
    if after != before:
        _write(after)
    return after != before


def without_line(text: str, job: Job) -> str:
    """Return the crontab without the line for the job's folders.

    Unless it is empty it ends with a line break, which cron requires.

    Args:
        text: A crontab.
        job: A job with the same folders.
    """
    kept = "".join(line for line in _LINE.findall(text) if not _is_line_of(line, job))
    return kept + "\n" if kept and not kept.endswith("\n") else kept


def _is_line_of(line: str, job: Job) -> bool:
    """Return True if the line is one of ours and names the folders of the job."""
    if not line.rstrip().endswith(_MARK):
        return False
    try:
        words = shlex.split(line.replace(r"\%", "%"), comments=False)
    except ValueError:
        return False
    variables = dict(word.partition("=")[::2] for word in words if "=" in word)
    return {name: variables[name] for name in _PLACES if name in variables} == job.places


def _write(text: str) -> None:
    run = _crontab("-", text)
    if run.returncode:
        reason = _decoded(run.stderr).strip() or f"crontab ended with {run.returncode}"
        raise UsageError(f"crontab refuses: {reason}", "Put the line in yourself: crontab -e")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _crontab(argument: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
    program = which("crontab")
    if program is None:
        raise UsageError("there is no cron here", "Install cron, or use --systemd.")
    return subprocess.run(
        [program, argument],
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
        timeout=30,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
