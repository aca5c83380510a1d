"""An engine with no speech in it: a tone a word, for tests. Length follows the words, pitch the voice."""

import math
from array import array
from hashlib import blake2b
from threading import Event

from briefing.errors import EngineError
from briefing.model import Clip, SpokenWord, Voice

_RATE_HZ = 22_050
_PEAK = 9_000
_DEFAULT_WPM = 160


class ToneEngine:
    """Each word sounds for three quarters of its time, in whole periods, so that it neither starts nor ends
    with a step."""

    name = "tone"
    version = "1"
    is_costly = False

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:  # over before it could stop
        """One tone a word."""
        words = text.split()
        if not words:
            raise EngineError("the tone engine was given a line without words")
        period = _RATE_HZ // _hertz(voice)
        word_samples = _RATE_HZ * 60 // (voice.rate_wpm or _DEFAULT_WPM)
        sounding = max(1, word_samples * 3 // 4 // period)
        wave = _period(period) * sounding
        pcm = (wave + bytes(2 * (word_samples - sounding * period))) * len(words)
        starts = range(0, len(words) * word_samples, word_samples)
        times = (
            SpokenWord(word, start, start + sounding * period)
            for word, start in zip(words, starts, strict=True)
        )
        return Clip(_RATE_HZ, pcm, tuple(times))

    def voices(self) -> tuple[Voice, ...]:
        """Three, one of each gender."""
        return (
            Voice("alto", self.name, "alto", "en", "female", hertz=220),
            Voice("bass", self.name, "bass", "en", "male", hertz=110),
            Voice("tenor", self.name, "tenor", "en", "neutral", hertz=150),
        )


def _hertz(voice: Voice) -> int:
    known = {"alto": 220, "bass": 110, "tenor": 150}
    return known.get(voice.name) or 100 + blake2b(voice.name.encode(), digest_size=1).digest()[0]


def _period(samples: int) -> bytes:
    wave = (round(_PEAK * math.sin(2 * math.pi * i / samples)) for i in range(samples))
    return array("h", wave).tobytes()
