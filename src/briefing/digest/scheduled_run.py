"""Run a digest unattended: with a time limit, a log, and a heartbeat (the endings of healthchecks.io)."""

import _thread
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Event, Timer
from time import monotonic
from types import FrameType
from urllib.parse import urlsplit, urlunsplit

from briefing.digest.after_hooks import run_hooks
from briefing.digest.programme import Digest, make_digest
from briefing.digest.sources import DigestContext
from briefing.errors import BriefingError, FetchError, LockedError, confine_bugs
from briefing.fetch import Deadline, FetchOptions, ping
from briefing.pipeline import RunContext
from briefing.storage import append_log

_KILOBYTE = 1_000
_HEARTBEAT_OPTIONS = FetchOptions(total_ms=10_000, attempts=2, allow_private=True)  # the user chose the host
_START, _SUCCESS, _FAILURE = "/start", "", "/fail"
_READING_SHARE = 2 / 3
_SPEAKING_SHARE = 11 / 12  # then the spoken stories are put together, which takes seconds
_LOGGED_CHOICES = 60
CUT_SHORT = "the time for reading was over: the programme is made of what had been read"
SHORTENED = "the time for speaking was over: the other stories wait for the next run"
Alarm = Callable[[float], AbstractContextManager[None]]
"""Makes a block in which OutOfTimeError is raised after so many seconds; main thread only."""


def run_digest(
    open_context: Callable[[], DigestContext],
    run: RunContext,
    since: datetime | None = None,
    limit_s: int | None = None,
) -> Digest:
    """Run `make_digest`, log the result and report it to the heartbeat URL.

    Args:
        open_context: Opens the context of the run.
        run: Time and settings.
        since: Only items published after this time.
        limit_s: Time limit in seconds instead of the settings' `limit_minutes`.

    Returns:
        What the digest chose and made.

    Raises:
        BriefingError: The digest failed or exceeded the limit.
    """
    wanted = run.settings.digest
    limit = wanted.limit_minutes * 60 if limit_s is None else limit_s
    started = monotonic()
    heartbeat_failures = [send_heartbeat(wanted.heartbeat, _START)]
    try:
        with (
            confine_bugs("the digest"),
            time_limit(limit),
            open_context() as context,
        ):
            done = make_digest(_with_deadline(context, limit), _with_end(run, limit), since)
    except BriefingError as failure:
        if not isinstance(failure, LockedError):  # the run that holds the lock reports its own end
            heartbeat_failures.append(send_heartbeat(wanted.heartbeat, _FAILURE))
        _log(run, [f"failed: {failure.message}", *heartbeat_failures], started)
        raise
    heartbeat_failures.append(send_heartbeat(wanted.heartbeat, _SUCCESS))
    hooked, hook_failures = run_hooks(run.settings.after, done.made) if done.made else ((), ())
    done = replace(done, notes=(*done.notes, *filter(None, heartbeat_failures), *hook_failures))
    _log(run, [*report_lines(done), *hooked], started)
    return done


def _with_deadline(context: DigestContext, limit_s: float) -> DigestContext:
    """Return the context with two thirds of the limit for reading; the rest is for speaking."""
    return replace(context, deadline=Deadline(limit_s * _READING_SHARE)) if limit_s else context


def _with_end(run: RunContext, limit_s: float) -> RunContext:
    """Return the run without time for further stories shortly before the limit."""
    end = Deadline(limit_s * _SPEAKING_SHARE)
    return replace(run, has_time=lambda: end.left() > 0) if limit_s else run


def report_lines(done: Digest) -> list[str]:
    """Return the lines of the log: each choice, the result, the failures, the missing sources."""
    choices = [
        f"{'told' if choice.told else 'not told'}: {choice.title} ({choice.why})"
        for choice in done.choices[:_LOGGED_CHOICES]
    ]
    more = len(done.choices) - len(choices)
    choices += [f"not told: {more} more"] if more else []
    made = "nothing new"
    if done.made is not None:
        minutes, seconds = divmod(round(done.made.episode.duration_ms / 1000), 60)
        made = f"made: {done.made.mp3}, {minutes}:{seconds:02d}"
    failures = done.made.failures if done.made is not None else ()
    missing = [f"missing: {one.named}" for one in done.left_out]
    missing += [CUT_SHORT] if done.is_cut_short else []
    missing += [SHORTENED] if done.is_shortened else []
    return [*choices, made, *done.notes, *failures, *missing]


def _log(run: RunContext, lines: Sequence[str], started: float) -> None:
    """Append the lines, each with the start time of the run and its process number."""
    stamp = f"{run.now.isoformat(' ', 'seconds')} [{os.getpid()}]"
    said = [*filter(None, lines), f"end after {monotonic() - started:.0f} s"]
    text = "".join(f"{stamp} {' '.join(line.split())}\n" for line in said)
    append_log(run.settings.digest_log, text, run.settings.digest.log_kb * _KILOBYTE)


def send_heartbeat(address: str, ending: str) -> str:
    """Request the heartbeat URL; return '' on success or without a URL, else a sentence about the failure."""
    if not address:
        return ""
    parts = urlsplit(address)
    where = urlunsplit(parts._replace(path=parts.path.rstrip("/") + ending))
    try:
        ping(where, _HEARTBEAT_OPTIONS)
    except FetchError as failure:
        return f"the heartbeat failed: {failure.message}"
    return ""


class OutOfTimeError(BaseException):
    """The time limit is over. It is not a BriefingError, so that no source's error handling catches it."""


@contextmanager
def time_limit(seconds: float, alarm: Alarm | None = None) -> Iterator[None]:
    """Raise BriefingError in the block after `seconds`; 0 means no limit.

    SIGALRM interrupts any wait; Windows has none, so a timer is used there.
    """
    if not seconds:
        yield
        return
    ringing = alarm or (alarm_by_signal if hasattr(signal, "SIGALRM") else alarm_by_timer)
    try:
        with ringing(seconds):
            yield
    except OutOfTimeError as cause:
        raise BriefingError(
            f"the run took longer than {seconds / 60:.0f} minutes and was ended",
            "The next run goes on; raise limit_minutes of [digest] if it needs more.",
        ) from cause


@contextmanager
def alarm_by_signal(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError by SIGALRM."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def alarm_by_timer(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError by a thread that interrupts the main thread as Ctrl-C does.

    A system call ends first; every such call of a digest (a fetch, a line of speech) has a limit of its own.
    """
    rung = Event()

    def interrupt(number: int, frame: FrameType | None) -> None:
        if rung.is_set():
            raise OutOfTimeError
        if callable(before):
            before(number, frame)

    def ring() -> None:
        rung.set()
        _thread.interrupt_main()

    before = signal.signal(signal.SIGINT, interrupt)
    timer = Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        signal.signal(signal.SIGINT, before)
