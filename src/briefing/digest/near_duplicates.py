"""Find near-duplicates: articles that tell the same story, now or in an earlier episode.

Two articles are compared by shingles, the hashes of their runs of four words. Containment finds the short
version of a story inside the long one, where resemblance would not (Broder, 'On the resemblance and
containment of documents', 1997).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zlib import crc32

from briefing.digest.choice import Candidate, Turn, score_of
from briefing.fetch import address_key
from briefing.model import Article, Block, Heading, Story
from briefing.storage import Item, PublishedArticle

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 4
# two reports of one wire story share most runs; two reports that quote one speech, a fifth
_MIN_CONTAINMENT = 0.5
_MIN_CONTAINMENT_OF_ONE_ADDRESS = 0.25  # pages that name one canonical URL: a series, a home page, or a story
_MIN_SHINGLES = 12  # fewer shingles prove nothing
_UPDATE_WORDS = 40
_UPDATE_SHARE = 0.2
_NEW_BLOCK_SHARE = 0.6  # of a block's runs that were not told


@dataclass(frozen=True, slots=True)
class ReadStory:
    """A story that was read, with the turn that gave it and the weight of its best source.

    `note` says why the text is the source's own; '' for the page's text.
    """

    story: Story
    turn: Turn
    rank: int
    shingles: tuple[int, ...]
    weight: int
    note: str = ""

    @property
    def article(self) -> Article:
        """The article."""
        return self.story.article

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item that names it."""
        return self.turn.offer.items


@dataclass(frozen=True, slots=True)
class Distinct:
    """The stories without near-duplicates: those that may be told, and those that were told before.

    Attributes:
        candidates: One for each group of near-duplicates.
        told: Stories that an earlier episode told, with its title of the story.
    """

    candidates: tuple[Candidate, ...]
    told: tuple[tuple[ReadStory, str], ...]


def shingles_from(article: Article) -> tuple[int, ...]:
    """Return the sorted hashes of the article's runs of words; of characters in scripts without spaces."""
    return shingles_of_text(" ".join(block.text for block in article.blocks))


def shingles_of_text(text: str) -> tuple[int, ...]:
    """Return the sorted hashes of a text's runs of words."""
    words = _WORD.findall(text.casefold())
    if sum(map(len, words)) > 20 * len(words):
        words = [character for word in words for character in word]
    runs = (
        " ".join(words[at : at + _SHINGLE_WORDS]) for at in range(max(1, len(words) - _SHINGLE_WORDS + 1))
    )
    return tuple(sorted({crc32(run.encode()) for run in runs}))


def is_near_duplicate(one: Iterable[int], other: Iterable[int], share: float = _MIN_CONTAINMENT) -> bool:
    """Return True if this share of the shorter article's shingles are in the longer one."""
    mine, theirs = set(one), set(other)
    shorter = min(len(mine), len(theirs))
    if shorter < _MIN_SHINGLES:
        return mine == theirs
    return len(mine & theirs) >= share * shorter


def new_blocks(article: Article, before: Iterable[int], least_share: float = 0.0) -> tuple[int, ...]:
    """Return the numbers of the blocks whose words were not told before; none if they are too few to tell.

    A correction or a new time of day makes no update; a new paragraph does, wherever it stands.

    Args:
        article: The article as it is now.
        before: The shingles of the article that was told.
        least_share: The share of the article's words that must be new.
    """
    told = set(before)
    fresh = [number for number, block in enumerate(article.blocks) if _is_new(block, told)]
    words = [len(_WORD.findall(block.text)) for block in article.blocks]
    least = max(_UPDATE_WORDS, least_share * sum(words))
    return tuple(fresh) if sum(words[number] for number in fresh) >= least else ()


def _is_new(block: Block, told: set[int]) -> bool:
    """Return True if most runs of a paragraph were not told; fewer words than a run prove nothing."""
    if isinstance(block, Heading) or len(_WORD.findall(block.text)) < _SHINGLE_WORDS:
        return False
    runs = shingles_of_text(block.text)
    return sum(run not in told for run in runs) >= _NEW_BLOCK_SHARE * len(runs)


