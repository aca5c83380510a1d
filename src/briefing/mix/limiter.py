"""Gain with a ceiling: peaks are bent down before they clip, with a gain that never jumps.

The signal is cut into short blocks. A block whose peak would pass the ceiling gets the gain it needs; the
gain at each border is the lower of its two blocks', changes slowly and runs straight in between, so no sample
can pass. Only blocks near a peak are touched sample by sample.
"""

from array import array
from itertools import pairwise

from briefing.mix.sound import FULL_SCALE, SAMPLE_BYTES, clip_of, loudest, segment_of
from briefing.model import Clip

CEILING = int(FULL_SCALE * 10 ** (-2.5 / 20))  # room for peaks between samples and for the encoder's own
BLOCK_MS = 2
RISE_PER_BLOCK = 0.04  # the gain is back within 50 ms of a peak that it halved


def limit(clip: Clip, gain_millibel: int) -> Clip:
    """The clip changed by that many hundredths of a decibel, no sample above the ceiling."""
    gain = 10 ** (gain_millibel / 2000)
    ceiling = CEILING / gain
    if loudest(clip.pcm, SAMPLE_BYTES) > ceiling:
        clip = _bend(clip, ceiling)
    return clip_of(segment_of(clip).apply_gain(gain_millibel / 100))


def _bend(clip: Clip, ceiling: float) -> Clip:
    samples = array("h", clip.pcm)
    block = max(1, clip.rate_hz * BLOCK_MS // 1000)
    peaks = [
        loudest(clip.pcm[start : start + block * SAMPLE_BYTES], SAMPLE_BYTES)
        for start in range(0, len(clip.pcm), block * SAMPLE_BYTES)
    ]
    gains = _smooth([min(1.0, ceiling / peak) if peak else 1.0 for peak in peaks])
    borders = [gains[0], *(min(pair) for pair in pairwise(gains)), gains[-1]]
    for index, (here, there) in enumerate(pairwise(borders)):
        if here < 1.0 or there < 1.0:
            _ramp(samples, index * block, block, here, there)
    return Clip(clip.rate_hz, samples.tobytes())


def _smooth(gains: list[float]) -> list[float]:
    """No block's gain lies more than a step above its neighbours'."""
    for order in (range(1, len(gains)), range(len(gains) - 2, -1, -1)):
        towards = 1 if order.step < 0 else -1
        for index in order:
            gains[index] = min(gains[index], gains[index + towards] + RISE_PER_BLOCK)
    return gains


def _ramp(samples: "array[int]", start: int, length: int, here: float, there: float) -> None:
    part = samples[start : start + length]
    step = (there - here) / length
    samples[start : start + length] = array(
        "h", [int(value * (here + step * i)) for i, value in enumerate(part)]
    )
