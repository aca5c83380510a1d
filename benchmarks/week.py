"""Ten mornings with five feeds of 20, 12, 4, 1 and half a story a day: what the digest tells, and its cost.

    python benchmarks/week.py --minutes 10 --cast espeak

A server of its own gives the feeds and the pages; `briefing digest` runs as a process each morning, with the
day in SOURCE_DATE_EPOCH. It prints a row for each morning and the shares, and ends with 1 if a bound fails:

- a feed with fewer stories than its share of the programme is heard with all of them,
- every other feed gets at least half of its share,
- requests of a morning: at most three for each told story, and one for each feed and for robots.txt.

With `--texts feed` or `--texts auto` the feeds carry the whole text of their stories. Then no page is
requested; with `auto` only on the first morning, which compares the texts with their pages.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

BRIEFING = str(Path(sys.executable).parent / "briefing")
FIRST_DAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
STORIES_A_DAY = {"wire": 20.0, "paper": 12.0, "local": 4.0, "column": 1.0, "blog": 0.5}
BACKLOG_DAYS = 1
LISTED = 30  # entries of a feed
TONE = """language = "en"
engine = "tone"
[narrator]
name = "bass"
gender = "neutral"
[[women]]
name = "alto"
[[men]]
name = "tenor"
"""
NOUNS = ("harbour", "bridge", "ferry", "council", "library", "market", "school", "river", "station", "garden")
VERBS = ("opened", "closed", "repaired", "painted", "measured", "moved", "visited", "counted", "flooded")


@dataclass(frozen=True)
class Entry:
    """An entry of a feed."""

    feed: str
    name: str
    published: datetime

    @property
    def title(self) -> str:
        """A headline that no other entry has."""
        dice = random.Random(self.name)  # noqa: S311 - prose, not secrets
        return f"The {dice.choice(NOUNS)} {dice.choice(VERBS)} near the {dice.choice(NOUNS)} of {self.name}"

    def text(self) -> str:
        """The story: 200 to 450 words."""
        dice = random.Random(self.name)  # noqa: S311 - prose, not secrets
        return "".join(f"<p>{_paragraph(dice)}</p>" for _ in range(dice.randrange(5, 11)))

    def html(self) -> bytes:
        """The page."""
        return (
            f"<!doctype html><html lang='en'><head><title>{self.title}</title></head>"
            f"<body><article><h1>{self.title}</h1>{self.text()}</article></body></html>"
        ).encode()


def _paragraph(dice: random.Random) -> str:
    return " ".join(
        f"The {dice.choice(NOUNS)} near the {dice.choice(NOUNS)} was {dice.choice(VERBS)} by "
        f"{dice.randrange(3, 90)} people from the {dice.choice(NOUNS)}."
        for _ in range(3)
    )


@dataclass
class World:
    """The feeds on a morning, and the requests since the last one."""

    address: str = ""
    now: datetime = FIRST_DAY
    has_texts: bool = False
    asked: Counter[str] = field(default_factory=Counter)

    def entries(self, feed: str) -> list[Entry]:
        """Return what was published up to now, newest first."""
        first = FIRST_DAY - timedelta(days=BACKLOG_DAYS)
        days = (self.now - first).days + 1
        gap = timedelta(days=1 / STORIES_A_DAY[feed])
        count = int(timedelta(days=days) / gap)
        made = [Entry(feed, f"{feed}-{number}", first + gap * number) for number in range(count)]
        return [entry for entry in reversed(made) if entry.published <= self.now][:LISTED]

    def rss(self, feed: str) -> bytes:
        """Return the feed."""
        items = "".join(
            f"<item><title>{one.title}</title><link>{self.address}/{feed}/{one.name}</link>"
            f"<guid isPermaLink='false'>{one.name}</guid>"
            f"<pubDate>{one.published:%a, %d %b %Y %H:%M:%S +0000}</pubDate>{self._text_of(one)}</item>"
            for one in self.entries(feed)
        )
        spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
        return f"<rss version='2.0' {spaces}><channel><title>{feed}</title>{items}</channel></rss>".encode()

    def _text_of(self, entry: Entry) -> str:
        return f"<content:encoded><![CDATA[{entry.text()}]]></content:encoded>" if self.has_texts else ""


@contextmanager
def serving(world: World) -> Iterator[None]:
    """Serve the world on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            feed, _, name = self.path.strip("/").partition("/")
            kind = "page" if name else "feed" if feed in STORIES_A_DAY else "robots"
            world.asked[kind] += 1
            if kind == "robots":
                self.send_error(404)
                return
            body = Entry(feed, name, world.now).html() if name else world.rss(feed)
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if name else "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        world.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


