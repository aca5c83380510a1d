"""The choice among measured candidates: the cast whose two most similar voices differ most."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from tools.espeak_candidates import Measured

from briefing.cast.voice_pools import CLOSE_SEMITONES, LEVEL_SEMITONES, semitones_between

POOLS = ("women", "men", "neutral")
SIZES = {"women": 6, "men": 6, "neutral": 3}
HERTZ = {"women": (164, 275), "men": (65, 128), "neutral": (131, 165)}
SEMITONES_OF_A_STEP = 2.0  # two voices a step apart are told apart by pitch alone
STEPS_AT_MOST = 2.0  # an octave is no easier to tell than a third
COSINE_OF_A_STEP = 0.06  # 1 - cosine of two voices that differ as two pitches a step apart do
TIMBRE_OF_A_STEP = 40.0  # Euclidean, over 12 mean coefficients
ACCENT_STEPS = 0.4
SAME_PITCH_COSINE = 0.85  # voices of one pitch must be less alike than this
RESTARTS = 60


@dataclass(frozen=True, slots=True)
class Rules:
    """What a cast's voices may be."""

    accents: tuple[str, ...]
    worst_wer: float
    least_mos: float = 1.7
    worst_cosine: float = 1.0


def pool_of(found: Measured, genders: dict[str, str]) -> str:
    """'women', 'men' or 'neutral', by the variant's gender and the measured pitch; '' for none of them."""
    gender = genders.get(found.candidate.variant, "")
    fits = [pool for pool in POOLS if HERTZ[pool][0] <= found.hertz <= HERTZ[pool][1]]
    if not fits or (gender == "female" and fits[0] == "men"):
        return ""
    return "" if gender != "female" and fits[0] == "women" else fits[0]


def distances(voices: Sequence[Measured]) -> Any:
    """How far each voice is from each other one, in steps; 0 where the cast would call them too close."""
    return np.array([[_distance(one, other) for other in voices] for one in voices])


def cosine(one: Measured, other: Measured) -> float:
    """How alike two voices are to a speaker recognizer, 1 for the same."""
    return float(np.dot(one.embedding, other.embedding))


def _distance(one: Measured, other: Measured) -> float:
    semitones = semitones_between(one.hertz, other.hertz)
    same_accent = one.candidate.accent == other.candidate.accent
    limit = CLOSE_SEMITONES if one.candidate.variant == other.candidate.variant else LEVEL_SEMITONES
    if same_accent and semitones < limit and cosine(one, other) >= SAME_PITCH_COSINE:
        return 0.0
    return (
        min(semitones / SEMITONES_OF_A_STEP, STEPS_AT_MOST)
        + (1 - cosine(one, other)) / COSINE_OF_A_STEP
        + float(np.linalg.norm(np.subtract(one.timbre, other.timbre))) / TIMBRE_OF_A_STEP
        + ACCENT_STEPS * (not same_accent)
    )


def choose(
    narrator: Measured, found: Sequence[Measured], genders: dict[str, str]
) -> dict[str, list[Measured]]:
    """Six women, six men and three neutral voices, in each pool the most unlike first.

    A local search from many random beginnings swaps one voice at a time while that raises the smallest
    distance between two voices of the cast, or then the mean distance to the nearest.
    """
    voices = [narrator, *(each for each in found if pool_of(each, genders))]
    pools = ["narrator", *(pool_of(each, genders) for each in voices[1:])]
    apart = distances(voices)
    dice = random.Random(1)  # noqa: S311  # a search, repeatable
    best = max(
        (_climbed(_beginning(pools, dice), pools, apart, dice) for _ in range(RESTARTS)),
        key=lambda c: _worth(c, apart),
    )
    ordered = list(_most_unlike_first(best, apart))
    return {pool: [voices[i] for i in ordered if pools[i] == pool] for pool in POOLS}


def _beginning(pools: list[str], dice: random.Random) -> list[int]:
    members = {pool: [i for i, each in enumerate(pools) if each == pool] for pool in POOLS}
    return [0, *(i for pool in POOLS for i in dice.sample(members[pool], SIZES[pool]))]


def _climbed(cast: list[int], pools: list[str], apart: Any, dice: random.Random) -> list[int]:
    worth, improved = _worth(cast, apart), True
    while improved:
        improved = False
        for changed in _swaps(cast, pools, dice):
            if (better := _worth(changed, apart)) > worth:
                cast, worth, improved = changed, better, True
                break
    return cast


def _swaps(cast: list[int], pools: list[str], dice: random.Random) -> Iterator[list[int]]:
    swaps = [
        (place, other)
        for place in range(1, len(cast))
        for other in range(1, len(pools))
        if pools[other] == pools[cast[place]] and other not in cast
    ]
    dice.shuffle(swaps)
    for place, other in swaps:
        yield [*cast[:place], other, *cast[place + 1 :]]


def _worth(cast: list[int], apart: Any) -> tuple[float, float]:
    between = apart[np.ix_(cast, cast)] + np.diag([np.inf] * len(cast))
    nearest = between.min(axis=1)
    return round(float(nearest.min()), 6), round(float(nearest.mean()), 6)


def _most_unlike_first(cast: list[int], apart: Any) -> Iterator[int]:
    """From the narrator on, always the voice that is farthest from all before it."""
    heard, left = [0], [i for i in cast if i]
    while left:
        farthest = max(left, key=lambda i: min(apart[i][j] for j in heard))
        heard.append(farthest)
        left.remove(farthest)
        yield farthest
