"""The growing MP3: frames go to the sink one after another, and every sample is accounted for."""

from dataclasses import dataclass, field
from typing import BinaryIO

from briefing.errors import AudioError
from briefing.mix.frames import FrameShape
from briefing.mix.info_frame import (
    DELAY_SAMPLES,
    PADDING_SAMPLES,
    StreamFacts,
    info_frame,
    info_frame_bytes,
)
from briefing.mix.stretch import Stretch

SILENT_FRAMES_AT_ONCE = 64


@dataclass(slots=True)
class Tape:
    """Writes to a seekable sink from where it stands. Raises AudioError when the sink cannot be written."""

    sink: BinaryIO
    shape: FrameShape
    frames: int = 0
    audio_bytes: int = 0
    _start: int = 0
    _marks: list[tuple[int, int]] = field(default_factory=list)

    def begin(self) -> None:
        """Keep room for the Info frame."""
        self._start = self.sink.tell()
        self._write(bytes(info_frame_bytes(self.shape)))

    @property
    def position(self) -> int:
        """The sample at which the next stretch is heard."""
        return self.frames * self.shape.samples

    def append(self, stretch: Stretch) -> None:
        """Sound, and the silence that its last frame brings along."""
        self._add(stretch.mp3, stretch.frames)

    def append_silence(self, samples: int) -> None:
        """At least so many samples, in whole frames; nothing for none or less.

        Silence is padded to the bitrate's own pace, as LAME pads sound: who seeks by bytes (Chromium) would
        drift otherwise.
        """
        frames = max(0, -(-samples // self.shape.samples))
        while frames:
            count = min(frames, SILENT_FRAMES_AT_ONCE)
            missing = self.shape.ideal_bytes(self.frames + count) - self.audio_bytes
            padded = min(max(missing - count * self.shape.bytes_unpadded, 0), count)
            self._add(
                self.shape.silent_frame(1) * padded + self.shape.silent_frame() * (count - padded), count
            )
            frames -= count

    def finish(self) -> int:
        """Close the stream with what the decoder's delay needs; how many samples are heard."""
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
            raise AudioError(f"the MP3 cannot be written: {cause}", "make room on the disk") from cause

    def _percent_bytes(self) -> bytes:
        """Xing's table of contents: where in the file (of 256) each hundredth of the time begins."""
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
