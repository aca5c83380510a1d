"""One line made ready: silence off its edges, its voice at the programme's level, no clicks."""

from array import array
from dataclasses import replace

from briefing.mix.encoder import level_millibel
from briefing.mix.limiter import limit
from briefing.mix.options import MixOptions
from briefing.mix.sound import segment_of
from briefing.model import Clip, Spoken, SpokenWord
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, loudest

MONO_ON_BOTH_SIDES_MILLIBEL = 301  # a mono signal on two speakers measures 3.01 LU more (BS.1770-4)
PAUSES_MILLIBEL = 35  # what a programme measures below its voices: blocks that are half a pause, bent peaks
QUIET = FULL_SCALE // 500  # -54 dBFS: below this an edge is silence
EDGE_STEP_MS = 5
KEPT_MS = 10  # of the silence at an edge: consonants begin softly
FADE_MS = 5


def master_line(spoken: Spoken, options: MixOptions) -> Clip:
    """The line as loud as it must be to be heard at the programme's loudness, between edges of silence."""
    trimmed = trim_silence(spoken.clip)
    if not trimmed.pcm:
        return trimmed
    target = options.loudness_lufs * 100 - MONO_ON_BOTH_SIDES_MILLIBEL + PAUSES_MILLIBEL
    target += spoken.trim_centibel * 10 - level_millibel(options.bitrate_kbps)
    return _fade(limit(trimmed, target - spoken.loudness_millibel))


def trim_silence(clip: Clip) -> Clip:
    """Without the quiet at both ends, but for a breath of it."""
    step = clip.rate_hz * EDGE_STEP_MS // 1000 * SAMPLE_BYTES
    starts = range(0, len(clip.pcm), step)
    first = next((s for s in starts if _is_loud(clip.pcm[s : s + step])), None)
    if first is None:
        return Clip(clip.rate_hz, b"")
    last = next(s for s in reversed(starts) if _is_loud(clip.pcm[s : s + step]))
    kept = clip.rate_hz * KEPT_MS // 1000 * SAMPLE_BYTES
    return _cut(clip, max(0, first - kept), last + step + kept)


def _cut(clip: Clip, first_byte: int, last_byte: int) -> Clip:
    """A part of the clip, with its words. A word outside the part has length 0 at its edge."""
    pcm = clip.pcm[first_byte:last_byte]
    first, samples = first_byte // SAMPLE_BYTES, len(pcm) // SAMPLE_BYTES
    words = (
        SpokenWord(word.text, *(min(max(0, edge - first), samples) for edge in (word.start, word.end)))
        for word in clip.words
    )
    return Clip(clip.rate_hz, pcm, tuple(words))


def _is_loud(pcm: bytes) -> bool:
    return loudest(pcm, SAMPLE_BYTES) > QUIET


def _fade(clip: Clip) -> Clip:
    """Only the edges go through pydub's fades, which would copy the line for each of their steps."""
    edge = clip.rate_hz * FADE_MS // 1000 * SAMPLE_BYTES
    if len(clip.pcm) < 2 * edge:
        return _swelled(clip)
    first, last = (Clip(clip.rate_hz, pcm) for pcm in (clip.pcm[:edge], clip.pcm[-edge:]))
    fade_in, fade_out = segment_of(first).fade_in(FADE_MS), segment_of(last).fade_out(FADE_MS)
    return replace(clip, pcm=fade_in.raw_data + clip.pcm[edge:-edge] + fade_out.raw_data)


def _swelled(clip: Clip) -> Clip:
    """Shorter than its two fades, which pydub would make longer: up to the middle, and down again."""
    samples = array("h", clip.pcm)
    last, middle = len(samples) - 1, max(1, len(samples) // 2)
    swelled = (sample * min(at, last - at) // middle for at, sample in enumerate(samples))
    return replace(clip, pcm=array("h", swelled).tobytes())
