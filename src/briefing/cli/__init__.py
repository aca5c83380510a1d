"""The command line's door: errors become exit codes here and nowhere else."""

import os
import signal
import sys
from contextlib import nullcontext
from types import FrameType

from briefing.errors import BriefingError, ExitCode, NothingCameError, confine_bugs

__all__ = ["main", "print_error"]


def main() -> None:
    """Run `briefing`; ends the process with an ExitCode. BRIEFING_DEBUG=1 shows the traceback of a bug."""
    from briefing.cli.startup import begin_lightly

    begin_lightly()
    from briefing.cli.app import app

    _tidy_up_when_terminated()
    os.environ.setdefault("PATH", os.defpath)  # pydub reads it at import; `env -i` and some crons give none
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with nullcontext() if os.environ.get("BRIEFING_DEBUG") else confine_bugs("this command"):
            app()
    except BriefingError as error:
        print_error(error)
        sys.exit(error.exit_code)


def _tidy_up_when_terminated() -> None:
    """SIGTERM unwinds as Ctrl-C does: no draft and no engine's process stays. A forked worker dies of it."""
    own = os.getpid()

    def end(number: int, frame: FrameType | None) -> None:
        if os.getpid() != own:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        sys.exit(ExitCode.TERMINATED)

    signal.signal(signal.SIGTERM, end)


def print_error(error: BriefingError, source: str = "") -> None:
    """What failed and what to do next, on stderr: a line, or a line for each source when none came."""
    if isinstance(error, NothingCameError):
        for failed, cause in error.failures:
            print_error(cause, failed)
        return
    where = f"{source}: " if source and source not in error.message else ""
    sys.stderr.write(f"briefing: {where}{error.message}. {error.hint}".rstrip() + "\n")
