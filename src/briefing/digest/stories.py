"""Read the stories that the sources name: choose items, fetch and read pages, drop near-duplicates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.clean import CleanOptions
from briefing.digest.choice import Candidate, moment_of
from briefing.digest.item_texts import ChosenText, ItemTexts, OwnText
from briefing.digest.near_duplicates import ReadStory, deduplicate, shingles_from
from briefing.digest.sources import DigestContext
from briefing.errors import (
    BriefingError,
    FetchError,
    NoArticleError,
    UnavailableError,
    UnexpectedError,
    confine_bugs,
)
from briefing.fetch import (
    Crawler,
    PageAnswer,
    PageRequest,
    fetch_page,
    is_address,
    page_from_bytes,
)
from briefing.model import ClipStore, LeftOut, Page, Story
from briefing.storage import Item


@dataclass(frozen=True, slots=True)
class Window:
    """Which items count.

    Attributes:
        since: Only items published after this time; None for all.
        days: Items older than this are dropped; 0 drops none. An item without a date counts from the day it
            was first seen.
    """

    since: datetime | None = None
    days: int = 0


def read_stories(
    context: DigestContext, window: Window, rules: CleanOptions, clips: ClipStore
) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
    """Return the candidates for the programme, and the sources that failed.

    Args:
        context: The library and how pages are fetched.
        window: Which items count.
        rules: The user's own rules for pages.
        clips: Where read stories are kept.
    """
    named: dict[str, list[Item]] = defaultdict(list)
    for item in _fresh(context, window):
        named[item.story].append(item)
    groups = list(named.values())
    texts = ItemTexts(context, rules, clips)
    own = {items[0].story: texts.own_text(items) for items in groups}
    wanted = [items for items in groups if items[0].url and texts.needs_page(own[items[0].story])]
    pages = {items[0].story: page for items, page in _fetch(wanted, context)}
    weights = {source.address: source.weight for source in context.library.sources()}
    read, left_out = [], []
    for items in groups:
        try:
            with confine_bugs(items[0].url or items[0].title):
                chosen = _choose_text(items, own[items[0].story], pages.get(items[0].story), texts)
        except BriefingError as failure:
            left_out.append(LeftOut(items[0].url or items[0].title, failure.message))
            _drop_for_good(items, failure, context)
            continue
        weight = max(weights.get(item.source, 100) for item in items)
        shingles = shingles_from(chosen.story.article)
        story = chosen.story
        read.append(ReadStory(story.article, story.quotations, tuple(items), shingles, weight, chosen.note))
    texts.remember()
    return deduplicate(read, context), tuple(left_out)


def _choose_text(
    items: Sequence[Item], own: OwnText | None, page: Page | BriefingError | None, texts: ItemTexts
) -> ChosenText:
    """Return the text that is told of a story. Raises BriefingError."""
    if page is None:  # it was not requested
        return ChosenText(own.story if own else texts.read_own(items[0]), "text of the source")
    try:
        there: Story | BriefingError = page if isinstance(page, BriefingError) else texts.read_page(page)
    except BriefingError as failure:
        there = failure
    return texts.choose(own, there)


def _fresh(context: DigestContext, window: Window) -> list[Item]:
    """Return the new items inside the window, and drop those that are too old."""
    items = context.library.new_items()
    oldest = context.now - timedelta(days=window.days)
    if window.days:
        context.library.drop_items(
            [item for item in items if moment_of(item) < oldest], f"older than {window.days} days"
        )
        items = tuple(item for item in items if moment_of(item) >= oldest)
    return [item for item in items if window.since is None or moment_of(item) >= window.since]


def _fetch(
    named: Sequence[list[Item]], context: DigestContext
) -> Iterable[tuple[list[Item], Page | BriefingError]]:
    """Yield the items of each story with their page or its error, in the order of `named`."""
    saved = {one.url: one.html for one in context.waiting() if one.html}
    by_url = [(items, next((one.url for one in items if one.url in saved), items[0].url)) for items in named]
    remote = [PageRequest(url) for _, url in by_url if is_address(url) and url not in saved]
    answers = dict(Crawler(context.fetch, context.crawl_policy).pages(remote))
    for items, url in by_url:
        if url in answers:
            answer = answers[url]
            page = answer.page if isinstance(answer, PageAnswer) else answer
            assert page is not None  # noqa: S101 - an unconditional request
            yield items, page
            continue
        try:
            yield items, _page_at_hand(url, saved, context)
        except FetchError as failure:
            yield items, failure


def _page_at_hand(url: str, saved: Mapping[str, str], context: DigestContext) -> Page:
    """Return a page that the phone sent, or one of a folder."""
    if url not in saved:
        return fetch_page(url, context.fetch)
    sent = saved[url].encode("utf-8", "replace")
    return page_from_bytes(sent, url, "text/html; charset=utf-8", final_address=url, options=context.fetch)


def _drop_for_good(items: Sequence[Item], failure: BriefingError, context: DigestContext) -> None:
    """Drop items whose failure is final; items that may work later stay new."""
    if isinstance(failure, NoArticleError | FetchError | UnexpectedError) and not isinstance(
        failure, UnavailableError
    ):
        context.library.drop_items(items, failure.message)
