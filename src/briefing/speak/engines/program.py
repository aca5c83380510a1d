"""Run another program to its end, or until its result is not needed any more.

Its streams are files and not pipes: its output is read into memory only after success, and a program that
writes without end is recognized by the size of the file.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import BinaryIO

from briefing.errors import EngineError

_GLANCE_S = 0.05
_MOST_BYTES = 1 << 28  # 23 minutes of the largest sound, 48 kHz stereo in floating point
_LAST_WORDS_BYTES = 4_096


def run_program(
    command: Sequence[str], stdin: str, stop: Event, hint: str, writes: Path | None = None
) -> bytes:
    """Return what the program writes to stdout; `writes` is another file that it writes.

    Raises:
        EngineError: It cannot be run, fails, writes without end, or was stopped.
    """
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as complained,
    ):
        given.write(stdin.encode("utf-8", "replace"))
        given.seek(0)
        process = _started(command, given, output, complained)
        try:
            _watch(process, stop, [output.fileno(), complained.fileno(), *filter(None, [writes])])
        finally:
            _end(process)
        if process.returncode != 0:
            said = _last_line(complained)
            raise EngineError(f"{command[0]} failed ({process.returncode}): {said}", hint)
        output.seek(0)
        return output.read()


def _started(
    command: Sequence[str], given: BinaryIO, output: BinaryIO, complained: BinaryIO
) -> "subprocess.Popen[bytes]":
    """Start the program in a session of its own, so that its child processes end with it."""
    try:
        return subprocess.Popen(
            command, stdin=given, stdout=output, stderr=complained, start_new_session=True
        )
    except (OSError, ValueError) as cause:
        raise EngineError(f"{command[0]} cannot be run: {cause}", "install it, or name its path") from cause


def _watch(process: "subprocess.Popen[bytes]", stop: Event, files: Sequence[int | Path]) -> None:
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GLANCE_S)
            return
        if stop.is_set():
            raise EngineError("stopped")
        if any(_size_of(file) > _MOST_BYTES for file in files):
            raise EngineError("it writes without end", "try the command in a terminal")


def _size_of(file: int | Path) -> int:
    try:
        return (os.fstat(file) if isinstance(file, int) else file.stat()).st_size
    except OSError:
        return 0  # it is not there yet


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the program if it still runs, with its children if the system has sessions, and wait for it."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last_line(complained: BinaryIO) -> str:
    size = complained.seek(0, os.SEEK_END)
    complained.seek(max(0, size - _LAST_WORDS_BYTES))
    lines = complained.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
