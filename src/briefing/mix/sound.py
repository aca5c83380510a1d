"""pydub without the warning that it prints on import where no ffmpeg is installed; we need no ffmpeg."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pydub import AudioSegment
    from pydub.generators import Sine

from briefing.model import Clip
from briefing.pcm import SAMPLE_BYTES

__all__ = ["AudioSegment", "Sine", "clip_of", "segment_of"]


def segment_of(clip: Clip) -> AudioSegment:
    """Return the clip as pydub's type.

    Args:
        clip: Any clip.
    """
    return AudioSegment(data=clip.pcm, sample_width=SAMPLE_BYTES, frame_rate=clip.rate_hz, channels=1)


def clip_of(segment: AudioSegment) -> Clip:
    """Return a mono 16-bit segment of pydub's as a clip.

    Args:
        segment: Mono, 16 bits.
    """
    return Clip(segment.frame_rate, segment.raw_data)
