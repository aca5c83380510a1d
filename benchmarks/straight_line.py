"""A straight line through measured costs: a fixed cost and a cost per article."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[int, float]  # number of articles, and their total cost


class Line(NamedTuple):
    """The fixed cost of a run, and the cost of each article."""

    fixed: float
    each: float

    def at(self, count: int) -> float:
        """Return the cost of `count` articles on this line."""
        return self.fixed + self.each * count


class Slope(NamedTuple):
    """The cost of each further article between two counts."""

    few: int
    many: int
    each: float


def line_through(points: Sequence[Point]) -> Line:
    """Return the line with the least squared relative errors, so that all counts weigh alike."""
    weights = [cost**-2 for _, cost in points]
    whole = sum(weights)
    middle = sum(w * count for w, (count, _) in zip(weights, points, strict=True)) / whole
    height = sum(w * cost for w, (_, cost) in zip(weights, points, strict=True)) / whole
    spread = sum(w * (count - middle) ** 2 for w, (count, _) in zip(weights, points, strict=True))
    rise = sum(
        w * (count - middle) * (cost - height) for w, (count, cost) in zip(weights, points, strict=True)
    )
    return Line(height - rise / spread * middle, rise / spread)


def slopes(points: Sequence[Point]) -> list[Slope]:
    """Return the slope between each count and the next."""
    return [Slope(few, many, (more - less) / (many - few)) for (few, less), (many, more) in pairwise(points)]
