"""The folder of episodes as a site: pages and covers beside the audio, and the feed last."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.model import Feed, PublishedEpisode
from briefing.publish import SiteFile, episode_files, front_files, newest_first, public_episode
from briefing.shelf import open_atomic, published_episodes, write_atomic


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the feed says about itself. `base` is the address under which the folder is reached."""

    base: str
    title: str = "Briefing"
    description: str = "Articles read aloud, with another voice for everyone who is quoted."
    language: str = "en"
    author: str = "Briefing"
    email: str = ""


def feed_of(episodes: tuple[PublishedEpisode, ...], options: SiteOptions) -> Feed:
    """The feed of these episodes, in whatever order they are given, as other people may see them."""
    shown = tuple(replace(one, episode=public_episode(one.episode)) for one in episodes)
    return Feed(
        title=options.title,
        description=options.description,
        language=options.language,
        author=options.author,
        base=options.base.rstrip("/"),
        episodes=newest_first(shown),
        email=options.email,
    )


def refresh_site(output: Path, options: SiteOptions) -> Feed:
    """Write what the episodes in `output` lack, then the front page, then the feed. Raises ShelfError."""
    feed = feed_of(published_episodes(output), options)
    for published in feed.episodes:
        if not (output / published.folder / "index.html").exists():
            _write_all(output, episode_files(feed, published))
    _write_all(output, front_files(feed))
    return feed


def publish_site(output: Path, target: Path, options: SiteOptions) -> Feed:
    """Everything a web host needs, in a folder of its own. A file that would not change is left alone.

    So the folder can be mirrored with rsync, which then copies little. Raises ShelfError.
    """
    feed = feed_of(published_episodes(output), options)
    for published in feed.episodes:
        _copy_audio(output, target, published)
        _write_all(target, episode_files(feed, published))
    _write_all(target, front_files(feed))
    return feed


def _write_all(folder: Path, files: Iterable[SiteFile]) -> None:
    for file in files:
        path, data = folder / file.path, file.make()
        if not path.is_file() or path.read_bytes() != data:
            write_atomic(path, data)


def _copy_audio(output: Path, target: Path, published: PublishedEpisode) -> None:
    name = f"{published.folder}/{published.slug}.mp3"
    source, copy = output / name, target / name
    if copy.is_file() and copy.stat().st_size == published.audio_bytes and _newer(copy, source):
        return
    with source.open("rb") as audio, open_atomic(copy) as file:
        shutil.copyfileobj(audio, file)


def _newer(copy: Path, source: Path) -> bool:
    return copy.stat().st_mtime >= source.stat().st_mtime
