"""A real podcast client against the feed: Debian's gPodder subscribes, downloads, and resumes."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serve.episode_folders import three_days
from tests.serve.running_server import running_server

from briefing.serve import ServeOptions

GPO = shutil.which("gpo")
pytestmark = pytest.mark.skipif(GPO is None, reason="needs Debian's gpodder")


TOKEN = "token-of-the-tests-22c"  # noqa: S105  # a test's
MARK = b"kept from the first time"


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[str]:
    """The address of a feed of three episodes."""
    output = three_days(tmp_path / "output", seconds=120)
    with running_server(ServeOptions(output, tmp_path / "inbox", TOKEN)) as port:
        yield f"http://127.0.0.1:{port}/{TOKEN}/feed.xml"


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "GPODDER_HOME": str(home), "GPODDER_DOWNLOAD_DIR": str(home / "got")}


def gpo(home: Path, *words: str) -> str:
    """What gPodder answers; its own folder is `home`."""
    return subprocess.run(
        [str(GPO), "-q", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout


def audio_in(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.rglob("*.mp3"))


def test_gpodder_subscribes_and_downloads_every_episode(feed: str, tmp_path: Path) -> None:
    home = tmp_path / "gpodder"
    gpo(home, "subscribe", feed)
    gpo(home, "update")
    gpo(home, "download")
    assert audio_in(home / "got") == audio_in(tmp_path / "output")


def test_gpodder_goes_on_where_a_download_broke_off(feed: str, tmp_path: Path) -> None:
    home = tmp_path / "gpodder"
    gpo(home, "subscribe", feed)
    gpo(home, "set", "limit.bandwidth.enabled", "True")
    gpo(home, "set", "limit.bandwidth.kbps", "16")
    slow = subprocess.Popen(
        # a run in the background hands down a deaf ear to Ctrl-C
        ["/usr/bin/env", "--default-signal=INT", str(GPO), "-q", "download"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    begun = wait_for_partial(home / "got")
    slow.send_signal(signal.SIGINT)  # Ctrl-C
    slow.wait(timeout=30)
    with begun.open("r+b") as part:
        part.write(MARK)  # only who goes on keeps it
    gpo(home, "set", "limit.bandwidth.enabled", "False")
    gpo(home, "resume")
    resumed = [audio for audio in audio_in(home / "got") if audio.startswith(MARK)]
    whole = {audio[len(MARK) :] for audio in audio_in(tmp_path / "output")}
    assert [audio[len(MARK) :] in whole for audio in resumed] == [True]


def wait_for_partial(folder: Path) -> Path:
    """The first file that is under way and holds something."""
    for _ in range(300):
        for path in folder.rglob("*.partial"):
            if path.stat().st_size > len(MARK):
                return path
        time.sleep(0.1)
    raise AssertionError("no download began within 30 s")
