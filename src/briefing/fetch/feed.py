"""RSS, Atom, RDF and JSON Feed: feeds from bytes, the feeds that a page names, and a feed as a source."""

import hashlib
import html
import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.sax import SAXException

from briefing.errors import FetchError
from briefing.fetch.address import address_key
from briefing.fetch.charset import decode_text
from briefing.fetch.feed_entries import (
    authors_of_entry,
    facts_html,
    html_of_entry,
    html_of_json_entry,
    is_plausible,
    iso_date,
    link_of_entry,
    parts_of_entry,
    text_of,
    text_of_entry,
)
from briefing.fetch.item_source import SourceAnswer, SourceContext, SourceVisit
from briefing.fetch.options import FetchOptions
from briefing.fetch.page import Packed, unpack
from briefing.model import NewsFeed, SourceItem
from briefing.text import read_words

_MOST_ITEMS = 500
_JSON_FEED = "https://jsonfeed.org/version/"
# '<?xml version="1.0" encoding="windows-1251"?>': the text is decoded by then, so the encoding would mislead
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# the end of a whole feed
_END = re.compile(r"</(?:rss|feed|rdf:RDF)\s*+>(?:\s|<!--(?>.*?-->))*+$", re.IGNORECASE | re.DOTALL)
_END_CHARACTERS = 10_000  # of a feed, in which its end stands
_TAG = re.compile(r"<[^<>]+>")
_BLANKS = re.compile(r"\s+")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_FEED_ENDINGS = (
    ".rss",
    ".atom",
    "/rss",
    "/feed",
    "/atom",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
)
_DOCUMENT_TYPES = ("application/pdf", "application/epub+zip")
_WEB = ("http://", "https://")
_PODCAST = (
    "{address} is a podcast: its episodes are audio without a text. To hear the newest one in each digest, "
    'add these two lines to briefing.toml: [[digest.audio]] and source = "{address}"'
)


def feed_from_bytes(data: bytes, address: str, content_type: str = "") -> NewsFeed:
    """Return the feed in these bytes.

    Args:
        data: RSS, Atom, RDF or JSON Feed.
        address: The URL of the feed, to complete relative links.
        content_type: Value of the HTTP header Content-Type.

    Raises:
        FetchError: The bytes hold no feed.
    """
    packed = unpack(Packed(data, content_type, ""), address, FetchOptions().max_bytes)
    text = decode_text(packed.data, content_type)
    feed = _from_json(text, address) if text.lstrip().startswith("{") else _from_xml(text, address)
    if feed is None:
        raise FetchError(f"{address} is not a feed", f"Find the feed of a page: briefing feeds add {address}")
    return feed


