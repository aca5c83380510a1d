"""Every command of the README runs as it stands, from a checkout's root."""

import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.commands import ENDLESS, OUR_COMMAND, OURS, README, environment, run_line

from briefing.cli.app import COMMANDS as COMMAND_TABLE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a POSIX shell")
WORDS_OF_README = 850


def test_every_briefing_command_runs_in_its_order(checkout: Path) -> None:
    ending = [line for line in OURS if line not in ENDLESS]
    assert [run_line(line, checkout, {}) for line in ending] == [(line, 0, "") for line in ending]


def test_the_list_of_voices_is_what_the_command_prints(checkout: Path) -> None:
    line = next(line for line in OURS if line.startswith("briefing quotes"))
    run = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=checkout,
        env=environment(checkout),
        capture_output=True,
        text=True,
        check=True,
    )
    (shown,) = re.findall(r"```text\n(Voices\n.*?)```", README, re.DOTALL)
    assert run.stdout.endswith(f"\n\n{shown}")


def test_the_python_example_makes_both_of_its_files(checkout: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    subprocess.run([sys.executable, "-c", example], cwd=checkout, env=environment(checkout), check=True)
    made = [
        (checkout / "output" / name).stat().st_size > 100_000 for name in ("bridge.mp3", "bridge-script.mp3")
    ]
    assert made == [True, True]


def test_the_readme_is_short() -> None:
    assert len(README.split()) <= WORDS_OF_README


@pytest.mark.parametrize("line", ENDLESS)
def test_a_command_that_serves_says_where_until_it_is_stopped(line: str, checkout: Path) -> None:
    words = [sys.executable, "-m", *shlex.split(line)]
    words[words.index("8765")] = str(free_port())
    with subprocess.Popen(
        words, cwd=checkout, env=environment(checkout), stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        first = run.stdout.readline()
        run.terminate()
    assert first.startswith("page  http://127.0.0.1:")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_every_command_stands_in_the_readme() -> None:
    assert set(COMMAND_TABLE) <= {name for line in OURS for name in OUR_COMMAND.findall(line)}
