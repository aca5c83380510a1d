"""Loudness is what the standard says it is: BS.1770-4 through a short filter."""

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Clip
from briefing.pcm import k_weighting_taps, loudness_millibel


def sine(hertz: float, peak: int, rate_hz: int = 22_050, seconds: int = 2) -> Clip:
    wave = (round(peak * math.sin(2 * math.pi * hertz * i / rate_hz)) for i in range(rate_hz * seconds))
    return Clip(rate_hz, array("h", wave).tobytes())


def test_a_sine_of_1_kilohertz_measures_its_level() -> None:
    """EBU Tech 3341, -23 dBFS on one channel: -26.0 LUFS. The fit to speech is up to 0.4 off for a sine."""
    peak = round(32_767 * 10 ** (-23 / 20))
    assert loudness_millibel(sine(997, peak)) == pytest.approx(-2_601, abs=40)


@given(st.integers(-2_000, 0))
def test_a_quieter_clip_measures_as_much_less(millibel: int) -> None:
    loud, soft = (sine(500, round(peak)) for peak in (16_000, 16_000 * 10 ** (millibel / 2000)))
    assert loudness_millibel(soft) - loudness_millibel(loud) == pytest.approx(millibel, abs=6)


def test_silence_between_words_does_not_count() -> None:
    word = sine(500, 8_000)
    gap = Clip(word.rate_hz, word.pcm + bytes(len(word.pcm)))
    assert loudness_millibel(gap) == pytest.approx(loudness_millibel(word), abs=60)


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 24_000, 48_000])
def test_treble_counts_more_than_bass_at_every_rate(rate_hz: int) -> None:
    assert loudness_millibel(sine(3_000, 8_000, rate_hz)) > loudness_millibel(sine(150, 8_000, rate_hz)) + 300
    assert len(k_weighting_taps(rate_hz)) == 4


def test_silence_cannot_be_measured() -> None:
    with pytest.raises(ValueError, match="loud enough"):
        loudness_millibel(Clip(22_050, bytes(44_100)))
