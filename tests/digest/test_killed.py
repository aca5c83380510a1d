"""kill -9 at random moments: the library stays whole, no half episode stands, no story is lost or told twice.

Three kills by default; BRIEFING_KILLS=30 for as many as one has patience for.
"""

import math
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.digest.every_kind import LIVE, OWN_SONG, EveryKind, can_read_pdf, every_kind
from tests.digest.town import titles_of_feed

from briefing.storage import published_episodes

RUNS_AFTER = 4  # what does not fit into one programme is told by the next
KILLS_IN_A_ROW = 5  # then a run may end, so that not more waits than the runs at the end can tell
KILLS = int(os.environ.get("BRIEFING_KILLS", "3"))
COMMAND = (sys.executable, "-m", "briefing", "digest", "--minutes", "90")


@pytest.mark.timeout(600 + 120 * KILLS)
def test_a_run_that_is_killed_anywhere_is_finished_by_the_next(tmp_path: Path) -> None:
    dice = random.Random(7)  # noqa: S311 - moments, not secrets
    with every_kind(tmp_path) as listener:
        listener.add_stories("first")
        started = time.monotonic()
        subprocess.run(COMMAND, env=listener.environment, check=True, capture_output=True)
        took = time.monotonic() - started
        for number in range(KILLS):
            listener.add_stories(str(number))
            took = min(took, seconds_until_killed(listener, dice.uniform(0, took)))
            if (number + 1) % KILLS_IN_A_ROW == 0:
                subprocess.run(COMMAND, env=listener.environment, check=False, capture_output=True)
        codes = [
            subprocess.run(COMMAND, env=listener.environment, check=False).returncode
            for _ in range(RUNS_AFTER)
        ]
    assert (codes[0] in (0, 4), set(codes[:-1]) <= {0, 4}, codes[-1]) == (True, True, 4), codes
    check_episodes(listener)
    check_library(listener)


def seconds_until_killed(listener: EveryKind, seconds: float) -> float:
    """Kill a run after so many seconds; return how long it took if it ended before, else infinity."""
    started = time.monotonic()
    with subprocess.Popen(COMMAND, env=listener.environment, stderr=subprocess.PIPE) as run:
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            run.kill()
            return math.inf
    return time.monotonic() - started


def check_episodes(listener: EveryKind) -> None:
    """Each story is told once, by an episode that stands whole."""
    output = listener.home / "output"
    episodes = published_episodes(output)
    marks = [chapter for one in episodes for chapter in one.episode.chapters]
    chapters = [chapter.title for chapter in marks if chapter.url or chapter.source]
    recordings = {*listener.episodes, OWN_SONG}
    told = Counter(title for title in chapters if title not in recordings and title != LIVE)
    played = Counter(title for title in chapters if title in recordings)
    assert told == Counter(listener.expected)
    assert set(played.values()) == {1}
    assert {OWN_SONG, listener.episodes[-1]} <= played.keys()
    spoken = [line.text for one in episodes for line in one.episode.transcript]
    assert [spoken.count(update) for update in listener.updates] == [1] * len(listener.updates)
    assert all(count == 1 for count in Counter(listener.hooked()).values())
    assert {path.name for path in output.iterdir() if path.is_dir()} == {one.folder for one in episodes}
    assert sorted(titles_of_feed(output)) == sorted(one.episode.title for one in episodes)
    assert not list(output.rglob("*.draft"))


def check_library(listener: EveryKind) -> None:
    """The library is whole and knows each story as told; what was told has left the folder and the inbox."""
    home = listener.home
    for folder in ("box", "papers") if can_read_pdf() else ("box",):
        assert sorted(path.stem for path in (home / folder / "done").iterdir()) == sorted(listener.names)
    assert not list((home / "data" / "inbox").iterdir())
    library_file = sqlite3.connect(home / "data" / "library.sqlite3")
    try:
        assert library_file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        states = dict(library_file.execute("SELECT state, count(*) FROM items GROUP BY state"))
        tellings = library_file.execute("SELECT count(*) FROM tellings").fetchone()
    finally:
        library_file.close()
    assert (states, tellings) == ({"told": len(listener.expected) + 1}, (0,))  # and the story that grows
