"""What the sources name: feeds that are fetched, files that list addresses, folders of saved pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.errors import FetchError, ShelfError
from briefing.fetch import (
    FeedAnswer,
    FeedRequest,
    FetchOptions,
    Manners,
    Visitor,
    fetch_page,
    find_feeds,
    is_address,
    same_address,
)
from briefing.model import FeedItem, LeftOut
from briefing.shelf import Item, Library, Source, list_folder, read_whole

PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive", ".txt", ".gz")


@dataclass(frozen=True, slots=True)
class Morning:
    """One run's world: the time with its zone, the library, and how pages are fetched."""

    now: datetime
    library: Library
    fetch: FetchOptions = field(default_factory=FetchOptions)
    manners: Manners = field(default_factory=Manners)

    def __enter__(self) -> "Morning":
        return self

    def __exit__(self, *_: object) -> None:
        self.library.close()

    @property
    def seen(self) -> str:
        """The time in UTC, as the library keeps it."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def find_source(text: str, morning: Morning, *, weight: int = 100, most: int = 10) -> Source:
    """The source that an address, a file or a folder is. A page leads to its feed. Raises FetchError."""
    if not is_address(text):
        return _local_source(Path(text).expanduser(), weight, most)
    visitor = Visitor(morning.fetch, morning.manners)
    [(_, answer)] = visitor.feeds([FeedRequest(text)])
    if isinstance(answer, FetchError):
        page = _page_of(text, morning, answer)
        for address in find_feeds(page, text):
            [(_, answer)] = visitor.feeds([FeedRequest(address)])
            if isinstance(answer, FeedAnswer) and answer.feed is not None:
                return Source(answer.moved_to or address, "feed", answer.feed.title, weight, most)
        raise FetchError(
            f"{text} is no feed and names none", "Look for an RSS link on the page and give that."
        )
    title = answer.feed.title if answer.feed else ""
    return Source(answer.moved_to or text, "feed", title, weight, most)


def _page_of(address: str, morning: Morning, failure: FetchError) -> str:
    """The page's HTML, to look for feeds in; what the address said as a feed where it is no page either."""
    if "is no feed" not in failure.message:
        raise failure
    return fetch_page(address, morning.fetch).text


def _local_source(path: Path, weight: int, most: int) -> Source:
    if path.is_dir():
        return Source(str(path.resolve()), "folder", path.name, weight, most)
    if path.is_file():
        return Source(str(path.resolve()), "list", path.name, weight, most)
    raise FetchError(f"{path} does not exist", "Give an address, a file of addresses, or a folder of pages.")


def visit_sources(morning: Morning) -> tuple[LeftOut, ...]:
    """Reads every source into the library; those that failed, each with its reason."""
    sources = morning.library.sources()
    failed = [_visit_local(source, morning) for source in sources if source.kind != "feed"]
    failed += _visit_feeds({source.address: source for source in sources if source.kind == "feed"}, morning)
    return tuple(one for one in failed if one is not None)


def _visit_feeds(sources: dict[str, Source], morning: Morning) -> list[LeftOut | None]:
    requests = [FeedRequest(one.address, one.etag, one.modified) for one in sources.values()]
    failed: list[LeftOut | None] = []
    for request, answer in Visitor(morning.fetch, morning.manners).feeds(requests):
        source = sources[request.address]
        if isinstance(answer, FetchError):
            morning.library.note_visit(replace(source, failure=answer.message), [])
            failed.append(LeftOut(source.address, answer.message))
            continue
        title = answer.feed.title if answer.feed else ""
        named = answer.feed.items[: source.most] if answer.feed else ()
        visited = replace(source, etag=answer.etag, modified=answer.modified, failure="", title=title)
        morning.library.note_visit(visited, _items(source, named, morning), answer.moved_to)
    return failed


def _visit_local(source: Source, morning: Morning) -> LeftOut | None:
    try:
        named = _read_list(source) if source.kind == "list" else _read_folder(source)
    except ShelfError as failure:
        morning.library.note_visit(replace(source, failure=failure.message), [])
        return LeftOut(source.address, failure.message)
    morning.library.note_visit(replace(source, failure=""), _items(source, named, morning))
    return None


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
            same_address(one.url),
            one.title,
            one.published,
            one.stamp,
            morning.seen,
        )
        for one in named
    ]
