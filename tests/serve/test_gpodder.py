"""A real podcast client against the feed: Debian's gPodder subscribes, downloads, and resumes."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serve.listening import Listening, listening
from tests.serve.shelves import three_days

GPO = shutil.which("gpo")
pytestmark = pytest.mark.skipif(GPO is None, reason="needs Debian's gpodder")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Listening]:
    three_days(tmp_path / "output", seconds=120)
    with listening(tmp_path / "output", tmp_path / "inbox") as running:
        yield running


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


def test_gpodder_subscribes_and_downloads_every_episode(site: Listening, tmp_path: Path) -> None:
    home = tmp_path / "gpodder"
    gpo(home, "subscribe", f"{site.address}feed.xml")
    gpo(home, "update")
    gpo(home, "download")
    assert audio_in(home / "got") == audio_in(tmp_path / "output")


def test_gpodder_goes_on_where_a_download_broke_off(site: Listening, tmp_path: Path) -> None:
    home = tmp_path / "gpodder"
    gpo(home, "subscribe", f"{site.address}feed.xml")
    gpo(home, "set", "limit.bandwidth.enabled", "True")
    gpo(home, "set", "limit.bandwidth.kbps", "64")
    slow = subprocess.Popen(
        [str(GPO), "-q", "download"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    begun = wait_for_partial(home / "got")
    slow.send_signal(signal.SIGINT)  # Ctrl-C
    slow.wait(timeout=30)
    assert 0 < begun.stat().st_size < 400_000
    gpo(home, "set", "limit.bandwidth.enabled", "False")
    site.asked.clear()
    gpo(home, "resume")
    assert [asked for asked in site.asked if asked.startswith("bytes=")] != []
    assert set(audio_in(home / "got")) <= set(audio_in(tmp_path / "output"))
    assert audio_in(home / "got") != []


def wait_for_partial(folder: Path) -> Path:
    """The first file that is under way and holds something."""
    for _ in range(300):
        for path in folder.rglob("*.partial"):
            if path.stat().st_size:
                return path
        time.sleep(0.1)
    raise AssertionError("no download began within 30 s")
