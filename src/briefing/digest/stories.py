"""Read the stories that the sources name, in the order of their turns, until the programme is full."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.clean import CleanOptions
from briefing.digest.choice import (
    Budget,
    Candidate,
    Offer,
    Standing,
    Turn,
    choose,
    choose_briefs,
    fair_order,
    moment_of,
    score_of,
    standings_from,
)
from briefing.digest.near_duplicates import Distinct, ReadStory, deduplicate, shingles_from
from briefing.digest.pages import ChosenText, ItemTexts, OwnText, PageReader
from briefing.digest.sources import DigestContext
from briefing.errors import BriefingError, NoAnswerError, UnavailableError, confine_bugs
from briefing.fetch import authors_in
from briefing.model import ClipStore, LeftOut, Page
from briefing.storage import Item, PublishedArticle

_TRIED_FOR = timedelta(days=2)  # how long a page that fails is tried again at each run
_FILE_KINDS = ("folder", "list", "export", "mail")  # their titles are names of files and folders
_FAILURES_A_SOURCE = 2  # after so many failures and no success a source is left for this run


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


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How stories are read.

    Attributes:
        window: Which items count.
        budget: How much fits into the programme.
        rules: The user's own rules for pages.
        clips: Where understood stories are kept.
        pages: Where fetched pages are kept.
    """

    window: Window
    budget: Budget
    rules: CleanOptions
    clips: ClipStore
    pages: ClipStore


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of the offers.

    Attributes:
        chosen: The stories that fit, in the order of their turns.
        briefs: Stories that are told in brief, in the order of their turns.
        passed: Stories that were read and do not fit.
        told_before: Stories that an earlier episode told, with its title of the story.
        unread: Stories that were not read, since the programme was full.
        left_out: Stories that could not be read.
        standings: What each source had had before this programme.
        titles: The names of the sources by address.
        publications: The same without files and folders, whose names name no publication.
    """

    chosen: tuple[Candidate, ...]
    briefs: tuple[Candidate, ...]
    passed: tuple[Candidate, ...]
    told_before: tuple[tuple[ReadStory, str], ...]
    unread: tuple[Turn, ...]
    left_out: tuple[LeftOut, ...]
    standings: Mapping[str, Standing]
    titles: Mapping[str, str]
    publications: Mapping[str, str]


def read_stories(context: DigestContext, options: ReadingOptions) -> Reading:
    """Read as many stories as fit into the programme, and at most three times as many pages."""
    return _Reader(context, options).read()


class _Reader:
    """Reads wave after wave: each as many stories as still fit, in the order of the turns."""

    def __init__(self, context: DigestContext, options: ReadingOptions) -> None:
        sources = context.library.sources()
        self._context = context
        self._options = options
        self._weights = {source.address: source.weight for source in sources}
        self._titles = {source.address: source.title for source in sources}
        named = (source for source in sources if source.kind not in _FILE_KINDS)
        self._publications = {source.address: source.title for source in named}
        self._standings = _standings(self._weights, context)
        self._pages = PageReader(context, options.pages)
        self._texts = ItemTexts(context, options.rules, options.clips)
        self._published: tuple[PublishedArticle, ...] = context.library.published_articles()
        self._waiting = _offers(_fresh(context, options.window), self._weights, context.now)
        self._read: list[ReadStory] = []
        self._failures: list[LeftOut] = []
        self._failed: Counter[str] = Counter()
        self._distinct = Distinct((), ())
        self._chosen: tuple[Candidate, ...] = ()
        self._briefs: tuple[Candidate, ...] = ()

    def read(self) -> Reading:
        budget = self._options.budget
        while wave := self._next_wave(budget.stories_left(self._chosen)):
            self._read_wave(wave)
            self._chosen = choose(self._distinct.candidates, budget)
        if budget.briefs and (self._waiting or len(self._chosen) < len(self._distinct.candidates)):
            self._read_briefs(budget)
        self._texts.remember()
        for one, title in self._distinct.told:
            self._context.library.drop_items(one.items, f"told before: {title}")
        return Reading(
            self._chosen,
            self._briefs,
            tuple(sorted(self._passed(), key=lambda one: one.rank)),
            self._distinct.told,
            fair_order(self._waiting, self._counted(self._standings)),
            tuple(self._failures),
            self._standings,
            self._titles,
            self._publications,
        )

    def _passed(self) -> list[Candidate]:
        told = (*self._chosen, *self._briefs)
        return [one for one in self._distinct.candidates if one not in told]

    def _read_briefs(self, budget: Budget) -> None:
        """Choose the stories in brief, which take their time from the others, and read those that lack."""
        while True:
            self._chosen = choose(self._distinct.candidates, budget.shared())
            self._briefs = choose_briefs(self._distinct.candidates, self._chosen, budget)
            wave = self._next_wave(budget.briefs - len(self._briefs))
            if not wave:
                return
            self._read_wave(wave)

    def _next_wave(self, missing: float) -> Sequence[Turn]:
        """Return the turns of so many stories; fewer, or none, if enough pages were read."""
        tried = len(self._read) + len(self._failures)
        number = min(missing, self._options.budget.most_reads - tried)
        if number <= 0 or self._context.deadline.left() <= 0:
            return ()
        order = fair_order(self._waiting, self._counted(self._willing()))
        return order if number >= len(order) else order[: int(number)]

    def _willing(self) -> dict[str, Standing]:
        """Return the sources without those whose pages fail one after another."""
        succeeded = {one.turn.source for one in self._read}
        return {
            source: standing
            for source, standing in self._standings.items()
            if source in succeeded or self._failed[source] < _FAILURES_A_SOURCE
        }

    def _counted(self, standings: Mapping[str, Standing]) -> dict[str, Standing]:
        """Return the standings with the turns that this programme has given so far."""
        turns = Counter(one.turn.source for one in self._chosen)
        return {source: replace(one, turns=turns[source]) for source, one in standings.items()}

    def _read_wave(self, wave: Sequence[Turn]) -> None:
        taken = {id(turn.offer) for turn in wave}
        self._waiting = [offer for offer in self._waiting if id(offer) not in taken]
        own = {turn: self._texts.own_text(turn.offer.items) for turn in wave}
        pages = dict(self._pages.pages([turn for turn in wave if self._needs_page(turn, own[turn])]))
        for turn in wave:
            items = turn.offer.items
            try:
                with confine_bugs(items[0].url or turn.offer.title):
                    chosen = self._choose_text(items, own[turn], pages.get(turn))
            except BriefingError as failure:
                self._record_failure(turn, failure)
                continue
            text = self._with_facts(chosen, items, own[turn])
            weight = max(self._weights.get(item.source, 100) for item in items)
            shingles = shingles_from(text.story.article)
            self._read.append(ReadStory(text.story, turn, len(self._read), shingles, weight, text.note))
        self._distinct = deduplicate(self._read, self._published, self._context.now)

    def _with_facts(self, text: ChosenText, items: Sequence[Item], own: OwnText | None) -> ChosenText:
        """Return the text with the byline and the date that a source knows and the page does not have."""
        article = text.story.article
        of_entry = next((found for item in items if (found := authors_in(item.text))), ())
        named = own.story.article.byline if own is not None else of_entry
        dated = next((item.published for item in items if item.published), "")
        known = replace(article, byline=article.byline or named, published=article.published or dated)
        return replace(text, story=replace(text.story, article=known))

    def _needs_page(self, turn: Turn, own: OwnText | None) -> bool:
        return turn.offer.items[0].url != "" and self._texts.needs_page(own)

    def _choose_text(
        self, items: Sequence[Item], own: OwnText | None, page: Page | BriefingError | None
    ) -> ChosenText:
        """Return the text that is told of a story. Raises BriefingError."""
        if page is None:  # it was not requested
            return ChosenText(own.story if own else self._texts.read_own(items[0]), "text of the source")
        try:
            there = page if isinstance(page, BriefingError) else self._texts.read_page(page, own)
        except BriefingError as failure:
            return self._texts.choose(own, failure)
        return self._texts.choose(own, there)

    def _record_failure(self, turn: Turn, failure: BriefingError) -> None:
        """Keep a story whose page fails for two days, or until it is too old; each run tries it again."""
        items = turn.offer.items
        self._failed[turn.source] += 1
        source = self._titles.get(turn.source) or turn.source
        waited_s = failure.waited_s if isinstance(failure, NoAnswerError) else 0
        self._failures.append(
            LeftOut(
                items[0].url or turn.offer.title,
                failure.message,
                turn.offer.title,
                source,
                waited_s=waited_s,
            )
        )
        since = self._context.library.record_failure(items, self._context.seen)
        is_final = not isinstance(failure, UnavailableError)
        if is_final and self._context.now - datetime.fromisoformat(since) >= _TRIED_FOR:
            self._context.library.drop_items(items, failure.message)


def _standings(weights: Mapping[str, int], context: DigestContext) -> dict[str, Standing]:
    told = [(source, datetime.fromisoformat(made)) for source, made in context.library.told_sources()]
    standings = standings_from(weights, told, context.now)
    by_hand = str(context.inbox)
    if by_hand in standings:
        standings[by_hand] = replace(standings[by_hand], is_by_hand=True)
    return standings


def _fresh(context: DigestContext, window: Window) -> list[Item]:
    """Return the new items inside the window, and drop those that are too old."""
    items = context.library.new_items()
    oldest = context.now - timedelta(days=window.days)
    if window.days:
        context.library.pass_over(
            [item for item in items if moment_of(item) < oldest],
            f"older than {window.days} days",
            context.seen,
        )
        items = tuple(item for item in items if moment_of(item) >= oldest)
    return [item for item in items if window.since is None or moment_of(item) >= window.since]


def _offers(items: Sequence[Item], weights: Mapping[str, int], now: datetime) -> list[Offer]:
    """Return a story for each URL that items name, with the item of the best source first."""
    named: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        named[item.story].append(item)
    offers = []
    for carriers in named.values():
        best_first = sorted(carriers, key=lambda item: -weights.get(item.source, 100))
        weight = weights.get(best_first[0].source, 100)
        count = len({item.source for item in carriers})
        score = max(score_of(item, weight, count, now) for item in carriers)
        offers.append(Offer(tuple(best_first), score))
    return offers
