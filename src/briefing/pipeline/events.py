"""Log events: one for each stage, with its times. The logger is `briefing.stages`, of Python's `logging`.

docs/reference/logs.md describes the events. Nothing is logged unless a handler is added (`--log-format`).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from briefing.errors import BriefingError

_LOGGER = logging.getLogger("briefing.stages")
_LOGGER.addHandler(logging.NullHandler())
Fact = str | int


@contextmanager
def logged(stage: str, **facts: Fact) -> Iterator[None]:
    """Log an event when the block ends: the stage, its seconds, its facts, and the error that ended it.

    The record has the attributes `stage`, `seconds`, `facts`; its level is INFO, or WARNING after an error.

    Args:
        stage: 'fetch', 'clean', 'quote', 'write', 'cast', 'speak', 'publish', 'visit' or 'choose'.
        facts: What the stage works on, by name. No secret may be among them.
    """
    if not _LOGGER.isEnabledFor(logging.INFO):
        yield
        return
    started = perf_counter()
    try:
        yield
    except BaseException as error:
        reason = error.message if isinstance(error, BriefingError) else type(error).__name__
        _log(logging.WARNING, stage, started, {**facts, "error": reason})
        raise
    _log(logging.INFO, stage, started, facts)


def _log(level: int, stage: str, started: float, facts: dict[str, Fact]) -> None:
    seconds = round(perf_counter() - started, 3)
    _LOGGER.log(level, "%s", stage, extra={"stage": stage, "seconds": seconds, "facts": facts})
