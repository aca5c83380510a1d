"""Choose the stories: the turns of the sources, and what fills the minutes in the order of these turns.

Sources take turns by weight, and sooner if a source was not heard for days. This is weighted fair queueing
(Demers, Keshav, Shenker, 1989) with stories as packets: the n-th story of a source of weight 200 stands where
the story 2n of a source of weight 100 does.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from briefing.model import Article, Quotation
from briefing.storage import Item

_HALF_LIFE_HOURS = 24
_CARRIED_BONUS = 0.5  # for each further source that carries the story
_GAIN_A_DAY = 0.5  # after three days a first story stands as if its source had twice its weight
_LONGEST_ABSENCE_DAYS = 7.0
_WORDS_A_MINUTE = 150
_WORDS_AROUND = 40  # headline, source, attribution
_ENOUGH_WORDS = 225  # a minute and a half: no story is shortened below this for the sake of others
_SHARED_HEADLINE_WORDS = 2  # headlines that share so many words tell related stories
_WAITS = "no time left; it may come tomorrow"
_TELLING_LETTERS = 5  # shorter words are mostly articles, prepositions and forms of 'to be'
_WORD = re.compile(r"[^\W\d_]+")
_BRIEF_SHARE = 0.1  # of the minutes are for stories in brief, if not all stories fit
_BRIEF_WORDS = 35  # headline, first sentence, source
_READ_FOR_EACH_TOLD = 3  # pages that are read at most for each story that fits


@dataclass(frozen=True, slots=True)
class Offer:
    """A story that sources name, before its page is read. The first item is that of the greatest weight."""

    items: tuple[Item, ...]
    score: float

    @property
    def title(self) -> str:
        """The title that a source gives it, or else its URL."""
        return next((item.title for item in self.items if item.title), self.items[0].url)

    @property
    def sources(self) -> frozenset[str]:
        """The addresses of the sources that carry it."""
        return frozenset(item.source for item in self.items)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source has had so far.

    Attributes:
        weight: How much the source counts, in per cent.
        absent_days: Days since a story of it was told; the longest absence if none ever was.
        lately: Number of its stories that were told, each halved by every two days of age.
        turns: Number of its stories that are chosen for this programme already.
        is_by_hand: The listener asked for its stories one by one, so they come before all others.
    """

    weight: int = 100
    absent_days: float = _LONGEST_ABSENCE_DAYS
    lately: float = 0.0
    turns: int = 0
    is_by_hand: bool = False

    def position(self, turn: int) -> float:
        """Return where the source's story of this number stands in the order; smaller is sooner."""
        if self.is_by_hand:
            return 0.0
        weight = self.weight / 100
        absence = min(max(self.absent_days - 1, 0.0), _LONGEST_ABSENCE_DAYS)
        return 1 / (weight * (1 + _GAIN_A_DAY * absence)) + (turn - 1) / weight


@dataclass(frozen=True, slots=True)
class Turn:
    """An offer with the source whose turn it takes: the source's story of this number today, from 1.

    `is_by_hand` is True if the listener asked for the story.
    """

    offer: Offer
    source: str
    number: int
    is_by_hand: bool = False


def moment_of(item: Item) -> datetime:
    """Return the time of publication, or the time when the item was first seen."""
    return datetime.fromisoformat(item.published or item.seen).astimezone(UTC)


def score_of(item: Item, weight: int, carriers: int, now: datetime) -> float:
    """Return the weight, halved for each day of age, and raised by half for each further source."""
    age_hours = max(0.0, (now - moment_of(item)).total_seconds() / 3600)
    freshness: float = 0.5 ** (age_hours / _HALF_LIFE_HOURS)
    return weight / 100 * freshness * (1 + _CARRIED_BONUS * (carriers - 1))


def standings_from(
    weights: Mapping[str, int], told: Sequence[tuple[str, datetime]], now: datetime
) -> dict[str, Standing]:
    """Return the standing of each source.

    Args:
        weights: The weight of each source, in per cent, by its address.
        told: For each story that was told lately, its source and when it was told.
        now: The time of the run.
    """
    days: dict[str, list[float]] = {source: [] for source in weights}
    for source, moment in told:
        if source in days:
            days[source].append(max(0.0, (now - moment).total_seconds() / 86_400))
    return {
        source: Standing(
            weights[source],
            min(ages, default=_LONGEST_ABSENCE_DAYS),
            sum(0.5 ** (age / 2) for age in ages),
        )
        for source, ages in days.items()
    }


