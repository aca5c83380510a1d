"""How loud a voice is: gated, K-weighted loudness after ITU-R BS.1770-4, over 16-bit mono speech.

The standard's two filters are recursive, which pure Python cannot afford. A symmetric filter of seven taps
stands in for them, fitted to their magnitude with the weight where speech has its power; over the voices of
eSpeak NG it is within 0.1 LU of ffmpeg's ebur128 (ARCHITECTURE.md, section 'speak'), and audioop
runs it in 5 ms.
"""

import cmath
import math
from functools import cache

from briefing.model import Clip
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, add, blocks, mul, ratecv, rms

BLOCK_MS, STEP_MS = 400, 100  # BS.1770-4 annex 1: blocks of 400 ms that overlap by 75 %
ABSOLUTE_GATE = 10 ** ((-70 + 0.691) / 20)
RELATIVE_GATE = 10 ** (-10 / 20)
OFFSET_MILLIBEL = -69  # BS.1770-4 equation 2: -0.691
FIT_MILLIBEL = 23  # the seven taps read this much low over speech, on the average of 19 voices
SIDE_TAPS = 3
HEADROOM = 0.25  # the filter's gain is below 2, its sums below 4
GRID = 96
FINEST_RATE_HZ = 30_000


def loudness_millibel(clip: Clip) -> int:
    """Hundredths of a LUFS of the mono signal, played on one side. Raises ValueError for silence."""
    heard = _k_weighted(_thinned(clip))
    scale = FULL_SCALE * HEADROOM
    levels = [rms(b, SAMPLE_BYTES) / scale for b in blocks(heard.pcm, heard.rate_hz, BLOCK_MS, STEP_MS)]
    loud = _above(levels, ABSOLUTE_GATE)
    if not loud:
        raise ValueError("nothing is loud enough to be measured")
    gated = _above(loud, RELATIVE_GATE * _mean_level(loud))
    return round(2000 * math.log10(_mean_level(gated))) + OFFSET_MILLIBEL + FIT_MILLIBEL


def _thinned(clip: Clip) -> Clip:
    """At about 22 kHz: seven taps at a higher rate span too little time to tell bass from treble."""
    if clip.rate_hz < FINEST_RATE_HZ:
        return clip
    pcm, _ = ratecv(clip.pcm, SAMPLE_BYTES, 1, clip.rate_hz, clip.rate_hz // 2, None)
    return Clip(clip.rate_hz // 2, pcm)


def _above(levels: list[float], gate: float) -> list[float]:
    return [level for level in levels if level > gate]


def _mean_level(levels: list[float]) -> float:
    return math.sqrt(sum(level * level for level in levels) / len(levels))


def _k_weighted(clip: Clip) -> Clip:
    """The clip through the filter, at a quarter of its level."""
    centre, *sides = k_weighting_taps(clip.rate_hz)
    size = len(clip.pcm)
    quiet = bytes(SIDE_TAPS * SAMPLE_BYTES)
    padded = quiet + mul(clip.pcm, SAMPLE_BYTES, HEADROOM) + quiet
    total = mul(padded[len(quiet) : len(quiet) + size], SAMPLE_BYTES, centre)
    for distance, tap in enumerate(sides, 1):
        left, right = (SIDE_TAPS - distance) * SAMPLE_BYTES, (SIDE_TAPS + distance) * SAMPLE_BYTES
        pair = add(padded[left : left + size], padded[right : right + size], SAMPLE_BYTES)
        total = add(total, mul(pair, SAMPLE_BYTES, tap), SAMPLE_BYTES)
    return Clip(clip.rate_hz, total)


@cache
def k_weighting_taps(rate_hz: int) -> tuple[float, ...]:
    """The middle tap and those beside it: least squares against the standard's curve, weighted as speech."""
    count = SIDE_TAPS + 1
    rows = [[0.0] * (count + 1) for _ in range(count)]
    for hertz in (rate_hz / 2 * (point + 0.5) / GRID for point in range(GRID)):
        weight = 0.01 + 1 / (1 + (hertz / 700) ** 1.5)
        waves = [1.0] + [2 * math.cos(2 * math.pi * k * hertz / rate_hz) for k in range(1, count)]
        wanted = [*waves, _k_curve(hertz)]
        for row, wave in zip(rows, waves, strict=True):
            row[:] = [cell + weight * wave * value for cell, value in zip(row, wanted, strict=True)]
    return tuple(row[-1] for row in _solved(rows))


def _k_curve(hertz: float) -> float:
    """BS.1770-4 tables 1 and 2, whose coefficients hold at 48 kHz."""
    z = cmath.exp(-2j * math.pi * hertz / 48_000)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z * z) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z * z
    )
    high_pass = (1 - 2 * z + z * z) / (1 - 1.99004745483398 * z + 0.99007225036621 * z * z)
    return abs(shelf * high_pass)


def _solved(rows: list[list[float]]) -> list[list[float]]:
    """Gauss and Jordan; the matrix is positive definite, so no pivot is 0."""
    for index in range(len(rows)):
        pivot = [cell / rows[index][index] for cell in rows[index]]
        rows = [
            pivot if place == index else [a - row[index] * b for a, b in zip(row, pivot, strict=True)]
            for place, row in enumerate(rows)
        ]
    return rows
