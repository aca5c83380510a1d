"""One story's blocks for a budget: the worthiest first, then exchanged until the length is right."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import product

from briefing.write.fitting.leaning import Needs
from briefing.write.fitting.weighing import Worth

# So near to the budget is near enough.
_NEAR_PART = 100
# Longer pieces are worth more words; a little less than their length, so that short ones have a chance.
_COST_POWER = 0.9


@dataclass(frozen=True, slots=True)
class Candidates:
    """A story's blocks: what each costs in milliseconds, what it needs, and which stand in any case.

    A heading is told only with something below it.
    """

    costs_ms: tuple[int, ...]
    needs: Needs
    standing: frozenset[int]
    headings: frozenset[int]
    worth: Worth

    def cost(self, blocks: Set[int]) -> int:
        """What these blocks cost together."""
        return sum(self.costs_ms[block] for block in blocks)


def choose(candidates: Candidates, budget_ms: int) -> frozenset[int]:
    """The blocks to keep; at least those that stand, whatever the budget."""
    kept = candidates.standing
    while added := _best_addition(candidates, kept, budget_ms - candidates.cost(kept)):
        kept |= added
    return _fitted(candidates, kept, budget_ms)


def _additions(candidates: Candidates, kept: Set[int]) -> list[frozenset[int]]:
    needs = dict.fromkeys(candidates.needs[block] - kept for block in range(len(candidates.needs)))
    return [added for added in needs if candidates.cost(added) and not added <= candidates.headings]


def _best_addition(candidates: Candidates, kept: frozenset[int], room_ms: int) -> frozenset[int]:
    fitting = [added for added in _additions(candidates, kept) if candidates.cost(added) <= room_ms]
    return max(fitting, key=lambda added: _density(candidates, added, kept), default=frozenset())


def _density(candidates: Candidates, added: frozenset[int], kept: Set[int]) -> float:
    return float(candidates.worth.gain(sorted(added), kept) / candidates.cost(added) ** _COST_POWER)


def _fitted(candidates: Candidates, kept: frozenset[int], budget_ms: int) -> frozenset[int]:
    """The same, with one piece more, one less, or one exchanged, if that comes nearer to the budget."""

    def off(choice: frozenset[int]) -> int:
        return abs(budget_ms - candidates.cost(choice))

    near_ms = budget_ms // _NEAR_PART
    if off(kept) <= near_ms:
        return kept
    choices = [kept, *_exchanges(candidates, kept)]
    near = [choice for choice in choices if off(choice) <= near_ms]
    if near:
        return max(near, key=lambda choice: candidates.worth.gain(sorted(choice), frozenset()))
    return min(choices, key=off)


def _exchanges(candidates: Candidates, kept: frozenset[int]) -> list[frozenset[int]]:
    removals: Sequence[frozenset[int]] = [frozenset(), *_removals(candidates, kept)]
    additions = [frozenset[int](), *_additions(candidates, kept)]
    return [
        (kept - less) | more
        for less, more in product(removals, additions)
        if not less & _all_needs(candidates, more)
    ]


def _all_needs(candidates: Candidates, blocks: Set[int]) -> frozenset[int]:
    return frozenset().union(*(candidates.needs[block] for block in blocks))


def _removals(candidates: Candidates, kept: frozenset[int]) -> list[frozenset[int]]:
    """Each block that may go, with all the kept blocks that lean on it, and a heading left with nothing."""
    leaning = (frozenset(b for b in kept if block in candidates.needs[b]) for block in sorted(kept))
    return [
        going | _bare_headings(candidates, kept - going)
        for going in dict.fromkeys(leaning)
        if not going & candidates.standing
    ]


def _bare_headings(candidates: Candidates, kept: Set[int]) -> frozenset[int]:
    headed = _all_needs(candidates, kept - candidates.headings)
    return candidates.headings & kept - headed
