"""The site as files: what is written again, what stays, what goes, and that any web server can serve it."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any
from urllib.request import urlopen

import feedparser
import pytest
from tests.publish.psp.checking import faults
from tests.serve.episode_folders import change_episode, three_days

from briefing.model import LeftOut
from briefing.pipeline import SiteOptions, feed_from_episodes, publish_site, refresh_site, rewrite_site
from briefing.publish import SiteFile, episode_files, front_files
from briefing.storage import published_episodes

BASE = "https://radio.example/a-long-secret"
OPTIONS = SiteOptions(BASE, title="Our briefing")
FOLDER = "2026-11-23-monday"


def pictures(output: Path) -> list[SiteFile]:
    """Every picture of the site."""
    feed = feed_from_episodes(published_episodes(output), OPTIONS)
    files = [file for one in feed.episodes for file in episode_files(feed, one)]
    return [file for file in (*files, *front_files(feed)) if file.fingerprint]


def stand_in(output: Path) -> None:
    """In the place of each picture something that is quickly made and says that it shows the same."""
    for file in pictures(output):
        (output / file.path).write_bytes(file.fingerprint + b" but never drawn")


def redrawn(folder: Path, files: list[SiteFile]) -> list[str]:
    """The pictures that are no stand-ins."""
    return [
        file.path for file in files if not (folder / file.path).read_bytes().endswith(b" but never drawn")
    ]


def snapshot(folder: Path) -> dict[str, tuple[int, str]]:
    """Each file's time and content."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Three episodes, whose pictures need not be drawn."""
    folder = three_days(tmp_path / "output", seconds=2)
    stand_in(folder)
    return folder


@pytest.fixture
def a_hundred(output: Path) -> Path:
    """A hundred episodes, whose pictures need not be drawn."""
    origin = output / FOLDER
    for number in range(97):
        folder = output / f"2026-{1 + number // 28:02}-{1 + number % 28:02}-more"
        folder.mkdir()
        for name in ("episode.json", "monday.mp3"):
            (folder / name).write_bytes((origin / name).read_bytes())
        change_episode(output, folder.name, id=str(number), date=f"{folder.name[:10]}T06:30:00+00:00")
    stand_in(output)
    return output


def test_of_a_hundred_episodes_only_the_changed_one_is_drawn_again(a_hundred: Path, tmp_path: Path) -> None:
    target, before = tmp_path / "site", pictures(a_hundred)
    publish_site(a_hundred, target, OPTIONS)
    rewrite_site(a_hundred, OPTIONS)
    assert (len(before), redrawn(target, before), redrawn(a_hundred, before)) == (203, [], [])
    change_episode(a_hundred, FOLDER, date="2026-11-25T06:30:00+00:00")
    publish_site(a_hundred, target, OPTIONS)
    assert sorted(redrawn(target, before)) == [f"{FOLDER}/cover.jpg", f"{FOLDER}/thumb.jpg"]


def test_another_title_draws_the_shows_cover_and_no_episodes(output: Path) -> None:
    before = pictures(output)
    rewrite_site(output, replace(OPTIONS, title="Another title"))
    assert redrawn(output, before) == ["cover.jpg"]


