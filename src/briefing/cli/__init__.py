"""The command line. Only this package turns errors into messages on stderr and exit codes.

It also reduces the time that a short run needs: without `defer_startup_work`, half a second passes before the
first word of an article is read. A tenth of it is spent on modules that a library imports for rare cases, and
on garbage collections that find no garbage.
"""

import atexit
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from time import monotonic
from types import FrameType, ModuleType
from typing import NoReturn

from briefing.errors import BriefingError, ExitCode, NothingCameError, confine_bugs

__all__ = ["ended_soon_after_signals", "leave", "main", "print_error"]

_DEFAULT_THRESHOLD = gc.get_threshold()
_HANDLING_S = 1.4  # for the main thread to handle a signal, so that a run ends within two seconds
_LEAVING_S = 0.5  # for threads to end the programs that they run
_IMPORT_THRESHOLD = 200_000  # objects that the imports create
_LAZY_MODULES = frozenset(("soupsieve", "chardet"))  # BeautifulSoup imports them for selectors and charsets


def main() -> None:
    """Run `briefing` with the arguments of the process, and exit with an `ExitCode`.

    BRIEFING_DEBUG=1 shows the traceback of a bug.
    """
    _use_utf8()
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
    except SystemExit as ended:
        if ended.code in (ExitCode.INTERRUPTED, ExitCode.TERMINATED):
            leave(ended.code)
        raise


def _use_utf8() -> None:
    """Start again in Python's UTF-8 mode (PEP 540) if the locale has another encoding.

    Titles and paths of the command line and the settings are UTF-8 whatever the locale of a cron job says.
    """
    is_utf8 = sys.getfilesystemencoding().lower() == "utf-8"
    if is_utf8 or not sys.executable or os.environ.get("PYTHONUTF8") == "1":
        return
    words = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    os.execve(sys.executable, words, {**os.environ, "PYTHONUTF8": "1"})  # noqa: S606 - the same program


class _LazyFinder:
    """Finds `_LAZY_MODULES`, which are executed on the first use of one of their attributes."""

    @staticmethod
    def find_spec(
        fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec with a lazy loader; None for other modules and if the module does not exist."""
        spec = PathFinder.find_spec(fullname, path) if fullname in _LAZY_MODULES else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def defer_startup_work() -> None:
    """Call before any import: collect garbage rarely, since imported objects are not garbage."""
    sys.meta_path.insert(0, _LazyFinder())
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # pydantic searches all packages for plugins
    gc.set_threshold(_IMPORT_THRESHOLD)
    atexit.register(gc.freeze)  # otherwise the interpreter collects once more at exit


def end_startup() -> None:
    """Call after the imports: collect garbage as usual, but do not examine the imported objects again."""
    gc.freeze()
    gc.set_threshold(*_DEFAULT_THRESHOLD)


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


def leave(code: int) -> NoReturn:
    """End the process without waiting for its threads, which may need seconds to speak or encode a line.

    Threads that run other programs get half a second to end them. The interpreter's own end would wait for
    every thread, and can abort in the native code of an engine.

    Args:
        code: The exit code.
    """
    end = monotonic() + _LEAVING_S
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and (not thread.daemon or thread.name == "speak"):
            thread.join(max(0.0, end - monotonic()))
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


@contextmanager
def ended_soon_after_signals() -> Iterator[None]:
    """End the process 1.4 seconds after SIGINT or SIGTERM, if the block has not ended by then.

    Python handles a signal only when the main thread returns from native code, such as the loading of a
    model. The number of the signal is written to a pipe at once, which a thread reads.

    Returns:
        A context manager for the main thread; elsewhere, and on Windows, it does nothing.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    is_over = threading.Event()
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_end_late, args=(reader, is_over), daemon=True, name="signals").start()
    try:
        yield
    finally:
        is_over.set()
        signal.set_wakeup_fd(before)
        os.close(writer)


def _end_late(reader: int, is_over: threading.Event) -> None:
    codes = {signal.SIGINT: ExitCode.INTERRUPTED, signal.SIGTERM: ExitCode.TERMINATED}
    while number := os.read(reader, 1):
        code = codes.get(signal.Signals(number[0]))
        if code is not None and not is_over.wait(_HANDLING_S):
            os._exit(code)
    os.close(reader)


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
