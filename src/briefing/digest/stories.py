"""From what sources named to stories: fetched, cleaned, and each told once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.clean import CleanOptions, clean_page
from briefing.digest.choice import Considered, moment_of, score_of
from briefing.digest.sameness import FEWEST, is_same_story, is_update, shingles_of
from briefing.digest.sources import Morning
from briefing.errors import (
    BriefingError,
    FetchError,
    NoArticleError,
    UnavailableError,
    UnexpectedError,
    confine_bugs,
)
from briefing.fetch import Crawler, address_key, fetch_page, is_address, page_from_bytes
from briefing.model import Article, LeftOut, Page, Quotation
from briefing.quote import find_quotations
from briefing.shelf import Item, ToldArticle


@dataclass(frozen=True, slots=True)
class _Read:
    """An article, the items that led to it, and the weight of the best source among them."""

    article: Article
    quotations: tuple[Quotation, ...]
    items: tuple[Item, ...]
    shingles: tuple[int, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Window:
    """Which items count: published after `since`, None for all. What is older than `days` is dropped.

    0 days drops nothing. An item without a date is as old as the day on which it was first seen.
    """

    since: datetime | None = None
    days: int = 0


def read_stories(
    morning: Morning, window: Window, rules: CleanOptions
) -> tuple[tuple[Considered, ...], tuple[LeftOut, ...]]:
    """Every story that was not told before, and the articles that did not come."""
    named: dict[str, list[Item]] = defaultdict(list)
    for item in _fresh(morning, window):
        named[item.story].append(item)
    weights = {source.address: source.weight for source in morning.library.sources()}
    read, left_out = [], []
    for items, page in _fetch(list(named.values()), morning):
        try:
            if isinstance(page, BriefingError):
                raise page
            with confine_bugs(items[0].url):
                article = clean_page(page, rules)
                quotations = find_quotations(article)
        except BriefingError as failure:
            left_out.append(LeftOut(items[0].url, failure.message))
            _drop_for_good(items, failure, morning)
            continue
        weight = max(weights.get(item.source, 100) for item in items)
        read.append(_Read(article, quotations, tuple(items), shingles_of(article), weight))
    return _told_once(read, morning), tuple(left_out)


def _fresh(morning: Morning, window: Window) -> list[Item]:
    """The new items inside the window; those that are too old are dropped."""
    items = morning.library.new_items()
    oldest = morning.now - timedelta(days=window.days)
    if window.days:
        morning.library.drop_items(
            [item for item in items if moment_of(item) < oldest], f"older than {window.days} days"
        )
        items = tuple(item for item in items if moment_of(item) >= oldest)
    return [item for item in items if window.since is None or moment_of(item) >= window.since]


def _fetch(
    named: Sequence[list[Item]], morning: Morning
) -> Iterable[tuple[list[Item], Page | BriefingError]]:
    """The pages, in a fixed order whatever came first."""
    saved = {one.url: one.html for one in morning.waiting() if one.html}
    by_url = [(items, next((one.url for one in items if one.url in saved), items[0].url)) for items in named]
    remote = [url for _, url in by_url if is_address(url) and url not in saved]
    pages: dict[str, Page | FetchError] = dict(Crawler(morning.fetch, morning.crawl_policy).pages(remote))
    for items, url in by_url:
        if url in pages:
            yield items, pages[url]
            continue
        try:
            yield items, _page_at_hand(url, saved, morning)
        except FetchError as failure:
            yield items, failure


def _page_at_hand(url: str, saved: Mapping[str, str], morning: Morning) -> Page:
    """A page that the phone sent along, or one of a folder."""
    if url not in saved:
        return fetch_page(url, morning.fetch)
    sent = saved[url].encode("utf-8", "replace")
    return page_from_bytes(sent, url, "text/html; charset=utf-8", final_address=url, options=morning.fetch)


def _drop_for_good(items: Sequence[Item], failure: BriefingError, morning: Morning) -> None:
    """What will not get better is not tried again; what may, stays new."""
    if isinstance(failure, NoArticleError | FetchError | UnexpectedError) and not isinstance(
        failure, UnavailableError
    ):
        morning.library.drop_items(items, failure.message)


def _told_once(read: Sequence[_Read], morning: Morning) -> tuple[Considered, ...]:
    """One story for each group of the same, without what was told before and has nothing new."""
    told = _perhaps_told(read, morning.library.told_articles())
    best_first = sorted(read, key=lambda one: (-one.weight, -len(one.shingles), one.items[0].url))
    groups: list[list[_Read]] = []
    for one in best_first:
        home = next((group for group in groups if _same(one, group[0])), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    considered = []
    for group in groups:
        story = _considered(group, told, morning)
        if story is not None:
            considered.append(story)
    return tuple(considered)


def _perhaps_told(read: Sequence[_Read], told: Sequence[ToldArticle]) -> list[ToldArticle]:
    """Those of all that was ever told which may be among what was read: after years these are few."""
    stories = {story for one in read for story in (_story(one), one.items[0].story)}
    runs = {run for one in read for run in one.shingles}
    return [
        old
        for old in told
        if old.story in stories
        or len(old.shingles) < FEWEST
        or len(runs.intersection(old.shingles)) >= FEWEST
    ]


def _considered(group: Sequence[_Read], told: Sequence[ToldArticle], morning: Morning) -> Considered | None:
    best = group[0]
    items = tuple(item for one in group for item in one.items)
    before = next((old for old in told if _was_told(best, old)), None)
    update = before is not None and is_update(best.shingles, before.shingles)
    if before is not None and not update:
        morning.library.drop_items(items, f"told before: {before.title}")
        return None
    carriers = len({item.source for item in items})
    score = max(score_of(item, best.weight, carriers, morning.now) for item in items)
    return Considered(best.article, best.quotations, _story(best), best.shingles, items, score, update)


def _story(one: _Read) -> str:
    """The canonical address where the page tells one, in one spelling."""
    return address_key(one.article.url) if one.article.url else one.items[0].story


def _same(one: _Read, other: _Read) -> bool:
    return _story(one) == _story(other) or is_same_story(one.shingles, other.shingles)


def _was_told(one: _Read, old: ToldArticle) -> bool:
    return old.story in (_story(one), one.items[0].story) or is_same_story(one.shingles, old.shingles)