def fair_order(offers: Sequence[Offer], standings: Mapping[str, Standing]) -> tuple[Turn, ...]:
    """Return the offers in the order in which their sources take turns.

    A source offers its stories best first. A story that several sources carry takes the turn of the first of
    them. Offers of sources without a standing are left out.
    """
    queues = {source: _best_first(source, offers) for source in standings}
    numbers = {source: standing.turns + 1 for source, standing in standings.items()}
    taken: set[int] = set()
    turns: list[Turn] = []
    while True:
        for queue in queues.values():
            while queue and id(queue[-1]) in taken:
                queue.pop()
        waiting = [source for source, queue in queues.items() if queue]
        if not waiting:
            return tuple(turns)
        source = min(waiting, key=lambda one: _rank(one, standings[one], numbers[one], queues[one][-1]))
        offer = queues[source].pop()
        taken.add(id(offer))
        turns.append(Turn(offer, source, numbers[source], standings[source].is_by_hand))
        numbers[source] += 1


def _best_first(source: str, offers: Sequence[Offer]) -> list[Offer]:
    """Return a source's offers, the best one at the end; of equal ones that which the source names first."""
    own = [offer for offer in reversed(offers) if source in offer.sources]
    return sorted(own, key=lambda offer: offer.score)


def _rank(source: str, standing: Standing, number: int, offer: Offer) -> tuple[float, int, float, float, str]:
    """Return a sort key: the position, then the fewest stories today, then of late, then the better story."""
    lately = standing.lately * 100 / standing.weight
    return standing.position(number), number, lately, -offer.score, source


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be told: its article from the best source, and every item that names it.

    `turn` is the first turn that gave it, `rank` its place in the order of all turns. `new_blocks` are the
    blocks that an update tells; all of them if it is empty. `note` says why the text is the source's own; ''
    for the page's text.
    """

    article: Article
    quotations: tuple[Quotation, ...]
    story: str
    shingles: tuple[int, ...]
    items: tuple[Item, ...]
    score: float
    turn: Turn
    rank: int
    source: str
    update: bool = False
    new_blocks: tuple[int, ...] = ()
    note: str = ""

    @property
    def words(self) -> int:
        """The approximate number of words that are spoken for it."""
        blocks = self.article.blocks
        spoken = [blocks[number] for number in self.new_blocks] or blocks
        return _WORDS_AROUND + sum(len(block.text.split()) for block in spoken)


@dataclass(frozen=True, slots=True)
class Choice:
    """A story and the decision.

    Attributes:
        title: The headline.
        url: The story's URL.
        told: It is in the programme.
        why: A sentence for the user.
        score: By which the stories are ranked.
        sources: Addresses of the sources that carry the story.
        brief: Only its headline and its first sentence are told.
        update: An earlier programme told the story.
        text: Whose text is told: the page's, or the one that its source carries.
        candidate: The story as it was read, None if it was not.
    """

    title: str
    url: str
    told: bool
    why: str
    score: float
    sources: tuple[str, ...]
    update: bool = False
    text: Literal["page", "feed"] = "page"
    candidate: Candidate | None = None
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    """How much fits into the programme; `minutes` 0 sets no limit.

    `has_briefs` allows stories in brief; `is_shared` takes their time from the others.
    """

    minutes: int
    has_briefs: bool = False
    is_shared: bool = False

    @property
    def briefs(self) -> int:
        """Return how many stories are told in brief at most."""
        return int(self.minutes * _WORDS_A_MINUTE * _BRIEF_SHARE) // _BRIEF_WORDS if self.has_briefs else 0

    def shared(self) -> "Budget":
        """Return what is left for whole stories beside those in brief."""
        return replace(self, is_shared=True)

    @property
    def most_reads(self) -> float:
        """Return the number of pages that are read at most."""
        return math.inf if not self.minutes else _READ_FOR_EACH_TOLD * max(1, self._stories(self._words))

    def stories_left(self, chosen: Sequence[Candidate]) -> float:
        """Return how many stories of the shortest length still fit; at least one if none is chosen."""
        if not self.minutes:
            return math.inf
        left = self._words - sum(map(shortest_words, chosen))
        return max(self._stories(left), 0 if chosen else 1)

    def fits(self, story: Candidate, chosen: Sequence[Candidate]) -> bool:
        """Return True if the story fits beside the chosen ones; the first story always does."""
        if not self.minutes or not chosen:
            return True
        return shortest_words(story) <= self._words - sum(map(shortest_words, chosen))

    @property
    def _words(self) -> int:
        taken = self.briefs * _BRIEF_WORDS if self.is_shared else 0
        return self.minutes * _WORDS_A_MINUTE - taken

    @staticmethod
    def _stories(words: int) -> int:
        return words // _ENOUGH_WORDS


def shortest_words(story: Candidate) -> int:
    """Return the words of a story after it is shortened to make room for others."""
    return min(story.words, _ENOUGH_WORDS)


def choose(candidates: Sequence[Candidate], budget: Budget) -> tuple[Candidate, ...]:
    """Return the candidates that are told, in the order of their turns.

    A long story counts with the length that it can be shortened to, so that it leaves time for others.
    """
    chosen: list[Candidate] = []
    for story in sorted(candidates, key=lambda story: story.rank):
        if budget.fits(story, chosen):
            chosen.append(story)
    return tuple(chosen)


def choose_briefs(
    candidates: Sequence[Candidate], chosen: Sequence[Candidate], budget: Budget
) -> tuple[Candidate, ...]:
    """Return the stories that are told in brief, in the order of their turns.

    Further stories of sources that are heard in this programme come first: the only story of another source
    has a better chance of being told whole tomorrow. Updates, and stories that the listener sent, wait for
    time to be told whole.
    """
    heard = {story.turn.source for story in chosen}
    fitting = [
        story for story in candidates if story not in chosen and not (story.update or story.turn.is_by_hand)
    ]
    ordered = sorted(fitting, key=lambda story: (story.turn.source not in heard, story.rank))
    return tuple(sorted(ordered[: budget.briefs], key=lambda story: story.rank))


def programme_order(chosen: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the stories as they are told: the highest score first, related stories side by side."""
    waiting = sorted(chosen, key=lambda story: (-story.score, story.rank))
    ordered: list[Candidate] = []
    while waiting:
        related = (one for one in waiting if ordered and _is_related(one, ordered[-1]))
        ordered.append(next(related, waiting[0]))
        waiting.remove(ordered[-1])
    return tuple(ordered)


