"""Read the sources of the digest: feeds, files that list URLs, folders of saved pages, the phone's inbox; and
OPML 2.0.
"""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from briefing.errors import BriefingError, NoAnswerError, RefusedAddressError, StorageError, confine_bugs
from briefing.fetch import (
    Crawler,
    CrawlPolicy,
    Deadline,
    FetchOptions,
    SourceVisit,
    address_key,
    is_waiting_kind,
)
from briefing.model import LeftOut, SourceItem
from briefing.storage import InboxArticle, Item, Library, Source, list_folder, read_inbox, read_whole

_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive", ".txt", ".gz", ".pdf")
_BOOK = ".epub"
_LOCAL_KINDS = ("list", "folder")
_INBOX_WEIGHT = 300  # what the listener asked for by hand comes before what feeds bring
_INBOX_MOST = 500
TRY_MS = 10_000
TRIED_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class DigestContext:
    """What one run of the digest works with.

    Attributes:
        now: The time of the run, with its zone.
        library: The library of sources, items and episodes.
        fetch: Limits of each fetch.
        crawl_policy: How hosts are treated.
        inbox: Folder of what the phone sent, or None.
        deadline: When the reading ends, so that the programme is made of what is there.
        crawler: The requests of the run; they share robots.txt rules and the hosts that hang.
    """

    now: datetime
    library: Library
    fetch: FetchOptions = field(default_factory=FetchOptions)
    crawl_policy: CrawlPolicy = field(default_factory=CrawlPolicy)
    inbox: Path | None = None
    deadline: Deadline = field(default_factory=lambda: Deadline(math.inf))
    crawler: Crawler = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Open the crawler of the run."""
        crawler = Crawler(self.fetch, self.crawl_policy, deadline=self.deadline)
        object.__setattr__(self, "crawler", crawler)

    def __enter__(self) -> "DigestContext":
        return self

    def __exit__(self, *_: object) -> None:
        self.library.close()

    def half_of_time(self) -> Deadline:
        """Return the deadline of a step of reading, which leaves as much time for the steps after it."""
        return Deadline(self.deadline.left() / 2)

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
    failed = [_poll_local(source, context) for source in sources if source.kind in _LOCAL_KINDS]
    failed += _poll_places(
        {source.address: source for source in sources if source.kind not in _LOCAL_KINDS}, context
    )
    return tuple(one for one in failed if one is not None)


def try_sources(context: DigestContext) -> tuple[tuple[Source, BriefingError | None], ...]:
    """Visit each source as a digest does, side by side, and store nothing.

    Args:
        context: The library and the limits.

    Returns:
        Each source with its failure, None if it can be read. A source that takes longer than 10 s fails.
    """
    sources = context.library.sources()
    with ThreadPoolExecutor(TRIED_AT_ONCE, "try") as threads:
        return tuple(zip(sources, threads.map(lambda one: _try_source(one, context), sources), strict=True))


def _try_source(source: Source, context: DigestContext) -> BriefingError | None:
    if source.kind in _LOCAL_KINDS:
        try:
            _entries_of(source, context)
        except StorageError as failure:
            return failure
        return None
    deadline = Deadline(TRY_MS / 1000)
    crawler = Crawler(_with_short_limits(context.fetch), context.crawl_policy, deadline=deadline)
    visit = SourceVisit(source.kind, source.address, source.state, most=1)
    [(_, answer)] = crawler.sources([visit])
    return answer if isinstance(answer, BriefingError) else None


def _with_short_limits(options: FetchOptions) -> FetchOptions:
    total_ms, read_ms = min(options.total_ms, TRY_MS), min(options.read_ms, TRY_MS)
    return replace(options, total_ms=total_ms, read_ms=read_ms, attempts=1)


def inbox_version(waiting: InboxArticle) -> str:
    """Return a hash that changes when the phone sends the page again with another text."""
    return sha256(waiting.html.encode("utf-8", "replace")).hexdigest()[:16]


def _add_inbox(context: DigestContext) -> None:
    """Add the inbox to the sources as soon as it holds an article."""
    known = {source.address for source in context.library.sources()}
    if context.waiting() and str(context.inbox) not in known:
        address = str(context.inbox)
        context.library.add_source(Source(address, "folder", "Your phone", _INBOX_WEIGHT, _INBOX_MOST))


def _poll_places(sources: dict[str, Source], context: DigestContext) -> list[LeftOut | None]:
    """Return the failures in the order of the sources, None for a source that was read."""
    visits = [_visit(source, context) for source in sources.values()]
    failed: dict[str, LeftOut] = {}
    for visit, answer in context.crawler.sources(visits, context.half_of_time()):
        source = sources[visit.address]
        if isinstance(answer, BriefingError):
            failed[source.address] = _record_failure(source, answer, context)
            continue
        untold = [item for item in answer.items if item.key not in visit.told]
        items = _items(source, _newest(untold, source.most), context)
        visited = replace(source, state=answer.state, failure="", title=answer.title, succeeded=context.seen)
        context.library.record_visit(visited, items, answer.moved_to, is_waiting_kind(source.kind))
    return [failed.get(address) for address in sources]


def _visit(source: Source, context: DigestContext) -> SourceVisit:
    told = context.library.told_items(source.address) if is_waiting_kind(source.kind) else frozenset[str]()
    return SourceVisit(source.kind, source.address, source.state, source.most, told)


def _record_failure(source: Source, failure: BriefingError, context: DigestContext) -> LeftOut:
    context.library.record_visit(replace(source, failure=failure.message), [])
    hint = failure.hint if isinstance(failure, RefusedAddressError) else ""
    waited_s = failure.waited_s if isinstance(failure, NoAnswerError) else 0
    return LeftOut(source.address, failure.message, feed=source.title, hint=hint, waited_s=waited_s)


def settle_told(context: DigestContext) -> tuple[str, ...]:
    """Mark or archive told items in their sources, where the user has chosen it (`--after`).

    Returns:
        A sentence for each source that failed, which is also one that takes longer than 10 s. Its items are
        tried again after the next run.
    """
    failures = []
    crawler = Crawler(_with_short_limits(context.fetch), context.crawl_policy)
    for source in context.library.sources():
        keys = context.library.unsettled_items(source.address)
        try:
            if keys and source.after != "keep":
                visit = SourceVisit(source.kind, source.address, source.state, source.most)
                with confine_bugs(source.address):
                    crawler.settle(visit, keys, source.after)
            context.library.settle_items(source.address, keys)
        except BriefingError as failure:
            failures.append(f"told items of {source.address} stay as they are: {failure.message}")
    return tuple(failures)


def _newest(items: Sequence[SourceItem], most: int) -> Sequence[SourceItem]:
    """Return the newest entries; in the feed's own order if any entry lacks a date."""
    if all(item.published for item in items):
        items = sorted(items, key=lambda item: item.published, reverse=True)
    return items[:most]


