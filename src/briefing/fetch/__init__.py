"""An address, a file or stdin gives a Page; feeds give their entries.

Light to import: what speaks HTTP is imported when it is first asked for (PEP 562).
"""

from typing import TYPE_CHECKING

from briefing.fetch.address import same_address
from briefing.fetch.discover import find_feeds
from briefing.fetch.feed import feed_from_bytes
from briefing.fetch.guard import explain_address
from briefing.fetch.options import FetchOptions
from briefing.fetch.page import page_from_bytes
from briefing.fetch.source import fetch_page, is_address

if TYPE_CHECKING:
    from briefing.fetch.calling import ping
    from briefing.fetch.large import Part, open_part
    from briefing.fetch.visit import FeedAnswer, FeedRequest, Manners, Visitor

__all__ = [
    "FeedAnswer",
    "FeedRequest",
    "FetchOptions",
    "Manners",
    "Part",
    "Visitor",
    "explain_address",
    "feed_from_bytes",
    "fetch_page",
    "find_feeds",
    "is_address",
    "open_part",
    "page_from_bytes",
    "ping",
    "same_address",
]


def __getattr__(name: str) -> object:
    if name in ("FeedAnswer", "FeedRequest", "Manners", "Visitor"):
        from briefing.fetch import visit  # noqa: PLC0415 - the HTTP library is paid for when used

        return getattr(visit, name)
    if name == "ping":
        from briefing.fetch import calling  # noqa: PLC0415 - the same

        return calling.ping
    if name in ("Part", "open_part"):
        from briefing.fetch import large  # noqa: PLC0415 - the same

        return getattr(large, name)
    raise AttributeError(name)
