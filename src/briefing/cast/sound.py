"""When two voices sound the same, or too much alike to tell two speakers apart."""

import math
from collections.abc import Sequence

from briefing.model import Voice

CLOSE_SEMITONES = 1.5
"""One voice at two pitches makes two speakers only from here upwards.

Listeners tell pitches apart from about one semitone when all else is alike; the rest is margin.
"""

LEVEL_SEMITONES = 0.5
"""Two voices of one accent nearer than this in pitch have nothing but their timbre to be told apart by."""

Sound = tuple[str, str, int | None, int | None, tuple[tuple[str, str], ...]]


def sound_of(voice: Voice) -> Sound:
    """What the ear can tell: two voices with the same sound are one voice, whatever their ids."""
    return (voice.engine, voice.name, voice.pitch, voice.pitch_range, voice.options)


def is_close(one: Voice, other: Voice, alike: Sequence[tuple[str, str]] = ()) -> bool:
    """Whether two voices are hard to tell apart.

    Args:
        one: A voice.
        other: Another voice.
        alike: The pairs of voice ids that a cast names as too much alike. A cast that names any was measured
            by more than pitch (formants, timbre), so its list decides. Without a list the pitch decides; a
            pitch that was never measured (0) says nothing.
    """
    if sound_of(one) == sound_of(other):
        return True
    if alike:
        return (one.id, other.id) in alike or (other.id, one.id) in alike
    if (one.engine, one.language) != (other.engine, other.language) or not (one.hertz and other.hertz):
        return False
    limit = CLOSE_SEMITONES if one.name == other.name else LEVEL_SEMITONES
    return semitones_between(one.hertz, other.hertz) < limit


def semitones_between(one_hertz: int, other_hertz: int) -> float:
    """The musical distance of two pitches; 12 is an octave."""
    return abs(12 * math.log2(one_hertz / other_hertz))
