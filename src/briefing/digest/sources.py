"""Read the sources of the digest: feeds, files that list URLs, folders of saved pages, the phone's inbox; and
OPML 2.0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from briefing.errors import FetchError, StorageError, UsageError
from briefing.fetch import (
    Crawler,
    CrawlPolicy,
    FeedAnswer,
    FeedRequest,
    FetchOptions,
    address_key,
    fetch_page,
    find_feeds,
    is_address,
)
from briefing.model import FeedItem, LeftOut
from briefing.storage import InboxArticle, Item, Library, Source, list_folder, read_inbox, read_whole

_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive", ".txt", ".gz")
_INBOX_WEIGHT = 300  # what the listener asked for by hand comes before what feeds bring
_INBOX_MOST = 500


@dataclass(frozen=True, slots=True)
class DigestContext:
    """What one run of the digest works with.

    Attributes:
        now: The time of the run, with its zone.
        library: The library of sources, items and episodes.
        fetch: Limits of each fetch.
        crawl_policy: How hosts are treated.
        inbox: Folder of what the phone sent, or None.
    """

    now: datetime
    library: Library
    fetch: FetchOptions = field(default_factory=FetchOptions)
    crawl_policy: CrawlPolicy = field(default_factory=CrawlPolicy)
    inbox: Path | None = None

    def __enter__(self) -> "DigestContext":
        return self

    def __exit__(self, *_: object) -> None:
        self.library.close()

    @property
    def seen(self) -> str:
        """The time in UTC, as the library stores it."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def waiting(self) -> tuple[InboxArticle, ...]:
        """Return what the phone sent, oldest first."""
        return read_inbox(self.inbox) if self.inbox is not None else ()


def poll_sources(context: DigestContext) -> tuple[LeftOut, ...]:
    """Read every source into the library; return the sources that failed, with reasons."""
    _add_inbox(context)
    sources = context.library.sources()
    failed = [_poll_local(source, context) for source in sources if source.kind != "feed"]
    failed += _poll_feeds({source.address: source for source in sources if source.kind == "feed"}, context)
    return tuple(one for one in failed if one is not None)


def inbox_version(waiting: InboxArticle) -> str:
    """Return a hash that changes when the phone sends the page again with another text."""
    return sha256(waiting.html.encode("utf-8", "replace")).hexdigest()[:16]


def _add_inbox(context: DigestContext) -> None:
    """Add the inbox to the sources as soon as it holds an article."""
    known = {source.address for source in context.library.sources()}
    if context.waiting() and str(context.inbox) not in known:
        address = str(context.inbox)
        context.library.add_source(Source(address, "folder", "Your phone", _INBOX_WEIGHT, _INBOX_MOST))


def _poll_feeds(sources: dict[str, Source], context: DigestContext) -> list[LeftOut | None]:
    """Return the failures in the order of the sources, None for a source that was read."""
    requests = [FeedRequest(one.address, one.etag, one.modified) for one in sources.values()]
    failed: dict[str, LeftOut] = {}
    for request, answer in Crawler(context.fetch, context.crawl_policy).feeds(requests):
        source = sources[request.address]
        if isinstance(answer, FetchError):
            context.library.record_visit(replace(source, failure=answer.message), [])
            failed[source.address] = LeftOut(source.address, answer.message)
            continue
        title = answer.feed.title if answer.feed else ""
        named = _newest(answer.feed.items, source.most) if answer.feed else ()
        visited = replace(source, etag=answer.etag, modified=answer.modified, failure="", title=title)
        context.library.record_visit(visited, _items(source, named, context), answer.moved_to)
    return [failed.get(address) for address in sources]


def _newest(items: Sequence[FeedItem], most: int) -> Sequence[FeedItem]:
    """Return the newest entries; in the feed's own order if any entry lacks a date."""
    if all(item.published for item in items):
        items = sorted(items, key=lambda item: item.published, reverse=True)
    return items[:most]


def _poll_local(source: Source, context: DigestContext) -> LeftOut | None:
    try:
        named = _entries_of(source, context)
    except StorageError as failure:
        context.library.record_visit(replace(source, failure=failure.message), [])
        return LeftOut(source.address, failure.message)
    context.library.record_visit(replace(source, failure=""), _items(source, named, context))
    return None


def _entries_of(source: Source, context: DigestContext) -> Sequence[FeedItem]:
    if source.kind == "list":
        return _read_list(source)
    if source.address == str(context.inbox):
        return [FeedItem(one.url, one.url, "", stamp=inbox_version(one)) for one in context.waiting()]
    return _read_folder(source)