def _from_xml(text: str, address: str) -> NewsFeed | None:
    import feedparser  # noqa: PLC0415 - only who reads feeds pays for it

    data = _XML_DECLARATION.sub("", text).encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(
            BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as cause:
        raise FetchError(f"{address} is a feed that cannot be read", "Tell the site.") from cause
    if not found.get("version"):
        return None
    site = _join(address, text_of_entry(found.feed, "link"))
    items = [_item_from_entry(entry, site or address) for entry in found.entries[:_MOST_ITEMS]]
    if items and not _END.search(text, max(len(text) - _END_CHARACTERS, 0)):
        items[-1] = replace(items[-1], html="")  # the feed breaks off inside it
    items_found = _distinct(items)
    if not items_found and isinstance(found.get("bozo_exception"), SAXException):
        raise FetchError(f"{address} is a damaged feed that names no article", "Tell the site.")
    is_podcast = not items_found and any(_is_audio(entry) for entry in found.entries)
    return NewsFeed(_plain(text_of_entry(found.feed, "title")), site, items_found, is_podcast)


def _item_from_entry(entry: Any, base: str) -> SourceItem:  # feedparser is untyped
    link = link_of_entry(entry) or _document_of(_enclosures(entry), "href")
    key = str(entry.get("id") or link)
    title = _plain(text_of_entry(entry, "title"))
    updated = _date_of(entry, "updated")
    published = _date_of(entry, "published") or updated
    texts = (text_of_entry(part, "value") for part in parts_of_entry(entry, "content"))
    said = [title, text_of_entry(entry, "summary"), *texts]
    own = "" if not link and _is_audio(entry) else _with_authors(html_of_entry(entry), entry)
    return SourceItem(key, _join(base, link), title, published, updated, updated or _digest(said), own)


def _enclosures(entry: Any) -> list[dict[str, Any]]:
    return [one for one in parts_of_entry(entry, "links") if one.get("rel") == "enclosure"]


def _document_of(attached: Any, key: str) -> str:
    """Return the address of the first PDF or book among the files of an entry, '' if there is none."""
    files = (one for one in attached if isinstance(one, dict))
    kinds = ((str(one.get("type") or one.get("mime_type") or ""), str(one.get(key) or "")) for one in files)
    return next((address for kind, address in kinds if kind.split(";")[0].strip() in _DOCUMENT_TYPES), "")


def _is_audio(entry: Any) -> bool:
    """Return True if the entry is an episode of a podcast."""
    return any(str(one.get("type", "")).startswith("audio/") for one in _enclosures(entry))


def _from_json(text: str, address: str) -> NewsFeed | None:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org)."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as cause:
        raise FetchError(f"{address} is damaged JSON", "Tell the site.") from cause
    if not isinstance(found, dict) or not str(found.get("version", "")).startswith(_JSON_FEED):
        return None
    site = _join(address, _text(found, "home_page_url"))
    entries = [entry for entry in found.get("items") or () if isinstance(entry, dict)]
    items = [_item_from_json(entry, address) for entry in entries[:_MOST_ITEMS]]
    return NewsFeed(_plain(_text(found, "title")), site, _distinct(items))


def _item_from_json(entry: dict[str, Any], base: str) -> SourceItem:
    key = _text(entry, "id")
    link = _text(entry, "url") or _text(entry, "external_url") or (key if key.startswith(_WEB) else "")
    link = link or _document_of(entry.get("attachments") or (), "url")
    title = _plain(_text(entry, "title"))
    updated = iso_date(_text(entry, "date_modified"))
    published = iso_date(_text(entry, "date_published")) or updated
    said = [_text(entry, name) for name in ("content_html", "content_text", "summary")]
    stamp = updated or _digest([title, said[2], *said[:2]])
    own = _with_authors(html_of_json_entry(*said), entry)
    return SourceItem(key or link, _join(base, link), title, published, updated, stamp, own)


def _with_authors(html: str, entry: Any) -> str:
    """Return the text of an entry with its authors; the authors alone if its page has the text."""
    return facts_html("", authors_of_entry(entry)) + html


def _digest(said: list[str]) -> str:
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:16]


def _distinct(items: list[SourceItem]) -> tuple[SourceItem, ...]:
    """Return the first item of each key, if it has a web link or a text of its own.

    Where a feed gives one key to items with different links, the link is part of the key.
    """
    linked = [item if item.url.startswith(_WEB) else replace(item, url="") for item in items]
    keyed = [replace(item, key=item.key or item.stamp) for item in linked if item.url or text_of(item.html)]
    links: dict[str, set[str]] = defaultdict(set)
    for item in keyed:
        links[item.key].add(address_key(item.url))
    own = [
        replace(item, key=f"{item.key} {item.url}") if len(links[item.key]) > 1 else item for item in keyed
    ]
    return tuple({item.key: item for item in reversed(own)}.values())[::-1]


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return str(value) if isinstance(value, str | int) else ""


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip()) if link else ""
    except ValueError:
        return ""


def _plain(title: str) -> str:
    """Return a title as plain text: feeds put tags and entities into titles, sometimes escaped twice."""
    return _BLANKS.sub(" ", _TAG.sub("", html.unescape(html.unescape(title)))).strip()


