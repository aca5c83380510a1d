"""Write the MP3 stream: frames in order, silence, and the Info frame at its beginning.

The Info frame holds the length and the samples that players skip at both ends. Its layout is Xing's with
LAME's extension ('Mp3 info tag rev 1', gabriel.mp3-tech.org/mp3infotag.html).
"""

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from briefing.errors import AudioError
from briefing.mix.encoded_line import EncodedLine, FrameShape
from briefing.mix.options import bitrates_kbps

_SILENT_FRAMES_AT_ONCE = 64
DELAY_SAMPLES = 576  # LAME's encoder delay; a decoder adds 529 of its own
PADDING_SAMPLES = 576  # at least the decoder's 529
_HAS_ALL = 0b1111  # frames, bytes, table of contents, quality
_TAG_BYTES = 156
_ENCODER = b"LAME3.100"
_CBR = 1
_CRC16_POLYNOMIAL = 0xA001  # CRC-16/ARC, reflected


@dataclass(slots=True)
class Mp3Writer:
    """Writes MP3 frames to a seekable sink, from its position on. Raises AudioError if the sink fails."""

    sink: BinaryIO
    shape: FrameShape
    frames: int = 0
    audio_bytes: int = 0
    _start: int = 0
    _marks: list[tuple[int, int]] = field(default_factory=list)

    def begin(self) -> None:
        """Reserve the bytes of the Info frame."""
        self._start = self.sink.tell()
        self._write(bytes(info_frame_bytes(self.shape)))

    @property
    def position(self) -> int:
        """The sample of the programme at which the next line is heard."""
        return self.frames * self.shape.samples

    def append(self, line: EncodedLine) -> None:
        """Write a line, with the silence in its last frame."""
        self._add(line.mp3, line.frames)

    def append_silence(self, samples: int) -> None:
        """Write at least `samples` samples of silence, in whole frames; nothing for 0 or less.

        Frames are padded to the exact bitrate, as LAME pads sound: players that seek by bytes (Chromium)
        would drift otherwise.
        """
        frames = max(0, -(-samples // self.shape.samples))
        while frames:
            count = min(frames, _SILENT_FRAMES_AT_ONCE)
            missing = self.shape.ideal_bytes(self.frames + count) - self.audio_bytes
            padded = min(max(missing - count * self.shape.bytes_unpadded, 0), count)
            self._add(
                self.shape.silent_frame(1) * padded + self.shape.silent_frame() * (count - padded), count
            )
            frames -= count

    def finish(self) -> int:
        """Finish the stream for the decoder's delay and write the Info frame; return the audible samples."""
        heard = self.position
        self.append_silence(DELAY_SAMPLES + PADDING_SAMPLES)
        facts = StreamFacts(self.frames, self.audio_bytes, self._percent_bytes())
        end = self.sink.tell()
        self.sink.seek(self._start)
        self._write(info_frame(self.shape, facts))
        self.sink.seek(end)
        return heard

    def _add(self, mp3: bytes, frames: int) -> None:
        self._marks.append((self.frames, self.audio_bytes))
        self._write(mp3)
        self.frames += frames
        self.audio_bytes += len(mp3)

    def _write(self, data: bytes) -> None:
        try:
            self.sink.write(data)
        except OSError as cause:
            place = getattr(self.sink, "name", "")
            where = f" below {Path(place).parent}" if isinstance(place, str) and place else ""
            reason = (cause.strerror or str(cause)).lower()
            raise AudioError(
                f"the MP3 cannot be written{where}: {reason}", "Free some space on that disk."
            ) from cause

    def _percent_bytes(self) -> bytes:
        """Return Xing's table of contents: the file position (of 256) of each hundredth of the time."""
        marks = [*self._marks, (self.frames, self.audio_bytes)]
        table, index = bytearray(), 0
        for percent in range(100):
            frame = self.frames * percent / 100
            while marks[index + 1][0] < frame:
                index += 1
            (frame_a, byte_a), (frame_b, byte_b) = marks[index], marks[index + 1]
            share = (frame - frame_a) / max(1, frame_b - frame_a)
            table.append(min(255, int(256 * (byte_a + share * (byte_b - byte_a)) / self.audio_bytes)))
        return bytes(table)


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """Frames and bytes of the audio, without this frame.

    `percent_bytes` are 100 positions in the file (of 256), one for each hundredth of the time.
    """

    frames: int
    audio_bytes: int
    percent_bytes: bytes


def info_frame(shape: FrameShape, facts: StreamFacts) -> bytes:
    """Return the Info frame. Its length depends only on the shape, so its bytes can be reserved."""
    info_shape = _info_shape(shape)
    length = info_shape.bytes_unpadded
    start = info_shape.header + bytes(info_shape.side_info_bytes)
    xing = struct.pack(">4sIII", b"Info", _HAS_ALL, facts.frames, facts.audio_bytes + length)
    body = start + xing + facts.percent_bytes + struct.pack(">I", 0) + _lame_tag(shape, facts, length)
    checked = body + struct.pack(">H", _crc16(body))
    return checked + bytes(length - len(checked))


def info_frame_bytes(shape: FrameShape) -> int:
    """Return the number of bytes of the Info frame."""
    return _info_shape(shape).bytes_unpadded


def _lame_tag(shape: FrameShape, facts: StreamFacts, info_bytes: int) -> bytes:
    """Return the LAME tag without its checksum; the checksum of the music, which nobody reads, is 0."""
    gap = DELAY_SAMPLES << 12 | PADDING_SAMPLES
    tag = _ENCODER + bytes((_CBR, 0)) + bytes(8) + bytes((0, min(shape.bitrate_kbps, 255)))
    tag += gap.to_bytes(3, "big") + bytes(4)
    return tag + struct.pack(">IH", facts.audio_bytes + info_bytes, 0)


def _info_shape(shape: FrameShape) -> FrameShape:
    """Return the shape of the lowest bitrate, from the programme's on, whose frame has room for the tag."""
    rates = bitrates_kbps(shape.sample_rate_hz)
    candidates = (FrameShape(shape.sample_rate_hz, rate) for rate in rates if rate >= shape.bitrate_kbps)
    return next(each for each in candidates if each.bytes_unpadded >= 4 + each.side_info_bytes + _TAG_BYTES)


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (_CRC16_POLYNOMIAL if crc & 1 else 0)
    return crc
