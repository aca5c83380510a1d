"""Make a page of the text that a source itself has of an item."""

from html import escape

from briefing.fetch.options import FetchOptions
from briefing.model import Page, SourceItem


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
    head = "".join(
        f'<meta property="{name}" content="{escape(said)}">' for name, said in facts.items() if said
    )
    title = escape(item.title)
    html = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>\n{item.html}\n</article></body></html>"
    )
    return Page(item.url, item.url, html, "text/html", options.fetched)
