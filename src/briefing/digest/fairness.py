"""Take stories in turns of their sources: by weight, and sooner if a source was not heard for days.

This is weighted fair queueing (Demers, Keshav, Shenker, 1989) with stories as packets: the n-th story of a
source of weight 200 stands where the story 2n of a source of weight 100 does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.storage import Item

_HALF_LIFE_HOURS = 24
_CARRIED_BONUS = 0.5  # for each further source that carries the story
_GAIN_A_DAY = 0.5  # after three days a first story stands as if its source had twice its weight
_LONGEST_ABSENCE_DAYS = 7.0


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
