"""Measure voices: the loudness of a known text and the median pitch."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from statistics import median
from threading import Event, Lock

from briefing.errors import EngineError
from briefing.model import Clip, ClipStore, Voice
from briefing.model.audio import cache_key
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, blocks, findfactor, loudness_millibel, ratecv, rms
from briefing.speak.engine import Engine, clip_key
from briefing.text import primary_tag, read_table

METHOD = "loudness 2"  # changes when the measurement does
_RATE_HZ = 8_000
_LOWEST_HZ, _HIGHEST_HZ = 60, 400  # of speech
_PITCH_BLOCK_MS, _PITCH_STEP_MS = 64, 32
_QUIET_RMS = FULL_SCALE // 100
_VOICED = 0.5  # correlation of one period with the next; hisses stay below
_OCTAVE = 0.85  # a shorter period that is nearly as good is the true one: two periods correlate as well


def pitch_of(engine: Engine, voice: Voice) -> int:
    """Return the median pitch of a voice in Hz, 0 if it is unknown.

    Args:
        engine: The engine that speaks.
        voice: One of its voices.

    Raises:
        EngineError: The engine fails.
    """
    return median_pitch_hz(engine.speak(text_for(voice.language), voice, Event()))


def text_for(language: str) -> str:
    """Return the known text in the language of a voice; in another language its level would differ."""
    texts: dict[str, str] = read_table("briefing.speak", "words/calibration.toml")
    return texts.get(primary_tag(language), texts["en"])


def level_key(engine: Engine, voice: Voice) -> str:
    """Return the key of a level: this voice of this engine version with the known text."""
    return cache_key(METHOD, clip_key(engine, voice, text_for(voice.language)))


@cache
def shipped_levels() -> dict[str, int]:
    """Return the measured levels of the shipped casts, hundredths of a LUFS by key (benchmarks/levels.py)."""
    levels: dict[str, int] = read_table("briefing.speak", "levels.toml")["levels"]
    return levels


class Calibration:
    """Measures each voice once; keeps levels in memory and in the clip store. Thread-safe."""

    def __init__(self, clips: ClipStore) -> None:
        self._clips = clips
        self._known: dict[str, int] = {}
        self._locks: dict[str, Lock] = {}

    def loudness_of(self, engine: Engine, voice: Voice, speak: Callable[[str], Clip]) -> int:
        """Return the level in hundredths of a LUFS; `speak` is called at most once. Raises EngineError."""
        text, key = text_for(voice.language), level_key(engine, voice)
        if key in shipped_levels():
            return shipped_levels()[key]
        with self._locks.setdefault(key, Lock()):
            if key not in self._known:
                self._known[key] = self._remembered(key) or self._measure(key, partial(speak, text))
            return self._known[key]

    def _remembered(self, key: str) -> int | None:
        kept = self._clips.get(key)
        try:
            return int(kept) if kept else None
        except ValueError:
            return None

    def _measure(self, key: str, speak: Callable[[], Clip]) -> int:
        try:
            measured = loudness_millibel(speak())
        except ValueError as cause:
            raise EngineError("silence instead of words") from cause
        self._clips.put(key, str(measured).encode())
        return measured


def median_pitch_hz(clip: Clip) -> int:
    """Return the median pitch of voiced blocks in Hz, by autocorrelation; 0 without any."""
    pcm, _ = ratecv(clip.pcm, SAMPLE_BYTES, 1, clip.rate_hz, _RATE_HZ, None)
    found = [
        hertz
        for block in blocks(pcm, _RATE_HZ, _PITCH_BLOCK_MS, _PITCH_STEP_MS)
        if (hertz := _pitch_hz(block))
    ]
    return round(median(found)) if found else 0


def _pitch_hz(block: bytes) -> float:
    if rms(block, SAMPLE_BYTES) < _QUIET_RMS:
        return 0.0
    likeness = dict(_likeness_by_period(block))
    best = max(likeness.values())
    if best < _VOICED:
        return 0.0
    peaks = [
        lag
        for lag, value in likeness.items()
        if value >= _OCTAVE * best and value >= max(likeness.get(lag - 1, 0), likeness.get(lag + 1, 0))
    ]
    return _RATE_HZ / peaks[0] if peaks else 0.0


def _likeness_by_period(block: bytes) -> Iterator[tuple[int, float]]:
    """How well the block's beginning fits what follows a period later, for each period in samples."""
    longest = _RATE_HZ // _LOWEST_HZ
    size = len(block) - longest * SAMPLE_BYTES
    beginning = block[:size]
    for lag in range(_RATE_HZ // _HIGHEST_HZ, longest + 1):
        later = block[lag * SAMPLE_BYTES : lag * SAMPLE_BYTES + size]
        forth, back = findfactor(later, beginning), findfactor(beginning, later)
        yield lag, (forth * back) ** 0.5 if forth > 0 and back > 0 else 0.0
