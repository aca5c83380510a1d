"""The choice of a voice for each part: what was decided before first, then the most quoted first."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.cast.parts import Part
from briefing.cast.pool import by_preference, contradicts, reserve_of, tiers
from briefing.cast.sound import is_close, sound_of
from briefing.cast.wishes import Wishes
from briefing.model import Gender, Voice

_UNNAMED_LAST = 4
_TURN: dict[Gender, int] = {"organisation": 1, "group": 1, "female": 2, "male": 2, "unknown": 3}
"""Groups choose before the rest, since only the neutral pair is theirs; who is unknown takes what is left."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A part's voice and why; `note` is a sentence for the user, '' when there is nothing to say."""

    part: Part
    voice: Voice
    reason: str
    note: str = ""


def choose_voices(parts: Sequence[Part], wishes: Wishes) -> tuple[Choice, ...]:
    """A voice for every part."""
    chosen: list[Choice] = []
    for part in sorted(parts, key=lambda part: _turn(part, wishes)):
        neighbours = [choice for choice in chosen if choice.part.meets(part)]
        chosen.append(
            _wished(part, wishes, neighbours)
            or _echoed(part, chosen, neighbours)
            or _free(part, neighbours)
            or _shared(part, neighbours)
        )
    return tuple(chosen)


def _turn(part: Part, wishes: Wishes) -> tuple[int, int, int, int, str]:
    wish = wishes.about(part)
    turn = _TURN[part.gender] if part.key else _UNNAMED_LAST
    return (wish.rank if wish else Wishes.RANKS, turn, -len(part.places), -part.words, part.key)


def _wished(part: Part, wishes: Wishes, neighbours: Sequence[Choice]) -> Choice | None:
    wish = wishes.about(part)
    if wish is None or (wish.reason == "remembered" and _is_outdated(wish.voice, part, neighbours)):
        return None
    return Choice(part, wish.voice, wish.reason)


def _is_outdated(voice: Voice, part: Part, neighbours: Sequence[Choice]) -> bool:
    """A remembered voice yields to a neighbour who has it, and to a gender that has become known."""
    return _is_taken(voice, neighbours) or contradicts(voice, part.gender)


def _echoed(part: Part, chosen: Sequence[Choice], neighbours: Sequence[Choice]) -> Choice | None:
    """Who speaks another language too keeps the voice's id ('woman-2'), where nobody in the story has it."""
    ids = {choice.voice.id for choice in chosen if part.key and choice.part.key == part.key}
    pools = tiers(part.cast, part.gender)
    same = [voice for pool in pools for voice in pool if voice.id in ids and not _is_taken(voice, neighbours)]
    return Choice(part, same[0], "chosen by name, as in the other language") if same else None


def _free(part: Part, neighbours: Sequence[Choice]) -> Choice | None:
    """The preferred voice that nobody in the same stories has; if possible one unlike all heard there."""
    for pool in _preferred(part):
        free = [voice for voice in pool if not _is_taken(voice, neighbours)]
        clear = [voice for voice in free if not _is_close_to_any(voice, part, neighbours)]
        if free:
            return _explained(part, (clear or free)[0])
    return None


def _explained(part: Part, voice: Voice) -> Choice:
    note = ""
    if contradicts(voice, part.gender):
        note = f"the cast {part.cast.name!r} has no {part.gender} voice; {part.name} speaks with {voice.id}"
    return Choice(part, voice, f"chosen by name among the {voice.gender} voices", note)


def _shared(part: Part, neighbours: Sequence[Choice]) -> Choice:
    """More speakers than voices: the voice whose other speakers are heard farthest away."""

    def holders(voice: Voice) -> list[Part]:
        return [other.part for other in neighbours if sound_of(other.voice) == sound_of(voice)]

    pools = [voice for pool in _preferred(part) for voice in pool]
    voice = max(pools, key=lambda voice: min(part.distance(other) for other in holders(voice)))
    names = " and ".join(other.name for other in holders(voice))
    note = f"more speakers than voices: {part.name} shares {voice.id} with {names}"
    return Choice(part, voice, "shared: more speakers than voices", note)


def _preferred(part: Part) -> tuple[tuple[Voice, ...], ...]:
    reserve = reserve_of(part.cast)
    return tuple(by_preference(part.key, pool, reserve) for pool in tiers(part.cast, part.gender))


def _is_taken(voice: Voice, neighbours: Sequence[Choice]) -> bool:
    return any(sound_of(other.voice) == sound_of(voice) for other in neighbours)


def _is_close_to_any(voice: Voice, part: Part, neighbours: Sequence[Choice]) -> bool:
    own_cast = [other.voice for other in neighbours if other.part.cast.name == part.cast.name]
    heard = [part.cast.narrator, *own_cast]
    return any(is_close(voice, other, part.cast.alike) for other in heard)
