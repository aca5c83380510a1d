"""A digest that nobody watches: within a time limit, with a heartbeat and a log."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic

from briefing.digest.heartbeat import FAILURE, START, SUCCESS, beat
from briefing.digest.limit import time_limit
from briefing.digest.programme import Digest, make_digest
from briefing.digest.sources import Morning
from briefing.errors import BriefingError, LockedError, confine_bugs
from briefing.model import LeftOut
from briefing.pipeline import Run
from briefing.shelf import append_log

KILOBYTE = 1_000


def run_digest(
    open_morning: Callable[[], Morning], run: Run, since: datetime | None = None, limit_s: int | None = None
) -> Digest:
    """`make_digest`; whatever becomes of it is logged and told to the heartbeat. Raises BriefingError.

    `limit_s` seconds take the place of the settings' `limit_minutes`.
    """
    wanted = run.settings.digest
    started = monotonic()
    unheard = [beat(wanted.heartbeat, START)]
    try:
        with (
            confine_bugs("the digest"),
            time_limit(wanted.limit_minutes * 60 if limit_s is None else limit_s),
            open_morning() as morning,
        ):
            done = make_digest(morning, run, since)
    except BriefingError as failure:
        if not isinstance(failure, LockedError):  # the run that holds the lock tells how it ended
            unheard.append(beat(wanted.heartbeat, FAILURE))
        _log(run, [f"failed: {failure.message}", *unheard], started)
        raise
    unheard.append(beat(wanted.heartbeat, SUCCESS))
    done = replace(done, notes=tuple(filter(None, unheard)))
    _log(run, report_lines(done), started)
    return done


def report_lines(done: Digest) -> list[str]:
    """What was told and what was not, then what was made, and at the end what is missing."""
    choices = [
        f"{'told' if choice.told else 'not told'}: {choice.considered.article.title} ({choice.why})"
        for choice in done.choices
    ]
    made = "nothing new"
    if done.made is not None:
        minutes, seconds = divmod(round(done.made.episode.duration_ms / 1000), 60)
        made = f"made: {done.made.mp3}, {minutes}:{seconds:02d}"
    failures = done.made.failures if done.made is not None else ()
    missing = [f"missing: {_named(one)}" for one in done.left_out]
    return [*choices, made, *done.notes, *failures, *missing]


def _named(missing: LeftOut) -> str:
    """The source with its error, which mostly begins with the source."""
    return missing.error if missing.source in missing.error else f"{missing.source}: {missing.error}"


def _log(run: Run, lines: Sequence[str], started: float) -> None:
    """Every line with the time at which the run began and its process."""
    stamp = f"{run.now.isoformat(' ', 'seconds')} [{os.getpid()}]"
    said = [*filter(None, lines), f"end after {monotonic() - started:.0f} s"]
    text = "".join(f"{stamp} {' '.join(line.split())}\n" for line in said)
    append_log(run.settings.digest_log, text, run.settings.digest.log_kb * KILOBYTE)
