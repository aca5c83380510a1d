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


BUSY_THREAD = """
import threading, time
from briefing.cli import leave
threading.Thread(target=time.sleep, args=(600,)).start()
leave(143)
"""
IN_NATIVE_CODE = """
import hashlib
from briefing.cli import ended_soon_after_signals
with ended_soon_after_signals():
    print("ready", flush=True)
    hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)
"""


def test_an_ended_run_does_not_wait_for_a_thread_that_is_busy() -> None:
    assert subprocess.run([sys.executable, "-c", BUSY_THREAD], timeout=60, check=False).returncode == 143


def test_a_signal_ends_a_run_whose_main_thread_is_in_native_code() -> None:
    handled = "import signal; signal.signal(signal.SIGTERM, lambda *_: None)\n"
    words = [sys.executable, "-c", handled + IN_NATIVE_CODE]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        run.send_signal(signal.SIGTERM)
        try:
            assert run.wait(60) == 143
        finally:
            run.kill()
