"""Twice the sampling rate: eSpeak's 22,050 Hz as the MP3's 44,100.

Every second sample is the clip's own; those between are interpolated by a half-band filter of ten taps. Its
images lie 48 dB below whatever is below 8.2 kHz, where speech has nearly all of its power. LAME would take
twice as long for it, sample by sample, and could then be given only small pieces at a time.
"""

from array import array
from collections.abc import Iterator

from briefing.pcm import SAMPLE_BYTES, add, sum_pairs

TAPS = (0.62607, -0.18216, 0.08213, -0.03661, 0.01454)  # minimax up to 0.37 of the new half rate
FILTER = (*reversed(TAPS), *TAPS)
PAIRS = (0, 1, 3, 4, 2)  # of the filter's taps; the heaviest last, so that no sum on the way is too loud
REACH = len(TAPS) * SAMPLE_BYTES
PIECE_BYTES = (
    2 * 22_050 * SAMPLE_BYTES
)  # two seconds: sums of a whole line would weigh several times the line


def doubled(pcm: bytes) -> Iterator[bytes]:
    """The same sound at twice the rate, in time to the sample, in pieces that follow each other."""
    padded = bytes(REACH) + pcm + bytes(REACH)
    for start in range(0, len(pcm), PIECE_BYTES):
        yield _doubled_piece(padded[start : start + REACH + PIECE_BYTES + REACH])


def _doubled_piece(padded: bytes) -> bytes:
    """What lies between the `REACH` bytes at both ends, which only lend their sound."""
    pcm = array("h", padded[REACH:-REACH])
    samples = array("h", bytes(2 * len(pcm) * SAMPLE_BYTES))
    samples[0::2] = pcm
    samples[1::4] = _between(padded[SAMPLE_BYTES:], (len(pcm) + 1) // 2)
    samples[3::4] = _between(padded[2 * SAMPLE_BYTES :], len(pcm) // 2)
    return samples.tobytes()


def _between(lent: bytes, count: int) -> "array[int]":
    """So many samples, one for each two of `lent`: the filter laid on from there, two taps at a time."""
    even = lent[: len(lent) // (2 * SAMPLE_BYTES) * 2 * SAMPLE_BYTES]
    total = bytes(count * SAMPLE_BYTES)
    for pair in PAIRS:
        sums = sum_pairs(even, SAMPLE_BYTES, FILTER[2 * pair], FILTER[2 * pair + 1])
        total = add(total, sums[pair * SAMPLE_BYTES : (pair + count) * SAMPLE_BYTES], SAMPLE_BYTES)
    return array("h", total)
