"""Encode one line, or the chime, as MP3 frames that can stand after any other frames.

Frames are those of ISO 11172-3 and 13818-3. The encoder is LAME (the wheel `lameenc`), which also resamples,
except that `upsample_twice` doubles eSpeak's 22,050 Hz to the MP3's 44,100 Hz, for which LAME needs twice
the time: every second sample is the clip's own; the others are interpolated by a half-band filter of ten
taps. Its images are 48 dB below the signal up to 8.2 kHz, where speech has nearly all of its power.
"""

import json
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.errors import AudioError
from briefing.mix.options import MixOptions, bitrates_kbps
from briefing.model import Clip, SpokenWord
from briefing.pcm import SAMPLE_BYTES, add, sum_pairs

_RATES_OF_VERSION = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
}  # by ID bits: 3 MPEG-1, 2 MPEG-2
_MONO = 0b11
_HEADER_BYTES = 4
_TAPS = (0.62607, -0.18216, 0.08213, -0.03661, 0.01454)  # minimax up to 0.37 of the new half rate
_FILTER = (*reversed(_TAPS), *_TAPS)
_PAIRS = (0, 1, 3, 4, 2)  # of the filter's taps; the largest last, so that no partial sum clips
_REACH = len(_TAPS) * SAMPLE_BYTES
UPSAMPLING_PIECE_BYTES = (
    2 * 22_050 * SAMPLE_BYTES
)  # two seconds: sums of a whole line would weigh several times the line
_HEAD = struct.Struct(">QI")  # a stored line: audible samples, bytes of its words
_PIECE_BYTES = 2 * 4_608  # lameenc allocates too small a buffer for a long piece that resampling makes longer
_WHOLE_BYTES = 2 * 48_000 * 60  # without resampling a piece is a minute; the GIL is released during a piece
_CBR_SCALES_MILLIBEL = ((160, -45), (192, -26), (224, -18), (320, 0))  # LAME's abr_switch_map; measured, too


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


@dataclass(frozen=True, slots=True)
class EncodedLine:
    """A line as MP3 frames.

    Attributes:
        mp3: The frames.
        frames: Their number.
        heard: Samples of sound at the programme's rate; the rest of the frames is silence.
        failure: A sentence if the fallback voice spoke, else ''.
        words: Word times in samples from the beginning of the line.
    """

    mp3: bytes
    frames: int
    heard: int
    failure: str = ""
    words: tuple[SpokenWord, ...] = ()

    def words_from(self, start: int) -> tuple[SpokenWord, ...]:
        """Return the words of a line that begins at sample `start` of the programme."""
        return tuple(SpokenWord(word.text, start + word.start, start + word.end) for word in self.words)


def encode_line(clip: Clip, options: MixOptions, failure: str = "") -> EncodedLine:
    """Encode a clip; its word times are converted to the programme's rate. Raises AudioError."""
    if not clip.pcm:
        return EncodedLine(b"", 0, 0, failure)
    rate_hz = options.sample_rate_hz
    heard = -(-clip.samples * rate_hz // clip.rate_hz)
    mp3 = encode_clip(clip, options)
    words = tuple(
        SpokenWord(word.text, *(edge * rate_hz // clip.rate_hz for edge in (word.start, word.end)))
        for word in clip.words
    )
    return EncodedLine(mp3, count_frames(mp3), heard, failure, words)


def bytes_from_encoded_line(line: EncodedLine) -> bytes:
    """Return the stored form: the header, the words as JSON, the frames."""
    words = json.dumps([(word.text, word.start, word.end) for word in line.words]).encode()
    return _HEAD.pack(line.heard, len(words)) + words + line.mp3


def encoded_line_from_bytes(data: bytes) -> EncodedLine:
    """Return the line of a stored form. Raises AudioError if it is damaged."""
    try:
        heard, size = _HEAD.unpack_from(data)
        start = _HEAD.size + size
        words = tuple(
            SpokenWord(str(text), int(a), int(b)) for text, a, b in json.loads(data[_HEAD.size : start])
        )
    except (struct.error, ValueError, TypeError) as cause:
        raise AudioError("a stored line is damaged") from cause
    return EncodedLine(data[start:], count_frames(data[start:]), heard, "", words)


def level_millibel(bitrate_kbps: int) -> int:
    """Return the gain of LAME in hundredths of a decibel: at usual bitrates it lowers the level by 5 %."""
    return next(scale for highest, scale in _CBR_SCALES_MILLIBEL if bitrate_kbps <= highest)


def encode_clip(clip: Clip, options: MixOptions) -> bytes:
    """Encode a clip as complete frames that use no bit reservoir of earlier frames. Raises AudioError."""
    import lameenc  # noqa: PLC0415  # `briefing --help` must not pay for it

    rate_hz, pieces = _pieces(clip, options)
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(options.sample_rate_hz)
    encoder.set_bit_rate(options.bitrate_kbps)
    encoder.set_quality(options.quality)
    encoder.silence()
    try:
        return b"".join([bytes(encoder.encode(piece)) for piece in pieces]) + bytes(encoder.flush())
    except (RuntimeError, ValueError) as cause:
        raise AudioError(f"LAME cannot encode {clip.rate_hz} Hz: {cause}") from cause


def _pieces(clip: Clip, options: MixOptions) -> tuple[int, Iterator[bytes]]:
    """Return the input rate for LAME, and the PCM in pieces."""
    if options.sample_rate_hz == 2 * clip.rate_hz:
        return options.sample_rate_hz, upsample_twice(clip.pcm)
    size = _WHOLE_BYTES if options.sample_rate_hz == clip.rate_hz else _piece_bytes(clip, options)
    return clip.rate_hz, (clip.pcm[start : start + size] for start in range(0, len(clip.pcm), size))


def _piece_bytes(clip: Clip, options: MixOptions) -> int:
    """lameenc's buffer has 1.25 bytes a sample and 7,200 more: little at a low rate and a high bitrate."""
    if clip.rate_hz >= options.bitrate_kbps * 100:
        return _PIECE_BYTES
    return 2 * max(1, clip.rate_hz // 10)  # 4 kB of MP3 at the most


def upsample_twice(pcm: bytes) -> Iterator[bytes]:
    """Yield the PCM at twice the rate, aligned to the sample, in pieces."""
    padded = bytes(_REACH) + pcm + bytes(_REACH)
    for start in range(0, len(pcm), UPSAMPLING_PIECE_BYTES):
        yield _upsample_piece(padded[start : start + _REACH + UPSAMPLING_PIECE_BYTES + _REACH])


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
