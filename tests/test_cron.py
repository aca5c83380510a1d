"""A real cron daemon runs the line that `briefing schedule` installs: Debian's, a job a minute."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.digest.newsroom import Newsroom, article
from tests.digest.town import TONE, titles_of_feed
from tests.fetch.servers import serving

from briefing.storage import Library, Source

PATIENCE_S = 150  # cron looks at the crontabs at the full minute, and then waits for the next
CRONTAB = "17 3 * * * true  # mine,  with  its  blanks\n"

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ or shutil.which("cron") is None or os.name == "nt" or os.getuid() != 0,
    reason="takes minutes, and needs Debian's cron and root: set CI=1 to run it",
)


@pytest.fixture
def own_crontab() -> Iterator[None]:
    """The user's own crontab comes back after the test."""
    before = crontab("-l", check=False)
    yield
    crontab("-", before) if before else crontab("-r", check=False)


def crontab(argument: str, text: str | None = None, *, check: bool = True) -> str:
    """What `crontab -l` or another call prints."""
    words = [shutil.which("crontab") or "crontab", argument]
    return subprocess.run(words, input=text, capture_output=True, text=True, check=check).stdout


@contextmanager
def cron_running() -> Iterator[None]:
    """Debian's daemon, for the time of a block."""
    with subprocess.Popen([shutil.which("cron") or "cron", "-f"]) as daemon:
        try:
            yield
        finally:
            daemon.terminate()


def wait_for(happened: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_S
    while not happened() and time.monotonic() < until:
        time.sleep(0.2)
    return happened()


def test_cron_makes_a_programme_in_silence_and_tells_a_failure_in_one_paragraph(
    tmp_path: Path, own_crontab: None
) -> None:
    own = {
        f"BRIEFING_{name}": str(tmp_path / f"100% {name}") for name in ("OUTPUT", "CONFIG", "DATA", "CACHE")
    }
    own |= {"BRIEFING_CAST": TONE, "BRIEFING_FETCH_ALLOW_NETWORKS": '["127.0.0.0/8"]'}
    crontab("-", CRONTAB)
    briefing = [sys.executable, "-m", "briefing"]
    subprocess.run([*briefing, "schedule", "--install"], env={**os.environ, **own}, check=True)
    mine, line = crontab("-l").splitlines()
    assert mine + "\n" == CRONTAB
    command = line.split(" ", 5)[5].removesuffix("# briefing digest")
    out, code = tmp_path / "out", tmp_path / "code"
    crontab("-", f"* * * * * {command} >{out} 2>&1; echo $? >>{code}\n")

    def codes() -> list[str]:
        return code.read_text().split() if code.exists() else []

    def seen() -> tuple[list[str], str]:
        return codes(), out.read_text() if out.exists() else "no run"

    data = Path(own["BRIEFING_DATA"])
    with serving({}) as server, Library(data / "library.sqlite3") as library, cron_running():
        news = Newsroom(server, first_day=datetime.now(UTC))  # cron runs by the real clock
        news.publish("paper", "/a", "A", article("a", "A"))
        library.add_source(Source(server.at("/feed/paper"), "feed"))
        assert wait_for(lambda: codes() == ["0"]), seen()
        assert (out.read_text(), len(titles_of_feed(Path(own["BRIEFING_OUTPUT"])))) == ("", 1)
        server.routes.clear()
        assert wait_for(lambda: codes() == ["0", "1"]), seen()
        [paragraph] = out.read_text().splitlines()
        assert paragraph.startswith("briefing: no source could be read; the first: http://")
    crontab("-", CRONTAB + line + "\n")
    subprocess.run([*briefing, "schedule", "--remove"], env={**os.environ, **own}, check=True)
    assert crontab("-l") == CRONTAB
