"""Twice the sampling rate: eSpeak's 22,050 Hz as the MP3's 44,100.

Every second sample is the clip's own; those between are interpolated by a half-band filter of ten taps. Its
images lie 48 dB below whatever is below 8.2 kHz, where speech has nearly all of its power. LAME would take
twice as long for it, sample by sample, and could then be given only small pieces at a time.
"""

from array import array
from collections.abc import Iterator

from briefing.mix.sound import SAMPLE_BYTES, add, scaled

TAPS = (0.62607, -0.18216, 0.08213, -0.03661, 0.01454)  # minimax up to 0.37 of the new half rate
REACH = len(TAPS) * SAMPLE_BYTES
PIECE_BYTES = 2 * 22_050 * SAMPLE_BYTES  # two seconds: sums of a whole line would weigh seven times the line


def doubled(pcm: bytes) -> Iterator[bytes]:
    """The same sound at twice the rate, in time to the sample, in pieces that follow each other."""
    padded = bytes(REACH) + pcm + bytes(REACH)
    for start in range(0, len(pcm), PIECE_BYTES):
        yield _doubled_piece(padded[start : start + REACH + PIECE_BYTES + REACH])


def _doubled_piece(padded: bytes) -> bytes:
    """What lies between the `REACH` bytes at both ends, which only lend their sound."""
    pcm = padded[REACH:-REACH]
    between = bytes(len(pcm))
    for distance, tap in reversed(tuple(enumerate(TAPS))):
        part = scaled(padded, SAMPLE_BYTES, tap)
        for offset in (-distance, distance + 1):
            start = REACH + offset * SAMPLE_BYTES
            between = add(between, part[start : start + len(pcm)], SAMPLE_BYTES)
    return _interleaved(pcm, between)


def _interleaved(even: bytes, odd: bytes) -> bytes:
    samples = array("h", bytes(len(even) + len(odd)))
    samples[0::2] = array("h", even)
    samples[1::2] = array("h", odd)
    return samples.tobytes()
