"""The digest runs at its time, and ends when the process is told to."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.schedule import Clock, Job, job_from, run_daily, run_once


class Days:
    """A clock that a sleep moves on, until the last day is over."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.time, self.end = start, end
        self.runs: list[datetime] = []
        self.lines: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        if self.time > self.end:
            raise KeyboardInterrupt

    def run(self, job: Job) -> int:
        self.runs.append(self.time)
        self.time += timedelta(minutes=5)
        return 3

    def live_with(self, job: Job) -> None:
        with pytest.raises(KeyboardInterrupt):
            run_daily(job, self.lines.append, Clock(lambda: self.time, self.sleep), self.run)


def test_the_job_runs_once_at_each_of_its_times() -> None:
    days = Days(datetime(2026, 11, 27, 6, 29, 50), datetime(2026, 12, 1, 12))
    days.live_with(job_from("06:30", "mon-fri", ("x",), ()))
    assert days.runs == [
        datetime(2026, 11, 27, 6, 30),
        datetime(2026, 11, 30, 6, 30),
        datetime(2026, 12, 1, 6, 30),
    ]
    assert days.lines[:3] == [
        "next run: Fri 2026-11-27 06:30",
        "the run ended with exit code 3",
        "next run: Mon 2026-11-30 06:30",
    ]


def test_a_time_that_passed_while_the_machine_slept_is_made_up_for() -> None:
    days = Days(datetime(2026, 11, 27, 6, 0), datetime(2026, 11, 27, 23))

    def sleep(seconds: float) -> None:
        asleep = days.time.hour == 6
        days.sleep(seconds + asleep * 3 * 3600)

    with pytest.raises(KeyboardInterrupt):
        run_daily(
            job_from("06:30", "", ("x",), ()), days.lines.append, Clock(lambda: days.time, sleep), days.run
        )
    assert days.runs == [datetime(2026, 11, 27, 9, 0, 30)]


def test_a_run_gets_its_variables_and_gives_its_exit_code() -> None:
    code = "import os, sys; sys.exit(int(os.environ['ANSWER']))"
    assert run_once(job_from("06:30", "", (sys.executable, "-c", code), (("ANSWER", "42"),))) == 42


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to wait for")
def test_a_process_that_is_ended_ends_its_run_first(tmp_path: Path) -> None:
    mark = tmp_path / "ended"
    job = (
        "import pathlib, signal, sys, time\n"
        f"def end(*_): pathlib.Path({str(mark)!r}).touch(); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('running', flush=True)\n"
        "time.sleep(60)\n"
    )
    code = (
        "import signal, sys\n"
        "from briefing.schedule import job_from, run_once\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n"
        f"run_once(job_from('06:30', '', (sys.executable, '-c', {job!r}), ()))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    os.kill(process.pid, signal.SIGTERM)
    assert (process.wait(30), mark.exists()) == (143, True)
    process.stdout.close()
