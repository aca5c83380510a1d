"""Text, times, paths and URLs as the published formats need them, and the templates of the page."""

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.text import read_text

if TYPE_CHECKING:
    from jinja2 import Environment


from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from briefing.model import Chapter, Episode, Feed, LeftOut, PublishedEpisode

PACKAGE = "briefing.publish"

# Characters that XML or ID3 cannot contain: control characters except tab and line ends, lone surrogates
_INVALID_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The day in a folder's name: '2026-11-23-harbour-reopens'
_FOLDER_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=-|$)")
# The name and password in 'https://reader:secret@news.example/a'
_CREDENTIALS = re.compile(r"(?<=://)[^/?#@\s]*@")
# '/home/reader/saved/' in '/home/reader/saved/a.html'
_PARENT_FOLDERS = re.compile(r"\A.*[/\\](?=.)")


def replace_invalid(text: str) -> str:
    """Return the text with a space for each character that no published format can contain."""
    return _INVALID_CHARACTERS.sub(" ", text)


def one_line(text: str) -> str:
    """Return the text without invalid characters, with a single space for each run of white space."""
    return " ".join(replace_invalid(text).split())


def seconds(milliseconds: int) -> float:
    """Return seconds, which JSON prints with at most three decimals."""
    return milliseconds / 1000


def webvtt_timestamp(milliseconds: int) -> str:
    """Return '01:02:03.450'."""
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{rest:03}"


def notes_timestamp(milliseconds: int) -> str:
    """Return '01:02:03', which podcast apps read as a chapter mark in show notes."""
    return webvtt_timestamp(milliseconds).split(".", 1)[0]


def player_timestamp(milliseconds: int) -> str:
    """Return '2:03' or '1:02:03'."""
    return notes_timestamp(milliseconds).removeprefix("00:").removeprefix("0")


def duration_text(milliseconds: int) -> str:
    """Return '9 min' or '40 s'."""
    whole = milliseconds // 1000
    return f"{round(whole / 60)} min" if whole >= 60 else f"{whole} s"


def asset(name: str) -> str:
    """Return a file of `publish/assets/` as it is."""
    return read_text(PACKAGE, f"assets/{name}")


def render(name: str, **values: object) -> str:
    """Return a template of `publish/assets/` with the values; they are escaped as HTML."""
    return replace_invalid(_environment().get_template(name).render(**values))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415  # loaded only to publish

    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        duration_text=duration_text, notes_timestamp=notes_timestamp, player_timestamp=player_timestamp
    )
    return environment


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
    day = _FOLDER_DAY.match(published.folder)
    for text in (published.episode.date, day[0] if day else ""):
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            continue
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return None


def newest_first(episodes: tuple[PublishedEpisode, ...]) -> tuple[PublishedEpisode, ...]:
    """Return the episodes in the order of a feed; episodes without a date are last.

    Args:
        episodes: Episodes in any order.
    """
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

    Args:
        episode: The episode, with the sources as the user gave them.
    """
    return replace(
        episode,
        chapters=tuple(map(_public_chapter, episode.chapters)),
        left_out=tuple(map(_public_left_out, episode.left_out)),
    )


def _public_chapter(chapter: Chapter) -> Chapter:
    url = _CREDENTIALS.sub("", chapter.url) if is_web_url(chapter.url) else ""
    return replace(chapter, url=url, items=tuple(map(_public_chapter, chapter.items)))


def _public_left_out(left: LeftOut) -> LeftOut:
    """Return the public name of the source, also where the error names the source."""
    pattern = _CREDENTIALS if is_web_url(left.source) else _PARENT_FOLDERS
    shown = pattern.sub("", left.source)
    error = left.error.replace(left.source, shown) if shown else left.error
    feed = _CREDENTIALS.sub("", left.feed)
    return replace(left, source=shown, error=_CREDENTIALS.sub("", error), feed=feed)
