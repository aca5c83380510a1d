"""A fixed part and a part for each: the straight line through measured costs."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[int, float]  # how many, and what they cost together


class Line(NamedTuple):
    """What a run costs before it has done anything, and what each one adds."""

    fixed: float
    each: float

    def at(self, count: int) -> float:
        """What so many should cost."""
        return self.fixed + self.each * count


class Slope(NamedTuple):
    """What each one between two counts added."""

    few: int
    many: int
    each: float


def line_through(points: Sequence[Point]) -> Line:
    """Least squares of the errors in per cent, so that a thousand do not drown out one."""
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
    """Between each count and the next."""
    return [Slope(few, many, (more - less) / (many - few)) for (few, less), (many, more) in pairwise(points)]
