"""pydub and audioop, quietly: both warn on import, of the latter's age and of an ffmpeg that nobody needs."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import audioop

    from pydub import AudioSegment
    from pydub.generators import Sine

from briefing.model import Clip

SAMPLE_BYTES = 2
FULL_SCALE = 32_768

loudest, add = audioop.max, audioop.add
pairs_summed = (
    audioop.tomono
)  # (pcm, width, a, b): a times the first of each two samples and b times the second

__all__ = [
    "FULL_SCALE",
    "SAMPLE_BYTES",
    "AudioSegment",
    "Sine",
    "add",
    "clip_of",
    "loudest",
    "pairs_summed",
    "segment_of",
]


def segment_of(clip: Clip) -> AudioSegment:
    """The clip as pydub knows it."""
    return AudioSegment(data=clip.pcm, sample_width=SAMPLE_BYTES, frame_rate=clip.rate_hz, channels=1)


def clip_of(segment: AudioSegment) -> Clip:
    """pydub's segment as ours; mono, 16 bits."""
    return Clip(segment.frame_rate, segment.raw_data)
