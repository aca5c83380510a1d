"""The episodes that stand in output/: a folder each, with its MP3 and episode.json."""

from collections.abc import Iterator
from pathlib import Path

from briefing.model import Episode, PublishedEpisode
from briefing.model.codec import from_json

EPISODE_FILE = "episode.json"


def published_episodes(output: Path) -> tuple[PublishedEpisode, ...]:
    """Every whole episode below `output`, in the order of the folders' names.

    A folder without an MP3, or whose episode.json is not one, is none: a run may be writing it just now.
    """
    return tuple(_episodes(output))


def _episodes(output: Path) -> Iterator[PublishedEpisode]:
    for file in sorted(output.glob(f"*/{EPISODE_FILE}")):
        audio = min(file.parent.glob("*.mp3"), default=None)
        if audio is None or file.parent.name.startswith("."):
            continue
        try:
            episode = from_json(Episode, file.read_text(encoding="utf-8"))
            yield PublishedEpisode(file.parent.name, audio.stem, audio.stat().st_size, episode)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
