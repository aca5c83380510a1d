"""The choice of a voice for each part: what was decided before first, then the most quoted first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.cast.keys import speaker_key
from briefing.cast.parts import Part
from briefing.cast.pool import by_preference, tiers, voice_named
from briefing.cast.sound import is_close, sound_of
from briefing.model import Voice

_TURN = {"organisation": 1, "group": 1, "female": 2, "male": 2, "unknown": 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """A part's voice and why; `note` is a sentence for the user, '' when there is nothing to say."""

    part: Part
    voice: Voice
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was decided before this script: pairs of a folded speaker and a voice's id.

    Directions (what an editor wrote at a line) win over pins, pins over memory. Memory alone yields to a
    neighbour who is quoted more and remembered with the same voice.
    """

    directed: Mapping[str, str]
    pinned: Mapping[str, str]
    remembered: Mapping[str, str]


def choose_voices(parts: Sequence[Part], wishes: Wishes) -> tuple[Choice, ...]:
    """A voice for every part."""
    chosen: list[Choice] = []
    for part in sorted(parts, key=lambda part: _turn(part, wishes)):
        neighbours = [choice for choice in chosen if choice.part.meets(part)]
        chosen.append(
            _wished(part, wishes, neighbours) or _free(part, neighbours) or _shared(part, neighbours)
        )
    return tuple(chosen)


def _turn(part: Part, wishes: Wishes) -> tuple[int, int, int, int, str]:
    """Who chooses first: the decided, then groups (their pool is small), then the rest by prominence."""
    decided = (wishes.directed, wishes.pinned, wishes.remembered)
    rank = next((place for place, wish in enumerate(decided) if part.key and part.key in wish), len(decided))
    named = _TURN[part.gender] if part.key else 4
    return (rank, named, -len(part.places), -part.words, part.key)


def _wished(part: Part, wishes: Wishes, neighbours: Sequence[Choice]) -> Choice | None:
    sources = ((wishes.directed, "directed"), (wishes.pinned, "pinned"), (wishes.remembered, "remembered"))
    for wish, reason in sources:
        voice = voice_named(part.cast, wish.get(part.key, "")) if part.key else None
        if voice is None:
            continue
        if reason == "remembered" and _is_taken(voice, neighbours):
            continue
        return Choice(part, voice, reason)
    return None


def _free(part: Part, neighbours: Sequence[Choice]) -> Choice | None:
    for pool in tiers(part.cast, part.gender):
        free = [voice for voice in by_preference(part.key, pool) if not _is_taken(voice, neighbours)]
        clear = [voice for voice in free if not _is_close_to_any(voice, part, neighbours)]
        if free:
            voice = (clear or free)[0]
            return Choice(part, voice, f"chosen by name among the {voice.gender} voices")
    return None


def _shared(part: Part, neighbours: Sequence[Choice]) -> Choice:
    """More speakers than voices: the voice whose other speaker is heard farthest away."""

    def gap(voice: Voice) -> int:
        return min(
            part.distance(other.part) for other in neighbours if sound_of(other.voice) == sound_of(voice)
        )

    pools = [voice for pool in tiers(part.cast, part.gender) for voice in by_preference(part.key, pool)]
    voice = max(pools, key=gap)
    others = [other.part.name for other in neighbours if sound_of(other.voice) == sound_of(voice)]
    note = f"more speakers than voices: {part.name} shares {voice.id} with {' and '.join(others)}"
    return Choice(part, voice, "shared: more speakers than voices", note)


def _is_taken(voice: Voice, neighbours: Sequence[Choice]) -> bool:
    return any(sound_of(other.voice) == sound_of(voice) for other in neighbours)


def _is_close_to_any(voice: Voice, part: Part, neighbours: Sequence[Choice]) -> bool:
    heard = [part.cast.narrator, *(other.voice for other in neighbours)]
    return any(is_close(voice, other) for other in heard)


def folded(wish: Mapping[str, str]) -> dict[str, str]:
    """A mapping from names or ids as the user wrote them, by the key that parts are known by."""
    return {speaker_key(speaker): voice for speaker, voice in wish.items()}
