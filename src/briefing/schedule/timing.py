"""When it runs, and what exactly is run: absolute paths, and nothing taken from a shell's environment."""

import re
import shlex
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.errors import UsageError

TIME = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")  # '06:30'
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MARK = "# briefing digest"


@dataclass(frozen=True, slots=True)
class Job:
    """A daily run. `days` are 0 (Monday) to 6; `environment` is given besides the scheduler's own.

    Nothing is redirected: a digest keeps its own log, and prints only what its owner should get by mail.
    """

    hour: int
    minute: int
    days: tuple[int, ...]
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]


def job_from(at: str, days: str, command: tuple[str, ...], environment: tuple[tuple[str, str], ...]) -> Job:
    """A job from what the user typed: '06:30', 'mon-fri' or 'mon,wed,sun' or ''. Raises UsageError."""
    match = TIME.match(at)
    if match is None:
        raise UsageError(f"{at!r} is no time of day", "Write it like 06:30.")
    return Job(int(match[1]), int(match[2]), _days_from(days), command, environment)


def _days_from(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in text.lower().replace(" ", "").split(",") if text else ():
        first, _, last = part.partition("-")
        try:
            start, end = DAYS.index(first), DAYS.index(last or first)
        except ValueError as cause:
            raise UsageError(
                f"{part!r} is no day", f"Write days like mon-fri or mon,wed: {', '.join(DAYS)}."
            ) from cause
        found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return tuple(sorted(found)) or tuple(range(7))


def next_run(job: Job, now: datetime) -> datetime:
    """The first run after now."""
    today = now.replace(hour=job.hour, minute=job.minute, second=0, microsecond=0)
    candidates = (today + timedelta(days=ahead) for ahead in range(8))
    return next(one for one in candidates if one > now and one.weekday() in job.days)


def cron_line(job: Job) -> str:
    """The line of a crontab. `%` would end the command there (crontab(5)), so it is escaped."""
    days = "*" if len(job.days) == 7 else ",".join(DAYS[day] for day in job.days)
    variables = [f"{name}={shlex.quote(value)}" for name, value in job.environment]
    words = [*variables, *(shlex.quote(word) for word in job.command)]
    command = " ".join(words).replace("%", r"\%")
    if "\n" in command:
        raise UsageError(
            "a path with a line break cannot stand in a crontab", "Use --systemd, or other folders."
        )
    return f"{job.minute} {job.hour} * * {days} {command} {MARK}"
