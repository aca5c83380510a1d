"""Frames as sound: sampling rate, formants, tilt and a lower pitch, on frames of our own."""

from typing import Any

import pytest

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")

import numpy as np
from numpy.typing import NDArray

from briefing.speak.engines.hibari.vocoder import (
    BINS,
    MODEL_HOP,
    RATE_HZ,
    Samples,
    excitation,
    lower_pitch,
    synthesize,
)

FRAMES, NEUTRAL, LARGE = 160, 550, 700
SILENT = -30.0  # log magnitude


def vowel(hertz: float, formant_bin: int = 50) -> tuple[Samples, Samples]:
    """Two seconds of a voice with one formant, at 20 Hz a bin: its frames and its pitch."""
    frames = np.zeros((FRAMES, 5 * BINS), np.float32)
    frames[:, :BINS] = -4 - np.abs(np.arange(BINS) - formant_bin) / 15
    frames[:, 2 * BINS : 4 * BINS] = SILENT
    return frames, np.full(FRAMES, hertz, np.float32)


def spectrum(wave: Samples) -> tuple[NDArray[Any], NDArray[Any]]:
    """Hertz and decibels."""
    power = np.abs(np.fft.rfft(wave * np.hanning(len(wave)))) ** 2
    return np.fft.rfftfreq(len(wave), 1 / RATE_HZ), 10 * np.log10(power + 1e-12)


def heard_pitch_hz(wave: Samples) -> float:
    middle = wave[RATE_HZ // 2 : RATE_HZ]
    likeness = np.correlate(middle, middle, "full")[len(middle) - 1 :]
    lags = np.arange(RATE_HZ // 400, RATE_HZ // 60)
    return float(RATE_HZ / lags[np.argmax(likeness[lags])])


def heard_formant_hz(wave: Samples) -> float:
    hertz, decibels = spectrum(wave[RATE_HZ // 4 : -RATE_HZ // 4])
    return float(hertz[np.argmax(decibels)])


def test_the_sound_has_nothing_above_what_the_model_makes() -> None:
    frames, pitch = vowel(200)
    hertz, decibels = spectrum(synthesize(frames, excitation(pitch).wave, NEUTRAL, 0))
    assert decibels[hertz > 12_500].max() < decibels.max() - 80


def test_a_frame_lasts_as_many_samples_as_the_hop_says() -> None:
    frames, pitch = vowel(200)
    assert len(synthesize(frames, excitation(pitch).wave, LARGE, 0)) == FRAMES * LARGE


def test_another_hop_moves_pitch_and_formants_by_the_same_factor() -> None:
    frames, pitch = vowel(200)
    plain, large = (synthesize(frames, excitation(pitch).wave, hop, 0) for hop in (NEUTRAL, LARGE))
    factor = NEUTRAL / LARGE
    assert abs(heard_pitch_hz(large) / heard_pitch_hz(plain) / factor - 1) < 0.02
    assert abs(heard_formant_hz(large) / heard_formant_hz(plain) / factor - 1) < 0.02


def test_tilt_raises_treble_by_decibels_an_octave_about_1_khz() -> None:
    frames, pitch = vowel(100)
    source = excitation(pitch).wave
    hertz, plain = spectrum(synthesize(frames, source, NEUTRAL, 0))
    bright = spectrum(synthesize(frames, source, NEUTRAL, 2))[1]
    near = [np.abs(hertz - at) < 30 for at in (501, 1002, 2004, 4009)]  # harmonics: 550 is not quite neutral
    assert np.allclose([bright[part].max() - plain[part].max() for part in near], [-2, 0, 2, 4], atol=0.2)


def test_a_lowered_pitch_leaves_formants_and_length() -> None:
    frames, pitch = vowel(200)
    source = excitation(pitch)
    wave = synthesize(frames, source.wave, NEUTRAL, 0)
    low = lower_pitch(wave, source, NEUTRAL / MODEL_HOP, 0.7)
    assert len(low) == len(wave)
    assert abs(heard_pitch_hz(low) / heard_pitch_hz(wave) / 0.7 - 1) < 0.02
    assert abs(heard_formant_hz(low) / heard_formant_hz(wave) - 1) < 0.1


def test_what_has_no_pitch_is_not_changed_by_lowering_it() -> None:
    frames, _ = vowel(200)
    frames[:, 3 * BINS : 4 * BINS] = -3
    source = excitation(np.full(FRAMES, 30, np.float32))
    wave = synthesize(frames, source.wave, NEUTRAL, 0)
    assert source.marks == () or not sum(map(len, source.marks))
    assert np.array_equal(lower_pitch(wave, source, NEUTRAL / MODEL_HOP, 0.7), wave)
