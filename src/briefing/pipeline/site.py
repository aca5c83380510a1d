"""Write the site of the episodes: pages and covers beside the audio, the feed last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from briefing.errors import UsageError
from briefing.model import Feed, PublishedEpisode
from briefing.publish import (
    FINGERPRINT_WITHIN_BYTES,
    LATEST_MP3,
    SiteFile,
    episode_files,
    front_files,
    missing_page,
    newest_first,
    public_episode,
    removed_page,
)
from briefing.storage import (
    EPISODE_FILE,
    begin_mirror,
    copy_file,
    end_mirror,
    foreign_files,
    mirrored_files,
    published_episodes,
    write_atomic,
)

_NAMED_FILES = 3  # in a message
_NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the feed says about itself. `base` is the URL of the folder."""

    base: str
    title: str = "Briefing"
    description: str = "Articles read aloud, with another voice for everyone who is quoted."
    language: str = "en"
    author: str = "Briefing"
    email: str = ""
    guid: str = ""


def feed_from_episodes(episodes: tuple[PublishedEpisode, ...], options: SiteOptions) -> Feed:
    """Return the feed of the episodes, without private facts such as local paths.

    Of two folders with the same episode one is listed: the episode's id is its guid, which must be unique.
    """
    once = {one.episode.id: one for one in sorted(episodes, key=lambda one: one.folder, reverse=True)}
    shown = tuple(replace(one, episode=public_episode(one.episode)) for one in once.values())
    return Feed(
        title=options.title,
        description=options.description,
        language=options.language,
        author=options.author,
        base=options.base.rstrip("/"),
        episodes=newest_first(shown),
        email=options.email,
        guid=options.guid,
    )


def refresh_site(output: Path, options: SiteOptions) -> Feed:
    """Write the pages that episodes lack, then the front page, then the feed. Raises StorageError."""
    feed = feed_from_episodes(published_episodes(output), options)
    for published in feed.episodes:
        if not _has_pages(output / published.folder):
            _write_all(output, episode_files(feed, published))
    _write_all(output, front_files(feed))
    return feed


def rewrite_site(output: Path, options: SiteOptions) -> Feed:
    """Write every page of every episode, the front page and the feed. Raises StorageError."""
    feed = feed_from_episodes(published_episodes(output), options)
    _write_all(output, _all_files(feed))
    return feed


def publish_site(output: Path, target: Path, options: SiteOptions) -> Feed:
    """Write everything that a web host needs into a folder of its own.

    Unchanged files are not written again, so rsync copies little. Files that an earlier run wrote and the
    feed no longer names are removed; other files stay. The page of a removed episode is replaced by one that
    says so; `404.html`, for hosts that look for it, says that any other page does not exist.

    Raises:
        UsageError: The folder holds a file of another program under a name that would be written.
        StorageError: A file cannot be written.
    """
    feed = feed_from_episodes(published_episodes(output), options)
    files = (*_all_files(feed), *_missing_pages(feed, target))
    audio = tuple(f"{one.folder}/{one.slug}.mp3" for one in feed.episodes)
    latest = (LATEST_MP3,) if audio else ()
    paths = {*audio, *latest, *(file.path for file in files)}
    if foreign := foreign_files(target, paths):
        raise UsageError(
            f"{target} holds files that briefing did not write: {', '.join(foreign[:_NAMED_FILES])}",
            "Choose an empty folder, or move them away.",
        )
    begin_mirror(target, paths)
    for path in audio:
        copy_file(output / path, target / path)
    for path in latest:  # the feed's first episode is its newest
        copy_file(output / audio[0], target / path)
    _write_all(target, files, output)
    end_mirror(target, paths)
    return feed


def _missing_pages(feed: Feed, target: Path) -> Iterator[SiteFile]:
    """Yield the pages in place of removed episodes, and `404.html` unless the user has one."""
    earlier = mirrored_files(target)
    folders = {one.folder for one in feed.episodes}
    for path in sorted(earlier):
        folder, _, name = path.rpartition("/")
        if folder and folder not in folders and name == "index.html":
            yield SiteFile(path, partial(removed_page, feed.title))
    if _NOT_FOUND in earlier or not (target / _NOT_FOUND).exists():
        yield SiteFile(_NOT_FOUND, partial(missing_page, feed.title, f"{feed.base}/"))


def existing_picture(folder: Path, file: SiteFile) -> bytes | None:
    """Return the picture if the folder already holds the one that `file` would draw, else None."""
    try:
        data = (folder / file.path).read_bytes() if file.fingerprint else b""
    except OSError:
        return None
    return data if file.fingerprint and file.fingerprint in data[:FINGERPRINT_WITHIN_BYTES] else None


def _all_files(feed: Feed) -> Iterator[SiteFile]:
    """Yield the files of each episode, then the front page, the feed last."""
    for published in feed.episodes:
        yield from episode_files(feed, published)
    yield from front_files(feed)


def _has_pages(folder: Path) -> bool:
    """Return True if the episode's pages exist and are newer than the episode."""
    page = folder / "index.html"
    return page.is_file() and page.stat().st_mtime_ns >= (folder / EPISODE_FILE).stat().st_mtime_ns


def _write_all(folder: Path, files: Iterable[SiteFile], drawn: Path | None = None) -> None:
    """Write files that differ; take pictures from the folder or from `drawn` instead of drawing them."""
    for file in files:
        if existing_picture(folder, file) is not None:
            continue
        data = (existing_picture(drawn, file) if drawn else None) or file.make()
        path = folder / file.path
        if not path.is_file() or path.read_bytes() != data:
            write_atomic(path, data)
