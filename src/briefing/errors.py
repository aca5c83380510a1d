"""The error tree. A message says what failed; a hint says what to do, if possible as a command to type.

BriefingError                  exit 1
├── UsageError                 exit 2   wrong flags, settings, casts, scripts
├── FetchError                 exit 1   an address or file that gives no page
│   ├── RefusedAddressError             an address that is not fetched, for safety
│   └── UnavailableError                an address that does not answer now
│       └── NoAnswerError               an address that does not answer in time
├── NoArticleError             exit 1   a page that holds no article
│   └── NeedsScriptsError               a page that is empty until a browser runs its scripts
├── EngineError                exit 1   a speech engine that fails, hangs or says nothing
│   └── MissingEngineError              an engine whose package is not installed
├── AudioError                 exit 1   audio that cannot be mixed or encoded
├── StorageError                 exit 1   a file or folder that cannot be read or written
│   └── LockedError            exit 5   another run holds the lock
├── NothingCameError           exit 1   all sources failed (2 if the first was wrong usage)
└── UnexpectedError            exit 1   a bug, confined to one source
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """Exit codes of the command line; they are part of its contract."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    NOTHING_NEW = 4
    LOCKED = 5
    INTERRUPTED = 130
    TERMINATED = 143


class BriefingError(Exception):
    """An expected failure. `message` is a sentence without a period; `hint` says what to do, or is empty."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(BriefingError):
    """An invalid flag, setting, cast file or script."""

    exit_code = ExitCode.USAGE


class FetchError(BriefingError):
    """A URL or a file that cannot be read as a page."""


class RefusedAddressError(FetchError):
    """An address that is fetched only if the user allows it: loopback, private network, metadata service."""


class UnavailableError(FetchError):
    """A URL that cannot be read now but perhaps later: unreachable, busy, or a server error."""


class NoAnswerError(UnavailableError):
    """A URL whose host hangs: it accepts no connection in time, or sends nothing, in `waited_s` seconds."""

    def __init__(self, message: str, hint: str = "", waited_s: int = 1) -> None:
        super().__init__(message, hint)
        self.waited_s = waited_s


class NoArticleError(BriefingError):
    """A page without an article."""


class NeedsScriptsError(NoArticleError):
    """A page that is empty until a browser runs its scripts."""


class EngineError(BriefingError):
    """A speech engine that fails, hangs, or returns too little sound."""


class MissingEngineError(EngineError):
    """A speech engine whose package is not installed."""


class AudioError(BriefingError):
    """Audio that cannot be mixed or encoded."""


class StorageError(BriefingError):
    """A file or folder that cannot be read or written."""


class LockedError(StorageError):
    """Another run holds the lock; the message names its process."""

    exit_code = ExitCode.LOCKED


class Failure(NamedTuple):
    """A source, or one story of it, that failed, and the error."""

    source: str
    error: BriefingError


class NothingCameError(BriefingError):
    """All sources failed; `failures` has each source with its error, in the given order."""

    def __init__(self, failures: tuple[Failure, ...]) -> None:
        first = failures[0].error
        super().__init__(first.message, first.hint)
        self.failures = failures
        self.exit_code = first.exit_code


class UnexpectedError(BriefingError):
    """A bug; other sources are still processed."""


@contextmanager
def confine_bugs(source: str) -> Iterator[None]:
    """Turn an exception that is no BriefingError into UnexpectedError, so that the next source is processed.

    Args:
        source: What was processed; part of the message.

    Raises:
        UnexpectedError: The block raised an exception that is no BriefingError.
    """
    try:
        yield
    except BriefingError:
        raise
    except Exception as bug:
        raise UnexpectedError(
            f"an internal error occurred in {source}: {type(bug).__name__}: {bug}",
            "This is a bug in briefing: report it, with the page if you can.",
        ) from bug
