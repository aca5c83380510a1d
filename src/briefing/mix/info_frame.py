"""The first frame of an MP3, which tells players how long it is and how many samples to skip at both ends.

The layout is Xing's with LAME's extension ('Mp3 info tag rev 1', gabriel.mp3-tech.org/mp3infotag.html).
"""

import struct
from dataclasses import dataclass

from briefing.mix.frames import FrameShape
from briefing.mix.options import bitrates_kbps

DELAY_SAMPLES = 576  # LAME's encoder delay; a decoder adds 529 of its own
PADDING_SAMPLES = 576  # at least the decoder's 529
HAS_ALL = 0b1111  # frames, bytes, table of contents, quality
TAG_BYTES = 156
ENCODER = b"LAME3.100"
CBR = 1
CRC16_POLYNOMIAL = 0xA001  # CRC-16/ARC, reflected


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """Frames and bytes of the audio, without this frame.

    `percent_bytes` are 100 positions in the file (of 256), one for each hundredth of the time.
    """

    frames: int
    audio_bytes: int
    percent_bytes: bytes


def info_frame(shape: FrameShape, facts: StreamFacts) -> bytes:
    """The frame; its length depends on the shape only, so that its room can be kept free beforehand."""
    roomy = _roomy(shape)
    length = roomy.bytes_unpadded
    start = roomy.header + bytes(roomy.side_info_bytes)
    xing = struct.pack(">4sIII", b"Info", HAS_ALL, facts.frames, facts.audio_bytes + length)
    body = start + xing + facts.percent_bytes + struct.pack(">I", 0) + _lame_tag(shape, facts, length)
    checked = body + struct.pack(">H", _crc16(body))
    return checked + bytes(length - len(checked))


def info_frame_bytes(shape: FrameShape) -> int:
    """The room that `info_frame` needs."""
    return _roomy(shape).bytes_unpadded


def _lame_tag(shape: FrameShape, facts: StreamFacts, info_bytes: int) -> bytes:
    """All but its last two bytes, the checksum of what stands before it; the music's own is left 0."""
    gap = DELAY_SAMPLES << 12 | PADDING_SAMPLES
    tag = ENCODER + bytes((CBR, 0)) + bytes(8) + bytes((0, min(shape.bitrate_kbps, 255)))
    tag += gap.to_bytes(3, "big") + bytes(4)
    return tag + struct.pack(">IH", facts.audio_bytes + info_bytes, 0)


def _roomy(shape: FrameShape) -> FrameShape:
    """A frame of the lowest bitrate from the programme's own on that has room for the tag."""
    rates = bitrates_kbps(shape.sample_rate_hz)
    candidates = (FrameShape(shape.sample_rate_hz, rate) for rate in rates if rate >= shape.bitrate_kbps)
    return next(each for each in candidates if each.bytes_unpadded >= 4 + each.side_info_bytes + TAG_BYTES)


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (CRC16_POLYNOMIAL if crc & 1 else 0)
    return crc
