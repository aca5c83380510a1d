"""The voices that may speak for a gender, the order in which a speaker prefers them, and their similarity."""

import math
from collections.abc import Sequence
from hashlib import sha256

from briefing.model import Cast, Gender, Voice, VoiceGender

CLOSE_SEMITONES = 1.5
"""Smallest distance in pitch at which one voice serves for two speakers.

Listeners hear a difference of about one semitone if all else is equal; the rest is margin.
"""

LEVEL_SEMITONES = 0.5
"""Two voices of one accent that are nearer than this in pitch differ only in timbre."""

_OPPOSITE: dict[Gender, VoiceGender] = {"female": "male", "male": "female"}


def all_voices(cast: Cast) -> tuple[Voice, ...]:
    """Return every voice of a cast.

    Args:
        cast: The cast.

    Returns:
        The narrator, the women, the men, the neutral voices, and the fallback if the cast has one.
    """
    fallback = (cast.fallback,) if cast.fallback else ()
    return (cast.narrator, *cast.women, *cast.men, *cast.neutral, *fallback)


def voice_named(cast: Cast, name: str) -> Voice | None:
    """Find a voice of a cast.

    Args:
        cast: The cast.
        name: The voice's id in the cast ('woman-2'), or its name at the engine ('en-us+f3') if no id matches.

    Returns:
        The voice, None if the cast has no such voice.
    """
    voices = all_voices(cast)
    by_id = next((voice for voice in voices if voice.id == name), None)
    return by_id or next((voice for voice in voices if voice.name == name), None)


def candidate_pools(cast: Cast, gender: Gender) -> tuple[tuple[Voice, ...], ...]:
    """Return the voices that may speak for a gender, in pools that are used up one after another.

    A woman gets a woman's voice, then a neutral one, never a man's. Groups, organisations and speakers of
    unknown gender get a neutral voice, then any other. A cast without a fitting voice gives any voice, and at
    last the narrator, who is otherwise in no pool.
    """
    women, men, neutral = (_without_narrator(cast, pool) for pool in (cast.women, cast.men, cast.neutral))
    if gender in ("female", "male"):
        pools = (women if gender == "female" else men, neutral)
    else:
        pools = (neutral, women + men)
    filled = tuple(pool for pool in pools if pool)
    return filled or ((women + men) and (women + men,)) or ((cast.narrator,),)


def _without_narrator(cast: Cast, pool: tuple[Voice, ...]) -> tuple[Voice, ...]:
    return tuple(voice for voice in pool if not has_same_sound(voice, cast.narrator))


def reserve_voices(cast: Cast) -> frozenset[str]:
    """Return the ids of the voices that are similar to a voice that the cast file lists before them.

    They speak after all others. The others are all dissimilar, so in a story with few speakers no two voices
    sound alike, whatever voices the speakers had on other days.
    """
    preferred: list[Voice] = []
    reserve: set[str] = set()
    for voice in all_voices(cast) if cast.alike else ():
        if any(is_similar(voice, other, cast.alike) for other in preferred):
            reserve.add(voice.id)
        else:
            preferred.append(voice)
    return frozenset(reserve)


def by_preference(
    key: str, voices: tuple[Voice, ...], reserve: frozenset[str] = frozenset()
) -> tuple[Voice, ...]:
    """Return the voices in a speaker's order of preference, which does not depend on any other speaker.

    The method is rendezvous hashing (Thaler and Ravishankar 1998): each pair of speaker and voice has its own
    number, and the highest comes first. A voice that is added to a cast or removed from it changes only the
    speakers that it wins or loses.

    Args:
        key: The speaker's slug.
        voices: The voices of one pool.
        reserve: The ids of voices that come last.
    """

    def preference(voice: Voice) -> tuple[bool, bytes]:
        return voice.id not in reserve, sha256(f"{key}\0{voice.id}".encode()).digest()

    return tuple(sorted(voices, key=preference, reverse=True))


def contradicts_gender(voice: Voice, gender: Gender) -> bool:
    """Return True if a voice is a man's and the speaker a woman, or the other way round."""
    return voice.gender == _OPPOSITE.get(gender)


def has_same_sound(one: Voice, other: Voice) -> bool:
    """Return True if two voices sound the same, whatever their ids, pace and level."""
    return _sound_parameters(one) == _sound_parameters(other)


def _sound_parameters(voice: Voice) -> tuple[object, ...]:
    return (voice.engine, voice.name, voice.pitch, voice.pitch_range, voice.options)


def is_similar(one: Voice, other: Voice, alike: Sequence[tuple[str, str]] = ()) -> bool:
    """Return True if a listener can hardly tell two voices apart.

    Args:
        one: A voice.
        other: Another voice.
        alike: The pairs of voice ids that the cast names as similar. They were measured by more than pitch
            (formants, timbre), so they decide if there are any. Otherwise the measured pitch decides.
    """
    if has_same_sound(one, other):
        return True
    if alike:
        return (one.id, other.id) in alike or (other.id, one.id) in alike
    if (one.engine, one.language) != (other.engine, other.language) or not (one.hertz and other.hertz):
        return False
    limit = CLOSE_SEMITONES if one.name == other.name else LEVEL_SEMITONES
    return semitones_between(one.hertz, other.hertz) < limit


def semitones_between(one_hertz: int, other_hertz: int) -> float:
    """Return the distance of two pitches in semitones; 12 is an octave."""
    return abs(12 * math.log2(one_hertz / other_hertz))
