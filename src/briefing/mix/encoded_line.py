"""Encode one line, or the chime, as MP3 frames that can stand after any other frames.

The encoder is LAME (the wheel `lameenc`), which also resamples rates that `upsampling` does not.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.errors import AudioError
from briefing.mix.frames import count_frames
from briefing.mix.options import MixOptions
from briefing.mix.upsampling import upsample_twice
from briefing.model import Clip, SpokenWord

HEAD = struct.Struct(">QI")  # a stored line: audible samples, bytes of its words
PIECE_BYTES = 2 * 4_608  # lameenc allocates too small a buffer for a long piece that resampling makes longer
_WHOLE_BYTES = 2 * 48_000 * 60  # without resampling a piece is a minute; the GIL is released during a piece
_CBR_SCALES_MILLIBEL = ((160, -45), (192, -26), (224, -18), (320, 0))  # LAME's abr_switch_map; measured, too


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
    return HEAD.pack(line.heard, len(words)) + words + line.mp3


def encoded_line_from_bytes(data: bytes) -> EncodedLine:
    """Return the line of a stored form. Raises AudioError if it is damaged."""
    try:
        heard, size = HEAD.unpack_from(data)
        start = HEAD.size + size
        words = tuple(
            SpokenWord(str(text), int(a), int(b)) for text, a, b in json.loads(data[HEAD.size : start])
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
        return PIECE_BYTES
    return 2 * max(1, clip.rate_hz // 10)  # 4 kB of MP3 at the most
