"""Briefing compared with the pipe that one would type, `trafilatura page | espeak-ng --stdout | ffmpeg`.

    python benchmarks/pace.py [--runs 5] [--largest 1000] [--articles 50] [--out FOLDER] [--before FOLDER]

Prints the table of docs/reference/benchmarks.md, each row as soon as it is measured, and draws
`cost-curve.png` and `stages.png` into the folder, which by default is that page's. Needs the group `bench`
(`pip install --group bench`) and Debian's espeak-ng and ffmpeg; the natural voices and their peers have needs
of their own (natural.py). Both sides read the same pages at the same speaking rate and write the same kind of
MP3. Figures are medians of paired runs: the two sides take turns. "Cold" means that nothing is kept from an
earlier run. For figures to publish the machine must have nothing else to do; CPU time is given too, which a
busy machine changes less. Three runs of fifty articles take half an hour on two quiet cores.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import sound
from articles import page_text, write_pages
from charts import draw_curve, draw_stages
from growth import HOURS_3, HOURS_12, MINUTES_5, measured_counts, measured_memory, told_growth
from homes import BIN, EmptyHomes, ours
from natural import measured_natural, natural_memory
from processes import Cost, cost_of
from stages import stage_seconds
from straight_line import line_through

NATURAL_ARTICLES = 4  # 17 minutes
WPM, HERTZ, KBPS = 163, 44_100, 64  # the default cast's narrator, and the usual MP3


def by_hand(page: Path, mp3: Path) -> Cost:
    """Return the cost of the pipe that one would type."""
    return cost_of(
        [
            [str(BIN / "trafilatura")],
            ["espeak-ng", "-v", "en-us", "-s", str(WPM), "--stdout"],
            ["ffmpeg", "-y", "-i", "-", "-ac", "1", "-ar", str(HERTZ), "-b:a", f"{KBPS}k", str(mp3)],
        ],
        stdin=page,
    )


def total(costs: Iterable[Cost]) -> Cost:
    """Return the sum of costs."""
    walls, cpus = zip(*costs, strict=True)
    return Cost(sum(walls), sum(cpus))


Pair = tuple[Cost, Cost]
HEAD = """| | compared with | seconds | wall time | CPU time | goal |
|---|---|---|---|---|---|"""


def row(what: str, peer: str, pairs: Sequence[Pair], goal: str) -> str:
    """Return a row of the table: our wall time, and the medians of the pairs' ratios."""
    own_s = statistics.median(own.wall_s for own, _ in pairs)
    clock = statistics.median(own.wall_s / other.wall_s for own, other in pairs)
    processor = statistics.median(own.cpu_s / other.cpu_s for own, other in pairs)
    return f"| {what} | {peer} | {own_s:.2f} | {clock:.2f} | {processor:.2f} | {goal} |"


def measure_article(pages: Sequence[Path], place: Path, homes: EmptyHomes, runs: int) -> str:
    """Measure one article, the whole process."""
    pairs = [
        (ours(pages[:1], place / "a.mp3", homes.new()), by_hand(pages[0], place / "b.mp3"))
        for _ in range(runs)
    ]
    return row("one article, cold", "by hand", pairs, "0.6")


def measure_many(pages: Sequence[Path], place: Path, homes: EmptyHomes, runs: int) -> list[str]:
    """Measure many articles in one programme: all cores, one worker, and again with one article changed."""
    against_hand, against_one_worker, changed = [], [], []
    for number in range(runs):
        home = homes.new()
        cold = ours(pages, place / "a.mp3", home)
        hand = total(by_hand(page, place / "b.mp3") for page in pages)
        one_worker = ours(pages, place / "c.mp3", homes.new(), workers=1)
        kept = pages[-1].read_text(encoding="utf-8")
        pages[-1].write_text(page_text(10_000 + number), encoding="utf-8")
        again = ours(pages, place / "a.mp3", home)
        pages[-1].write_text(kept, encoding="utf-8")
        against_hand.append((cold, hand))
        against_one_worker.append((cold, one_worker))
        changed.append((again, cold))
        sys.stderr.write(
            f"run {number + 1}: cold {cold}, by hand {hand}, one worker {one_worker}, again {again}\n"
        )
    many = f"{len(pages)} articles, cold"
    return [
        row(many, "by hand, one by one", against_hand, "0.35"),
        row(many, "ours with one worker", against_one_worker, f"{1 / 1.7:.2f}"),
        row(f"{len(pages)} articles, one changed", "the cold run", changed, "0.1"),
    ]


