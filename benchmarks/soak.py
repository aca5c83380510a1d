"""A long run: memory, open files and sizes over many daily digests, with `briefing serve` beside them.

    python benchmarks/soak.py --home soak      # a year of digests of 28 stories, more than 10,000 articles
    python benchmarks/soak.py --days 10 --stories 3 --every 1

One process makes all digests, so that a leak shows; a day passes between two digests by SOURCE_DATE_EPOCH.
The feeds are served from 127.0.0.1 and carry whole stories of 40 to 70 words with one quoted speaker; tones
speak instead of voices (`--cast` names another cast), at 16 kHz, so that a digest takes seconds. Everything
else is the program. The settings are in SETTINGS; `remember_days` is 90, so that its bound shows in a year.

Prints a row for every `--every` days. `--home` names a folder that stays: the same command goes on after the
last whole day in it, and the growth of the processes is then measured from there. At the end it runs
`briefing doctor`, damages the library and restores the newest copy, restores an older copy and adopts the
episodes that are newer, and ends with 1 if a bound fails.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

from phones import BIN, Server, ask, start
from week import TONE

FIRST_DAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
FEEDS = ("wire", "paper", "local", "column")
SYLLABLES = (
    "ba", "der", "fel", "gon", "hu", "kir", "lam", "mor", "nes", "pol", "rad", "sti", "tor", "vel", "zan",
)  # fmt: skip
PEOPLE = ("Ada Marlow", "Ben Ortega", "Clara Winslow", "David Okoro", "Elena Brandt", "Frank Mbeki")
SETTINGS = """
[digest]
keep = 7
clips_mb = 20
log_kb = 100
library_copies = 5
library_copies_mb = 50
remember_days = 90
[sound]
sample_rate_hz = 16000
bitrate_kbps = 32
quality = 9
"""
EPISODES, CLIPS_MB, PAGES_MB, LOGS_KB, COPIES, COPIES_MB, REMEMBER_DAYS = 7, 20, 50, 4 * 100, 5, 50, 90
MOST_GROWTH = 1.25  # memory at the end, compared with the end of the first quarter
MOST_LIBRARY_GROWTH = 1.1  # its size at the end, compared with the first row after REMEMBER_DAYS
SAMPLED_REQUESTS = 30
HEAD = (
    "| day | told | maker MB | its files | library MB | copies | clips MB | episodes MB | log kB | digest s "
    "| serve MB | its files | feed ms | range ms |\n|---|" + "---:|" * 13
)


@dataclass
class Town:
    """Feeds whose stories are whole; each day adds the same number."""

    stories_a_day: int
    day: int = 0
    address: str = ""

    def rss(self, feed: str) -> bytes:
        """Return a feed with the stories of the last two days, newest first."""
        share = self.stories_a_day // len(FEEDS) + (FEEDS.index(feed) < self.stories_a_day % len(FEEDS))
        names = [
            (f"{feed}-{day}-{number}", FIRST_DAY + timedelta(days=day, minutes=-number - 1))
            for day in range(self.day, max(-1, self.day - 2), -1)
            for number in range(share)
        ]
        items = "".join(self._item(name, published) for name, published in names)
        spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
        return f"<rss version='2.0' {spaces}><channel><title>{feed}</title>{items}</channel></rss>".encode()

    def _item(self, name: str, published: datetime) -> str:
        dice = random.Random(name)  # noqa: S311 - prose, not secrets
        title = f"The {_word(dice)} {_word(dice)} opens near {_word(dice).title()}"
        said = f"“{_sentence(dice)}” {dice.choice(PEOPLE)} said."
        text = f"<p>{_sentence(dice)} {_sentence(dice)}</p><p>{said}</p>"
        return (
            f"<item><title>{title}</title><link>{self.address}/{name}</link><guid>{name}</guid>"
            f"<pubDate>{published:%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
            f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
        )


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=3))


def _sentence(dice: random.Random) -> str:
    words = " ".join(f"the {_word(dice)} of" for _ in range(dice.randrange(2, 5)))
    return f"On the day {words} {_word(dice).title()} the town opened a {_word(dice)}."


@contextmanager
def serving(town: Town, home: Path) -> Iterator[None]:
    """Serve the feeds on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            feed = self.path.strip("/")
            if feed not in FEEDS:
                self.send_error(404)
                return
            body = town.rss(feed)
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    kept = home / "port"  # a run that goes on serves the feeds at the same address
    port = int(kept.read_text(encoding="ascii")) if kept.exists() else 0
    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        kept.write_text(str(server.server_port), encoding="ascii")
        town.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def make_digests() -> None:
    """Make a digest for each time (seconds since 1970) on stdin, all in this process; print what was told."""
    from briefing.cli.feeds import digest_context  # noqa: PLC0415 - only the process that makes the digests
    from briefing.cli.flags import run_context  # noqa: PLC0415
    from briefing.digest import run_digest  # noqa: PLC0415

    for line in sys.stdin:
        os.environ["SOURCE_DATE_EPOCH"] = line.strip()
        with run_context() as run:
            done = run_digest(lambda run=run: digest_context(run, allow_private=True), run)  # type: ignore[misc]
        told = sum(choice.told for choice in done.choices)
        print(json.dumps({"told": told, "notes": [*done.notes, *map(str, done.left_out)]}), flush=True)


