"""Read an address, a file or stdin into a Page, and feeds into their entries.

The package is light to import: the HTTP client is imported when it is first used (PEP 562).
"""

from importlib import import_module
from typing import TYPE_CHECKING

from briefing.fetch.access import (
    Account,
    Secret,
    Site,
    account_for,
    asks_for_browser,
    check_private_file,
    split_login,
)
from briefing.fetch.address import address_key, explain_address, host_names
from briefing.fetch.feed import feed_from_bytes, find_feeds
from briefing.fetch.feed_entries import authors_in, is_excerpt, page_from_item, text_of
from briefing.fetch.item_source import ItemSource, SettlingSource, SourceAnswer, SourceContext, SourceVisit
from briefing.fetch.options import FetchOptions
from briefing.fetch.page import page_from_bytes
from briefing.fetch.sources import (
    SourceKind,
    fetch_page,
    fetch_pages,
    is_address,
    is_waiting_kind,
    open_source,
    source_kind,
    source_kind_of,
)

if TYPE_CHECKING:
    from briefing.fetch.browser import has_browser, page_from_browser
    from briefing.fetch.crawler import Crawler, CrawlPolicy
    from briefing.fetch.download import PageAnswer, PageRequest, Part, open_part, ping
    from briefing.fetch.export_files import exported_items
    from briefing.fetch.http_client import Deadline
    from briefing.fetch.podcast import AudioItem, fetch_audio, find_audio

__all__ = [
    "Account",
    "AudioItem",
    "CrawlPolicy",
    "Crawler",
    "Deadline",
    "FetchOptions",
    "ItemSource",
    "PageAnswer",
    "PageRequest",
    "Part",
    "Secret",
    "SettlingSource",
    "Site",
    "SourceAnswer",
    "SourceContext",
    "SourceKind",
    "SourceVisit",
    "account_for",
    "address_key",
    "asks_for_browser",
    "authors_in",
    "check_private_file",
    "explain_address",
    "exported_items",
    "feed_from_bytes",
    "fetch_audio",
    "fetch_page",
    "fetch_pages",
    "find_audio",
    "find_feeds",
    "has_browser",
    "host_names",
    "is_address",
    "is_excerpt",
    "is_waiting_kind",
    "open_part",
    "open_source",
    "page_from_browser",
    "page_from_bytes",
    "page_from_item",
    "ping",
    "source_kind",
    "source_kind_of",
    "split_login",
    "text_of",
]


_LAZY = {
    "exported_items": "export_files",
    "has_browser": "browser",
    "page_from_browser": "browser",
    "CrawlPolicy": "crawler",
    "Crawler": "crawler",
    "Deadline": "http_client",
    "PageAnswer": "download",
    "PageRequest": "download",
    "Part": "download",
    "open_part": "download",
    "ping": "download",
    "AudioItem": "podcast",
    "fetch_audio": "podcast",
    "find_audio": "podcast",
}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    raise AttributeError(name)
