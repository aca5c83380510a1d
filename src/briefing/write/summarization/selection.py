"""The duration of a script, and the selection of paragraphs for a time budget.

Each story gets a share of the budget by its rank. Within a story the most salient paragraphs are added first:
those that add most to the paragraphs that are kept. Then single paragraphs are exchanged to come closer to
the budget.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType

from briefing.model import Article, Heading, Script, Section, Segment, Story
from briefing.text import primary_tag
from briefing.write.summarization.dependencies import Dependencies, block_dependencies, dependency_words

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A year: '2012'. An old one marks background.
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_STEM_LETTERS = 6
_NAME_WEIGHT = 1.5
_TOPIC_WEIGHT = 2.0
_REPETITION_DECAY = 0.3  # what a word is still worth once it was told
_NEW_SPEAKER_GAIN = 5.0
_SAME_SPEAKER_GAIN = 1.5
_BACKGROUND_WEIGHT = 0.6
_LAST_POSITION_WEIGHT = (
    0.4  # what the last paragraph's words are worth beside the first's: the inverted pyramid
)
_NOTHING_MEASURED: Mapping[str, int] = MappingProxyType({})

# So near to the budget is near enough.
_NEAR_PART = 100
# Longer pieces are worth more words; a little less than their length, so that short ones have a chance.
_COST_POWER = 0.9

# The first story's part beside the second's, the third's: 1, 0.76, 0.64 ...
_RANK_POWER = 0.4

KeptBlocks = tuple[tuple[int, ...], ...]


class ParagraphSalience:
    """Computes how much the blocks of one story add to the blocks that are kept."""

    def __init__(self, story: Story, language: str) -> None:
        self._lists = dependency_words(language)
        self._blocks = story.article.blocks
        self._published = story.article.published[:4]
        self._terms = [self._terms_of(block.text) for block in self._blocks]
        self._topic = self._terms_of(story.article.title) | (self._terms[0] if self._terms else set())
        self._spread = Counter(term for terms in self._terms for term in terms)
        self._speakers = [self._speakers_in(story, number) for number in range(len(self._blocks))]

    def marginal_gain(self, added: Sequence[int], kept: Set[int]) -> float:
        """Return what these blocks, in this order, add to the blocks that are kept."""
        mentioned = Counter(term for number in kept for term in self._terms[number])
        quoted = Counter(speaker for number in kept for speaker in self._speakers[number])
        total = 0.0
        for number in added:
            total += self._block_gain(number, mentioned, quoted)
            mentioned.update(self._terms[number])
            quoted.update(self._speakers[number])
        return total

    def _block_gain(self, number: int, mentioned: Counter[str], quoted: Counter[str]) -> float:
        if isinstance(self._blocks[number], Heading):
            return 0.0
        words = sum(self._weight(term) * _REPETITION_DECAY ** mentioned[term] for term in self._terms[number])
        voices = sum(
            _NEW_SPEAKER_GAIN if not quoted[speaker] else _SAME_SPEAKER_GAIN / quoted[speaker]
            for speaker in self._speakers[number]
        )
        place = 1 - (1 - _LAST_POSITION_WEIGHT) * number / max(len(self._blocks) - 1, 1)
        old = _BACKGROUND_WEIGHT if self._is_background(number) else 1.0
        return (words * old + voices) * place

    def _weight(self, term: str) -> float:
        name = _NAME_WEIGHT if term[:1].isupper() or term[:1].isdigit() else 1.0
        topic = _TOPIC_WEIGHT if term in self._topic else 1.0
        return float(name * topic * self._spread[term] ** 0.5)

    def _terms_of(self, text: str) -> set[str]:
        words = _WORD.findall(text)
        return {
            word[:_STEM_LETTERS]
            for word in words
            if (len(word) > 3 and word.lower() not in self._lists["stop_words"]) or word[0].isdigit()
        }

    def _is_background(self, number: int) -> bool:
        text = self._blocks[number].text
        old_years = [year for year in _YEAR.findall(text) if self._published and year < self._published]
        return bool(old_years) or any(phrase in text.lower() for phrase in self._lists["background_phrases"])

    @staticmethod
    def _speakers_in(story: Story, number: int) -> tuple[str, ...]:
        found = (
            quotation.speaker.id
            for quotation in story.quotations
            if quotation.speaker
            and quotation.kind in ("speech", "written")
            and any(span.block == number for span in quotation.spans)
        )
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Length:
    """The wanted length of a programme, and what an estimate of its duration needs.

    Attributes:
        seconds: The duration of the whole programme.
        overhead_ms: What the mix adds in milliseconds: silence at both ends, chimes.
        letters_per_minute: The pace of an average voice, with spaces and punctuation; 950 is about 160 words.
        measured_ms: The measured duration of a spoken form (`say`) in milliseconds, used instead of the pace.
    """

    seconds: int
    overhead_ms: int = 1000
    letters_per_minute: int = 950
    measured_ms: Mapping[str, int] = field(default_factory=lambda: _NOTHING_MEASURED)

    @property
    def budget_ms(self) -> int:
        """Return the milliseconds that are left for words and pauses."""
        return self.seconds * 1000 - self.overhead_ms


def script_ms(script: Script, length: Length) -> int:
    """Estimate how long a script's segments and pauses last.

    Args:
        script: A script with spoken forms and pauses.
        length: The pace, and durations that were measured.

    Returns:
        Milliseconds, without what the mix adds.
    """
    return sum(section_ms(section, length) for section in script.sections)


def section_ms(section: Section, length: Length) -> int:
    """Estimate how many milliseconds a section and the pause after it last."""
    played = section.insert.duration_ms + section.insert.pause_ms if section.insert else 0
    return sum(segment_ms(segment, length) for segment in section.segments) + played


def segment_ms(segment: Segment, length: Length) -> int:
    """Estimate how many milliseconds a segment and the pause after it last."""
    measured = length.measured_ms.get(segment.say)
    spoken = len(segment.say) * 60_000 // length.letters_per_minute if measured is None else measured
    return spoken + segment.pause_ms


@dataclass(frozen=True, slots=True)
class Candidates:
    """A story's blocks: their cost in milliseconds, their dependencies, and the blocks that are always kept.

    A heading is kept only with a block below it.
    """

    costs_ms: tuple[int, ...]
    dependencies: Dependencies
    required: frozenset[int]
    headings: frozenset[int]
    salience: ParagraphSalience

    def cost(self, blocks: Set[int]) -> int:
        """Return the cost of these blocks together, in milliseconds."""
        return sum(self.costs_ms[block] for block in blocks)


def select(candidates: Candidates, budget_ms: int) -> frozenset[int]:
    """Return the blocks to keep: at least the required ones, whatever the budget."""
    kept = candidates.required
    while added := _best_addition(candidates, kept, budget_ms - candidates.cost(kept)):
        kept |= added
    return _exchange_to_fit(candidates, kept, budget_ms)


def _additions(candidates: Candidates, kept: Set[int]) -> list[frozenset[int]]:
    dependencies = dict.fromkeys(
        candidates.dependencies[block] - kept for block in range(len(candidates.dependencies))
    )
    return [added for added in dependencies if candidates.cost(added) and not added <= candidates.headings]


def _best_addition(candidates: Candidates, kept: frozenset[int], left_ms: int) -> frozenset[int]:
    fitting = [added for added in _additions(candidates, kept) if candidates.cost(added) <= left_ms]
    return max(fitting, key=lambda added: _density(candidates, added, kept), default=frozenset())


def _density(candidates: Candidates, added: frozenset[int], kept: Set[int]) -> float:
    return float(
        candidates.salience.marginal_gain(sorted(added), kept) / candidates.cost(added) ** _COST_POWER
    )


def _exchange_to_fit(candidates: Candidates, kept: frozenset[int], budget_ms: int) -> frozenset[int]:
    """Add, remove or exchange one group of blocks if that comes nearer to the budget."""

    def deviation_ms(choice: frozenset[int]) -> int:
        return abs(budget_ms - candidates.cost(choice))

    near_ms = budget_ms // _NEAR_PART
    if deviation_ms(kept) <= near_ms:
        return kept
    choices = [kept, *_exchanges(candidates, kept)]
    near = [choice for choice in choices if deviation_ms(choice) <= near_ms]
    if near:
        return max(near, key=lambda choice: candidates.salience.marginal_gain(sorted(choice), frozenset()))
    return min(choices, key=deviation_ms)


def _exchanges(candidates: Candidates, kept: frozenset[int]) -> list[frozenset[int]]:
    removals: Sequence[frozenset[int]] = [frozenset(), *_removals(candidates, kept)]
    additions = [frozenset[int](), *_additions(candidates, kept)]
    return [
        (kept - less) | more
        for less, more in product(removals, additions)
        if not less & _all_dependencies(candidates, more)
    ]


def _all_dependencies(candidates: Candidates, blocks: Set[int]) -> frozenset[int]:
    return frozenset().union(*(candidates.dependencies[block] for block in blocks))


def _removals(candidates: Candidates, kept: frozenset[int]) -> list[frozenset[int]]:
    """Return each block that can be removed, with the blocks that depend on it and headings left empty."""
    dependents = (frozenset(b for b in kept if block in candidates.dependencies[b]) for block in sorted(kept))
    return [
        going | _empty_headings(candidates, kept - going)
        for going in dict.fromkeys(dependents)
        if not going & candidates.required
    ]


def _empty_headings(candidates: Candidates, kept: Set[int]) -> frozenset[int]:
    headed = _all_dependencies(candidates, kept - candidates.headings)
    return candidates.headings & kept - headed


def select_blocks(stories: Sequence[Story], everything: Script, length: Length, budget_ms: int) -> KeptBlocks:
    """Return the blocks to keep of each story, so that the programme lasts `budget_ms`.

    Args:
        stories: The stories, in the order of the programme.
        everything: The script of all blocks of the same stories; the costs are taken from it.
        length: How long the programme may be.
        budget_ms: The same in milliseconds.
    """
    sections = [section for section in everything.sections if section.role == "story"]
    pools = [_candidates(*pair, everything.language, length) for pair in zip(sections, stories, strict=True)]
    whole = script_ms(everything, length)
    fixed = whole - sum(sum(candidates.costs_ms) for candidates in pools)
    kept = _allocate_budget(pools, budget_ms - fixed)
    return tuple(_without_empty_headings(*pair) for pair in zip(stories, kept, strict=True))


def _without_empty_headings(story: Story, kept: Sequence[int]) -> tuple[int, ...]:
    """Remove the headings under which no block is kept."""
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
    dependencies = block_dependencies(story, own)
    return Candidates(
        costs,
        dependencies,
        dependencies[story.new_blocks[0]] if story.new_blocks else _required_blocks(story.article),
        headings,
        ParagraphSalience(story, own),
    )


def _required_blocks(article: Article) -> frozenset[int]:
    """Return the block of the lede."""
    lede = next((n for n, block in enumerate(article.blocks) if not isinstance(block, Heading)), None)
    return frozenset() if lede is None else frozenset({lede})


def _costs(section: Section, blocks: int, length: Length) -> tuple[int, ...]:
    """Return the cost of each block; a fixed phrase counts to the words that it introduces."""
    costs = [0] * blocks
    owed = 0
    for segment in section.segments:
        if segment.spans:
            costs[segment.spans[0].block] += owed + segment_ms(segment, length)
            owed = 0
        elif getattr(segment, "role", "") == "introduction":
            owed += segment_ms(segment, length)
    return tuple(costs)


def _allocate_budget(pools: Sequence[Candidates], budget_ms: int) -> KeptBlocks:
    """Choose blocks story by story; what a story does not use goes to the stories after it."""
    kept: list[tuple[int, ...]] = []
    left = budget_ms
    for number, candidates in enumerate(pools):
        weights = [(rank + 1) ** -_RANK_POWER for rank in range(number, len(pools))]
        rest = [sum(later.costs_ms) for later in pools[number + 1 :]]
        share = max(int(left * weights[0] / sum(weights)), left - sum(rest))
        chosen = select(candidates, share)
        kept.append(tuple(sorted(chosen)))
        left -= candidates.cost(chosen)
    return tuple(kept)