def deduplicate(read: Sequence[ReadStory], published: Sequence[PublishedArticle], now: datetime) -> Distinct:
    """Return one candidate for each group of near-duplicates, without those that were published before."""
    before = _similar_articles(read, published)
    best_first = sorted(read, key=lambda one: (-one.weight, -len(one.shingles), one.items[0].url))
    groups: list[list[ReadStory]] = []
    for one in best_first:
        twin_group = next((group for group in groups if _is_same_story(one, group[0])), None)
        if twin_group is None:
            groups.append([one])
        else:
            twin_group.append(one)
    shared = _shared_addresses([group[0] for group in groups], before)
    candidates: list[Candidate] = []
    told: list[tuple[ReadStory, str]] = []
    for group in groups:
        old = next((old for old in before if _was_published(group[0], old)), None)
        fresh = _update_of(group[0], old) if old is not None else ()
        if old is None or fresh:
            was_whole = old is not None and not old.is_brief
            candidate = _candidate(group, fresh if was_whole else (), now)
            candidate = replace(candidate, update=bool(fresh))
            candidates.append(replace(candidate, article=_with_own_address(group[0], shared)))
        else:
            told += [(one, old.title) for one in group]
    return Distinct(tuple(candidates), tuple(told))


def _similar_articles(
    read: Sequence[ReadStory], published: Sequence[PublishedArticle]
) -> list[PublishedArticle]:
    """Return the published articles that may match: only these are compared exactly."""
    stories = {story for one in read for story in (_canonical_key(one), one.items[0].story)}
    runs = {run for one in read for run in one.shingles}
    return [
        old
        for old in published
        if old.story in stories
        or len(old.shingles) < _MIN_SHINGLES
        or len(runs.intersection(old.shingles)) >= _MIN_SHINGLES
    ]


def _shared_addresses(stories: Sequence[ReadStory], before: Sequence[PublishedArticle]) -> set[str]:
    """Return the canonical URLs, as keys, that several stories name: a series, a section, the home page."""
    named = Counter(_canonical_key(one) for one in stories)
    published = {address_key(old.url) for old in before} - {one.items[0].story for one in stories}
    return {key for key, count in named.items() if count > 1 or key in published}


def _with_own_address(one: ReadStory, shared: set[str]) -> Article:
    """Return the article with the link of its item instead of a canonical URL that is not its own."""
    key, link = _canonical_key(one), one.items[0].url
    has_path = "/" in key or "?" in key
    if (has_path and key not in shared) or not link.startswith(("http://", "https://")):
        return one.article
    return replace(one.article, url=link)


def _update_of(one: ReadStory, old: PublishedArticle) -> tuple[int, ...]:
    """Return what is new; another source's version of a story that was told must have more of it."""
    is_same_page = one.items[0].story == old.story
    return new_blocks(one.article, old.shingles, 0.0 if is_same_page else _UPDATE_SHARE)


def _candidate(group: Sequence[ReadStory], fresh: tuple[int, ...], now: datetime) -> Candidate:
    best, first = group[0], min(group, key=lambda one: one.rank)
    items = tuple({(item.source, item.key): item for one in group for item in one.items}.values())
    carriers = len({item.source for item in items})
    return Candidate(
        best.article,
        best.story.quotations,
        best.items[0].story,
        best.shingles,
        items,
        max(score_of(item, best.weight, carriers, now) for item in items),
        first.turn,
        first.rank,
        best.items[0].source,
        new_blocks=fresh,
        note=best.note,
    )


def _canonical_key(one: ReadStory) -> str:
    """Return the key of the page's canonical URL, '' if it names none."""
    url = one.article.url
    return address_key(url) if url.startswith(("http://", "https://")) else url  # else its own, as of a mail


def _is_same_story(one: ReadStory, other: ReadStory) -> bool:
    if one.items[0].story == other.items[0].story:
        return True
    same_address = _canonical_key(one) in {_canonical_key(other)} - {""}
    return is_near_duplicate(one.shingles, other.shingles, _share(same_address))


def _was_published(one: ReadStory, old: PublishedArticle) -> bool:
    if old.story == one.items[0].story:
        return True
    same_address = _canonical_key(one) in {old.story, address_key(old.url)} - {""}
    return is_near_duplicate(one.shingles, old.shingles, _share(same_address))


def _share(same_address: bool) -> float:
    """Return how much of their words two stories must share.

    A common canonical URL alone proves nothing: many sites name their home page or a series.
    """
    return _MIN_CONTAINMENT_OF_ONE_ADDRESS if same_address else _MIN_CONTAINMENT
