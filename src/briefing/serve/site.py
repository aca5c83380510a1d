"""The site in memory: made from the episodes that stand in output/, and made again only when they change."""

from functools import lru_cache
from pathlib import Path

from briefing.model import Feed, PublishedEpisode
from briefing.publish import PageOptions, episode_files, front_files
from briefing.serve.options import ServeOptions
from briefing.site import SiteOptions, feed_of

PAGE = PageOptions(saving=True)


def site_file(options: ServeOptions, base: str, path: str) -> bytes | None:
    """A text, an image or a script of the site; None when there is no such file."""
    feed = _feed(options, base, _state(options.output))
    folder, slash, _ = path.partition("/")
    if not slash:
        return _front(feed).get(path or "index.html")
    published = next((one for one in feed.episodes if one.folder == folder), None)
    return None if published is None else _beside(feed.title, feed.language, published).get(path)


def audio_file(options: ServeOptions, path: str) -> Path | None:
    """The MP3 of a published episode; None for any other path, and for links that lead out of `output`."""
    if not path.endswith(".mp3"):
        return None
    feed = _feed(options, "", _state(options.output))
    if path not in {f"{one.folder}/{one.slug}.mp3" for one in feed.episodes}:
        return None
    real = (options.output / path).resolve()
    return real if real.is_relative_to(options.output.resolve()) and real.is_file() else None


def _state(output: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells that something was added, made again or deleted."""
    rows = []
    for path in sorted((*output.glob("*/episode.json"), *output.glob("*/*.mp3"))):
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue
        rows.append((str(path), facts.st_mtime_ns, facts.st_size))
    return tuple(rows)


@lru_cache(maxsize=8)
def _feed(options: ServeOptions, base: str, state: tuple[tuple[str, int, int], ...]) -> Feed:
    return feed_of(options.output, SiteOptions(base, title=options.title))


@lru_cache(maxsize=4)
def _front(feed: Feed) -> dict[str, bytes]:
    return {file.path: file.data for file in front_files(feed, PAGE)}


@lru_cache(maxsize=32)
def _beside(title: str, language: str, published: PublishedEpisode) -> dict[str, bytes]:
    """An episode's own files name no address, so they are the same under every base."""
    feed = Feed(title, "", language, "", "", (published,))
    return {file.path: file.data for file in episode_files(feed, published)}
