"""A town's newspapers on loopback: feeds and articles of our own writing, which change from day to day."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.fetch.servers import Answer, Server, page

FIRST_DAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
NOUNS = ("harbour", "bridge", "ferry", "council", "library", "market", "school", "river", "station", "garden")
VERBS = ("opened", "closed", "repaired", "painted", "measured", "moved", "visited", "counted", "flooded")
ADVERBS = ("quietly", "slowly", "again", "twice", "yesterday", "early", "late", "together", "carefully")


def sentences(seed: str, number: int) -> list[str]:
    """Sentences that no other seed has."""
    dice = random.Random(seed)  # noqa: S311 - prose, not secrets
    return [
        f"The {dice.choice(NOUNS)} near the {dice.choice(NOUNS)} was {dice.choice(VERBS)} "
        f"{dice.choice(ADVERBS)} "
        f"by {dice.randrange(3, 90)} people from the {dice.choice(NOUNS)} and the {dice.choice(NOUNS)}."
        for _ in range(number)
    ]


def article(seed: str, title: str, more: str = "") -> bytes:
    """An article page of three paragraphs and perhaps a fourth."""
    said = sentences(seed, 9)
    paragraphs = [" ".join(said[at : at + 3]) for at in (0, 3, 6)] + ([more] if more else [])
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body>"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


@dataclass
class Newsroom:
    """Feeds by name, each a list of entries (path, title, updated, date)."""

    server: Server
    day: int = 0
    first_day: datetime = FIRST_DAY
    feeds: dict[str, list[tuple[str, str, str, str]]] = field(default_factory=dict)

    def now(self) -> datetime:
        """This morning."""
        return self.first_day + timedelta(days=self.day)

    def publish(self, feed: str, path: str, title: str, body: bytes, updated: str = "") -> None:
        """An article in a feed, dated now; the newest entry stands first."""
        self.server.routes[path] = page(body)
        entries = [entry for entry in self.feeds.get(feed, []) if entry[0] != path]
        when = self.now().strftime("%a, %d %b %Y %H:%M:%S +0000")
        self.feeds[feed] = [(path, title, updated, when), *entries]
        self.server.routes[f"/feed/{feed}"] = self._feed(feed)

    def open(self, feed: str) -> None:
        """A feed without an entry yet."""
        self.feeds[feed] = []
        self.server.routes[f"/feed/{feed}"] = self._feed(feed)

    def _feed(self, feed: str) -> Answer:
        items = "".join(
            f"<item><title>{title}</title><link>{self.server.at(path)}</link><guid>{path}</guid>"
            f"<pubDate>{when}</pubDate><description>{updated}</description></item>"
            for path, title, updated, when in self.feeds[feed]
        )
        body = f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>"
        return page(body.encode(), "application/rss+xml")
