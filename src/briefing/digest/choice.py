"""Choose the stories: rank by weight, freshness and number of sources, and fill the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.model import Article, Quotation
from briefing.storage import Item

_HALF_LIFE_HOURS = 24
_CARRIED_BONUS = 0.5  # for each further source that carries the story
_WORDS_A_MINUTE = 150
_WORDS_AROUND = 40  # headline, source, attribution
_ENOUGH_WORDS = 225  # a minute and a half: no story is shortened below this for the sake of others


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be told: its article from the best source, and every item that names it.

    `note` says why the text is the source's own; '' for the page's text.
    """

    article: Article
    quotations: tuple[Quotation, ...]
    story: str
    shingles: tuple[int, ...]
    items: tuple[Item, ...]
    score: float
    update: bool = False
    note: str = ""

    @property
    def words(self) -> int:
        """The approximate number of words that are spoken for it."""
        return _WORDS_AROUND + sum(len(block.text.split()) for block in self.article.blocks)


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate and the decision; `why` is a sentence for the user."""

    candidate: Candidate
    told: bool
    why: str


def score_of(item: Item, weight: int, carriers: int, now: datetime) -> float:
    """Return the weight, halved for each day of age, and raised by half for each further source."""
    age_hours = max(0.0, (now - moment_of(item)).total_seconds() / 3600)
    freshness: float = 0.5 ** (age_hours / _HALF_LIFE_HOURS)
    return weight / 100 * freshness * (1 + _CARRIED_BONUS * (carriers - 1))


def choose(stories: Sequence[Candidate], minutes: int | None) -> tuple[Choice, ...]:
    """Return the decision for each candidate, best first; the best one is always told.

    A long story counts with the length that it can be shortened to, so that it leaves time for others.
    """
    left = minutes * _WORDS_A_MINUTE if minutes else None
    choices: list[Choice] = []
    for story in sorted(stories, key=lambda story: (-story.score, story.story)):
        told_any = any(choice.told for choice in choices)
        words = min(story.words, _ENOUGH_WORDS)
        fits = left is None or not told_any or words <= left
        if fits and left is not None:
            left -= words
        choices.append(Choice(story, fits, _why(story) if fits else "no time left; it may come tomorrow"))
    return tuple(choices)


def _why(story: Candidate) -> str:
    carriers = len({item.source for item in story.items})
    carried = f"carried by {carriers} sources" if carriers > 1 else "carried by one source"
    note = f", {story.note}" if story.note else ""
    return f"score {story.score:.2f}, {carried}{', an update' if story.update else ''}{note}"


def moment_of(item: Item) -> datetime:
    """Return the time of publication, or the time when the item was first seen."""
    return datetime.fromisoformat(item.published or item.seen).astimezone(UTC)
