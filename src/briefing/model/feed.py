"""What the news brings: a feed that is read, and its entries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed that we read. `key` is the entry's own id, or its address where it has none.

    Times are ISO 8601 in UTC, '' where the feed says nothing. `stamp` changes when the entry says something
    new: its time of update, or else a hash of what it says.
    """

    key: str
    url: str
    title: str
    published: str = ""
    updated: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class NewsFeed:
    """A feed of somebody else's that we read: its title, its site's address, its entries in its own order."""

    title: str
    site: str
    items: tuple[FeedItem, ...]