def _date_of(entry: Any, name: str) -> str:
    """Return a date of an entry, else what feedparser makes of it; it knows a few more languages."""
    read = iso_date(str(dict.get(entry, name) or ""))  # its own get answers with another date
    parsed = dict.get(entry, f"{name}_parsed")
    return read or (iso_date("{}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*parsed)) if parsed else "")


def find_feeds(page: str, address: str) -> tuple[str, ...]:
    """Return the URLs of feeds in an HTML page: those that its head declares, then links that look like
    feeds.

    The feed nearest to the page's own path comes first (a section's feed on a section's page), feeds of
    comments come last.

    Args:
        page: The HTML.
        address: The URL of the page, to complete relative links.
    """
    from bs4 import BeautifulSoup  # noqa: PLC0415 - only who looks for feeds pays for it

    soup = BeautifulSoup(page, "lxml")
    declared = {
        str(link.get("href", "")): str(link.get("title", ""))
        for link in soup.find_all("link", href=True)
        if "alternate" in str(link.get("rel", "")).lower()
        and str(link.get("type", "")).lower() in _FEED_TYPES
    }
    linked = [str(link["href"]) for link in soup.find_all("a", href=True)]
    looks = [link for link in linked if link.lower().split("?", 1)[0].rstrip("/").endswith(_FEED_ENDINGS)]
    found = [
        urljoin(address, link.strip())
        for link in (*sorted(declared, key=lambda link: _distance(link, address)), *looks)
    ]
    comments = {urljoin(address, link.strip()) for link in declared if _is_of_comments(link, declared[link])}
    found.sort(key=lambda link: link in comments or _is_of_comments(link))
    return tuple(dict.fromkeys(link for link in found if link.startswith(_WEB)))


def _is_of_comments(link: str, title: str = "") -> bool:
    """Return True if a feed is one of readers' comments, by its title or its address."""
    words = read_words("briefing.fetch", "words/comments.txt")
    return any(word in f"{title} {link}".casefold() for word in words)


def _distance(link: str, address: str) -> int:
    """Return a sort key by how much of the page's path a link shares."""
    here = urlsplit(address).path.strip("/").split("/")
    there = urlsplit(urljoin(address, link)).path.strip("/").split("/")
    shared = sum(1 for mine, its in zip(here, there, strict=False) if mine and mine == its)
    return -shared


@dataclass(frozen=True, slots=True)
class FeedSource:
    """The feed of a URL. Its state is the two validators of the last answer (RFC 9110, section 13)."""

    address: str
    context: SourceContext

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the entries; none if the feed has not changed. Raises FetchError."""
        # only who fetches a feed pays for the HTTP client
        from briefing.fetch.download import download, validator_headers  # noqa: PLC0415

        etag, _, modified = visit.state.partition("\n")
        headers = validator_headers(etag, modified)
        found = download(self.address, self.context.fetch, headers, self.context.resolve_host)
        if found.status == 304:
            return SourceAnswer(state=visit.state, moved_to=found.moved_to)
        feed = feed_from_bytes(found.body, found.final_address, found.headers.get("content-type", ""))
        etag, modified = (found.headers.get(name, "") for name in ("etag", "last-modified"))
        state = f"{etag}\n{modified}" if etag or modified else ""
        items = tuple(self._with_plausible_date(item) for item in feed.items)
        note = _PODCAST.format(address=self.address) if feed.is_podcast else ""
        return SourceAnswer(items, feed.title, state, found.moved_to, note)

    def _with_plausible_date(self, item: SourceItem) -> SourceItem:
        """Return the item without a date in the future; it then counts from when it was first seen."""
        is_right = is_plausible(item.published, self.context.fetch.fetched)
        return item if is_right else replace(item, published="")


def open_source(address: str, context: SourceContext) -> FeedSource:
    """Return the feed of a URL."""
    return FeedSource(address, context)
