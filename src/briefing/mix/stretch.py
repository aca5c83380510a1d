"""A stretch: one line, or the chime, as MP3 frames that may stand after any others."""

from dataclasses import dataclass

from briefing.mix.encoder import encode_clip
from briefing.mix.frames import count_frames
from briefing.mix.options import MixOptions
from briefing.model import Clip

LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """`heard` samples of sound, at the programme's rate, begin `frames` frames; the rest is silence.

    `failure` is a sentence, '' when all went well.
    """

    mp3: bytes
    frames: int
    heard: int
    failure: str = ""


def stretch_of(clip: Clip, options: MixOptions, failure: str = "") -> Stretch:
    """The clip, encoded."""
    if not clip.pcm:
        return Stretch(b"", 0, 0, failure)
    heard = -(-clip.samples * options.sample_rate_hz // clip.rate_hz)
    mp3 = encode_clip(clip, options)
    return Stretch(mp3, count_frames(mp3), heard, failure)


def bytes_of(stretch: Stretch) -> bytes:
    """For the clip store: how much is heard, then the frames."""
    return stretch.heard.to_bytes(LENGTH_BYTES, "big") + stretch.mp3


def stretch_from_bytes(data: bytes) -> Stretch:
    """The stretch again. Raises AudioError when the frames are damaged."""
    mp3 = data[LENGTH_BYTES:]
    return Stretch(mp3, count_frames(mp3), int.from_bytes(data[:LENGTH_BYTES], "big"))
