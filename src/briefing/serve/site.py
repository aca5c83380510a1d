"""The site in memory: made from the episodes that stand in output/, file by file as it is asked for."""

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock

from briefing.errors import StorageError
from briefing.fetch import address_key
from briefing.model import PublishedEpisode
from briefing.pipeline import SiteOptions, existing_picture, feed_from_episodes
from briefing.publish import PageOptions, SiteFile, episode_files, front_files, newest_first
from briefing.serve.options import ServeOptions
from briefing.storage import EPISODE_FILE, published_episodes, write_atomic

PAGE = PageOptions(saving=True)
DRAWING = Lock()
State = tuple[tuple[str, int, int], ...]


def site_file(options: ServeOptions, base: str, path: str) -> bytes | None:
    """A text, an image or a script of the site; None when there is no such file."""
    files = _files(options.site(base), options.output, _state(options.output))
    file = files.get(path or "index.html")
    if file is None:
        return None
    return _picture(options.output, file) if file.mark else _made(file)


def audio_file(options: ServeOptions, path: str) -> Path | None:
    """The MP3 of a published episode; None for any other path, and for links that lead out of `output`."""
    if not path.endswith(".mp3"):
        return None
    episodes = _episodes(options.output, _state(options.output))
    if path not in {f"{one.folder}/{one.slug}.mp3" for one in episodes}:
        return None
    real = (options.output / path).resolve()
    return real if real.is_relative_to(options.output.resolve()) and real.is_file() else None


def told_in(options: ServeOptions, address: str) -> str:
    """The title of the newest episode that told the story of this address; '' where none did."""
    wanted = address_key(address)
    episodes = newest_first(_episodes(options.output, _state(options.output)))
    return next(
        (
            one.episode.title
            for one in episodes
            if any(address_key(chapter.url) == wanted for chapter in one.episode.chapters)
        ),
        "",
    )


def warm_up(options: ServeOptions) -> None:
    """Make the page and the feed once, so that the first phone does not wait for what they load."""
    for path in ("index.html", "feed.xml"):
        site_file(options, "http://localhost", path)


def _picture(output: Path, file: SiteFile) -> bytes:
    """A picture from where it stands; else it is drawn, one at a time, since a cover takes 60 MB."""
    standing = existing_picture(output, file)
    if standing is None:
        with DRAWING:
            standing = existing_picture(output, file) or _drawn(output / file.path, file)
    return standing


def _drawn(path: Path, file: SiteFile) -> bytes:
    """It, kept for the next time where its folder is there and may be written."""
    data = _made(file)
    if path.parent.is_dir():
        with suppress(StorageError):
            write_atomic(path, data)
    return data


@lru_cache(maxsize=64)
def _made(file: SiteFile) -> bytes:
    return file.make()


def _state(output: Path) -> State:
    """What tells that something was added, made again or deleted. It is asked for with every request."""
    if not output.is_dir():
        return ()
    with os.scandir(output) as folders:
        return tuple(sorted(row for folder in folders if folder.is_dir() for row in _rows(folder)))


def _rows(folder: "os.DirEntry[str]") -> list[tuple[str, int, int]]:
    """The files that make an episode, each with its time and size; none when the folder just goes."""
    try:
        with os.scandir(folder) as files:
            own = [file for file in files if file.name == EPISODE_FILE or file.name.endswith(".mp3")]
            return [(file.path, file.stat().st_mtime_ns, file.stat().st_size) for file in own]
    except OSError:
        return []


@lru_cache(maxsize=2)
def _episodes(output: Path, state: State) -> tuple[PublishedEpisode, ...]:
    return published_episodes(output)


@lru_cache(maxsize=4)
def _files(options: SiteOptions, output: Path, state: State) -> dict[str, SiteFile]:
    """Every file by its path; none is made before somebody asks for it."""
    feed = feed_from_episodes(_episodes(output, state), options)
    beside = (file for published in feed.episodes for file in episode_files(feed, published))
    return {file.path: file for file in (*beside, *front_files(feed, PAGE))}
