"""Which blocks of each story a programme keeps: every story its share by rank."""

from collections.abc import Sequence

from briefing.model import Article, Heading, Script, Section, Story
from briefing.text import primary_tag
from briefing.write.fitting.choosing import Candidates, choose
from briefing.write.fitting.leaning import what_blocks_need
from briefing.write.fitting.length import Length, segment_ms
from briefing.write.fitting.weighing import Worth

# The first story's part beside the second's, the third's: 1, 0.76, 0.64 ...
_RANK_POWER = 0.4

Kept = tuple[tuple[int, ...], ...]


def choose_blocks(stories: Sequence[Story], everything: Script, length: Length, budget_ms: int) -> Kept:
    """For each story the blocks to keep, so that the programme lasts `budget_ms`.

    `everything` is the script of the same stories with nothing left out, from which the costs are taken.
    """
    sections = [section for section in everything.sections if section.role == "story"]
    told = [_candidates(*pair, everything.language, length) for pair in zip(sections, stories, strict=True)]
    whole = sum(segment_ms(s, length) for section in everything.sections for s in section.segments)
    fixed = whole - sum(sum(candidates.costs_ms) for candidates in told)
    kept = _by_share(told, budget_ms - fixed)
    return tuple(_without_bare_headings(*pair) for pair in zip(stories, kept, strict=True))


def _without_bare_headings(story: Story, kept: Sequence[int]) -> tuple[int, ...]:
    """A heading goes when nothing below it stays."""
    blocks = story.article.blocks
    following = [*kept[1:], len(blocks)]
    return tuple(
        number
        for number, below in zip(kept, following, strict=False)
        if not isinstance(blocks[number], Heading)
        or (below < len(blocks) and not isinstance(blocks[below], Heading))
    )


def _candidates(section: Section, story: Story, language: str, length: Length) -> Candidates:
    own = primary_tag(story.article.language or language)
    costs = _costs(section, len(story.article.blocks), length)
    headings = frozenset(n for n, block in enumerate(story.article.blocks) if isinstance(block, Heading))
    return Candidates(
        costs, what_blocks_need(story, own), _standing(story.article), headings, Worth(story, own)
    )


def _standing(article: Article) -> frozenset[int]:
    """The lede's block."""
    lede = next((n for n, block in enumerate(article.blocks) if not isinstance(block, Heading)), None)
    return frozenset() if lede is None else frozenset({lede})


def _costs(section: Section, blocks: int, length: Length) -> tuple[int, ...]:
    """What each block costs; a phrase of ours belongs to the words that it introduces."""
    costs = [0] * blocks
    owed = 0
    for segment in section.segments:
        if segment.spans:
            costs[segment.spans[0].block] += owed + segment_ms(segment, length)
            owed = 0
        elif getattr(segment, "role", "") == "introduction":
            owed += segment_ms(segment, length)
    return tuple(costs)


def _by_share(told: Sequence[Candidates], budget_ms: int) -> Kept:
    """Rank by rank; what a story leaves goes to the rest."""
    kept: list[tuple[int, ...]] = []
    left = budget_ms
    for number, candidates in enumerate(told):
        weights = [(rank + 1) ** -_RANK_POWER for rank in range(number, len(told))]
        rest = [sum(later.costs_ms) for later in told[number + 1 :]]
        share = max(int(left * weights[0] / sum(weights)), left - sum(rest))
        chosen = choose(candidates, share)
        kept.append(tuple(sorted(chosen)))
        left -= candidates.cost(chosen)
    return tuple(kept)
