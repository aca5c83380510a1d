"""What the sources name: feeds, files that list addresses, folders of saved pages, the phone's inbox."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from briefing.errors import FetchError, ShelfError
from briefing.fetch import Crawler, CrawlPolicy, FeedRequest, FetchOptions, address_key
from briefing.model import FeedItem, LeftOut
from briefing.shelf import Item, Library, Source, WaitingArticle, list_folder, read_inbox, read_whole

PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive", ".txt", ".gz")
INBOX_WEIGHT = 300  # what the listener asked for by hand comes before what feeds bring
INBOX_MOST = 500


@dataclass(frozen=True, slots=True)
class Morning:
    """One run's world: the time with its zone, the library, how pages are fetched, the phone's inbox."""

    now: datetime
    library: Library
    fetch: FetchOptions = field(default_factory=FetchOptions)
    crawl_policy: CrawlPolicy = field(default_factory=CrawlPolicy)
    inbox: Path | None = None

    def __enter__(self) -> "Morning":
        return self

    def __exit__(self, *_: object) -> None:
        self.library.close()

    @property
    def seen(self) -> str:
        """The time in UTC, as the library keeps it."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def waiting(self) -> tuple[WaitingArticle, ...]:
        """What the phone sent, the oldest first."""
        return read_inbox(self.inbox) if self.inbox is not None else ()


def visit_sources(morning: Morning) -> tuple[LeftOut, ...]:
    """Reads every source into the library; those that failed, each with its reason."""
    _open_inbox(morning)
    sources = morning.library.sources()
    failed = [_visit_local(source, morning) for source in sources if source.kind != "feed"]
    failed += _visit_feeds({source.address: source for source in sources if source.kind == "feed"}, morning)
    return tuple(one for one in failed if one is not None)


def inbox_stamp(waiting: WaitingArticle) -> str:
    """Changes when the phone sends the page again and it says something else."""
    return sha256(waiting.html.encode("utf-8", "replace")).hexdigest()[:16]


def _open_inbox(morning: Morning) -> None:
    """The inbox is a source like others as soon as something waits in it."""
    known = {source.address for source in morning.library.sources()}
    if morning.waiting() and str(morning.inbox) not in known:
        address = str(morning.inbox)
        morning.library.add_source(Source(address, "folder", "Your phone", INBOX_WEIGHT, INBOX_MOST))


def _visit_feeds(sources: dict[str, Source], morning: Morning) -> list[LeftOut | None]:
    """Those that failed, in the order of the sources, whatever came first."""
    requests = [FeedRequest(one.address, one.etag, one.modified) for one in sources.values()]
    failed: dict[str, LeftOut] = {}
    for request, answer in Crawler(morning.fetch, morning.crawl_policy).feeds(requests):
        source = sources[request.address]
        if isinstance(answer, FetchError):
            morning.library.note_visit(replace(source, failure=answer.message), [])
            failed[source.address] = LeftOut(source.address, answer.message)
            continue
        title = answer.feed.title if answer.feed else ""
        named = _newest(answer.feed.items, source.most) if answer.feed else ()
        visited = replace(source, etag=answer.etag, modified=answer.modified, failure="", title=title)
        morning.library.note_visit(visited, _items(source, named, morning), answer.moved_to)
    return [failed.get(address) for address in sources]


def _newest(items: Sequence[FeedItem], most: int) -> Sequence[FeedItem]:
    """The newest of a feed; where not every entry has a date, the feed's own order counts."""
    if all(item.published for item in items):
        items = sorted(items, key=lambda item: item.published, reverse=True)
    return items[:most]


def _visit_local(source: Source, morning: Morning) -> LeftOut | None:
    try:
        named = _named_by(source, morning)
    except ShelfError as failure:
        morning.library.note_visit(replace(source, failure=failure.message), [])
        return LeftOut(source.address, failure.message)
    morning.library.note_visit(replace(source, failure=""), _items(source, named, morning))
    return None


def _named_by(source: Source, morning: Morning) -> Sequence[FeedItem]:
    if source.kind == "list":
        return _read_list(source)
    if source.address == str(morning.inbox):
        return [FeedItem(one.url, one.url, "", stamp=inbox_stamp(one)) for one in morning.waiting()]
    return _read_folder(source)


def _read_list(source: Source) -> Sequence[FeedItem]:
    """Addresses, one a line; what follows '#' is a remark."""
    lines = read_whole(Path(source.address)).decode("utf-8", "replace").splitlines()
    addresses = [line.split(" #", 1)[0].strip() for line in lines if not line.lstrip().startswith("#")]
    return [FeedItem(one, one, "") for one in addresses if one.startswith(("http://", "https://"))]


def _read_folder(source: Source) -> Sequence[FeedItem]:
    """Saved pages; each is told apart from a later page of the same name by its time and size."""
    return [
        FeedItem(str(path), str(path), path.stem, stamp=stamp)
        for path, stamp in list_folder(Path(source.address))
        if path.name.lower().endswith(PAGE_ENDINGS)
    ]


def _items(source: Source, named: Sequence[FeedItem], morning: Morning) -> list[Item]:
    return [
        Item(
            source.address,
            one.key,
            one.url,
            address_key(one.url),
            one.title,
            one.published,
            one.stamp,
            morning.seen,
        )
        for one in named
    ]
