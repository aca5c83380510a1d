"""The text that a source itself has of an item: as a page, and whether it is only the beginning."""

import re
from html import escape

from briefing.fetch.feed_text import text_of
from briefing.fetch.options import FetchOptions
from briefing.model import Page, SourceItem
from briefing.text import read_words

_END_CHARS = 160  # a call to read on, and WordPress's 'The post ... appeared first on ...'
# '[...]' and '[…]' near the end, or '…' at the very end
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.{3})\s*\]|(?:…|\.{3})\s*$")


def page_from_item(
    item: SourceItem,
    site: str,
    options: FetchOptions = FetchOptions(),  # noqa: B008 - frozen
) -> Page:
    """Return the item's own text as a page that says in its head what the source says of the item.

    Args:
        item: An item with HTML of its own; `url` is what the page is known by.
        site: Name of the source.
        options: The time of the fetch.
    """
    facts = {"og:site_name": site, "article:published_time": item.published}
    known = {name: escape(value) for name, value in facts.items() if value}
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in known.items())
    title = escape(item.title)
    headline = f"<h1>{title}</h1>\n" if title else ""
    html = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article>{headline}{item.html}\n</article></body></html>"
    )
    return Page(item.url, item.url, html, "text/html", options.fetched)


def is_excerpt(html: str) -> bool:
    """Return True if the text of an item ends with a call to read on, or in an ellipsis."""
    text = text_of(html)
    end = text[-_END_CHARS:].casefold()
    calls = read_words("briefing.fetch", "words/more.txt")
    return _ELLIPSIS.search(text[-_END_CHARS:]) is not None or any(call in end for call in calls)
