"""The two charts of docs/reference/benchmarks.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from straight_line import Line, Point

mpl.use("Agg")
INK, SOFT = "#1f3a5f", "#9db4d0"


def draw_curve(points: Sequence[Point], line: Line, path: Path) -> None:
    """Draw CPU time by number of articles on logarithmic axes, with the fitted line."""
    counts, seconds = zip(*points, strict=True)
    label = f"{line.fixed:.1f} s + {line.each:.2f} s an article"
    figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
    axes.loglog(counts, [line.at(count) for count in counts], "--", color=SOFT, label=label)
    axes.loglog(counts, seconds, "o", color=INK, label="briefing make, cold")
    axes.set_xlabel("articles of 700 words")
    axes.set_ylabel("CPU seconds")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    _save(figure, path)


def draw_stages(stages: Mapping[str, float], path: Path) -> None:
    """Draw a bar for each stage, in the order of the stages."""
    names, seconds = list(stages), list(stages.values())
    figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
    bars = axes.barh(names[::-1], seconds[::-1], color=INK)
    axes.bar_label(bars, fmt="%.2f", padding=3)
    axes.set_xlabel("CPU seconds for ten articles of 700 words")
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.12)
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    """Save without a date or a version, so that the same figures give the same file."""
    figure.savefig(path, dpi=120, metadata={"Software": None})
    plt.close(figure)
