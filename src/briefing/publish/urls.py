"""Paths and URLs of an episode's files, its publication time, and URLs without private parts."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from briefing.model import Chapter, Episode, Feed, LeftOut, PublishedEpisode

# The day in a folder's name: '2026-11-23-harbour-reopens'
FOLDER_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=-|$)")
# The name and password in 'https://reader:secret@news.example/a'
CREDENTIALS = re.compile(r"(?<=://)[^/?#@\s]*@")
# '/home/reader/saved/' in '/home/reader/saved/a.html'
PARENT_FOLDERS = re.compile(r".*[/\\](?=.)")


def absolute_url(feed: Feed, path: str) -> str:
    """Return the URL of a path below the feed's base, percent-encoded; '' is the front page."""
    return f"{feed.base}/{quote(path)}"


def audio_path(published: PublishedEpisode) -> str:
    """Return the path of the MP3."""
    return f"{published.folder}/{published.slug}.mp3"


def vtt_path(published: PublishedEpisode) -> str:
    """Return the path of the WebVTT transcript."""
    return f"{published.folder}/{published.slug}.vtt"


def transcript_path(published: PublishedEpisode) -> str:
    """Return the path of the Podcasting 2.0 transcript."""
    return f"{published.folder}/{published.slug}.transcript.json"


def chapters_path(published: PublishedEpisode) -> str:
    """Return the path of the Podcasting 2.0 chapters."""
    return f"{published.folder}/{published.slug}.chapters.json"


def cover_path(published: PublishedEpisode) -> str:
    """Return the path of the episode's cover."""
    return f"{published.folder}/cover.jpg"


def thumbnail_path(published: PublishedEpisode) -> str:
    """Return the path of the small cover for the page."""
    return f"{published.folder}/thumb.jpg"


def notes_path(published: PublishedEpisode) -> str:
    """Return the path of the show notes."""
    return f"{published.folder}/notes.html"


def page_path(published: PublishedEpisode) -> str:
    """Return the path of the episode's page."""
    return f"{published.folder}/index.html"


def publication_time(published: PublishedEpisode) -> datetime | None:
    """Return the episode's date, else the day in the folder's name, in UTC unless a zone is given."""
    day = FOLDER_DAY.match(published.folder)
    for text in (published.episode.date, day[0] if day else ""):
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            continue
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return None


def newest_first(episodes: tuple[PublishedEpisode, ...]) -> tuple[PublishedEpisode, ...]:
    """Return the episodes in the order of a feed; episodes without a date are last."""
    undated = datetime(1, 1, 1, tzinfo=UTC)
    return tuple(
        sorted(episodes, key=lambda one: (publication_time(one) or undated, one.folder), reverse=True)
    )


def is_web_url(url: str) -> bool:
    """Return True for http and https; a story that was read from a file or from '-' has no such URL."""
    return url.startswith(("https://", "http://"))


def public_episode(episode: Episode) -> Episode:
    """Return the episode without private facts: local folders, and passwords in URLs.

    A source that was read from a file is called by the file's name.
    """
    return replace(
        episode,
        chapters=tuple(map(_public_chapter, episode.chapters)),
        left_out=tuple(map(_public_left_out, episode.left_out)),
    )


def _public_chapter(chapter: Chapter) -> Chapter:
    return replace(chapter, url=CREDENTIALS.sub("", chapter.url) if is_web_url(chapter.url) else "")


def _public_left_out(left: LeftOut) -> LeftOut:
    """Return the public name of the source, also where the error names the source."""
    pattern = CREDENTIALS if is_web_url(left.source) else PARENT_FOLDERS
    shown = pattern.sub("", left.source)
    error = left.error.replace(left.source, shown) if shown else left.error
    return LeftOut(shown, CREDENTIALS.sub("", error))
