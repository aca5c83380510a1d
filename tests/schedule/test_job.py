"""A job has a time of day and days, and knows its next run."""

from datetime import UTC, datetime

import pytest
from tests.schedule.jobs import job_at

from briefing.errors import UsageError
from briefing.schedule import next_run


@pytest.mark.parametrize(
    ("days", "numbers"),
    [("", (0, 1, 2, 3, 4, 5, 6)), ("mon-fri", (0, 1, 2, 3, 4)), ("sat-mon", (0, 5, 6)), ("Wed, sun", (2, 6))],
)
def test_days(days: str, numbers: tuple[int, ...]) -> None:
    assert job_at("6:05", days).days == numbers


@pytest.mark.parametrize(
    ("at", "days"), [("25:00", ""), ("6", ""), ("06:60", ""), ("06:30", "mo"), ("06:30", "-")]
)
def test_what_is_no_time_is_wrong_usage(at: str, days: str) -> None:
    with pytest.raises(UsageError):
        job_at(at, days)


def test_the_next_run_is_after_now_on_a_day_that_was_asked_for() -> None:
    friday = datetime(2026, 11, 27, 6, 30, tzinfo=UTC)
    assert next_run(job_at("06:30", "mon-fri"), friday) == datetime(2026, 11, 30, 6, 30, tzinfo=UTC)
    assert next_run(job_at("06:31"), friday) == datetime(2026, 11, 27, 6, 31, tzinfo=UTC)