@dataclass(frozen=True)
class DigestRun:
    """What one digest told and cost."""

    told: Counter[str]
    asked: Counter[str]
    minutes: float
    wall_s: float

    @property
    def most_requests(self) -> int:
        """The bound of the requests."""
        return 3 * self.told.total() + len(STORIES_A_DAY) + 1


def run_morning(world: World, home: Path, minutes: int, cast: str) -> DigestRun:
    """Run one digest and count."""
    world.asked = Counter()
    command = [BRIEFING, "digest", "--allow-private", "--minutes", str(minutes), "--cast", cast, "--json"]
    began = time.monotonic()
    run = subprocess.run(command, env=environment(world, home), capture_output=True, text=True, check=False)
    took = time.monotonic() - began
    if run.returncode not in (0, 4):
        sys.exit(f"briefing digest ended with {run.returncode}: {run.stderr}")
    made: dict[str, Any] = json.loads(run.stdout)
    told = Counter(one["url"].split("/")[3] for one in made["stories"] if one["told"])
    return DigestRun(told, world.asked, made.get("seconds", 0.0) / 60, took)


def environment(world: World, home: Path) -> dict[str, str]:
    """Return the environment of a run: folders of its own, and the morning as its time."""
    folders = {f"BRIEFING_{name}": str(home / name.lower()) for name in ("OUTPUT", "CONFIG", "DATA", "CACHE")}
    own = {"HOME": str(home), "SOURCE_DATE_EPOCH": str(int(world.now.timestamp()))}
    return {**os.environ, **folders, **own}


def failures(mornings: list[DigestRun], published: Counter[str]) -> list[str]:
    """Return a sentence for each bound that fails."""
    told = sum((morning.told for morning in mornings), Counter[str]())
    share = told.total() / len(STORIES_A_DAY)
    found = [
        f"{feed}: {told[feed]} of {published[feed]} told, at least {least:.1f} expected"
        for feed in STORIES_A_DAY
        if told[feed] < (least := published[feed] if published[feed] <= share else share / 2)
    ]
    return found + [
        f"morning {number}: {morning.asked.total()} requests, at most {morning.most_requests} expected"
        for number, morning in enumerate(mornings, 1)
        if morning.asked.total() > morning.most_requests
    ]


def page_failures(mornings: list[DigestRun]) -> list[str]:
    """Return a sentence for each morning that requested pages though the feeds carry whole stories."""
    return [f"{one.asked['page']} pages requested, none expected" for one in mornings if one.asked["page"]]


def main() -> None:
    """Run the mornings, print them, and end with 1 if a bound fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mornings", type=int, default=10)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--texts", choices=("auto", "feed"), help="the feeds carry whole stories")
    parser.add_argument("--cast", default="", help="name or file of a cast; tones without speech by default")
    wanted = parser.parse_args()
    world = World(has_texts=bool(wanted.texts))
    with tempfile.TemporaryDirectory() as place, serving(world):
        home = Path(place)
        cast = wanted.cast or str(home / "tone.toml")
        (home / "tone.toml").write_text(TONE, encoding="utf-8")
        for feed in STORIES_A_DAY:
            command = [BRIEFING, "feeds", "add", f"{world.address}/{feed}", "--allow-private", "--most", "30"]
            command += ["--text", wanted.texts] if wanted.texts else []
            subprocess.run(command, env=environment(world, home), capture_output=True, check=True)
        mornings = []
        print("| morning | " + " | ".join(STORIES_A_DAY) + " | pages | feeds | bound | minutes | wall s |")
        print("|---|" + "---:|" * (len(STORIES_A_DAY) + 5))
        for day in range(wanted.mornings):
            world.now = FIRST_DAY + timedelta(days=day)
            morning = run_morning(world, home, wanted.minutes, cast)
            mornings.append(morning)
            print(row(str(day + 1), morning), flush=True)
    published = Counter({feed: len(World(now=world.now).entries(feed)) for feed in STORIES_A_DAY})
    total = sum((morning.told for morning in mornings), Counter[str]())
    print(f"told: {dict(total)} of {dict(published)} that the feeds name on the last morning")
    found = failures(mornings, published)
    if wanted.texts:
        found += page_failures(mornings[1:] if wanted.texts == "auto" else mornings)
    print("\n".join(found) or "every bound holds")
    sys.exit(bool(found))


def row(name: str, morning: DigestRun) -> str:
    """Return a row of the table."""
    told = [str(morning.told[feed]) for feed in STORIES_A_DAY]
    asked = [str(morning.asked["page"]), str(morning.asked["feed"]), str(morning.most_requests)]
    return " | ".join(("| " + name, *told, *asked, f"{morning.minutes:.2f}", f"{morning.wall_s:.1f} |"))


if __name__ == "__main__":
    main()
