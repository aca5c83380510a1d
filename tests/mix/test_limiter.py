"""The limiter's law: no sample passes the ceiling, the gain never jumps, and quiet passages stay alone."""

import math
from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing.mix.mastering import CEILING, limit
from briefing.model import Clip

RATE_HZ = 22_050


def burst(quiet: int, loud: int) -> Clip:
    """A second of a quiet tone, a tenth of a second of a loud one, a second of the quiet one."""
    peaks = [quiet] * RATE_HZ + [loud] * (RATE_HZ // 10) + [quiet] * RATE_HZ
    wave = (round(peak * math.sin(2 * math.pi * 220.5 * i / RATE_HZ)) for i, peak in enumerate(peaks))
    return Clip(RATE_HZ, array("h", wave).tobytes())


@given(st.integers(0, 8_000), st.integers(8_000, 32_000), st.integers(-600, 2_000))
def test_no_sample_passes_the_ceiling(quiet: int, loud: int, gain_millibel: int) -> None:
    limited = array("h", limit(burst(quiet, loud), gain_millibel).pcm)
    assert max(abs(sample) for sample in limited) <= CEILING + 1
    assert len(limited) == burst(quiet, loud).samples


def test_far_from_the_peak_only_the_gain_is_changed() -> None:
    clip = burst(4_000, 32_000)
    limited = array("h", limit(clip, 0).pcm)
    original = array("h", clip.pcm)
    assert limited[: RATE_HZ // 2] == original[: RATE_HZ // 2]
    assert limited[-RATE_HZ // 2 :] == original[-RATE_HZ // 2 :]


def test_no_step_is_made_that_was_not_there() -> None:
    clip = burst(20_000, 32_000)
    before, after = array("h", clip.pcm), array("h", limit(clip, 0).pcm)
    assert max_step(after) <= max_step(before)


def max_step(samples: "array[int]") -> int:
    return max(abs(b - a) for a, b in pairwise(samples))
