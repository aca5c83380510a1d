"""Which stories are told, and why: ranked by weight, freshness and how many sources carry them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.model import Article, Quotation
from briefing.shelf import Item

HALF_LIFE_HOURS = 24
CARRIED_BONUS = 0.5  # for each further source that carries the story
WORDS_A_MINUTE = 150
WORDS_AROUND = 40  # headline, source, attribution
ENOUGH_WORDS = 225  # a minute and a half: a story is shortened for the sake of others, but not below this


@dataclass(frozen=True, slots=True)
class Considered:
    """A story: its article from the best source, and every item that names it."""

    article: Article
    quotations: tuple[Quotation, ...]
    story: str
    shingles: tuple[int, ...]
    items: tuple[Item, ...]
    score: float
    update: bool = False

    @property
    def words(self) -> int:
        """About how many words are spoken for it."""
        return WORDS_AROUND + sum(len(block.text.split()) for block in self.article.blocks)


@dataclass(frozen=True, slots=True)
class Choice:
    """A story and what became of it: `why` is a sentence for the user."""

    considered: Considered
    told: bool
    why: str


def score_of(item: Item, weight: int, carriers: int, now: datetime) -> float:
    """Weight, halved for each day of age, and half as much again for each further source."""
    age_hours = max(0.0, (now - moment_of(item)).total_seconds() / 3600)
    freshness: float = 0.5 ** (age_hours / HALF_LIFE_HOURS)
    return weight / 100 * freshness * (1 + CARRIED_BONUS * (carriers - 1))


def choose(stories: Sequence[Considered], minutes: int | None) -> tuple[Choice, ...]:
    """The best that fit the minutes, best first; the first is told however long it is.

    A long story leaves room for others: it counts with what it can be shortened to.
    """
    left = minutes * WORDS_A_MINUTE if minutes else None
    choices: list[Choice] = []
    for story in sorted(stories, key=lambda story: (-story.score, story.story)):
        told_any = any(choice.told for choice in choices)
        words = min(story.words, ENOUGH_WORDS)
        fits = left is None or not told_any or words <= left
        if fits and left is not None:
            left -= words
        choices.append(Choice(story, fits, _why(story) if fits else "no time left; it may come tomorrow"))
    return tuple(choices)


def _why(story: Considered) -> str:
    carriers = len({item.source for item in story.items})
    carried = f"carried by {carriers} sources" if carriers > 1 else "carried by one source"
    return f"score {story.score:.2f}, {carried}{', an update' if story.update else ''}"


def moment_of(item: Item) -> datetime:
    """When it was published, or else first seen."""
    return datetime.fromisoformat(item.published or item.seen).astimezone(UTC)
