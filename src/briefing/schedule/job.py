"""The daily job that a scheduler runs: its time, its command, and the variables that name its folders.

Where there is no scheduler, such as in a container, `run_daily` runs the job from a process that stays.
"""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NoReturn

from briefing.errors import UsageError

_TIME = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")  # '06:30'
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLACES = ("BRIEFING_OUTPUT", "BRIEFING_CONFIG", "BRIEFING_DATA", "BRIEFING_CACHE", "BRIEFING_SETTINGS")
_LONGEST_SLEEP_S = 30.0  # the clock is read anew: it may be set, and a machine may have slept
_TIME_TO_END_S = 10.0


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
        return {name: value for name, value in self.environment if name in PLACES}

    @property
    def key(self) -> str:
        """Eight hexadecimal digits that tell the schedule of one folder from that of another."""
        return sha256(repr(sorted(self.places.items())).encode()).hexdigest()[:8]

    @property
    def is_daily(self) -> bool:
        """True if the job runs on every day of the week."""
        return len(self.days) == len(DAYS)


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
            start, end = DAYS.index(first), DAYS.index(last or first)
        except ValueError as cause:
            raise UsageError(
                f"{part!r} is not a day", f"Write days like mon-fri or mon,wed: {', '.join(DAYS)}."
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


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of the loop.

    Attributes:
        now: Returns the local time, without a zone: a job is due by the clock on the wall.
        sleep: Waits for so many seconds.
    """

    now: Callable[[], datetime] = datetime.now
    sleep: Callable[[float], None] = time.sleep


def run_once(job: Job) -> int:
    """Run a job, and return its exit code. If this process is ended, the job is ended first.

    Args:
        job: The job.

    Returns:
        The exit code, negative for a signal as `subprocess` has it.
    """
    process = subprocess.Popen(job.command, env={**os.environ, **dict(job.environment)})
    try:
        return process.wait()
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_TIME_TO_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run_daily(
    job: Job,
    report: Callable[[str], None],
    clock: Clock | None = None,
    run: Callable[[Job], int] = run_once,
) -> NoReturn:
    """Run a job at its time, day after day, until the process is told to end.

    A time that passes while the machine sleeps is made up for at once; one that passes during a run is not.

    Args:
        job: The daily job.
        report: Takes a line about the next run and about the end of each run.
        clock: Time and sleep; those of the system if None.
        run: Runs the job once, and returns its exit code.

    Raises:
        SystemExit: A signal ended the process; a job that was running has ended too.
        KeyboardInterrupt: The user ended it.
    """
    clock = clock or Clock()
    while True:
        planned = next_run(job, clock.now())
        report(f"next run: {planned:%a %Y-%m-%d %H:%M}")
        while (wait := planned - clock.now()) > timedelta(0):
            clock.sleep(min(wait.total_seconds(), _LONGEST_SLEEP_S))
        report(f"the run ended with exit code {run(job)}")
