"""The command line. Only this package turns errors into messages on stderr and exit codes."""

import os
import signal
import sys
from contextlib import nullcontext
from types import FrameType

from briefing.errors import BriefingError, ExitCode, NothingCameError, confine_bugs

__all__ = ["main", "print_error"]


def main() -> None:
    """Run `briefing` with the arguments of the process, and exit with an `ExitCode`.

    BRIEFING_DEBUG=1 shows the traceback of a bug.
    """
    from briefing.cli.startup import defer_startup_work

    defer_startup_work()
    from briefing.cli.app import app

    _exit_on_sigterm()
    os.environ.setdefault("PATH", os.defpath)  # pydub needs it at import; `env -i` and some crons set none
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with nullcontext() if os.environ.get("BRIEFING_DEBUG") else confine_bugs("this command"):
            app()
    except BriefingError as error:
        print_error(error)
        sys.exit(error.exit_code)


def _exit_on_sigterm() -> None:
    """On SIGTERM, exit as on Ctrl-C, so that drafts and engine processes are removed.

    A forked worker gets the default action.
    """
    own = os.getpid()

    def handle(number: int, frame: FrameType | None) -> None:
        if os.getpid() != own:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        sys.exit(ExitCode.TERMINATED)

    signal.signal(signal.SIGTERM, handle)


def print_error(error: BriefingError, source: str = "") -> None:
    """Print message and hint on stderr in one line; one line for each source if all of them failed.

    Args:
        error: The failure.
        source: The source that failed; printed unless the message contains it.
    """
    if isinstance(error, NothingCameError):
        for failed, cause in error.failures:
            print_error(cause, failed)
        return
    where = f"{source}: " if source and source not in error.message else ""
    sys.stderr.write(f"briefing: {where}{error.message.removesuffix('.')}. {error.hint}".rstrip() + "\n")
