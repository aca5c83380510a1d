"""All files of the site except the audio: those of each episode's folder, and those of the front page."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

from briefing.model import Episode, Feed, PublishedEpisode
from briefing.publish.artwork import (
    COVER_PIXELS,
    episode_cover,
    episode_cover_fingerprint,
    icon,
    icon_fingerprint,
    show_cover,
    show_cover_fingerprint,
)
from briefing.publish.feed import COVER_PATH, FEED_PATH, feed_xml
from briefing.publish.formatting import (
    absolute_url,
    asset,
    audio_path,
    cover_path,
    newest_first,
    notes_path,
    page_path,
    publication_time,
    render,
    thumbnail_path,
)
from briefing.publish.notes import notes_html
from briefing.publish.page import WITHOUT_INBOX, PageOptions, add_page, episode_page, front_page
from briefing.publish.sidecars import (
    chapters_json,
    has_word_times,
    transcript_json,
    webvtt,
    webvtt_by_word,
)

_ICON_PIXELS = (192, 512)
_THUMBNAIL_PIXELS = 320
FINGERPRINT_WITHIN_BYTES = 1024  # from the start of a picture
_WORDS_SUFFIX = ".words.vtt"
PROGRAMME_SUFFIXES = (".vtt", _WORDS_SUFFIX, ".transcript.json", ".chapters.json")
_SCRIPTS = (
    "app.js",
    "early.js",
    "episode.js",
    "list.js",
    "lockscreen.js",
    "memory.js",
    "offline.js",
    "pages.js",
    "player.js",
    "saving.js",
    "share.js",
    "sleep.js",
    "sync.js",
    "transcript.js",
    "words.js",
)
LATEST_MP3 = "latest.mp3"
PLAIN_ASSETS = ("app.css", *_SCRIPTS)

# By the end of the path; the longest match counts
_MEDIA_TYPES = {
    ".chapters.json": "application/json+chapters",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/rss+xml; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site.

    Drawing a picture takes long. A picture therefore has its `fingerprint` in its first
    `FINGERPRINT_WITHIN_BYTES`: a file that contains it shows the same.

    Attributes:
        path: Path relative to the published folder.
        make: Returns the contents.
        fingerprint: Identifies what a picture shows; b'' for text.
    """

    path: str
    make: Callable[[], bytes]
    fingerprint: bytes = b""


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """What home automation learns about an episode; the keys of `latest.json`.

    Attributes:
        title: Its title.
        date: Date and time of its programme (ISO 8601).
        language: Language tag ('en').
        duration_ms: Its length in milliseconds.
        mp3: URL of the MP3.
        page: URL of its page.
        cover: URL of its cover.
        headlines: The headlines of its stories.
    """

    title: str
    date: str
    language: str
    duration_ms: int
    mp3: str
    page: str
    cover: str
    headlines: tuple[str, ...]


def media_type_of(path: str) -> str:
    """Return the media type of a file by the end of its path; 'application/octet-stream' if unknown.

    Args:
        path: A path or a file name ('cover.jpg').
    """
    ends = [end for end in _MEDIA_TYPES if path.endswith(end)]
    return _MEDIA_TYPES[max(ends, key=len)] if ends else "application/octet-stream"


def programme_writers(episode: Episode) -> dict[str, Callable[[Episode], bytes]]:
    """Return the writer of each file beside the MP3, by suffix; without word times no `.words.vtt`."""
    words = {_WORDS_SUFFIX: webvtt_by_word} if has_word_times(episode) else {}
    return {".vtt": webvtt, **words, ".transcript.json": transcript_json, ".chapters.json": chapters_json}


def programme_files(episode: Episode) -> dict[str, bytes]:
    """Return the transcripts and chapters beside the MP3, by suffix.

    Args:
        episode: The episode.

    Returns:
        The files' bytes by suffix ('.vtt', '.transcript.json').
    """
    return {suffix: write(episode) for suffix, write in programme_writers(episode).items()}


