"""Gain with a ceiling: peaks are bent down before they clip, with a gain that never jumps.

The signal is cut into short blocks. A block whose peak would pass the ceiling gets the gain that it needs.
The gain at each border is the lower of its two blocks', changes slowly and runs straight in between, so that
no sample can pass. Only the surroundings of a peak are looked at that closely.
"""

from array import array
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, groupby, pairwise, repeat
from operator import mul

from briefing.mix.sound import segment_of
from briefing.model import Clip
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, loudest

CEILING = int(FULL_SCALE * 10 ** (-2.0 / 20))  # room for peaks between samples and for the encoder's own
BLOCK_MS = 2
CHANGE_PER_BLOCK = 0.04  # the gain is back within 50 ms of a peak, however high
WINDOW_BLOCKS = 32  # 64 ms: the gain recovers within the next window


def limit(clip: Clip, gain_millibel: int) -> Clip:
    """The clip changed by that many hundredths of a decibel, no sample above the ceiling."""
    ceiling = CEILING / 10 ** (gain_millibel / 2000)
    bent = _bend(clip, ceiling) if loudest(clip.pcm, SAMPLE_BYTES) > ceiling else clip
    return replace(clip, pcm=segment_of(bent).apply_gain(gain_millibel / 100).raw_data)


def _bend(clip: Clip, ceiling: float) -> Clip:
    samples = array("h", clip.pcm)
    block = max(1, clip.rate_hz * BLOCK_MS // 1000)
    for first, last in _loud_stretches(clip.pcm, block * WINDOW_BLOCKS, ceiling):
        samples[first:last] = _bent(samples[first:last], block, ceiling)
    return replace(clip, pcm=samples.tobytes())


def _loud_stretches(pcm: bytes, window: int, ceiling: float) -> Iterator[tuple[int, int]]:
    """Samples from and to: windows with a peak, and a window on either side for the gain to change in."""
    peaks = _peaks(pcm, window)
    loud = [peak > ceiling for peak in peaks]
    near = [any(loud[max(0, index - 1) : index + 2]) for index in range(len(loud))]
    for is_near, run in groupby(range(len(near)), near.__getitem__):
        if is_near:
            windows = list(run)
            yield windows[0] * window, (windows[-1] + 1) * window


def _bent(samples: "array[int]", block: int, ceiling: float) -> "array[int]":
    peaks = _peaks(samples.tobytes(), block)
    gains = _smooth([min(1.0, ceiling / peak) if peak else 1.0 for peak in peaks])
    borders = [gains[0], *(min(pair) for pair in pairwise(gains)), gains[-1]]
    for index, (here, there) in enumerate(pairwise(borders)):
        if here < 1.0 or there < 1.0:
            _ramp(samples, index * block, block, here, there)
    return samples


def _peaks(pcm: bytes, samples: int) -> list[int]:
    step = samples * SAMPLE_BYTES
    return [loudest(pcm[start : start + step], SAMPLE_BYTES) for start in range(0, len(pcm), step)]


def _smooth(gains: list[float]) -> list[float]:
    """No block's gain lies more than a step above its neighbours'."""
    for _ in range(2):
        reach = 1.0
        for index, gain in enumerate(gains):
            reach = min(gain, reach + CHANGE_PER_BLOCK)
            gains[index] = reach
        gains.reverse()
    return gains


def _ramp(samples: "array[int]", start: int, length: int, here: float, there: float) -> None:
    part = samples[start : start + length]
    step = (there - here) / length
    gains = accumulate(repeat(step, len(part) - 1), initial=here)
    samples[start : start + length] = array("h", map(int, map(mul, part, gains)))
