"""`briefing make`, each time in a home where nothing was ever made."""

import sys
from collections.abc import Sequence
from pathlib import Path

from processes import Cost, cost_of

BIN = Path(sys.executable).parent


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


def ours(pages: Sequence[Path], mp3: Path, home: dict[str, str], workers: int = 0) -> Cost:
    """`briefing make` of the pages; `workers` 0 is one a core."""
    return cost_of(
        [make(pages, mp3)], more=home | ({"BRIEFING_SOUND_WORKERS": str(workers)} if workers else {})
    )


def make(pages: Sequence[Path], mp3: Path) -> list[str]:
    """The command."""
    return [str(BIN / "briefing"), "make", *map(str, pages), "-o", str(mp3), "--title", "Benchmark"]
