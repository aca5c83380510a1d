"""kill -9 at random moments: the library stays whole, no half episode stands, no story is lost or told twice.

Three kills by default; BRIEFING_KILLS=30 for as many as one has patience for.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.digest.newsroom import Newsroom, article
from tests.fetch.servers import serving

from briefing.shelf import Library, Source, published_episodes

TONE = Path(__file__).parents[1] / "cli" / "tone.toml"
KILLS = int(os.environ.get("BRIEFING_KILLS", "3"))
LONGEST_S = 4.0
COMMAND = (sys.executable, "-m", "briefing", "digest", "--allow-private", "--title", "Morning")


def test_a_run_that_is_killed_anywhere_is_finished_by_the_next(tmp_path: Path) -> None:
    places = {
        f"BRIEFING_{name.upper()}": str(tmp_path / name) for name in ("output", "config", "data", "cache")
    }
    environment = {**places, "BRIEFING_CAST": str(TONE), "HOME": str(tmp_path)}
    dice = random.Random(7)  # noqa: S311 - moments, not secrets
    with serving({}) as server:
        news = Newsroom(server)
        with Library(tmp_path / "data" / "library.sqlite3") as library:
            library.add_source(Source(server.at("/feed/paper"), "feed", most=50))
        for number in range(KILLS):
            news.publish("paper", f"/{number}", f"Story {number}", article(f"k{number}", f"Story {number}"))
            with subprocess.Popen(COMMAND, env=environment, stderr=subprocess.PIPE) as run:
                time.sleep(dice.uniform(0.2, LONGEST_S))
                run.kill()
        last = subprocess.run(COMMAND, env=environment, capture_output=True, check=False)
    assert last.returncode in (0, 4), last.stderr
    episodes = published_episodes(tmp_path / "output")
    told = [chapter.title for one in episodes for chapter in one.episode.chapters if chapter.url]
    assert Counter(told) == Counter(f"Story {number}" for number in range(KILLS))
    assert len(list((tmp_path / "output").iterdir())) == len(episodes)
