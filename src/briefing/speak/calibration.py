"""Measure voices: the loudness of a known text (ITU-R BS.1770-4) and the median pitch.

The standard's two filters are recursive, which is too slow in pure Python. A symmetric filter of seven taps
replaces them, fitted to their magnitude with the weight where speech has its power; over the voices of eSpeak
NG it is within 0.1 LU of ffmpeg's ebur128, and audioop runs it in 5 ms.
"""

import cmath
import math
from collections.abc import Callable, Iterator
from functools import cache, partial
from statistics import median
from threading import Event, Lock

from briefing.errors import EngineError
from briefing.model import Clip, ClipStore, Voice
from briefing.model.audio import cache_key
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, add, blocks, findfactor, mul, ratecv, rms
from briefing.speak.engine import Engine, clip_key
from briefing.text import primary_tag, read_table

METHOD = "loudness 2"  # changes when the measurement does
_BLOCK_MS, _STEP_MS = 400, 100  # BS.1770-4 annex 1: blocks of 400 ms that overlap by 75 %
_ABSOLUTE_GATE = 10 ** ((-70 + 0.691) / 20)
_RELATIVE_GATE = 10 ** (-10 / 20)
_OFFSET_MILLIBEL = -69  # BS.1770-4 equation 2: -0.691
_FIT_MILLIBEL = 23  # the seven taps read this much low over speech, on the average of 19 voices
_SIDE_TAPS = 3
_HEADROOM = 0.25  # the filter's gain is below 2, its sums below 4
_GRID = 96
_FINEST_RATE_HZ = 30_000
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


def loudness_millibel(clip: Clip) -> int:
    """Return the loudness of a mono clip on one speaker, in hundredths of a LUFS. Raises ValueError for
    silence.
    """
    heard = _k_weighted(_thinned(clip))
    scale = FULL_SCALE * _HEADROOM
    levels = [rms(b, SAMPLE_BYTES) / scale for b in blocks(heard.pcm, heard.rate_hz, _BLOCK_MS, _STEP_MS)]
    loud = _above(levels, _ABSOLUTE_GATE)
    if not loud:
        raise ValueError("nothing is loud enough to be measured")
    gated = _above(loud, _RELATIVE_GATE * _mean_level(loud))
    return round(2000 * math.log10(_mean_level(gated))) + _OFFSET_MILLIBEL + _FIT_MILLIBEL


def _thinned(clip: Clip) -> Clip:
    """Return the clip at about 22 kHz: at higher rates seven taps span too little time."""
    if clip.rate_hz < _FINEST_RATE_HZ:
        return clip
    pcm, _ = ratecv(clip.pcm, SAMPLE_BYTES, 1, clip.rate_hz, clip.rate_hz // 2, None)
    return Clip(clip.rate_hz // 2, pcm)


def _above(levels: list[float], gate: float) -> list[float]:
    return [level for level in levels if level > gate]


def _mean_level(levels: list[float]) -> float:
    return math.sqrt(sum(level * level for level in levels) / len(levels))


def _k_weighted(clip: Clip) -> Clip:
    """Return the filtered clip at a quarter of its level."""
    centre, *sides = k_weighting_taps(clip.rate_hz)
    size = len(clip.pcm)
    quiet = bytes(_SIDE_TAPS * SAMPLE_BYTES)
    padded = quiet + mul(clip.pcm, SAMPLE_BYTES, _HEADROOM) + quiet
    total = mul(padded[len(quiet) : len(quiet) + size], SAMPLE_BYTES, centre)
    for distance, tap in enumerate(sides, 1):
        left, right = (_SIDE_TAPS - distance) * SAMPLE_BYTES, (_SIDE_TAPS + distance) * SAMPLE_BYTES
        pair = add(padded[left : left + size], padded[right : right + size], SAMPLE_BYTES)
        total = add(total, mul(pair, SAMPLE_BYTES, tap), SAMPLE_BYTES)
    return Clip(clip.rate_hz, total)


@cache
def k_weighting_taps(rate_hz: int) -> tuple[float, ...]:
    """Return the middle tap and those beside it: least squares against the standard's curve."""
    count = _SIDE_TAPS + 1
    rows = [[0.0] * (count + 1) for _ in range(count)]
    for hertz in (rate_hz / 2 * (point + 0.5) / _GRID for point in range(_GRID)):
        weight = 0.01 + 1 / (1 + (hertz / 700) ** 1.5)
        waves = [1.0] + [2 * math.cos(2 * math.pi * k * hertz / rate_hz) for k in range(1, count)]
        wanted = [*waves, _k_curve(hertz)]
        for row, wave in zip(rows, waves, strict=True):
            row[:] = [cell + weight * wave * value for cell, value in zip(row, wanted, strict=True)]
    return tuple(row[-1] for row in _solved(rows))


def _k_curve(hertz: float) -> float:
    """BS.1770-4 tables 1 and 2, whose coefficients hold at 48 kHz."""
    z = cmath.exp(-2j * math.pi * hertz / 48_000)
    high_shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z * z) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z * z
    )
    high_pass = (1 - 2 * z + z * z) / (1 - 1.99004745483398 * z + 0.99007225036621 * z * z)
    return abs(high_shelf * high_pass)


def _solved(rows: list[list[float]]) -> list[list[float]]:
    """Solve by Gauss-Jordan; the matrix is positive definite, so no pivot is 0."""
    for index in range(len(rows)):
        pivot = [cell / rows[index][index] for cell in rows[index]]
        rows = [
            pivot if place == index else [a - row[index] * b for a, b in zip(row, pivot, strict=True)]
            for place, row in enumerate(rows)
        ]
    return rows


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
