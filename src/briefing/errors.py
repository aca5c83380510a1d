"""The one error tree: what failed, on what, and the next thing to type.

BriefingError                  exit 1
├── UsageError                 exit 2   wrong flags, settings, casts, scripts
├── FetchError                 exit 1   an address or file that gives no page
│   ├── RefusedAddressError             an address that we do not fetch on purpose
│   └── UnavailableError                an address that may answer later
├── NoArticleError             exit 1   a page that holds no article
├── EngineError                exit 1   a speech engine that fails, hangs or says nothing
│   └── MissingEngineError              an engine whose package is not installed
├── AudioError                 exit 1   audio that cannot be mixed or encoded
├── StorageError                 exit 1   a file or folder that cannot be read or written
│   └── LockedError            exit 5   another run holds the lock
├── NothingCameError           exit 1   not one of several sources came (2 when the first was wrong usage)
└── UnexpectedError            exit 1   a bug of ours, confined to the source that it struck
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller; part of the command line's contract."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    NOTHING_NEW = 4
    LOCKED = 5
    INTERRUPTED = 130
    TERMINATED = 143


class BriefingError(Exception):
    """A failure that we understand. `hint` is the next thing to do, or empty."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(BriefingError):
    """A flag, a setting, a cast file or a script that says something impossible."""

    exit_code = ExitCode.USAGE


class FetchError(BriefingError):
    """An address or a file that gives no page."""


class RefusedAddressError(FetchError):
    """An address that is never fetched unless the user allows it: loopback, private networks, metadata."""


class UnavailableError(FetchError):
    """An address that does not answer now and may answer later: out of reach, busy, or out of order."""


class NoArticleError(BriefingError):
    """A page that was read and holds no article."""


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


class NothingCameError(BriefingError):
    """Not one of the sources came: `failures` has each source with its error, in the order given."""

    def __init__(self, failures: "tuple[tuple[str, BriefingError], ...]") -> None:
        first = failures[0][1]
        super().__init__(first.message, first.hint)
        self.failures = failures
        self.exit_code = first.exit_code


class UnexpectedError(BriefingError):
    """A bug of ours: it costs the source that it struck, and no other."""


@contextmanager
def confine_bugs(source: str) -> Iterator[None]:
    """Turn any exception that is not ours into UnexpectedError: the next source still gets its turn."""
    try:
        yield
    except BriefingError:
        raise
    except Exception as bug:
        raise UnexpectedError(
            f"stumbled over {source}: {type(bug).__name__}: {bug}",
            "This is a bug: please report it with the page.",
        ) from bug
