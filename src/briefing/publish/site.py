"""Feed -> every file of the site but the audio: an episode's folder, and what stands beside the folders."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from briefing.model import Episode, Feed, PublishedEpisode
from briefing.publish.addresses import (
    cover_path,
    moment_of,
    notes_path,
    page_path,
    thumb_path,
)
from briefing.publish.artwork import (
    COVER_PIXELS,
    episode_cover,
    episode_mark,
    icon,
    icon_mark,
    show_cover,
    show_mark,
)
from briefing.publish.chapters import chapters_json
from briefing.publish.feed import COVER_PATH, FEED_PATH, feed_xml
from briefing.publish.notes import notes_html
from briefing.publish.page import PLAYING_ONLY, PageOptions, add_page, episode_page, front_page
from briefing.publish.templates import asset, render
from briefing.publish.transcript import has_word_times, transcript_json, webvtt, webvtt_by_word

ICON_PIXELS = (192, 512)
THUMB_PIXELS = 320
MARK_WITHIN = 1024
WORDS_SUFFIX = ".words.vtt"
PROGRAMME_SUFFIXES = (".vtt", WORDS_SUFFIX, ".transcript.json", ".chapters.json")
SCRIPTS = (
    "app.js",
    "lockscreen.js",
    "memory.js",
    "offline.js",
    "player.js",
    "saving.js",
    "sleep.js",
    "words.js",
)
PLAIN_ASSETS = ("app.css", *SCRIPTS)

# By the end of the path; the longest that fits counts
MEDIA_TYPES = {
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
    """A file of the site; `path` is relative to the folder that is published. `make` gives its bytes.

    A picture takes long to draw. What it shows is told by its `mark`, which stands in its first `MARK_WITHIN`
    bytes: a file that has it is this very picture. A text has none.
    """

    path: str
    make: Callable[[], bytes]
    mark: bytes = b""


def media_type_of(path: str) -> str:
    """What a file is served as."""
    ends = [end for end in MEDIA_TYPES if path.endswith(end)]
    return MEDIA_TYPES[max(ends, key=len)] if ends else "application/octet-stream"


def programme_writers(episode: Episode) -> dict[str, Callable[[Episode], bytes]]:
    """Return the writer of each file beside the MP3, by suffix; without word times no `.words.vtt`."""
    words = {WORDS_SUFFIX: webvtt_by_word} if has_word_times(episode) else {}
    return {".vtt": webvtt, **words, ".transcript.json": transcript_json, ".chapters.json": chapters_json}


def programme_files(episode: Episode) -> dict[str, bytes]:
    """Return the transcripts and chapters beside the MP3, by suffix."""
    return {suffix: write(episode) for suffix, write in programme_writers(episode).items()}


def episode_files(feed: Feed, published: PublishedEpisode) -> Iterator[SiteFile]:
    """Everything that stands beside the MP3. It depends on this episode alone."""
    episode, moment = published.episode, moment_of(published)
    day = moment.date() if moment else None
    for suffix, make in programme_writers(episode).items():
        yield SiteFile(f"{published.folder}/{published.slug}{suffix}", partial(make, episode))
    yield SiteFile(notes_path(published), partial(notes_html, episode))
    for path, pixels in ((cover_path(published), COVER_PIXELS), (thumb_path(published), THUMB_PIXELS)):
        cover = (feed.title, day, pixels)
        yield SiteFile(path, partial(episode_cover, *cover), episode_mark(*cover))
    yield SiteFile(page_path(published), partial(episode_page, feed, published))


def front_files(feed: Feed, options: PageOptions = PLAYING_ONLY) -> Iterator[SiteFile]:
    """What stands beside the episodes' folders, the feed last: it names nothing that is not there yet."""
    for name in PLAIN_ASSETS:
        yield SiteFile(name, partial(_asset_bytes, name))
    yield SiteFile("sw.js", partial(_service_worker, options))
    yield SiteFile("manifest.webmanifest", partial(_manifest, feed, options))
    for pixels in ICON_PIXELS:
        yield SiteFile(f"icon-{pixels}.png", partial(icon, pixels), icon_mark(pixels))
    yield SiteFile(COVER_PATH, partial(show_cover, feed.title), show_mark(feed.title))
    if options.has_inbox:
        yield SiteFile("add.html", partial(add_page, feed))
    yield SiteFile("index.html", partial(front_page, feed, options))
    yield SiteFile(FEED_PATH, partial(feed_xml, feed))


def _asset_bytes(name: str) -> bytes:
    return asset(name).encode()


def _service_worker(options: PageOptions) -> bytes:
    """The worker, with what it fetches when it is installed: enough to open without a network."""
    inbox_pages = ("add.html",) if options.has_inbox else ()
    parts = ("./", *PLAIN_ASSETS, "manifest.webmanifest", f"icon-{ICON_PIXELS[0]}.png", *inbox_pages)
    return render("sw.js", version=_assets_version(), parts=parts).encode()


def _assets_version() -> str:
    """Changes when an asset does, so that phones drop the old ones."""
    text = "".join(asset(name) for name in (*PLAIN_ASSETS, "sw.js", "page.html", "add.html"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _manifest(feed: Feed, options: PageOptions) -> bytes:
    """The web app manifest: what a phone needs to put the page on its home screen."""
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
            for pixels in ICON_PIXELS
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
