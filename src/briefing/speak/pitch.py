"""How high a voice is: the median pitch of its voiced sounds, by autocorrelation over audioop."""

from collections.abc import Iterator
from statistics import median

from briefing.model import Clip
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, blocks, findfactor, ratecv, rms

RATE_HZ = 8_000
LOWEST_HZ, HIGHEST_HZ = 60, 400  # of speech
BLOCK_MS, STEP_MS = 64, 32
QUIET_RMS = FULL_SCALE // 100
VOICED = 0.5  # correlation of one period with the next; hisses stay below
OCTAVE = 0.85  # a shorter period that is nearly as good is the true one: two periods correlate as well


def median_pitch_hz(clip: Clip) -> int:
    """In hertz; 0 when nothing in it is voiced."""
    pcm, _ = ratecv(clip.pcm, SAMPLE_BYTES, 1, clip.rate_hz, RATE_HZ, None)
    found = [hertz for block in blocks(pcm, RATE_HZ, BLOCK_MS, STEP_MS) if (hertz := _pitch_hz(block))]
    return round(median(found)) if found else 0


def _pitch_hz(block: bytes) -> float:
    if rms(block, SAMPLE_BYTES) < QUIET_RMS:
        return 0.0
    likeness = dict(_likeness_by_period(block))
    best = max(likeness.values())
    if best < VOICED:
        return 0.0
    peaks = [
        lag
        for lag, value in likeness.items()
        if value >= OCTAVE * best and value >= max(likeness.get(lag - 1, 0), likeness.get(lag + 1, 0))
    ]
    return RATE_HZ / peaks[0] if peaks else 0.0


def _likeness_by_period(block: bytes) -> Iterator[tuple[int, float]]:
    """How well the block's beginning fits what follows a period later, for each period in samples."""
    longest = RATE_HZ // LOWEST_HZ
    size = len(block) - longest * SAMPLE_BYTES
    beginning = block[:size]
    for lag in range(RATE_HZ // HIGHEST_HZ, longest + 1):
        later = block[lag * SAMPLE_BYTES : lag * SAMPLE_BYTES + size]
        forth, back = findfactor(later, beginning), findfactor(beginning, later)
        yield lag, (forth * back) ** 0.5 if forth > 0 and back > 0 else 0.0