def test_a_second_publication_changes_no_file_and_no_time(output: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish_site(output, target, OPTIONS)
    before = snapshot(target)
    publish_site(output, target, OPTIONS)
    assert snapshot(target) == before
    audio = f"{FOLDER}/monday.mp3"
    assert before[audio] == snapshot(output)[audio]


def test_audio_that_was_made_again_is_copied_again_though_as_long(output: Path, tmp_path: Path) -> None:
    target, audio = tmp_path / "site", output / FOLDER / "monday.mp3"
    publish_site(output, target, OPTIONS)
    audio.write_bytes(bytes(audio.stat().st_size))
    publish_site(output, target, OPTIONS)
    assert (target / FOLDER / "monday.mp3").read_bytes() == audio.read_bytes()


def test_what_is_no_longer_published_goes_and_other_peoples_files_stay(output: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish_site(output, target, OPTIONS)
    for theirs in ("robots.txt", f"{FOLDER}/theirs.txt", "2026-11-22-harbour-theirs/x.mp3"):
        (target / theirs).parent.mkdir(exist_ok=True)
        (target / theirs).write_text("theirs", encoding="utf-8")
    for folder in (FOLDER, "2026-11-22-harbour"):
        (output / folder / "episode.json").unlink()
    publish_site(output, target, OPTIONS)
    left = {path for path in snapshot(target) if not path.startswith("2026-11-21-trees/")}
    front = {file.path for file in front_files(feed_from_episodes(published_episodes(output), OPTIONS))}
    assert left == front | {
        "latest.mp3", "404.html", ".briefing-files", "robots.txt",
        f"{FOLDER}/theirs.txt", "2026-11-22-harbour-theirs/x.mp3",
        f"{FOLDER}/index.html", "2026-11-22-harbour/index.html",
    }  # fmt: skip


def test_the_page_of_a_removed_episode_says_so_until_an_episode_comes_back(
    output: Path, tmp_path: Path
) -> None:
    target, page = tmp_path / "site", tmp_path / "site" / FOLDER / "index.html"
    publish_site(output, target, OPTIONS)
    (output / FOLDER / "episode.json").rename(output / FOLDER / "hidden")
    for _ in range(2):
        publish_site(output, target, OPTIONS)
        assert "<h1>This episode was removed</h1>" in page.read_text("utf-8")
        assert [path.name for path in page.parent.iterdir()] == ["index.html"]
    (output / FOLDER / "hidden").rename(output / FOLDER / "episode.json")
    publish_site(output, target, OPTIONS)
    assert "was removed" not in page.read_text("utf-8")


def test_a_page_of_the_users_own_for_what_does_not_exist_stays(output: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "404.html").write_text("theirs", "utf-8")
    for target in (ours, theirs, ours, theirs):
        publish_site(output, target, OPTIONS)
    assert f'<link rel="stylesheet" href="{BASE}/app.css">' in (ours / "404.html").read_text("utf-8")
    assert (theirs / "404.html").read_text("utf-8") == "theirs"


def test_a_copy_of_an_episode_is_not_told_twice(output: Path) -> None:
    copytree(output / FOLDER, output / f"{FOLDER} (copy)")
    episodes = published_episodes(output)
    told = [one.folder for one in feed_from_episodes(episodes, OPTIONS).episodes]
    assert (len(episodes), told) == (4, [FOLDER, "2026-11-22-harbour", "2026-11-21-trees"])


def test_an_episode_made_again_has_its_pages_made_again(output: Path) -> None:
    refresh_site(output, OPTIONS)
    page = output / FOLDER / "index.html"
    change_episode(output, FOLDER, title="Briefing again")
    refresh_site(output, OPTIONS)
    assert "Briefing again" in page.read_text(encoding="utf-8")
    before = snapshot(output)
    refresh_site(output, OPTIONS)
    assert snapshot(output) == before


def test_nothing_of_this_machine_is_published(output: Path, tmp_path: Path) -> None:
    target, gone = tmp_path / "site", tmp_path / "saved" / "gone.html"
    left_out = (LeftOut(str(gone), f"cannot read {gone}: no such file"),)
    change_episode(output, FOLDER, left_out=left_out)
    publish_site(output, target, OPTIONS)
    assert "gone.html: cannot read gone.html" in (target / FOLDER / "notes.html").read_text(encoding="utf-8")
    home = str(tmp_path).encode()
    assert [path for path in target.rglob("*") if path.is_file() and home in path.read_bytes()] == []
    assert list(target.rglob("episode.json")) == []


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A plain static server of the standard library over a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def body_of(address: str) -> bytes:
    with urlopen(address) as answer:  # noqa: S310  # loopback
        assert answer.status == 200
        return bytes(answer.read())


@pytest.mark.filterwarnings("ignore::DeprecationWarning:feedparser")
def test_a_plain_web_server_serves_page_and_feed_below_any_path(output: Path, tmp_path: Path) -> None:
    with served(tmp_path / "web") as host:
        base = f"{host}/pod/casts"
        publish_site(output, tmp_path / "web" / "pod" / "casts", replace(OPTIONS, base=base))
        feed = body_of(f"{base}/feed.xml")
        assert faults(feed, base) == {}
        seen: Any = feedparser.parse(f"{base}/feed.xml")
        assert (seen.bozo, len(seen.entries)) == (False, 3)
        for entry in seen.entries:
            [enclosure] = entry.enclosures
            assert len(body_of(enclosure.href)) == int(enclosure.length)
        for address in set(re.findall(rb'(?:url|href)="(http://127[^"]+)"', feed)):
            assert body_of(address.decode())
        page = body_of(f"{base}/index.html").decode()
        parts = set(re.findall(r'(?:src|href)="([^"#:]+)[#"]', page))
        assert {"app.css", "app.js", f"{FOLDER}/monday.mp3"} <= parts
        assert all(body_of(f"{base}/{part}") for part in parts)


def test_the_newest_episode_is_copied_to_an_address_that_stays(tmp_path: Path) -> None:
    output, target = three_days(tmp_path / "output"), tmp_path / "site"
    stand_in(output)
    feed = publish_site(output, target, OPTIONS)
    newest = feed.episodes[0]
    latest = json.loads((target / "latest.json").read_text("utf-8"))
    assert latest["mp3"] == f"{BASE}/{newest.folder}/{newest.slug}.mp3"
    assert latest["headlines"] == [one.title for one in newest.episode.chapters if one.url]
    assert (target / "latest.mp3").read_bytes() == (
        output / newest.folder / f"{newest.slug}.mp3"
    ).read_bytes()
