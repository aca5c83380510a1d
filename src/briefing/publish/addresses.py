"""Where the files of an episode stand below the feed, and when it was published."""

import re
from datetime import UTC, datetime
from urllib.parse import quote

from briefing.model import Feed, PublishedEpisode

# The day in a folder's name: '2026-11-23-harbour-reopens'
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=-|$)")


def address_of(feed: Feed, path: str) -> str:
    """An absolute address, ASCII whatever the folder is called; '' is the page itself."""
    return f"{feed.base}/{quote(path)}"


def audio_path(published: PublishedEpisode) -> str:
    """The MP3."""
    return f"{published.folder}/{published.slug}.mp3"


def vtt_path(published: PublishedEpisode) -> str:
    """The WebVTT transcript."""
    return f"{published.folder}/{published.slug}.vtt"


def transcript_path(published: PublishedEpisode) -> str:
    """The Podcasting 2.0 transcript."""
    return f"{published.folder}/{published.slug}.transcript.json"


def chapters_path(published: PublishedEpisode) -> str:
    """The Podcasting 2.0 chapters."""
    return f"{published.folder}/{published.slug}.chapters.json"


def cover_path(published: PublishedEpisode) -> str:
    """The episode's own cover."""
    return f"{published.folder}/cover.jpg"


def thumb_path(published: PublishedEpisode) -> str:
    """The same cover, small enough for a page."""
    return f"{published.folder}/thumb.jpg"


def notes_path(published: PublishedEpisode) -> str:
    """The show notes."""
    return f"{published.folder}/notes.html"


def page_path(published: PublishedEpisode) -> str:
    """The episode's own page."""
    return f"{published.folder}/index.html"


def moment_of(published: PublishedEpisode) -> datetime | None:
    """The episode's date, else the day in the folder's name; UTC where no zone is said."""
    day = _DAY.match(published.folder)
    for text in (published.episode.date, day[0] if day else ""):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def newest_first(episodes: tuple[PublishedEpisode, ...]) -> tuple[PublishedEpisode, ...]:
    """The order of a feed; what has no date stands last."""
    undated = datetime(1, 1, 1, tzinfo=UTC)
    return tuple(sorted(episodes, key=lambda one: (moment_of(one) or undated, one.folder), reverse=True))
