"""A run that is ended in the middle: nothing half made is left, and no process of an engine."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES
from tests.speak.ended import is_gone

HANGS = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()} '); time.sleep(60)"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix's")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_ended_leaves_no_file_and_no_process(number: int, code: int, tmp_path: Path) -> None:
    told, output = tmp_path / "pids", tmp_path / "output"
    cast = tmp_path / "slow.toml"
    command = json.dumps([sys.executable, "-c", HANGS, str(told), "{text}"])
    cast.write_text(f'language = "en"\nengine = "command"\ncommand = {command}\n[narrator]\nname = "any"\n')
    own = {f"BRIEFING_{name}": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
    words = ["make", str(EXAMPLES / "night-ferry.txt"), "-o", str(output / "x.mp3"), "--cast", str(cast)]
    with subprocess.Popen([sys.executable, "-m", "briefing", *words], env=os.environ | own) as run:
        while not (told.is_file() and told.read_text()):
            assert run.poll() is None
            time.sleep(0.05)
        run.send_signal(number)
        assert run.wait(30) == code
    assert list(output.iterdir()) == []
    assert [process for process in told.read_text().split() if not is_gone(int(process))] == []
