"""Briefing beside the pipe that one would type, `trafilatura page | espeak-ng --stdout | ffmpeg`.

    python benchmarks/pace.py [--runs 5] [--largest 1000] [--articles 50] [--out FOLDER]

Prints a Markdown table with the machine's name, and draws `cost-curve.png` and `stages.png` into the folder.
Needs the group `bench` (`pip install --group bench`) and Debian's espeak-ng and ffmpeg. Both sides read the
same pages at the same speaking rate and write the same kind of MP3. Figures are medians of paired runs: the
two sides take turns. "Cold" means that nothing is kept from an earlier run. For figures to publish the
machine must have nothing else to do; seconds of processor are given too, which a busy machine spoils less.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import sound
from articles import page_text, write_pages
from charts import draw_curve, draw_stages
from processes import Cost, cost_of, peak_kb
from stages import stage_seconds

BIN = Path(sys.executable).parent
WPM, HERTZ, KBPS = 163, 44_100, 64  # the default cast's narrator, and the usual MP3
HOURS_3, MINUTES_5 = 40, 1  # articles of 700 words: 4.4 minutes each


class House:
    """A home of its own for each run, so that what one run keeps is cold for the next."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._count = 0

    def fresh(self) -> dict[str, str]:
        """An environment in which nothing was ever made."""
        self._count += 1
        home = self._place / f"home-{self._count}"
        names = {"HOME": "", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}
        return {name: str(home / folder) for name, folder in names.items()}


def ours(pages: Sequence[Path], mp3: Path, home: dict[str, str], lanes: int = 0) -> Cost:
    """`briefing make` of the pages; `lanes` 0 is one a core."""
    return cost_of([make(pages, mp3)], more=home | ({"BRIEFING_SOUND_LANES": str(lanes)} if lanes else {}))


def make(pages: Sequence[Path], mp3: Path) -> list[str]:
    """The command."""
    return [str(BIN / "briefing"), "make", *map(str, pages), "-o", str(mp3), "--title", "Benchmark"]


def by_hand(page: Path, mp3: Path) -> Cost:
    """The pipe that one would type."""
    return cost_of(
        [
            [str(BIN / "trafilatura")],
            ["espeak-ng", "-v", "en-us", "-s", str(WPM), "--stdout"],
            ["ffmpeg", "-y", "-i", "-", "-ac", "1", "-ar", str(HERTZ), "-b:a", f"{KBPS}k", str(mp3)],
        ],
        stdin=page,
    )


def total(costs: Iterable[Cost]) -> Cost:
    """One after another."""
    walls, cpus = zip(*costs, strict=True)
    return Cost(sum(walls), sum(cpus))


Pair = tuple[Cost, Cost]
Row = tuple[
    str, str, float, float, float, str
]  # what, peer, our seconds, ratio by clock, by processor, reach


def row(what: str, peer: str, pairs: Sequence[Pair], reach: str) -> Row:
    """The median of the pairs' ratios."""
    clock = statistics.median(own.wall_s / other.wall_s for own, other in pairs)
    processor = statistics.median(own.cpu_s / other.cpu_s for own, other in pairs)
    return what, peer, statistics.median(own.wall_s for own, _ in pairs), clock, processor, reach


def measure_article(pages: Sequence[Path], place: Path, house: House, runs: int) -> Row:
    """One article, the whole process."""
    pairs = [
        (ours(pages[:1], place / "a.mp3", house.fresh()), by_hand(pages[0], place / "b.mp3"))
        for _ in range(runs)
    ]
    return row("one article, cold", "by hand", pairs, "0.6")


def measure_many(pages: Sequence[Path], place: Path, house: House, runs: int) -> list[Row]:
    """Many articles into one programme, on all cores and on one lane, and again with one article changed."""
    against_hand, against_lane, changed = [], [], []
    for number in range(runs):
        home = house.fresh()
        cold = ours(pages, place / "a.mp3", home)
        hand = total(by_hand(page, place / "b.mp3") for page in pages)
        lane = ours(pages, place / "c.mp3", house.fresh(), lanes=1)
        kept = pages[-1].read_text(encoding="utf-8")
        pages[-1].write_text(page_text(10_000 + number), encoding="utf-8")
        again = ours(pages, place / "a.mp3", home)
        pages[-1].write_text(kept, encoding="utf-8")
        against_hand.append((cold, hand))
        against_lane.append((cold, lane))
        changed.append((again, cold))
    many = f"{len(pages)} articles, cold"
    return [
        row(many, "by hand, one by one", against_hand, "0.35"),
        row(many, "ours on one lane", against_lane, f"{1 / 1.7:.2f}"),
        row(f"{len(pages)} articles, one changed", "the cold run", changed, "0.1"),
    ]


