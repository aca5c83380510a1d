"""Measure a process or a pipe of processes: wall time, CPU time, peak memory."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

ASK = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""


class Cost(NamedTuple):
    """Wall time and CPU time in seconds."""

    wall_s: float
    cpu_s: float


def cost_of(
    commands: Sequence[Sequence[str]], stdin: Path | None = None, more: Mapping[str, str] | None = None
) -> Cost:
    """Run the commands as a pipe that reads `stdin`. Raises RuntimeError if one of them fails."""
    began = time.perf_counter()
    processes = _started(commands, stdin, {**os.environ, **(more or {})})
    ended = [os.wait4(process.pid, 0) for process in processes]
    wall_s = time.perf_counter() - began
    for command, process, (_, status, _) in zip(commands, processes, ended, strict=True):
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(command)[:200]} failed with {process.returncode}")
    used = [usage for _, _, usage in ended]
    cpu_s = sum(usage.ru_utime + usage.ru_stime for usage in used)
    return Cost(wall_s, cpu_s)


def peak_kb(command: Sequence[str], more: Mapping[str, str]) -> int:
    """Return the peak memory of a command.

    A small process measures it, since a child inherits its parent's peak.
    """
    asked = subprocess.run(
        [sys.executable, "-c", ASK, *command],
        env={**os.environ, **more},
        capture_output=True,
        check=True,
        text=True,
    )
    return int(asked.stdout)


def _started(
    commands: Sequence[Sequence[str]], stdin: Path | None, environment: dict[str, str]
) -> list["subprocess.Popen[bytes]"]:
    processes: list[subprocess.Popen[bytes]] = []
    source: IO[bytes] | int = stdin.open("rb") if stdin else subprocess.DEVNULL
    for number, command in enumerate(commands):
        is_last = number == len(commands) - 1
        process = subprocess.Popen(
            command,
            stdin=source,
            stdout=subprocess.DEVNULL if is_last else subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        if not isinstance(source, int):
            source.close()
        source = process.stdout if process.stdout else subprocess.DEVNULL
        processes.append(process)
    return processes
