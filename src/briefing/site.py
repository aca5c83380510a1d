"""The folder of episodes as a site: pages and covers beside the audio, and the feed last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.model import Feed, PublishedEpisode
from briefing.publish import (
    MARK_WITHIN,
    SiteFile,
    episode_files,
    front_files,
    newest_first,
    public_episode,
)
from briefing.storage import (
    EPISODE_FILE,
    begin_mirror,
    copy_file,
    end_mirror,
    published_episodes,
    write_atomic,
)


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the feed says about itself. `base` is the address under which the folder is reached."""

    base: str
    title: str = "Briefing"
    description: str = "Articles read aloud, with another voice for everyone who is quoted."
    language: str = "en"
    author: str = "Briefing"
    email: str = ""
    guid: str = ""


def feed_of(episodes: tuple[PublishedEpisode, ...], options: SiteOptions) -> Feed:
    """The feed of these episodes, in whatever order they are given, as other people may see them.

    Of a folder and its copy one is told: an episode's id is its guid, and no guid may stand there twice.
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
    """Write what the episodes in `output` lack, then the front page, then the feed. Raises StorageError."""
    feed = feed_of(published_episodes(output), options)
    for published in feed.episodes:
        if not _has_pages(output / published.folder):
            _write_all(output, episode_files(feed, published))
    _write_all(output, front_files(feed))
    return feed


def rewrite_site(output: Path, options: SiteOptions) -> Feed:
    """The same, with every page of every episode. Raises StorageError."""
    feed = feed_of(published_episodes(output), options)
    _write_all(output, _all_files(feed))
    return feed


def publish_site(output: Path, target: Path, options: SiteOptions) -> Feed:
    """Everything a web host needs, in a folder of its own. A file that would not change is left alone.

    So the folder can be mirrored with rsync, which then copies little. What an earlier run wrote and the feed
    no longer names is removed; files of others stay. Raises StorageError.
    """
    feed = feed_of(published_episodes(output), options)
    files, audio = tuple(_all_files(feed)), tuple(f"{one.folder}/{one.slug}.mp3" for one in feed.episodes)
    paths = {*audio, *(file.path for file in files)}
    begin_mirror(target, paths)
    for path in audio:
        copy_file(output / path, target / path)
    _write_all(target, files, output)
    end_mirror(target, paths)
    return feed


def standing_picture(folder: Path, file: SiteFile) -> bytes | None:
    """The picture that `file` would draw, where it stands in the folder; None where it does not."""
    try:
        data = (folder / file.path).read_bytes() if file.mark else b""
    except OSError:
        return None
    return data if file.mark and file.mark in data[:MARK_WITHIN] else None


def _all_files(feed: Feed) -> Iterator[SiteFile]:
    """An episode's files before the front page that shows it, and the feed last."""
    for published in feed.episodes:
        yield from episode_files(feed, published)
    yield from front_files(feed)


def _has_pages(folder: Path) -> bool:
    """Whether its pages are there, and were made after the episode was."""
    page = folder / "index.html"
    return page.is_file() and page.stat().st_mtime_ns >= (folder / EPISODE_FILE).stat().st_mtime_ns


def _write_all(folder: Path, files: Iterable[SiteFile], drawn: Path | None = None) -> None:
    """What stands there already is not written, and no picture is drawn that stands there or in `drawn`."""
    for file in files:
        if standing_picture(folder, file) is not None:
            continue
        data = (standing_picture(drawn, file) if drawn else None) or file.make()
        path = folder / file.path
        if not path.is_file() or path.read_bytes() != data:
            write_atomic(path, data)
