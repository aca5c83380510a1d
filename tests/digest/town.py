"""A newsroom and a listener whose digests speak in tones."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import podcastparser
from tests.digest.newsroom import Newsroom

from briefing.digest import Digest, DigestContext, make_digest
from briefing.fetch import CrawlPolicy, FetchOptions
from briefing.pipeline import RunContext
from briefing.settings import DigestSection, Settings
from briefing.storage import Library, Source

TONE = str(Path(__file__).parents[1] / "cli" / "tone.toml")


@dataclass
class Town:
    """A newsroom and a listener."""

    news: Newsroom
    home: Path

    @property
    def settings(self) -> Settings:
        home = self.home
        return Settings(
            output=home / "output",
            config=home / "config",
            data=home / "data",
            cache=home / "cache",
            cast=TONE,
        )

    def context(self) -> DigestContext:
        options = FetchOptions(allow_private=True, total_ms=3_000, attempts=1)
        crawl_policy = CrawlPolicy(pause_ms=0)
        return DigestContext(self.news.now(), self.library(), options, crawl_policy, self.settings.inbox)

    def library(self) -> Library:
        return Library(self.home / "data" / "library.sqlite3")

    def run(self, **wanted: object) -> RunContext:
        """A run of this morning; `wanted` are values of [digest]."""
        section = DigestSection.model_validate({"title": "Morning", **wanted})
        return RunContext(self.news.now(), self.settings.model_copy(update={"digest": section}))

    def digest(self, **wanted: int | bool | str) -> Digest:
        with self.context() as context:
            return make_digest(context, self.run(**wanted))

    def digest_since(self, since: datetime) -> Digest:
        with self.context() as context:
            return make_digest(context, self.run(), since)

    def subscribe(self, *feeds: str, weight: int = 100) -> None:
        with self.library() as library:
            for feed in feeds:
                library.add_source(Source(self.news.server.at(f"/feed/{feed}"), "feed", feed, weight))


def told(digest: Digest) -> list[str]:
    return sorted(choice.title for choice in digest.choices if choice.told)


def titles_of_feed(output: Path) -> list[str]:
    """The episodes that feed.xml names, each with an enclosure that stands and is as long as it says."""
    address = output.absolute().as_uri() + "/"
    with (output / "feed.xml").open("rb") as file:
        feed: dict[str, Any] = podcastparser.parse(address + "feed.xml", file)
    for episode in feed["episodes"]:
        [enclosure] = episode["enclosures"]
        audio = output / enclosure["url"].removeprefix(address)
        assert audio.stat().st_size == enclosure["file_size"]
    return [episode["title"] for episode in feed["episodes"]]


def folders_of(output: Path) -> list[str]:
    """The episodes' folders that stand, by name."""
    return sorted(path.name for path in output.iterdir() if path.is_dir())
