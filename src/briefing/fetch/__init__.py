"""Read an address, a file or stdin into a Page, and feeds into their entries.

The package is light to import: the HTTP client is imported when it is first used (PEP 562).
"""

from importlib import import_module
from typing import TYPE_CHECKING

from briefing.fetch.address import address_key, explain_address
from briefing.fetch.feed import feed_from_bytes, find_feeds
from briefing.fetch.options import FetchOptions
from briefing.fetch.page import page_from_bytes
from briefing.fetch.sources import fetch_page, is_address

if TYPE_CHECKING:
    from briefing.fetch.crawler import Crawler, CrawlPolicy, FeedAnswer, FeedRequest
    from briefing.fetch.download import Part, open_part, ping

__all__ = [
    "CrawlPolicy",
    "Crawler",
    "FeedAnswer",
    "FeedRequest",
    "FetchOptions",
    "Part",
    "address_key",
    "explain_address",
    "feed_from_bytes",
    "fetch_page",
    "find_feeds",
    "is_address",
    "open_part",
    "page_from_bytes",
    "ping",
]


_LAZY = {
    "FeedAnswer": "crawler",
    "FeedRequest": "crawler",
    "CrawlPolicy": "crawler",
    "Crawler": "crawler",
    "Part": "download",
    "open_part": "download",
    "ping": "download",
}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    raise AttributeError(name)
