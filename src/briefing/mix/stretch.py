"""A stretch: one line, or the chime, as MP3 frames that may stand after any others."""

import json
import struct
from dataclasses import dataclass

from briefing.errors import AudioError
from briefing.mix.encoder import encode_clip
from briefing.mix.frames import count_frames
from briefing.mix.options import MixOptions
from briefing.model import Clip, SpokenWord

HEAD = struct.Struct(">QI")  # a kept stretch: samples that are heard, bytes of its words


@dataclass(frozen=True, slots=True)
class Stretch:
    """`heard` samples of sound, at the programme's rate, begin `frames` frames; the rest is silence.

    `failure` is a sentence, '' when all went well. `words` are in samples from the stretch's beginning.
    """

    mp3: bytes
    frames: int
    heard: int
    failure: str = ""
    words: tuple[SpokenWord, ...] = ()

    def words_from(self, start: int) -> tuple[SpokenWord, ...]:
        """The words where the stretch begins at this sample."""
        return tuple(SpokenWord(word.text, start + word.start, start + word.end) for word in self.words)


def stretch_of(clip: Clip, options: MixOptions, failure: str = "") -> Stretch:
    """The clip, encoded."""
    if not clip.pcm:
        return Stretch(b"", 0, 0, failure)
    rate_hz = options.sample_rate_hz
    heard = -(-clip.samples * rate_hz // clip.rate_hz)
    mp3 = encode_clip(clip, options)
    words = tuple(
        SpokenWord(word.text, *(edge * rate_hz // clip.rate_hz for edge in (word.start, word.end)))
        for word in clip.words
    )
    return Stretch(mp3, count_frames(mp3), heard, failure, words)


def bytes_of(stretch: Stretch) -> bytes:
    """For the clip store: the head, the words as JSON, then the frames."""
    words = json.dumps([(word.text, word.start, word.end) for word in stretch.words]).encode()
    return HEAD.pack(stretch.heard, len(words)) + words + stretch.mp3


def stretch_from_bytes(data: bytes) -> Stretch:
    """The stretch again. Raises AudioError when it is damaged."""
    try:
        heard, size = HEAD.unpack_from(data)
        start = HEAD.size + size
        words = tuple(
            SpokenWord(str(text), int(a), int(b)) for text, a, b in json.loads(data[HEAD.size : start])
        )
    except (struct.error, ValueError, TypeError) as cause:
        raise AudioError("a kept line is damaged") from cause
    return Stretch(data[start:], count_frames(data[start:]), heard, "", words)