def _read_list(source: Source) -> Sequence[FeedItem]:
    """Return the URLs of a list, one a line; '#' starts a comment."""
    lines = read_whole(Path(source.address)).decode("utf-8", "replace").splitlines()
    addresses = [line.split(" #", 1)[0].strip() for line in lines if not line.lstrip().startswith("#")]
    return [FeedItem(one, one, "") for one in addresses if one.startswith(("http://", "https://"))]


def _read_folder(source: Source) -> Sequence[FeedItem]:
    """Return the saved pages of a folder; time and size tell a new version of a file from the old one."""
    return [
        FeedItem(str(path), str(path), path.stem, stamp=stamp)
        for path, stamp in list_folder(Path(source.address))
        if path.name.lower().endswith(_PAGE_ENDINGS)
    ]


def _items(source: Source, named: Sequence[FeedItem], context: DigestContext) -> list[Item]:
    return [
        Item(
            source.address,
            one.key,
            one.url,
            address_key(one.url),
            one.title,
            one.published,
            one.stamp,
            context.seen,
        )
        for one in named
    ]


def source_from_text(text: str, context: DigestContext, *, weight: int = 100, most: int = 10) -> Source:
    """Return the source for what the user typed: a feed, a page that names its feed, a file or a folder.

    Raises:
        FetchError: The address holds neither a feed nor a page that names one, or the path does not exist.
    """
    if not is_address(text):
        return _local_source(Path(text).expanduser(), weight, most)
    crawler = Crawler(context.fetch, context.crawl_policy)
    [(_, answer)] = crawler.feeds([FeedRequest(text)])
    if isinstance(answer, FetchError):
        page = _page_of(text, context, answer)
        for address in find_feeds(page, text):
            [(_, answer)] = crawler.feeds([FeedRequest(address)])
            if isinstance(answer, FeedAnswer) and answer.feed is not None:
                return Source(answer.moved_to or address, "feed", answer.feed.title, weight, most)
        raise FetchError(
            f"{text} is not a feed and names none", "Look for an RSS link on the page and give that."
        )
    title = answer.feed.title if answer.feed else ""
    return Source(answer.moved_to or text, "feed", title, weight, most)


def _page_of(address: str, context: DigestContext, failure: FetchError) -> str:
    """Return the page's HTML to look for feeds in; raise `failure` if the address is not a page."""
    if "is not a feed" not in failure.message:
        raise failure
    return fetch_page(address, context.fetch).text


def _local_source(path: Path, weight: int, most: int) -> Source:
    if path.is_dir():
        return Source(str(path.resolve()), "folder", path.name, weight, most)
    if path.is_file():
        return Source(str(path.resolve()), "list", path.name, weight, most)
    raise FetchError(
        f"{path} does not exist", "Give a URL, a file that lists URLs, or a folder of saved pages."
    )


def opml_from_sources(sources: Sequence[Source]) -> bytes:
    """Return the feeds as OPML; weight and limit are attributes that other readers ignore."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "Feeds of briefing"
    body = ElementTree.SubElement(root, "body")
    for source in sources:
        if source.kind == "feed":
            said = {"type": "rss", "text": source.title or source.address, "xmlUrl": source.address}
            ElementTree.SubElement(
                body, "outline", said | {"weight": str(source.weight), "most": str(source.most)}
            )
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def sources_from_opml(data: bytes, known: Sequence[Source] = ()) -> tuple[Source, ...]:
    """Return every outline with an xmlUrl, at any depth.

    Args:
        data: The OPML file.
        known: Present sources; they give the values that the file lacks, such as weights.

    Raises:
        UsageError: The data is not OPML.
    """
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - expat bounds what entities expand to
    except (ElementTree.ParseError, ValueError) as cause:
        raise UsageError(
            f"the file is not OPML: {cause}", "Export it again from the other feed reader."
        ) from cause
    if root.tag != "opml":
        raise UsageError(
            "the file is not OPML: its root element has another name",
            "Export it again from the other feed reader.",
        )
    found = [outline for outline in root.iter("outline") if outline.get("xmlUrl", "").startswith("http")]
    before = {source.address: source for source in known}
    return tuple(_source_from(outline, before) for outline in found)


def _source_from(outline: ElementTree.Element, before: Mapping[str, Source]) -> Source:
    address = outline.get("xmlUrl", "")
    old = before.get(address, Source(address, "feed"))
    return Source(
        address,
        "feed",
        outline.get("title") or outline.get("text") or old.title,
        _number(outline.get("weight"), old.weight),
        _number(outline.get("most"), old.most),
    )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and int(text) > 0 else otherwise