@dataclass(frozen=True)
class Sample:
    """What was measured after a digest; sizes in the units of the table."""

    day: int
    told: int
    maker_mb: float
    maker_files: int
    library_mb: float
    copies: int
    clips_mb: float
    episodes_mb: float
    log_kb: float
    digest_s: float
    serve_mb: float
    serve_files: int
    feed_ms: float
    range_ms: float

    def row(self) -> str:
        """Return a row of the table."""
        cells = (f"{one:.1f}" if isinstance(one, float) else str(one) for one in astuple(self))
        return f"| {' | '.join(cells)} |"


@dataclass
class Soak:
    """The processes and the folder of a run."""

    home: Path
    town: Town
    environment: dict[str, str]
    maker: "subprocess.Popen[str]"
    server: Server
    began_on: int = 0
    told: int = 0
    notes: list[str] = field(default_factory=list)
    samples: "list[Sample]" = field(default_factory=list)

    def save(self, days: int) -> None:
        """Write down what was measured in so many days."""
        state = {"days": days, "told": self.told, "notes": self.notes}
        rows = [astuple(one) for one in self.samples]
        draft = self.home / "soak.json.new"
        draft.write_text(json.dumps({**state, "samples": rows}), encoding="utf-8")
        draft.replace(self.home / "soak.json")

    def go_on(self) -> int:
        """Take what an earlier run measured, and return the number of its days."""
        with suppress(FileNotFoundError):
            state = json.loads((self.home / "soak.json").read_text(encoding="utf-8"))
            self.told, self.notes, self.began_on = state["told"], state["notes"], state["days"]
            self.samples = [Sample(*row) for row in state["samples"]]
        return self.began_on

    def digest(self, day: int) -> float:
        """Make the digest of a day, and return its seconds."""
        self.town.day = day
        began = time.monotonic()
        assert self.maker.stdin is not None  # noqa: S101 - pipes
        assert self.maker.stdout is not None  # noqa: S101
        self.maker.stdin.write(f"{int((FIRST_DAY + timedelta(days=day)).timestamp())}\n")
        self.maker.stdin.flush()
        line = self.maker.stdout.readline()
        if not line:
            sys.exit(f"the digest of day {day} failed with {self.maker.wait()}")
        made: dict[str, Any] = json.loads(line)
        self.told += made["told"]
        self.notes += [f"day {day}: {note}" for note in made["notes"]]
        return time.monotonic() - began

    def sample(self, day: int, digest_s: float) -> Sample:
        """Measure both processes, the sizes on the disk, and how quickly the server answers."""
        data, maker = self.home / "data", Server(0, "", self.maker)
        newest = max((self.home / "output").glob("*/*.mp3"), default=None)
        audio = newest.relative_to(self.home / "output").as_posix() if newest else "feed.xml"
        return Sample(
            day + 1,
            self.told,
            maker.memory_kb() / 1000,
            open_files(self.maker.pid),
            (data / "library.sqlite3").stat().st_size / 1e6,
            len(list((data / "library-copies").glob("*.sqlite3"))),
            size_of(self.home / "cache" / "clips") / 1e6,
            size_of(self.home / "output") / 1e6,
            sum(path.stat().st_size for path in data.glob("digest.log*")) / 1e3,
            digest_s,
            self.server.memory_kb() / 1000,
            open_files(self.server.process.pid),
            asyncio.run(latency_ms(self.server, "feed.xml")),
            asyncio.run(latency_ms(self.server, audio, "Range: bytes=0-65535")),
        )

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of the program in the folders of the run."""
        return subprocess.run(
            [str(BIN / "briefing"), *words], env=self.environment, capture_output=True, text=True, check=False
        )


async def latency_ms(server: Server, path: str, *headers: str) -> float:
    """Return the median time to the first byte."""
    seconds = [(await ask(server, path, *headers))[0] for _ in range(SAMPLED_REQUESTS)]
    return 1000 * median(seconds)


def open_files(process: int) -> int:
    """Return the number of open files of a process (Linux)."""
    return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def failures(soak: Soak, days: int) -> list[str]:
    """Return a sentence for each bound that fails."""
    of_these_processes = [one for one in soak.samples if one.day > soak.began_on] or soak.samples[-1:]
    last, quarter = soak.samples[-1], of_these_processes[len(of_these_processes) // 4]
    full = next((one for one in soak.samples if one.day > REMEMBER_DAYS), last)
    episodes = len(list((soak.home / "output").glob("*/episode.json")))
    pages_mb = size_of(soak.home / "cache" / "pages") / 1e6
    bounds = {
        "told stories": (soak.town.stories_a_day * days - soak.told, 0),
        "episodes": (episodes, EPISODES),
        "clips MB": (last.clips_mb, CLIPS_MB),
        "pages MB": (pages_mb, PAGES_MB),
        "log kB": (last.log_kb, LOGS_KB),
        "copies": (last.copies, COPIES),
        "copies MB": (size_of(soak.home / "data" / "library-copies") / 1e6, COPIES_MB),
        "growth of the library": (last.library_mb / full.library_mb, MOST_LIBRARY_GROWTH),
        "growth of the maker": (last.maker_mb / quarter.maker_mb, MOST_GROWTH),
        "growth of the server": (last.serve_mb / quarter.serve_mb, MOST_GROWTH),
        "more files of the maker": (last.maker_files - quarter.maker_files, 0),
        "more files of the server": (last.serve_files - quarter.serve_files, 0),
    }
    return [f"{name}: {found:.2f}, at most {most}" for name, (found, most) in bounds.items() if found > most]


def restore_failures(soak: Soak) -> list[str]:
    """Run `doctor`, damage the library, restore the newest copy, and run `doctor` again."""
    before = soak.command("doctor", "--json")
    library = soak.home / "data" / "library.sqlite3"
    newest = soak.command("library", "restore", "--json").stdout.splitlines()[0]
    library.write_bytes(b"damaged" + library.read_bytes()[7:])
    damaged, restored = soak.command("doctor"), soak.command("library", "restore", json.loads(newest)["copy"])
    after = soak.command("doctor", "--json")
    print(f"copy: {newest}\nrestore: {restored.stdout.strip()}")
    checks = {
        "doctor at the end": before.returncode == 0,
        "doctor of the damaged library": "briefing library restore" in damaged.stdout,
        "restore": restored.returncode == 0,
        "doctor after the restore": after.returncode == 0,
    }
    return [f"{name} failed" for name, is_met in checks.items() if not is_met]


def adopt_failures(soak: Soak) -> list[str]:
    """Restore the oldest copy: `doctor` names the newer episodes until they are adopted."""
    copies = [json.loads(line) for line in soak.command("library", "restore", "--json").stdout.splitlines()]
    oldest = [one["copy"] for one in copies if not one["copy"].startswith("replaced")][-1]
    restored, named = soak.command("library", "restore", oldest), soak.command("doctor")
    adopted, after = soak.command("episodes", "adopt"), soak.command("doctor")
    print(f"restore: {restored.stdout.strip()}\n{restored.stderr.strip()}\nadopted: {adopted.stdout.split()}")
    checks = {
        "restore of the oldest copy": restored.returncode == 0,
        "doctor of the older library": len(copies) == 1 or "briefing episodes adopt" in named.stdout,
        "adopt": adopted.returncode == 0 and "episodes adopt" not in after.stdout,
        "doctor after adopt": after.returncode == 0,
    }
    return [f"{name} failed" for name, is_met in checks.items() if not is_met]


@contextmanager
def running(home: Path, town: Town, cast: str) -> Iterator[Soak]:
    """Start the maker and the server in folders of their own, subscribed to the feeds."""
    for name in ("config", "output"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "config" / "briefing.toml").write_text(SETTINGS, encoding="utf-8")
    (home / "tone.toml").write_text(TONE, encoding="utf-8")
    folders = {f"BRIEFING_{name}": str(home / name.lower()) for name in ("OUTPUT", "CONFIG", "DATA", "CACHE")}
    environment = {
        **os.environ,
        **folders,
        "HOME": str(home),
        "BRIEFING_CAST": cast or str(home / "tone.toml"),
    }
    for feed in FEEDS if not (home / "soak.json").exists() else ():
        words = [str(BIN / "briefing"), "feeds", "add", f"{town.address}/{feed}", "--allow-private"]
        words += ["--text", "feed", "--most", "200"]
        subprocess.run(words, env=environment, capture_output=True, check=True)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    maker = subprocess.Popen(
        [sys.executable, __file__, "--maker"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    server = start(home, port)
    try:
        yield Soak(home, town, environment, maker, server)
    finally:
        for process in (maker, server.process):
            process.terminate()
            process.wait(30)


def run_days(wanted: argparse.Namespace, home: Path) -> list[str]:
    """Make the digests, print the table, and return what failed."""
    town = Town(wanted.stories)
    home.mkdir(exist_ok=True)
    with serving(town, home), running(home, town, wanted.cast) as soak:
        print(HEAD, flush=True)
        for day in range(soak.go_on(), wanted.days):
            digest_s = soak.digest(day)
            if (day + 1) % wanted.every == 0 or day == wanted.days - 1:
                soak.samples.append(soak.sample(day, digest_s))
                print(soak.samples[-1].row(), flush=True)
            soak.save(day + 1)
        found = failures(soak, wanted.days) + restore_failures(soak) + adopt_failures(soak)
        return found + soak.notes[:20]


def main() -> None:
    """Run the digests, print the table, and end with 1 if a bound fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--stories", type=int, default=28, help="new stories a day")
    parser.add_argument("--every", type=int, default=30, help="days between two rows")
    parser.add_argument("--cast", default="", help="name or file of a cast; tones without speech by default")
    parser.add_argument("--home", type=Path, help="folder that stays; a temporary one by default")
    parser.add_argument("--maker", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.maker:
        make_digests()
        return
    with tempfile.TemporaryDirectory() as place:
        found = run_days(wanted, (wanted.home or Path(place)).absolute())
    print("\n".join(found) or "every bound holds")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