def measure_sound(runs: int) -> list[Row]:
    """Synthesis and encoding alone."""
    casting = sound.programme()
    sound.ours(casting, 1, sound.Store())
    rows = []
    for lanes, reach in ((1, "1.1"), (2, "0.6")):
        pairs = []
        for _ in range(runs):
            own = sound.cost(lambda lanes=lanes: sound.ours(casting, lanes, sound.Store()))
            pairs.append((own, sound.cost(lambda: sound.bare(casting))))
        rows.append(row(f"synthesis and encoding, lanes: {lanes}", "bare eSpeak NG and LAME", pairs, reach))
    return rows


def measure_help(runs: int) -> Row:
    """How soon the command line answers."""
    typer = [[sys.executable, "-c", "import typer"]]
    pairs = [(cost_of([[str(BIN / "briefing"), "--help"]]), cost_of(typer)) for _ in range(4 * runs)]
    return row("briefing --help", "a Python that imports typer", pairs, "1.3")


def measure_memory(pages: Sequence[Path], place: Path, house: House) -> str:
    """The most memory that is held, for three hours and for five minutes."""
    long, short = (
        peak_kb(make(pages[:count], place / "a.mp3"), house.fresh()) for count in (HOURS_3, MINUTES_5)
    )
    told = f"{long / 1024:.0f} MB for three hours, {short / 1024:.0f} MB for five minutes"
    return f"{told}: {long / short:.2f} x (reach 1.1)"


def measure_curve(
    pages: Sequence[Path], place: Path, house: House, largest: int
) -> list[tuple[int, Cost, float]]:
    """Articles, cost, and seconds of processor an article beyond what a run of one costs from the store."""
    home = house.fresh()
    ours(pages[:1], place / "a.mp3", home)
    start = ours(pages[:1], place / "a.mp3", home)
    counts = [count for count in (1, 10, 100, 1000) if count <= largest]
    costs = [(count, ours(pages[:count], place / "a.mp3", house.fresh())) for count in counts]
    return [(count, cost, (cost.cpu_s - start.cpu_s) / count) for count, cost in costs]


def machine() -> str:
    """The processor, the cores, and how busy they were."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor()
    return (
        f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def show(rows: Iterable[Row]) -> None:
    """As Markdown."""
    print("| | beside | seconds | ratio by the clock | by processor | reach |")
    print("|---|---|---|---|---|---|")
    for what, peer, seconds, clock, processor, reach in rows:
        print(f"| {what} | {peer} | {seconds:.2f} | {clock:.2f} | {processor:.2f} | {reach} |", flush=True)


def main() -> None:
    """Everything, in order."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--articles", type=int, default=50)
    asked.add_argument("--largest", type=int, default=1000)
    asked.add_argument("--out", type=Path, default=Path(__file__).parent)
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="pace-"))
    house = House(place)
    try:
        pages = write_pages(place / "pages", max(given.articles, given.largest, HOURS_3))
        print(f"{machine()}. Medians of {given.runs} paired runs.\n")
        show(
            [
                measure_help(given.runs),
                measure_article(pages, place, house, given.runs),
                *measure_sound(given.runs),
            ]
        )
        show(measure_many(pages[: given.articles], place, house, given.runs))
        print(f"\nPeak memory: {measure_memory(pages, place, house)}.\n")
        curve = measure_curve(pages, place, house, given.largest)
        print("| articles | seconds | of processor | an article, without the start |\n|---|---|---|---|")
        for count, cost, each in curve:
            print(f"| {count} | {cost.wall_s:.1f} | {cost.cpu_s:.1f} | {each:.3f} |")
        draw_curve([(count, cost.cpu_s) for count, cost, _ in curve], given.out / "cost-curve.png")
        stages = stage_seconds(pages[:10])
        print("\n| stage | seconds of processor, ten articles |\n|---|---|")
        for name, seconds in stages.items():
            print(f"| {name} | {seconds:.2f} |")
        draw_stages(stages, given.out / "stages.png")
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
