"""Which voices may speak for whom, and in which order a speaker prefers them."""

from hashlib import sha256

from briefing.cast.sound import is_close, sound_of
from briefing.model import Cast, Gender, Voice, VoiceGender

_WRONG: dict[Gender, VoiceGender] = {"female": "male", "male": "female"}


def all_voices(cast: Cast) -> tuple[Voice, ...]:
    """Every voice of a cast, the narrator first."""
    fallback = (cast.fallback,) if cast.fallback else ()
    return (cast.narrator, *cast.women, *cast.men, *cast.neutral, *fallback)


def voice_named(cast: Cast, wanted: str) -> Voice | None:
    """The voice with this id, or with this name at its engine."""
    voices = all_voices(cast)
    by_id = next((voice for voice in voices if voice.id == wanted), None)
    return by_id or next((voice for voice in voices if voice.name == wanted), None)


def tiers(cast: Cast, gender: Gender) -> tuple[tuple[Voice, ...], ...]:
    """Pools for a gender, each to be used up before the next; the narrator's sound is in none of them.

    A woman without a free woman's voice gets a neutral one, never a man's. Groups, organisations and
    speakers of whom nothing is known begin with the neutral voices and then borrow any. The last resort of
    a cast that has no fitting voice at all is any other, then the narrator.
    """
    women, men, neutral = (_without_narrator(cast, pool) for pool in (cast.women, cast.men, cast.neutral))
    if gender in ("female", "male"):
        wanted = (women if gender == "female" else men, neutral)
    else:
        wanted = (neutral, women + men)
    filled = tuple(pool for pool in wanted if pool)
    return filled or ((women + men) and (women + men,)) or ((cast.narrator,),)


def reserve_of(cast: Cast) -> frozenset[str]:
    """The ids of the voices that are too much alike to a voice listed before them in the cast file.

    They speak once the others are used up. Voices that are no reserve are all unlike each other, so as
    long as few speakers meet in a story, no two of them sound alike, whatever voices they remember from
    other days.
    """
    preferred: list[Voice] = []
    reserve: set[str] = set()
    for voice in all_voices(cast) if cast.alike else ():
        if any(is_close(voice, other, cast.alike) for other in preferred):
            reserve.add(voice.id)
        else:
            preferred.append(voice)
    return frozenset(reserve)


def by_preference(
    key: str, voices: tuple[Voice, ...], reserve: frozenset[str] = frozenset()
) -> tuple[Voice, ...]:
    """The voices as this speaker prefers them: the same today and tomorrow, whoever else is in the programme.

    The voices whose ids are in `reserve` come last.

    Rendezvous hashing (Thaler and Ravishankar 1998): each pair of speaker and voice has its own number,
    the highest wins. A voice that is added to a cast or taken from it moves only the speakers that it wins
    or loses.
    """

    def preference(voice: Voice) -> tuple[bool, bytes]:
        return voice.id not in reserve, sha256(f"{key}\0{voice.id}".encode()).digest()

    return tuple(sorted(voices, key=preference, reverse=True))


def contradicts(voice: Voice, gender: Gender) -> bool:
    """Whether a voice says something wrong about a speaker whose gender is known."""
    return voice.gender == _WRONG.get(gender)


def _without_narrator(cast: Cast, pool: tuple[Voice, ...]) -> tuple[Voice, ...]:
    return tuple(voice for voice in pool if sound_of(voice) != sound_of(cast.narrator))