def measure_sound(runs: int) -> Iterator[str]:
    """Measure synthesis and encoding alone."""
    casting = sound.programme()
    sound.ours(casting, 1, sound.Store())
    for workers, goal in ((1, "1.1"), (2, "0.6")):
        pairs = []
        for _ in range(runs):
            own = sound.cost(partial(sound.ours, casting, workers, sound.Store()))
            pairs.append((own, sound.cost(lambda: sound.bare(casting))))
        yield row(f"synthesis and encoding, workers: {workers}", "bare eSpeak NG and LAME", pairs, goal)


def measure_help(runs: int) -> str:
    """Measure `briefing --help`."""
    typer = [[sys.executable, "-c", "import typer"]]
    pairs = [(cost_of([[str(BIN / "briefing"), "--help"]]), cost_of(typer)) for _ in range(4 * runs)]
    return row("briefing --help", "a Python that imports typer", pairs, "1.3")


def measure_start(before: Path, runs: int) -> Iterator[str]:
    """Measure the start of the program compared with another checkout's, by its folder `src`."""
    for words in (["-c", "import briefing"], ["-m", "briefing", "--help"]):
        command = [[sys.executable, *words]]
        pairs = [
            (cost_of(command), cost_of(command, more={"PYTHONPATH": str(before)})) for _ in range(3 * runs)
        ]
        yield row(" ".join(words), str(before), pairs, "1.05")


def machine() -> str:
    """Return the processor, the number of cores, and the load."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor()
    return (
        f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def tell(line: str) -> None:
    """Print a line at once, since a run may be interrupted."""
    print(line, flush=True)


def measure_all(pages: Sequence[Path], place: Path, given: argparse.Namespace) -> None:
    """Measure everything, the shortest measurements first."""
    homes = EmptyHomes(place)
    tell(f"{machine()}. Medians of {given.runs} paired runs.\n\n{HEAD}")
    tell(measure_help(given.runs))
    tell(measure_article(pages, place, homes, given.runs))
    for line in measure_sound(given.runs):
        tell(line)
    for what, peer, pairs, goal in measured_natural(pages[:NATURAL_ARTICLES], place, homes, given.runs):
        tell(row(what, peer, pairs, goal))
    for line in measure_many(pages[: given.articles], place, homes, given.runs):
        tell(line)
    tell(f"\n{measured_memory(pages, place, homes, given.runs)}")
    tell(natural_memory(pages[:MINUTES_5], pages[:HOURS_3], place, homes))
    tell("\n| articles | seconds | CPU seconds | CPU seconds per article |\n|---|---|---|---|")
    points = []
    for point, line in measured_counts(pages, place, homes, given.largest, given.runs):
        points.append(point)
        tell(line)
    if len(points) > 1:
        tell(f"\n{told_growth(points)}")
        draw_curve(points, line_through(points), given.out / "cost-curve.png")
    stages = stage_seconds(pages[:10])
    tell("\n| stage | CPU seconds, ten articles |\n|---|---|")
    for name, seconds in stages.items():
        tell(f"| {name} | {seconds:.2f} |")
    draw_stages(stages, given.out / "stages.png")


def main() -> None:
    """Write the pages and print the figures."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--articles", type=int, default=50)
    asked.add_argument("--largest", type=int, default=1000)
    asked.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "docs" / "reference")
    asked.add_argument("--before", type=Path, help="another checkout's src: print the cost of a start only")
    given = asked.parse_args()
    if given.before is not None:
        tell("\n".join((HEAD, *measure_start(given.before, given.runs))))
        return
    given.out.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="pace-"))
    try:
        measure_all(write_pages(place / "pages", max(given.articles, given.largest, HOURS_12)), place, given)
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
