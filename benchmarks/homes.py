"""Run `briefing make` with empty folders for settings, data and cache."""

import sys
from collections.abc import Sequence
from pathlib import Path

from processes import Cost, cost_of

BIN = Path(sys.executable).parent


class EmptyHomes:
    """Makes an empty home folder for each run, so that no run uses the cache of another."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._count = 0

    def new(self) -> dict[str, str]:
        """Return the environment of a new, empty home folder."""
        self._count += 1
        home = self._place / f"home-{self._count}"
        names = {"HOME": "", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}
        return {name: str(home / folder) for name, folder in names.items()}


def ours(pages: Sequence[Path], mp3: Path, home: dict[str, str], workers: int = 0) -> Cost:
    """Return the cost of `briefing make`; `workers` 0 means one per core."""
    return cost_of(
        [make(pages, mp3)], more=home | ({"BRIEFING_SOUND_WORKERS": str(workers)} if workers else {})
    )


def make(pages: Sequence[Path], mp3: Path) -> list[str]:
    """Return the command line."""
    return [str(BIN / "briefing"), "make", *map(str, pages), "-o", str(mp3), "--title", "Benchmark"]
