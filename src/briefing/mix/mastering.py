"""Master one line: trim silence, set the level, limit peaks, fade the edges.

The limiter lowers peaks with a gain that never jumps. The signal is cut into short blocks; a block whose peak
would exceed the ceiling gets the gain that it needs. The gain at each border is the lower of both blocks',
changes slowly, and is linear in between, so that no sample exceeds the ceiling. Only the surroundings of
peaks are processed.
"""

from array import array
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, groupby, pairwise, repeat
from operator import mul

from briefing.mix.encoded_line import level_millibel
from briefing.mix.options import MixOptions
from briefing.mix.sound import segment_of
from briefing.model import Clip, Spoken, SpokenWord
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, loudest
from briefing.pcm import mul as amplified

_MONO_ON_BOTH_SIDES_MILLIBEL = 301  # a mono signal on two speakers measures 3.01 LU more (BS.1770-4)
PAUSES_MILLIBEL = 35  # a programme measures so much below its voices
_QUIET = FULL_SCALE // 500  # -54 dBFS: below this an edge is silence
_EDGE_STEP_MS = 5
_KEPT_MS = 10  # silence that stays at an edge: consonants begin softly
_FADE_MS = 5
CEILING = int(FULL_SCALE * 10 ** (-2.0 / 20))  # room for inter-sample peaks and encoder overshoot
_BLOCK_MS = 2
_CHANGE_PER_BLOCK = 0.04  # the gain is back within 50 ms of a peak, however high
_WINDOW_BLOCKS = 32  # 64 ms: the gain recovers within the next window


def master_line(spoken: Spoken, options: MixOptions) -> Clip:
    """Return the line at the programme's loudness, trimmed and faded."""
    trimmed = trim_silence(spoken.clip)
    if not trimmed.pcm:
        return trimmed
    target = options.loudness_lufs * 100 - _MONO_ON_BOTH_SIDES_MILLIBEL + PAUSES_MILLIBEL
    target += spoken.trim_centibel * 10 - level_millibel(options.bitrate_kbps)
    return _fade(limit(trimmed, target - spoken.loudness_millibel))


def trim_silence(clip: Clip) -> Clip:
    """Return the clip without the silence at both ends, except 10 ms."""
    step = clip.rate_hz * _EDGE_STEP_MS // 1000 * SAMPLE_BYTES
    starts = range(0, len(clip.pcm), step)
    first = next((s for s in starts if _is_loud(clip.pcm[s : s + step])), None)
    if first is None:
        return Clip(clip.rate_hz, b"")
    last = next(s for s in reversed(starts) if _is_loud(clip.pcm[s : s + step]))
    kept = clip.rate_hz * _KEPT_MS // 1000 * SAMPLE_BYTES
    return _cut(clip, max(0, first - kept), last + step + kept)


def _cut(clip: Clip, first_byte: int, last_byte: int) -> Clip:
    """Return a part of the clip with its words; a word outside has length 0 at the edge."""
    pcm = clip.pcm[first_byte:last_byte]
    first, samples = first_byte // SAMPLE_BYTES, len(pcm) // SAMPLE_BYTES
    words = (
        SpokenWord(word.text, *(min(max(0, edge - first), samples) for edge in (word.start, word.end)))
        for word in clip.words
    )
    return Clip(clip.rate_hz, pcm, tuple(words))


def _is_loud(pcm: bytes) -> bool:
    return loudest(pcm, SAMPLE_BYTES) > _QUIET


def _fade(clip: Clip) -> Clip:
    """Fade the edges; only they go through pydub, whose fades copy their input at every step."""
    edge = clip.rate_hz * _FADE_MS // 1000 * SAMPLE_BYTES
    if len(clip.pcm) < 2 * edge:
        return _triangle_fade(clip)
    first, last = (Clip(clip.rate_hz, pcm) for pcm in (clip.pcm[:edge], clip.pcm[-edge:]))
    fade_in, fade_out = segment_of(first).fade_in(_FADE_MS), segment_of(last).fade_out(_FADE_MS)
    middle = memoryview(clip.pcm)[edge:-edge]  # a recording is long: its sound is copied no more than needed
    return replace(clip, pcm=b"".join((fade_in.raw_data, middle, fade_out.raw_data)))


def _triangle_fade(clip: Clip) -> Clip:
    """Fade a clip that is shorter than two fades: up to its middle and down again."""
    samples = array("h", clip.pcm)
    last, middle = len(samples) - 1, max(1, len(samples) // 2)
    swelled = (sample * min(at, last - at) // middle for at, sample in enumerate(samples))
    return replace(clip, pcm=array("h", swelled).tobytes())


def limit(clip: Clip, gain_millibel: int) -> Clip:
    """Return the clip with a gain in hundredths of a decibel; no sample exceeds the ceiling."""
    ceiling = CEILING / 10 ** (gain_millibel / 2000)
    compressed = _compress_peaks(clip, ceiling) if loudest(clip.pcm, SAMPLE_BYTES) > ceiling else clip
    return replace(clip, pcm=amplified(compressed.pcm, SAMPLE_BYTES, 10 ** (gain_millibel / 100 / 20)))


def _compress_peaks(clip: Clip, ceiling: float) -> Clip:
    samples = array("h", clip.pcm)
    block = max(1, clip.rate_hz * _BLOCK_MS // 1000)
    for first, last in _loud_ranges(clip.pcm, block * _WINDOW_BLOCKS, ceiling):
        samples[first:last] = _compressed(samples[first:last], block, ceiling)
    return replace(clip, pcm=samples.tobytes())


def _loud_ranges(pcm: bytes, window: int, ceiling: float) -> Iterator[tuple[int, int]]:
    """Yield ranges of samples: windows with a peak, and one window before and after."""
    peaks = _peaks(pcm, window)
    loud = [peak > ceiling for peak in peaks]
    near = [any(loud[max(0, index - 1) : index + 2]) for index in range(len(loud))]
    for is_near, run in groupby(range(len(near)), near.__getitem__):
        if is_near:
            windows = list(run)
            yield windows[0] * window, (windows[-1] + 1) * window


def _compressed(samples: "array[int]", block: int, ceiling: float) -> "array[int]":
    peaks = _peaks(samples.tobytes(), block)
    gains = _smooth([min(1.0, ceiling / peak) if peak else 1.0 for peak in peaks])
    borders = [gains[0], *(min(pair) for pair in pairwise(gains)), gains[-1]]
    for index, (here, there) in enumerate(pairwise(borders)):
        if here < 1.0 or there < 1.0:
            ramp(samples, index * block, block, here, there)
    return samples


def _peaks(pcm: bytes, samples: int) -> list[int]:
    step = samples * SAMPLE_BYTES
    return [loudest(pcm[start : start + step], SAMPLE_BYTES) for start in range(0, len(pcm), step)]


def _smooth(gains: list[float]) -> list[float]:
    """Limit the change of gain from block to block."""
    for _ in range(2):
        reach = 1.0
        for index, gain in enumerate(gains):
            reach = min(gain, reach + _CHANGE_PER_BLOCK)
            gains[index] = reach
        gains.reverse()
    return gains


def ramp(samples: "array[int]", start: int, length: int, here: float, there: float) -> None:
    """Give the samples from `start` on a gain that goes from one value to the other."""
    part = samples[start : start + length]
    step = (there - here) / length
    gains = accumulate(repeat(step, len(part) - 1), initial=here)
    samples[start : start + length] = array("h", map(int, map(mul, part, gains)))
