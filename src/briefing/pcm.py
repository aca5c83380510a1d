"""16-bit PCM through audioop: the standard library's up to Python 3.12, the wheel audioop-lts from 3.13 on.

audioop warns on import that it is deprecated; the warning is for its maintainers, so it is silenced here.

Loudness is that of ITU-R BS.1770-4. The standard's two filters are recursive, which is too slow in pure
Python. A symmetric filter of seven taps replaces them, fitted to their magnitude with the weight where speech
has its power; over the voices of eSpeak NG it is within 0.1 LU of ffmpeg's ebur128, and audioop runs it in
5 ms.
"""

import cmath
import math
import warnings
from array import array
from collections.abc import Iterator
from functools import cache

from briefing.model import Clip

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

SAMPLE_BYTES = 2
FULL_SCALE = 32_768
_BLOCK_MS, _STEP_MS = 400, 100  # BS.1770-4 annex 1: blocks of 400 ms that overlap by 75 %
_ABSOLUTE_GATE = 10 ** ((-70 + 0.691) / 20)
_RELATIVE_GATE = 10 ** (-10 / 20)
_OFFSET_MILLIBEL = -69  # BS.1770-4 equation 2: -0.691
_FIT_MILLIBEL = 23  # the seven taps read this much low over speech, on the average of 19 voices
_SIDE_TAPS = 3
_HEADROOM = 0.25  # the filter's gain is below 2, its sums below 4
_GRID = 96
_FINEST_RATE_HZ = 30_000

add, bias, byteswap, cross, findfactor = (
    audioop.add,
    audioop.bias,
    audioop.byteswap,
    audioop.cross,
    audioop.findfactor,
)
lin2lin, alaw2lin, ulaw2lin = audioop.lin2lin, audioop.alaw2lin, audioop.ulaw2lin
mul, ratecv, rms = audioop.mul, audioop.ratecv, audioop.rms
loudest = audioop.max
sum_pairs = audioop.tomono  # (pcm, width, a, b): of each two samples, a × the first + b × the second


def blocks(pcm: bytes, rate_hz: int, block_ms: int, step_ms: int) -> Iterator[bytes]:
    """Yield the whole blocks of `block_ms` milliseconds; each begins `step_ms` after the one before it."""
    length = rate_hz * block_ms // 1000 * SAMPLE_BYTES
    step = rate_hz * step_ms // 1000 * SAMPLE_BYTES
    return (pcm[start : start + length] for start in range(0, len(pcm) - length + 1, step))


def mix_down(pcm: bytes, channels: int) -> bytes:
    """Return all channels in equal parts as one."""
    if channels == 1:
        return pcm
    samples = array("h", pcm)
    total = bytes(len(pcm) // channels)
    for channel in range(channels):
        part = mul(samples[channel::channels].tobytes(), SAMPLE_BYTES, 1 / channels)
        total = add(total, part, SAMPLE_BYTES)
    return total


def loudness_millibel(clip: Clip) -> int:
    """Return the loudness of a mono clip on one speaker, in hundredths of a LUFS. Raises ValueError for
    silence.
    """
    levels = list(_levels(clip))
    loud = _above(levels, _ABSOLUTE_GATE)
    if not loud:
        raise ValueError("nothing is loud enough to be measured")
    gated = _above(loud, _RELATIVE_GATE * _mean_level(loud))
    return round(2000 * math.log10(_mean_level(gated))) + _OFFSET_MILLIBEL + _FIT_MILLIBEL


def _levels(clip: Clip) -> Iterator[float]:
    """Yield the level of each block; a long clip is filtered minute by minute, which saves memory."""
    scale, minute = FULL_SCALE * _HEADROOM, 60 * clip.rate_hz * SAMPLE_BYTES
    for start in range(0, len(clip.pcm), minute):
        heard = _k_weighted(_thinned(Clip(clip.rate_hz, clip.pcm[start : start + minute])))
        for block in blocks(heard.pcm, heard.rate_hz, _BLOCK_MS, _STEP_MS):
            yield rms(block, SAMPLE_BYTES) / scale


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
