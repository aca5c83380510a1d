"""MP3 frames as bytes: their headers, their lengths, and one that is silent (ISO 11172-3, 13818-3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.errors import AudioError
from briefing.mix.options import MixOptions, bitrates_kbps

_RATES_OF_VERSION = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
}  # by ID bits: 3 MPEG-1, 2 MPEG-2
_MONO = 0b11
_HEADER_BYTES = 4


@dataclass(frozen=True, slots=True)
class FrameShape:
    """How frames of a mono programme at this rate and bitrate are built."""

    sample_rate_hz: int
    bitrate_kbps: int

    @property
    def is_mpeg1(self) -> bool:
        """32 kHz and more; below that frames are half as long (MPEG-2)."""
        return self.sample_rate_hz >= 32_000

    @property
    def samples(self) -> int:
        """How many samples a frame holds."""
        return 1152 if self.is_mpeg1 else 576

    @property
    def side_info_bytes(self) -> int:
        """The side information of a mono frame."""
        return 17 if self.is_mpeg1 else 9

    @property
    def bytes_unpadded(self) -> int:
        """The length of a frame whose padding bit is 0."""
        return self.samples // 8 * self.bitrate_kbps * 1000 // self.sample_rate_hz

    @property
    def header(self) -> bytes:
        """Sync, version, layer III, no checksum; bitrate, rate, no padding; mono, original."""
        version = 3 if self.is_mpeg1 else 2
        rate = _RATES_OF_VERSION[version].index(self.sample_rate_hz)
        bitrate = bitrates_kbps(self.sample_rate_hz).index(self.bitrate_kbps) + 1
        return bytes((0xFF, 0xE3 | version << 3, bitrate << 4 | rate << 2, _MONO << 6 | 0b0100))

    def ideal_bytes(self, frames: int) -> int:
        """Return how many bytes the bitrate grants to so many frames."""
        return frames * (self.samples // 8) * self.bitrate_kbps * 1000 // self.sample_rate_hz

    def silent_frame(self, padding: int = 0) -> bytes:
        """All-zero side information holds no spectrum and borrows nothing from the frames before it.

        `padding` is 0, or 1 for a frame that is a byte longer.
        """
        first, second, third, fourth = self.header
        header = bytes((first, second, third | padding << 1, fourth))
        return header + bytes(self.bytes_unpadded + padding - _HEADER_BYTES)


def shape_of(options: MixOptions) -> FrameShape:
    """Return the shape that the options ask for."""
    return FrameShape(options.sample_rate_hz, options.bitrate_kbps)


def count_frames(mp3: bytes) -> int:
    """Return how many frames there are. Raises AudioError for anything that is not frame after frame."""
    return sum(1 for _ in _frame_starts(mp3))


def _frame_starts(mp3: bytes) -> Iterator[int]:
    position = 0
    while position < len(mp3):
        yield position
        position += _frame_bytes(mp3[position : position + _HEADER_BYTES])
    if position != len(mp3):
        raise AudioError("the encoder returned half a frame")


@lru_cache(64)  # a programme has two or three kinds of frames
def _frame_bytes(header: bytes) -> int:
    if len(header) < _HEADER_BYTES or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        raise AudioError("the encoder returned something that is no MP3")
    version, bitrate, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    rate_hz = _RATES_OF_VERSION[version][rate]
    shape = FrameShape(rate_hz, bitrates_kbps(rate_hz)[bitrate - 1])
    return shape.bytes_unpadded + (header[2] >> 1 & 1)
