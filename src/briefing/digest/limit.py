"""A run that takes too long is ended where it stands; the next run settles what it began."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from briefing.errors import BriefingError


class OutOfTimeError(BaseException):
    """The alarm rang. No BriefingError: nobody but the limit itself may take it for a source's failure."""


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raises BriefingError in the block after so many seconds; 0 for no limit.

    By SIGALRM, so in the main thread only; systems without it (Windows) have no limit.
    """
    if not seconds or not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    except OutOfTimeError as cause:
        raise BriefingError(
            f"the run took longer than {seconds // 60} minutes and was ended",
            "The next run goes on; raise limit_minutes of [digest] if it needs more.",
        ) from cause
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
