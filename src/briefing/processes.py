"""Run another program to its end, or until its result is not needed any more.

Its streams are files and not pipes: its output is read into memory only after success, and a program that
writes without end is recognized by the size of the file.
"""

import math
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import BinaryIO

from briefing.errors import EngineError, UsageError

_GLANCE_S = 0.05
_MOST_BYTES = 1 << 28  # 23 minutes of the largest sound, 48 kHz stereo in floating point
_LAST_WORDS_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Program:
    """A program to run, and its limits.

    Attributes:
        command: The program and its arguments; no shell is involved.
        hint: What the user can do if it fails.
        writes: A file that it writes, beside stdout.
        folder: Its working folder; None for this process's own.
        environ: Its environment; None for this process's own.
        seconds: Its time limit.
        most_bytes: The most that it may write.
    """

    command: Sequence[str]
    hint: str
    writes: Path | None = None
    folder: Path | None = None
    environ: Mapping[str, str] | None = None
    seconds: float = math.inf
    most_bytes: int = _MOST_BYTES


def command_words(command: Sequence[str] | str, is_windows: bool = sys.platform == "win32") -> Sequence[str]:
    """Return a command as words. A line is split at spaces; quotes work as in a shell.

    Args:
        command: Words, or a line.
        is_windows: A backslash divides folders and escapes nothing.

    Raises:
        UsageError: A quote of the line is not closed, or there is no word.
    """
    try:
        words = _words_of_line(command, is_windows) if isinstance(command, str) else command
    except ValueError as cause:
        raise UsageError(f"{command!r} cannot be split into words: {cause}", "Close the quote.") from cause
    if not words:
        raise UsageError("a command has no words", "Name a program.")
    return words


def _words_of_line(line: str, is_windows: bool) -> list[str]:
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    if is_windows:
        lexer.escape = ""
    return list(lexer)


def run_program(program: Program, stdin: str, stop: Event) -> bytes:
    """Return what a program writes to stdout.

    Args:
        program: The program and its limits.
        stdin: Its input.
        stop: Set when its result is not needed any more.

    Raises:
        EngineError: It cannot be run, fails, exceeds a limit, or was stopped.
    """
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as complained,
    ):
        given.write(stdin.encode("utf-8", "replace"))
        given.seek(0)
        process = _started(program, (given, output, complained))
        try:
            _watch(process, program, stop, [output.fileno(), complained.fileno()])
        finally:
            _end(process)
        if process.returncode != 0:
            said = _last_line(complained)
            raise EngineError(f"{program.command[0]} failed ({process.returncode}): {said}", program.hint)
        output.seek(0)
        return output.read()


def _started(program: Program, streams: Sequence[BinaryIO]) -> "subprocess.Popen[bytes]":
    """Start the program in a session of its own, so that its child processes end with it."""
    given, output, complained = streams
    try:
        return subprocess.Popen(
            program.command,
            stdin=given,
            stdout=output,
            stderr=complained,
            cwd=program.folder,
            env=program.environ,
            start_new_session=True,
        )
    except (OSError, ValueError) as cause:
        name = program.command[0]
        raise EngineError(f"{name} cannot be run: {cause}", "install it, or name its path") from cause


def _watch(process: "subprocess.Popen[bytes]", program: Program, stop: Event, streams: Sequence[int]) -> None:
    files: list[int | Path] = [*streams, *filter(None, [program.writes])]
    end = monotonic() + program.seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GLANCE_S)
            return
        if stop.is_set():
            raise EngineError("stopped")
        if monotonic() > end:
            raise EngineError(f"{program.command[0]} did not end within {program.seconds:.0f} seconds")
        if any(_size_of(file) > program.most_bytes for file in files):
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
