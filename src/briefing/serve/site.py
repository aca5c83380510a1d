"""The files of the site, made in memory from the episodes in the output folder when they are requested."""

import html
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from briefing.errors import StorageError
from briefing.fetch import address_key
from briefing.model import PublishedEpisode
from briefing.pipeline import SiteOptions, existing_picture, feed_from_episodes
from briefing.publish import (
    LATEST_MP3,
    PageOptions,
    SiteFile,
    WaitingArticle,
    episode_files,
    front_files,
    front_page,
    newest_first,
)
from briefing.serve.options import ServeOptions
from briefing.storage import EPISODE_FILE, InboxArticle, published_episodes, read_inbox, write_atomic

_FRONT_PAGE = "index.html"
# '<title>Harbour reopens</title>'
_TITLE = re.compile(r"<title[^<>]*+>([^<]+)", re.IGNORECASE)
_TITLE_WITHIN_CHARACTERS = 50_000  # of a page
_LONGEST_NAME = 120
_DRAW_LOCK = Lock()
FolderState = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Site:
    """The files of the site in one state of the output folder.

    `contents` remembers the bytes of files as long as the state is remembered: each file refers to all
    episodes, so contents of earlier states would keep the episodes of every day in memory.
    """

    files: dict[str, SiteFile]
    contents: Callable[[SiteFile], bytes]


def site_file(options: ServeOptions, base: str, path: str) -> bytes | None:
    """Return a text, an image or a script of the site; None if there is no such file."""
    state, path = _folder_state(options.output), path or _FRONT_PAGE
    if path == _FRONT_PAGE:
        page = replace(_page_options(options), waiting=waiting_articles(options))
        return _front_page(options.site(base), options.output, state, page)
    site = _site(options.site(base), options.output, state, _page_options(options))
    file = site.files.get(path)
    if file is None:
        return None
    return _picture(options.output, file, site) if file.fingerprint else site.contents(file)


def audio_file(options: ServeOptions, path: str) -> Path | None:
    """Return the MP3 of a published episode; None for other paths and for links that leave `output`."""
    if not path.endswith(".mp3"):
        return None
    episodes = _episodes(options.output, _folder_state(options.output))
    if path == LATEST_MP3 and episodes:
        newest = newest_first(episodes)[0]
        path = f"{newest.folder}/{newest.slug}.mp3"
    if path not in {f"{one.folder}/{one.slug}.mp3" for one in episodes}:
        return None
    real = (options.output / path).resolve()
    return real if real.is_relative_to(options.output.resolve()) and real.is_file() else None


def title_of_episode_with(options: ServeOptions, url: str) -> str:
    """Return the title of the newest episode with the story of this URL; '' if there is none."""
    key = address_key(url)
    episodes = newest_first(_episodes(options.output, _folder_state(options.output)))
    return next(
        (
            one.episode.title
            for one in episodes
            if any(address_key(chapter.url) == key for chapter in one.episode.chapters)
        ),
        "",
    )


def _page_options(options: ServeOptions) -> PageOptions:
    return PageOptions(has_inbox=True, has_positions=options.positions is not None, is_private=True)


def waiting_articles(options: ServeOptions) -> tuple[WaitingArticle, ...]:
    """Return the articles of the inbox, the oldest first."""
    try:
        files = sorted((one.name, one.stat().st_mtime_ns) for one in options.inbox.glob("*.json"))
    except OSError:  # an article that the digest has just removed: the next request has the rest
        files = []
    return _waiting_articles(options.inbox, tuple(files))


@lru_cache(maxsize=2)
def _waiting_articles(inbox: Path, state: tuple[tuple[str, int], ...]) -> tuple[WaitingArticle, ...]:
    """Return the articles of the inbox; read again when a file of it changes."""
    return tuple(WaitingArticle(one.url, _name_of(one)) for one in read_inbox(inbox)) if state else ()


def _name_of(article: InboxArticle) -> str:
    """Return the title of a page that the phone sent, else host and path of the URL."""
    title = _TITLE.search(article.html, 0, _TITLE_WITHIN_CHARACTERS)
    name = " ".join(html.unescape(title[1]).split()) if title else ""
    parts = urlsplit(article.url)
    name = name or f"{parts.netloc.rpartition('@')[2].removeprefix('www.')}{parts.path.rstrip('/')}"
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def warm_up(options: ServeOptions) -> None:
    """Make the page and the feed once, so that imports and templates do not delay the first request."""
    for path in ("index.html", "feed.xml"):
        site_file(options, "http://localhost", path)


def _picture(output: Path, file: SiteFile, site: _Site) -> bytes:
    """Return a picture from its folder, else draw it; one at a time, since drawing a cover takes 60 MB."""
    data = existing_picture(output, file)
    if data is None:
        with _DRAW_LOCK:
            data = existing_picture(output, file) or _draw(output / file.path, file, site)
    return data


def _draw(path: Path, file: SiteFile, site: _Site) -> bytes:
    """Draw a picture; store it if its folder exists and is writable."""
    data = site.contents(file)
    if path.parent.is_dir():
        with suppress(StorageError):
            write_atomic(path, data)
    return data


def _folder_state(output: Path) -> FolderState:
    """Return path, time and size of each file that makes an episode: the key of the caches below.

    It is computed for each request.
    """
    if not output.is_dir():
        return ()
    with os.scandir(output) as folders:
        return tuple(sorted(row for folder in folders if folder.is_dir() for row in _file_states(folder)))


def _file_states(folder: "os.DirEntry[str]") -> list[tuple[str, int, int]]:
    """Return path, time and size of the episode's files; [] if the folder is being removed."""
    try:
        with os.scandir(folder) as files:
            own = [file for file in files if file.name == EPISODE_FILE or file.name.endswith(".mp3")]
            return [(file.path, file.stat().st_mtime_ns, file.stat().st_size) for file in own]
    except OSError:
        return []


@lru_cache(maxsize=2)
def _episodes(output: Path, state: FolderState) -> tuple[PublishedEpisode, ...]:
    return published_episodes(output)


@lru_cache(maxsize=4)
def _front_page(options: SiteOptions, output: Path, state: FolderState, page: PageOptions) -> bytes:
    feed = feed_from_episodes(_episodes(output, state), options)
    return front_page(feed, page)


@lru_cache(maxsize=4)
def _site(options: SiteOptions, output: Path, state: FolderState, page: PageOptions) -> _Site:
    """Return the files of the site. Their contents are made when they are requested."""
    feed = feed_from_episodes(_episodes(output, state), options)
    sidecars = (file for published in feed.episodes for file in episode_files(feed, published, page))
    files = {file.path: file for file in (*sidecars, *front_files(feed, page))}
    return _Site(files, lru_cache(maxsize=64)(lambda file: file.make()))
