"""From what sources named to stories: fetched, cleaned, and each told once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.clean import clean_page
from briefing.digest.choice import Considered, score_of
from briefing.digest.sameness import is_same_story, is_update, shingles_of
from briefing.digest.sources import Morning
from briefing.errors import BriefingError, FetchError, NoArticleError, UnavailableError
from briefing.fetch import Visitor, fetch_page, is_address, same_address
from briefing.model import Article, LeftOut, Page
from briefing.shelf import Item, ToldArticle


@dataclass(frozen=True, slots=True)
class _Read:
    """An article, the items that led to it, and the weight of the best source among them."""

    article: Article
    items: tuple[Item, ...]
    shingles: tuple[int, ...]
    weight: int


def read_stories(
    morning: Morning, since: datetime | None
) -> tuple[tuple[Considered, ...], tuple[LeftOut, ...]]:
    """Every story that was not told before, and the articles that did not come."""
    named: dict[str, list[Item]] = defaultdict(list)
    for item in morning.library.new_items():
        if since is None or not item.published or datetime.fromisoformat(item.published) >= since:
            named[item.story].append(item)
    weights = {source.address: source.weight for source in morning.library.sources()}
    read, left_out = [], []
    for items, page in _fetch(list(named.values()), morning):
        try:
            if isinstance(page, BriefingError):
                raise page
            article = clean_page(page)
        except BriefingError as failure:
            left_out.append(LeftOut(items[0].url, failure.message))
            _drop_for_good(items, failure, morning)
            continue
        weight = max(weights.get(item.source, 100) for item in items)
        read.append(_Read(article, tuple(items), shingles_of(article), weight))
    return _told_once(read, morning), tuple(left_out)


def _fetch(
    named: Sequence[list[Item]], morning: Morning
) -> Iterable[tuple[list[Item], Page | BriefingError]]:
    """The pages, in a fixed order whatever came first."""
    remote = {items[0].url: items for items in named if is_address(items[0].url)}
    pages: dict[str, Page | FetchError] = dict(Visitor(morning.fetch, morning.manners).pages(list(remote)))
    for items in named:
        url = items[0].url
        if url in remote:
            yield items, pages[url]
            continue
        try:
            yield items, fetch_page(url, morning.fetch)
        except FetchError as failure:
            yield items, failure


def _drop_for_good(items: Sequence[Item], failure: BriefingError, morning: Morning) -> None:
    """What will not get better is not tried again; what may, stays new."""
    if isinstance(failure, NoArticleError | FetchError) and not isinstance(failure, UnavailableError):
        morning.library.drop_items(items, failure.message)


def _told_once(read: Sequence[_Read], morning: Morning) -> tuple[Considered, ...]:
    """One story for each group of the same, without what was told before and has nothing new."""
    told = morning.library.told_articles()
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
    return Considered(best.article, _story(best), best.shingles, items, score, update)


def _story(one: _Read) -> str:
    """The canonical address where the page tells one, in one spelling."""
    return same_address(one.article.url) if one.article.url else one.items[0].story


def _same(one: _Read, other: _Read) -> bool:
    return _story(one) == _story(other) or is_same_story(one.shingles, other.shingles)


def _was_told(one: _Read, old: ToldArticle) -> bool:
    return old.story in (_story(one), one.items[0].story) or is_same_story(one.shingles, old.shingles)
