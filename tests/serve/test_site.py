"""The feed as podcast apps poll it: unchanged for most of the day, and with many episodes."""

import gc
import gzip
from pathlib import Path
from typing import Any

import feedparser
import pytest
from starlette.testclient import TestClient
from tests.publish.programmes import TREES, casting
from tests.publish.psp.checking import faults
from tests.publish.psp.reading import ReadFeed, texts
from tests.serve.episode_folders import change_episode, three_days, write_episode
from tests.serve.running_server import running_server

from briefing.model import Episode
from briefing.serve import ServeOptions, build_app

TOKEN = "t0ken-of-a-poll-22-chr"  # noqa: S105  # a test's
EPISODES = 500


@pytest.mark.filterwarnings("ignore::DeprecationWarning:feedparser")
def test_a_reader_that_polls_gets_the_feed_once_until_it_changes(tmp_path: Path) -> None:
    output = three_days(tmp_path / "output", seconds=2)
    options = ServeOptions(output, tmp_path / "inbox", TOKEN)
    with running_server(options) as port:
        address = f"http://127.0.0.1:{port}/{TOKEN}/feed.xml"
        first: Any = feedparser.parse(address)
        again: Any = feedparser.parse(address, etag=first.etag)
        change_episode(output, "2026-11-23-monday", title="Another title")
        changed: Any = feedparser.parse(address, etag=first.etag)
    assert (first.status, len(first.entries)) == (200, 3)
    assert (again.status, len(again.entries)) == (304, 0)
    assert (changed.status, changed.entries[0].title) == (200, "Another title")


def test_the_etag_is_the_same_after_the_server_was_started_again(tmp_path: Path) -> None:
    output = three_days(tmp_path / "output", seconds=2)
    options = ServeOptions(output, tmp_path, TOKEN)
    answers = [TestClient(build_app(options)).head(f"/{TOKEN}/feed.xml") for _ in range(2)]
    assert answers[0].headers["etag"] == answers[1].headers["etag"]


def test_the_episodes_of_earlier_days_do_not_stay_in_memory(tmp_path: Path) -> None:
    write_episode(tmp_path, "2026-11-21", "trees", casting(TREES, title="Ten trees"), 1)
    client = TestClient(build_app(ServeOptions(tmp_path, tmp_path / "inbox", TOKEN)))
    for number in range(12):
        change_episode(tmp_path, "2026-11-21-trees", title=f"State {number}")
        assert f"State {number}" in client.get(f"/{TOKEN}/feed.xml").text
    titles = {one.title for one in gc.get_objects() if type(one) is Episode}
    assert "State 11" in titles
    assert titles.isdisjoint(f"State {number}" for number in range(8))


def test_a_feed_names_every_episode_and_packs_well(tmp_path: Path) -> None:
    first = write_episode(tmp_path, "2024-12-31", "short", casting(TREES, title="Ten trees"), 1)
    for number in range(1, EPISODES):
        folder = tmp_path / f"{2025 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}-short"
        folder.mkdir()
        (folder / "short.mp3").hardlink_to(first)
        (folder / "episode.json").write_bytes((first.parent / "episode.json").read_bytes())
        change_episode(tmp_path, folder.name, id=str(number), date=f"{folder.name[:10]}T06:30:00+00:00")
    client = TestClient(
        build_app(ServeOptions(tmp_path, tmp_path / "inbox", TOKEN)), base_url="https://phone.example"
    )
    data = client.get(f"/{TOKEN}/feed.xml").content
    items = ReadFeed(data).items
    assert (faults(data), len(items)) == ({}, EPISODES)
    assert len({guid for item in items for guid in texts(item, "guid")}) == EPISODES
    assert len(gzip.compress(data)) * 20 < len(data) < EPISODES * 4000