def _poll_local(source: Source, context: DigestContext) -> LeftOut | None:
    try:
        named = _entries_of(source, context)
    except StorageError as failure:
        return _record_failure(source, failure, context)
    visited = replace(source, failure="", succeeded=context.seen)
    context.library.record_visit(visited, _items(source, named, context))
    return None


def _entries_of(source: Source, context: DigestContext) -> Sequence[SourceItem]:
    if source.kind == "list":
        return _read_list(source)
    if source.address == str(context.inbox):
        return [SourceItem(one.url, one.url, "", stamp=inbox_version(one)) for one in context.waiting()]
    return _read_folder(source, context)


def _read_list(source: Source) -> Sequence[SourceItem]:
    """Return the URLs of a list, one a line; '#' starts a comment."""
    lines = read_whole(Path(source.address)).decode("utf-8", "replace").splitlines()
    addresses = [line.split(" #", 1)[0].strip() for line in lines if not line.lstrip().startswith("#")]
    return [SourceItem(one, one, "") for one in addresses if one.startswith(("http://", "https://"))]


def _read_folder(source: Source, context: DigestContext) -> Sequence[SourceItem]:
    """Return the saved pages of a folder; time and size tell a new version of a file from the old one."""
    items: list[SourceItem] = []
    for path, stamp in list_folder(Path(source.address)):
        if path.name.lower().endswith(_PAGE_ENDINGS):
            items.append(SourceItem(str(path), str(path), path.stem, stamp=stamp))
        elif path.name.lower().endswith(_BOOK):
            items += _chapters(path, context)
    return items


def _chapters(path: Path, context: DigestContext) -> Sequence[SourceItem]:
    """Return the chapters of a book in a folder; none if it cannot be read, which costs no other file."""
    answers = (answer for _, answer in context.crawler.sources([SourceVisit("book", str(path))]))
    return [item for answer in answers if not isinstance(answer, BriefingError) for item in answer.items]


def _items(source: Source, named: Sequence[SourceItem], context: DigestContext) -> list[Item]:
    return [
        Item(
            source.address,
            one.key,
            one.url,
            _story_key(source, one),
            one.title,
            one.published,
            one.stamp,
            context.seen,
            one.html,
        )
        for one in named
    ]


def _story_key(source: Source, item: SourceItem) -> str:
    """Return the key by which items of one story are equal; an item without a URL is a story of its own."""
    return address_key(item.url) if item.url else f"{source.address}/{quote(item.key, safe='')}"
