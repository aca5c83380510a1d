"""Run a daily job from a process that stays: for containers, and for systems without a scheduler."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from briefing.schedule.job import Job, next_run

_LONGEST_SLEEP_S = 30.0  # the clock is read anew: it may be set, and a machine may have slept
_TIME_TO_END_S = 10.0


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
