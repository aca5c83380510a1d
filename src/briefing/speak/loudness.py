"""How loud a voice is: gated loudness after ITU-R BS.1770-4, over 16-bit mono."""

import math

from briefing.model import Clip
from briefing.speak.pcm import FULL_SCALE, SAMPLE_BYTES, blocks, rms

BLOCK_MS, STEP_MS = 400, 100  # BS.1770-4 annex 1: blocks of 400 ms that overlap by 75 %
ABSOLUTE_GATE = 10 ** (-70 / 20)
RELATIVE_GATE = 10 ** (-10 / 20)


def loudness_millibel(clip: Clip) -> int:
    """Hundredths of a LUFS of the mono signal, played on one side. Raises ValueError for silence."""
    levels = [rms(b, SAMPLE_BYTES) / FULL_SCALE for b in blocks(clip.pcm, clip.rate_hz, BLOCK_MS, STEP_MS)]
    loud = _gated(levels, ABSOLUTE_GATE)
    if not loud:
        raise ValueError("nothing is loud enough to be measured")
    heard = _gated(loud, RELATIVE_GATE * _mean_level(loud))
    return round(2000 * math.log10(_mean_level(heard))) - 69


def _gated(levels: list[float], gate: float) -> list[float]:
    return [level for level in levels if level > gate]


def _mean_level(levels: list[float]) -> float:
    return math.sqrt(sum(level * level for level in levels) / len(levels))
