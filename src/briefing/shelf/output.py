"""Where a programme is put when the user names no file: output/<date>-<slug>/<slug>.mp3."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

_NOT_SLUG = re.compile(r"[^a-z0-9]+")  # 'Recall: a second try' -> 'recall-a-second-try'
_LONGEST_SLUG = 60


def slug_from(title: str) -> str:
    """A short ASCII name for files and addresses; 'briefing' when nothing is left of the title."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    slug = _NOT_SLUG.sub("-", folded).strip("-")
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rsplit("-", 1)[0][:_LONGEST_SLUG]
    return slug or "briefing"


def programme_path(output: Path, day: str, title: str) -> Path:
    """The MP3's path; `day` is an ISO date ('2026-11-23')."""
    slug = slug_from(title)
    return output / f"{day}-{slug}" / f"{slug}.mp3"


def numbered_places(mp3: Path) -> Iterator[Path]:
    """The place itself, then the same in 'folder-2' to 'folder-999': for another programme of that name."""
    yield mp3
    for number in range(2, 1000):
        yield mp3.parent.with_name(f"{mp3.parent.name}-{number}") / mp3.name
