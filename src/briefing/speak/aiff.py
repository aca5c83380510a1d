"""AIFF, in which macOS writes speech (Apple, 'Audio Interchange File Format', 1989, and AIFF-C, 1991)."""

import struct
from collections.abc import Iterator

from briefing.model import Clip
from briefing.pcm import SAMPLE_BYTES, byteswap

HEADER_BYTES = 12
BIG, LITTLE = (b"NONE", b"twos"), (b"sowt",)  # kinds of AIFF-C that are plain PCM
FLOAT_BIAS, FLOAT_BITS = 16_383, 63  # of an 80-bit extended float


def clip_from_aiff(data: bytes) -> Clip | None:
    """Mono of 16 bits as a clip; None for anything else."""
    if data[:4] != b"FORM" or data[8:12] not in (b"AIFF", b"AIFC"):
        return None
    chunks = dict(_chunks(data))
    common, sound = chunks.get(b"COMM", b""), chunks.get(b"SSND", b"")
    if len(common) < 18 or len(sound) < 8:
        return None
    channels, _, bits = struct.unpack(">hIh", common[:8])
    kind = common[18:22] if data[8:12] == b"AIFC" else b"NONE"
    if (channels, bits) != (1, 8 * SAMPLE_BYTES) or kind not in BIG + LITTLE:
        return None
    skipped = 8 + struct.unpack(">I", sound[:4])[0]
    pcm = sound[skipped : skipped + (len(sound) - skipped) // SAMPLE_BYTES * SAMPLE_BYTES]
    return Clip(_rate_hz(common[8:18]), byteswap(pcm, SAMPLE_BYTES) if kind in BIG else pcm)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content, each padded to an even length."""
    position = HEADER_BYTES
    while position + 8 <= len(data):
        name, size = struct.unpack(">4sI", data[position : position + 8])
        yield name, data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _rate_hz(extended: bytes) -> int:
    """An IEEE 754 extended number, big-endian, as a whole number."""
    exponent, mantissa = struct.unpack(">HQ", extended)
    shift = (exponent & 0x7FFF) - FLOAT_BIAS - FLOAT_BITS
    return int(mantissa >> -shift if -64 < shift <= 0 else 0)
