"""Where a programme is put when the user names no file: output/<date>-<slug>/<slug>.mp3."""

from collections.abc import Iterator
from pathlib import Path

from briefing.text import file_slug


def programme_path(output: Path, day: str, title: str) -> Path:
    """The MP3's path; `day` is an ISO date ('2026-11-23')."""
    slug = file_slug(title)
    return output / f"{day}-{slug}" / f"{slug}.mp3"


def numbered_places(mp3: Path) -> Iterator[Path]:
    """The place itself, then the same in 'folder-2' to 'folder-999': for another programme of that name."""
    yield mp3
    for number in range(2, 1000):
        yield mp3.parent.with_name(f"{mp3.parent.name}-{number}") / mp3.name
