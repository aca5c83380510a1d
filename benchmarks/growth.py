"""How memory and CPU time grow with the length of a programme."""

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from homes import EmptyHomes, make, ours
from processes import peak_kb
from straight_line import Point, line_through, slopes

MINUTES_5, HOURS_3, HOURS_12 = 1, 40, 160  # articles of 700 words: 4.4 minutes each
COUNTS, AGAIN_BELOW = (1, 10, 100, 1000), 1000  # the largest programme is measured once


def measured_memory(pages: Sequence[Path], place: Path, homes: EmptyHomes, runs: int) -> str:
    """Return a sentence about the peak memory by length; the longest programme is measured once."""

    def held_mb(articles: int) -> float:
        return peak_kb(make(pages[:articles], place / "a.mp3"), homes.new()) / 1024

    pairs = [(held_mb(MINUTES_5), held_mb(HOURS_3)) for _ in range(runs)]
    short, long = map(statistics.median, zip(*pairs, strict=True))
    ratio = statistics.median(more / less for less, more in pairs)
    longest = held_mb(HOURS_12)
    return (
        f"A programme of three hours took {ratio:.2f} times the memory of one of five minutes ({long:.0f} MB "
        f"and {short:.0f} MB; goal 1.1), one of twelve hours {longest / short:.2f} times."
    )


def measured_counts(
    pages: Sequence[Path], place: Path, homes: EmptyHomes, largest: int, runs: int
) -> Iterator[tuple[Point, str]]:
    """Yield the CPU time of a cold run by number of articles, and a row to print; the largest runs once."""
    for count in (count for count in COUNTS if count <= largest):
        costs = [
            ours(pages[:count], place / "a.mp3", homes.new())
            for _ in range(runs if count < AGAIN_BELOW else 1)
        ]
        wall_s, cpu_s = (statistics.median(each) for each in zip(*costs, strict=True))
        yield (count, cpu_s), f"| {count} | {wall_s:.1f} | {cpu_s:.1f} | {cpu_s / count:.3f} |"


def told_growth(points: Sequence[Point]) -> str:
    """Return a sentence: the fixed cost, the cost of each article, and the deviation from a straight line."""
    line, steps = line_through(points), slopes(points)
    off = max(abs(cost / line.at(count) - 1) for count, cost in points)
    told = ", ".join(f"{each:.3f} s from {few} to {many}" for few, many, each in steps)
    ratios = ", ".join(f"{later.each / sooner.each:.2f}" for sooner, later in pairwise(steps))
    return (
        f"A cold run costs {line.fixed:.2f} seconds of CPU time and {line.each:.3f} for each article; no "
        f"count is more than {100 * off:.0f} % off that line. Each further article: {told}"
        + (f" ({ratios} times; goal 0.9 to 1.1)." if ratios else ".")
    )
