"""Another program, run to its end or until nobody waits for it any longer."""

import subprocess
from collections.abc import Sequence
from threading import Event

from briefing.errors import EngineError

GLANCE_S = 0.05


def run_program(command: Sequence[str], stdin: str, stop: Event, hint: str) -> bytes:
    """What it wrote to stdout. Raises EngineError when it cannot be run, fails, or is stopped and killed."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except (OSError, ValueError) as cause:
        raise EngineError(f"{command[0]} cannot be run: {cause}", "install it, or name its path") from cause
    stdout, stderr = _watched(process, stdin.encode(), stop)
    if process.returncode != 0:
        told = stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise EngineError(f"{command[0]} failed ({process.returncode}): {' '.join(told)}", hint)
    return stdout


def _watched(process: subprocess.Popen[bytes], stdin: bytes, stop: Event) -> tuple[bytes, bytes]:
    """Its output, once it has ended; killed when nobody waits any longer."""
    given: bytes | None = stdin
    while True:
        try:
            return process.communicate(given, timeout=GLANCE_S)
        except subprocess.TimeoutExpired:
            given = None  # it is under way
            if stop.is_set():
                process.kill()
                process.communicate()
                raise EngineError("stopped") from None
