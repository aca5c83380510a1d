"""Double the sampling rate: eSpeak's 22,050 Hz to the MP3's 44,100 Hz.

Every second sample is the clip's own; the others are interpolated by a half-band filter of ten taps. Its
images are 48 dB below the signal up to 8.2 kHz, where speech has nearly all of its power. LAME needs twice
the time.
"""

from array import array
from collections.abc import Iterator

from briefing.pcm import SAMPLE_BYTES, add, sum_pairs

_TAPS = (0.62607, -0.18216, 0.08213, -0.03661, 0.01454)  # minimax up to 0.37 of the new half rate
_FILTER = (*reversed(_TAPS), *_TAPS)
_PAIRS = (0, 1, 3, 4, 2)  # of the filter's taps; the largest last, so that no partial sum clips
_REACH = len(_TAPS) * SAMPLE_BYTES
PIECE_BYTES = (
    2 * 22_050 * SAMPLE_BYTES
)  # two seconds: sums of a whole line would weigh several times the line


def upsample_twice(pcm: bytes) -> Iterator[bytes]:
    """Yield the PCM at twice the rate, aligned to the sample, in pieces."""
    padded = bytes(_REACH) + pcm + bytes(_REACH)
    for start in range(0, len(pcm), PIECE_BYTES):
        yield _upsample_piece(padded[start : start + _REACH + PIECE_BYTES + _REACH])


def _upsample_piece(padded: bytes) -> bytes:
    """Upsample what lies between the `_REACH` bytes of context at both ends."""
    pcm = array("h", padded[_REACH:-_REACH])
    samples = array("h", bytes(2 * len(pcm) * SAMPLE_BYTES))
    samples[0::2] = pcm
    samples[1::4] = _between(padded[SAMPLE_BYTES:], (len(pcm) + 1) // 2)
    samples[3::4] = _between(padded[2 * SAMPLE_BYTES :], len(pcm) // 2)
    return samples.tobytes()


def _between(lent: bytes, count: int) -> "array[int]":
    """Return `count` interpolated samples, two taps at a time."""
    even = lent[: len(lent) // (2 * SAMPLE_BYTES) * 2 * SAMPLE_BYTES]
    total = bytes(count * SAMPLE_BYTES)
    for pair in _PAIRS:
        sums = sum_pairs(even, SAMPLE_BYTES, _FILTER[2 * pair], _FILTER[2 * pair + 1])
        total = add(total, sums[pair * SAMPLE_BYTES : (pair + count) * SAMPLE_BYTES], SAMPLE_BYTES)
    return array("h", total)