def _is_related(one: Candidate, other: Candidate) -> bool:
    """Return True if two headlines share two words that tell something."""
    return len(_telling_words(one) & _telling_words(other)) >= _SHARED_HEADLINE_WORDS


def _telling_words(story: Candidate) -> set[str]:
    words = {word.casefold() for word in _WORD.findall(story.article.title)}
    return {word for word in words if len(word) >= _TELLING_LETTERS}


Decision = Literal["whole", "brief", "waits"]
_DECISIONS = {"whole": "", "brief": "in brief, since no time is left", "waits": _WAITS}


def choice_of_candidate(
    story: Candidate, decision: Decision, standings: Mapping[str, Standing], names: Mapping[str, str]
) -> Choice:
    """Return the decision about a story that was read. `names` are the titles of the sources."""
    carriers = len({item.source for item in story.items})
    carried = f"carried by {carriers} sources" if carriers > 1 else "carried by one source"
    note = f", {story.note}" if story.note else ""
    said = f"score {story.score:.2f}, {carried}{', an update' if story.update else ''}{note}"
    turn = turn_sentence(story.turn, standings, names)
    why = f"{said}; {turn}" if decision == "whole" else f"{_DECISIONS[decision]} ({said}; {turn})"
    return Choice(
        story.article.title,
        story.article.url,
        decision != "waits",
        why,
        story.score,
        tuple(sorted({item.source for item in story.items})),
        story.update,
        "feed" if story.note else "page",
        story,
        decision == "brief",
    )


def choice_of_turn(turn: Turn, standings: Mapping[str, Standing], names: Mapping[str, str]) -> Choice:
    """Return the decision about a story that was not read, because others come before it."""
    why = f"{_WAITS} (not read; {turn_sentence(turn, standings, names)})"
    offer = turn.offer
    return Choice(offer.title, offer.items[0].url, False, why, offer.score, tuple(sorted(offer.sources)))


def turn_sentence(turn: Turn, standings: Mapping[str, Standing], names: Mapping[str, str]) -> str:
    """Return which turn of its source the story takes, and when the source was heard last."""
    standing = standings.get(turn.source, Standing())
    weight = f" of weight {standing.weight}" if standing.weight != 100 else ""
    name = names.get(turn.source) or turn.source
    days = round(standing.absent_days)
    heard = "not heard lately" if not standing.lately else f"last heard {_days_ago(days)}"
    return f"story {turn.number} of {name}{weight}, {heard}"


def _days_ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
