"""A run that takes too long is ended where it stands; the next run settles what it began."""

import _thread
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Timer
from types import FrameType

from briefing.errors import BriefingError

Alarm = Callable[[float], AbstractContextManager[None]]
"""Seconds to a block in which OutOfTimeError is raised after them; in the main thread only."""


class OutOfTimeError(BaseException):
    """The alarm rang. No BriefingError: nobody but the limit itself may take it for a source's failure."""


@contextmanager
def time_limit(seconds: float, alarm: Alarm | None = None) -> Iterator[None]:
    """Raises BriefingError in the block after so many seconds; 0 for no limit.

    By SIGALRM, which ends any wait; where there is none (Windows) by a timer.
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
    """The system's own alarm clock."""

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
    """A thread that interrupts this one as Ctrl-C does; a wait in the system's hands ends first.

    Every such wait of a digest (a fetch, a line that is spoken) has a limit of its own.
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