def episode_files(
    feed: Feed, published: PublishedEpisode, options: PageOptions = WITHOUT_INBOX
) -> Iterator[SiteFile]:
    """Yield the files beside the MP3. They depend on the title of the feed and on this episode only.

    Args:
        feed: The feed; only its title is used.
        published: The episode and its folder.
        options: The parts of the page that need the server.
    """
    episode, time = published.episode, publication_time(published)
    day = time.date() if time else None
    for suffix, make in programme_writers(episode).items():
        yield SiteFile(f"{published.folder}/{published.slug}{suffix}", partial(make, episode))
    yield SiteFile(notes_path(published), partial(notes_html, episode))
    for path, pixels in (
        (cover_path(published), COVER_PIXELS),
        (thumbnail_path(published), _THUMBNAIL_PIXELS),
    ):
        cover = (feed.title, day, pixels)
        yield SiteFile(path, partial(episode_cover, *cover), episode_cover_fingerprint(*cover))
    yield SiteFile(page_path(published), partial(episode_page, feed, published, options))


def front_files(feed: Feed, options: PageOptions = WITHOUT_INBOX) -> Iterator[SiteFile]:
    """Yield the files beside the episodes' folders.

    The feed is last, so that it never names a file that does not exist yet.

    Args:
        feed: The feed with its episodes.
        options: The parts of the page that need the server.
    """
    for name in PLAIN_ASSETS:
        yield SiteFile(name, partial(_asset_bytes, name))
    yield SiteFile("sw.js", partial(_service_worker, options))
    yield SiteFile("manifest.webmanifest", partial(_manifest, feed, options))
    for pixels in _ICON_PIXELS:
        yield SiteFile(f"icon-{pixels}.png", partial(icon, pixels), icon_fingerprint(pixels))
    yield SiteFile(COVER_PATH, partial(show_cover, feed.title), show_cover_fingerprint(feed.title))
    if options.has_inbox:
        yield SiteFile("add.html", partial(add_page, feed))
    yield SiteFile("index.html", partial(front_page, feed, options))
    if feed.episodes:
        yield SiteFile("latest.json", partial(_latest, feed))
    yield SiteFile(FEED_PATH, partial(feed_xml, feed))


def _asset_bytes(name: str) -> bytes:
    return asset(name).encode()


def _service_worker(options: PageOptions) -> bytes:
    """Return the service worker with the files that it caches when it is installed, for offline use."""
    inbox_pages = ("add.html",) if options.has_inbox else ()
    assets = ("./", *PLAIN_ASSETS, "manifest.webmanifest", f"icon-{_ICON_PIXELS[0]}.png", *inbox_pages)
    return render("sw.js", version=_assets_version(), assets=assets).encode()


def _assets_version() -> str:
    """Return a hash of the assets; when it changes, browsers install the new service worker."""
    text = "".join(asset(name) for name in (*PLAIN_ASSETS, "sw.js", "page.html", "add.html"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def episode_facts(feed: Feed, published: PublishedEpisode) -> EpisodeFacts:
    """Return what home automation learns about an episode.

    Args:
        feed: The feed; only its base URL is used.
        published: The episode and its folder.
    """
    episode = published.episode
    return EpisodeFacts(
        title=episode.title,
        date=episode.date,
        language=episode.language,
        duration_ms=episode.duration_ms,
        mp3=absolute_url(feed, audio_path(published)),
        page=absolute_url(feed, page_path(published)),
        cover=absolute_url(feed, cover_path(published)),
        headlines=tuple(chapter.title for chapter in episode.chapters if chapter.url),
    )


def _latest(feed: Feed) -> bytes:
    """Return the facts of the newest episode, at a URL that stays the same for home automation."""
    facts = asdict(episode_facts(feed, newest_first(feed.episodes)[0]))
    return json.dumps(facts, ensure_ascii=False, indent=1).encode() + b"\n"


def _manifest(feed: Feed, options: PageOptions) -> bytes:
    """Return the web app manifest, with which a phone installs the page as an app."""
    manifest: dict[str, object] = {
        "name": feed.title,
        "short_name": feed.title,
        "lang": feed.language,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#12172b",
        "theme_color": "#12172b",
        "icons": [
            {
                "src": f"icon-{pixels}.png",
                "sizes": f"{pixels}x{pixels}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for pixels in _ICON_PIXELS
        ],
    }
    if options.has_inbox:
        names = {name: name for name in ("title", "text", "url")}
        manifest["share_target"] = {
            "action": "add.html",
            "method": "GET",
            "enctype": "application/x-www-form-urlencoded",
            "params": names,
        }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
