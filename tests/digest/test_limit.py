"""The time limit, by the system's alarm and by the timer that takes its place on Windows."""

import os
import signal
import time

import pytest

from briefing.digest.scheduled_run import Alarm, OutOfTimeError, alarm_by_signal, alarm_by_timer, time_limit
from briefing.errors import BriefingError

ALARMS = [alarm_by_timer, *([alarm_by_signal] if hasattr(signal, "SIGALRM") else [])]


def work_for(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.parametrize("alarm", ALARMS)
def test_what_takes_too_long_is_ended_with_a_hint(alarm: Alarm) -> None:
    with pytest.raises(BriefingError, match="took longer than") as failure, time_limit(0.1, alarm):
        work_for(20)
    assert isinstance(failure.value.__cause__, OutOfTimeError)


@pytest.mark.parametrize("alarm", ALARMS)
def test_no_handler_of_one_source_takes_the_alarm_for_its_own_failure(alarm: Alarm) -> None:
    with pytest.raises(BriefingError, match="took longer than"), time_limit(0.1, alarm):
        try:
            work_for(20)
        except Exception:
            work_for(20)


@pytest.mark.parametrize("alarm", ALARMS)
def test_what_ends_in_time_is_not_disturbed_afterwards(alarm: Alarm) -> None:
    with time_limit(0.1, alarm):
        work_for(0.01)
    work_for(0.2)


def test_ctrl_c_is_still_ctrl_c_while_the_timer_runs() -> None:
    with pytest.raises(KeyboardInterrupt), time_limit(5, alarm_by_timer):
        os.kill(os.getpid(), signal.SIGINT)
        work_for(1)


def test_no_limit_sets_no_alarm() -> None:
    before = signal.getsignal(signal.SIGINT)
    with time_limit(0):
        assert signal.getsignal(signal.SIGINT) is before
