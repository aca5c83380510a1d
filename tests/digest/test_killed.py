"""kill -9 at random moments: the library stays whole, no half episode stands, no story is lost or told twice.

Three kills by default; BRIEFING_KILLS=30 for as many as one has patience for.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.digest.newsroom import FIRST_DAY, Newsroom, article
from tests.digest.town import TONE, titles_of_feed
from tests.fetch.servers import serving

from briefing.storage import InboxArticle, Library, Source, published_episodes, put_in_inbox

RUNS_AFTER = 4  # what does not fit into one programme is told by the next
KILLS = int(os.environ.get("BRIEFING_KILLS", "3"))
COMMAND = (sys.executable, "-m", "briefing", "digest", "--allow-private", "--minutes", "90")


def test_a_run_that_is_killed_anywhere_is_finished_by_the_next(tmp_path: Path) -> None:
    environment = {
        **{
            f"BRIEFING_{name}": str(tmp_path / name.lower()) for name in ("OUTPUT", "CONFIG", "DATA", "CACHE")
        },
        "BRIEFING_CAST": TONE,
        "HOME": str(tmp_path),
        "SOURCE_DATE_EPOCH": str(int(FIRST_DAY.timestamp())),
    }
    box = tmp_path / "box"
    box.mkdir()
    dice = random.Random(7)  # noqa: S311 - moments, not secrets
    expected: list[str] = []
    with serving({}) as server:
        news = Newsroom(server)
        with Library(tmp_path / "data" / "library.sqlite3") as library:
            library.add_source(Source(server.at("/feed/paper"), "feed", most=500))
            library.add_source(Source(str(box), "folder"))

        def add_stories(name: str) -> None:
            """One by feed, one in the drop box, one from the phone."""
            news.publish("paper", f"/{name}", f"Feed {name}", article(f"f{name}", f"Feed {name}"))
            (box / f"{name}.html").write_bytes(article(f"b{name}", f"Box {name}"))
            sent = article(f"p{name}", f"Phone {name}").decode()
            put_in_inbox(tmp_path / "data" / "inbox", InboxArticle(server.at(f"/phone/{name}"), sent))
            expected.extend(f"{kind} {name}" for kind in ("Feed", "Box", "Phone"))

        add_stories("first")
        started = time.monotonic()
        subprocess.run(COMMAND, env=environment, check=True, capture_output=True)
        took = time.monotonic() - started
        for number in range(KILLS):
            add_stories(str(number))
            with subprocess.Popen(COMMAND, env=environment, stderr=subprocess.PIPE) as run:
                time.sleep(dice.uniform(0, took))
                run.kill()
        codes = [subprocess.run(COMMAND, env=environment, check=False).returncode for _ in range(RUNS_AFTER)]
    assert (codes[0] in (0, 4), set(codes[:-1]) <= {0, 4}, codes[-1]) == (True, True, 4), codes
    output = tmp_path / "output"
    episodes = published_episodes(output)
    told = [chapter.title for one in episodes for chapter in one.episode.chapters if chapter.url]
    assert Counter(told) == Counter(expected)
    assert {path.name for path in output.iterdir() if path.is_dir()} == {one.folder for one in episodes}
    assert sorted(titles_of_feed(output)) == sorted(one.episode.title for one in episodes)
    assert not list(output.rglob("*.draft"))
    assert sorted(path.stem for path in (box / "done").iterdir()) == sorted(
        ["first", *map(str, range(KILLS))]
    )
    assert not list((tmp_path / "data" / "inbox").iterdir())
    with sqlite3.connect(tmp_path / "data" / "library.sqlite3") as library_file:
        assert library_file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        states = dict(library_file.execute("SELECT state, count(*) FROM items GROUP BY state"))
        assert (states, library_file.execute("SELECT count(*) FROM tellings").fetchone()) == (
            {"told": 3 * (KILLS + 1)},
            (0,),
        )
    library_file.close()
