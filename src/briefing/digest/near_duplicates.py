"""Find near-duplicates: articles that tell the same story, now or in an earlier episode.

Two articles are compared by shingles, the hashes of their runs of four words. Containment finds the short
version of a story inside the long one, where resemblance would not (Broder, 'On the resemblance and
containment of documents', 1997).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from briefing.digest.choice import Candidate, score_of
from briefing.digest.sources import DigestContext
from briefing.fetch import address_key
from briefing.model import Article, Quotation
from briefing.storage import Item, PublishedArticle

WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 4
_MIN_CONTAINMENT = (
    0.5  # two reports of one wire story share most runs; two reports that quote one speech, a fifth
)
_MIN_SHINGLES = 12  # fewer shingles prove nothing
_UPDATE_SHARE = 0.2
_UPDATE_SHINGLES = 40


@dataclass(frozen=True, slots=True)
class ReadStory:
    """A read article, the items that named it, and the weight of the best source among them.

    `note` says why the text is the source's own; '' for the page's text.
    """

    article: Article
    quotations: tuple[Quotation, ...]
    items: tuple[Item, ...]
    shingles: tuple[int, ...]
    weight: int
    note: str = ""


def shingles_from(article: Article) -> tuple[int, ...]:
    """Return the sorted hashes of the article's runs of words; of characters in scripts without spaces."""
    text = " ".join(block.text for block in article.blocks).casefold()
    words = WORD.findall(text)
    if sum(map(len, words)) > 20 * len(words):
        words = [character for word in words for character in word]
    runs = (
        " ".join(words[at : at + _SHINGLE_WORDS]) for at in range(max(1, len(words) - _SHINGLE_WORDS + 1))
    )
    return tuple(sorted({crc32(run.encode()) for run in runs}))


def is_near_duplicate(one: Iterable[int], other: Iterable[int]) -> bool:
    """Return True if most shingles of the shorter article are in the longer one."""
    mine, theirs = set(one), set(other)
    shorter = min(len(mine), len(theirs))
    if shorter < _MIN_SHINGLES:
        return mine == theirs
    return len(mine & theirs) >= _MIN_CONTAINMENT * shorter


def is_update(now: Iterable[int], before: Iterable[int]) -> bool:
    """Return True if an article has enough new text to be published again as an update."""
    mine = set(now)
    fresh = len(mine - set(before))
    return fresh >= _UPDATE_SHINGLES and fresh >= _UPDATE_SHARE * len(mine)


def deduplicate(read: Sequence[ReadStory], context: DigestContext) -> tuple[Candidate, ...]:
    """Return one candidate for each group of near-duplicates, without those published before."""
    published = _published_candidates(read, context.library.published_articles())
    best_first = sorted(read, key=lambda one: (-one.weight, -len(one.shingles), one.items[0].url))
    groups: list[list[ReadStory]] = []
    for one in best_first:
        twin_group = next((group for group in groups if _is_duplicate(one, group[0])), None)
        if twin_group is None:
            groups.append([one])
        else:
            twin_group.append(one)
    candidate = []
    for group in groups:
        story = _candidate_from(group, published, context)
        if story is not None:
            candidate.append(story)
    return tuple(candidate)


def _published_candidates(
    read: Sequence[ReadStory], published: Sequence[PublishedArticle]
) -> list[PublishedArticle]:
    """Return the published articles that may match: only these are compared exactly."""
    stories = {story for one in read for story in (_story_key(one), one.items[0].story)}
    runs = {run for one in read for run in one.shingles}
    return [
        old
        for old in published
        if old.story in stories
        or len(old.shingles) < _MIN_SHINGLES
        or len(runs.intersection(old.shingles)) >= _MIN_SHINGLES
    ]


def _candidate_from(
    group: Sequence[ReadStory], published: Sequence[PublishedArticle], context: DigestContext
) -> Candidate | None:
    best = group[0]
    items = tuple(item for one in group for item in one.items)
    before = next((old for old in published if _matches_published(best, old)), None)
    update = before is not None and is_update(best.shingles, before.shingles)
    if before is not None and not update:
        context.library.drop_items(items, f"told before: {before.title}")
        return None
    carriers = len({item.source for item in items})
    score = max(score_of(item, best.weight, carriers, context.now) for item in items)
    return Candidate(
        best.article, best.quotations, _story_key(best), best.shingles, items, score, update, best.note
    )


def _story_key(one: ReadStory) -> str:
    """Return the key of the canonical URL, or that of the first item if the page names none."""
    return address_key(one.article.url) if one.article.url else one.items[0].story


def _is_duplicate(one: ReadStory, other: ReadStory) -> bool:
    return _story_key(one) == _story_key(other) or is_near_duplicate(one.shingles, other.shingles)


def _matches_published(one: ReadStory, old: PublishedArticle) -> bool:
    return old.story in (_story_key(one), one.items[0].story) or is_near_duplicate(one.shingles, old.shingles)
