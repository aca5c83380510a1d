"""Frames of the model -> a waveform: pulses through a filter and a free part, by an inverse STFT; its pitch.

The model gives five spectra a frame of 12.5 ms: log magnitude and phase of the filter that the pulses of the
vocal folds go through, log magnitude of noise, log magnitude and phase of what is left.

    S = exp(filter) e^(i π tanh(filter phase)) STFT(pulses(f0)) + exp(rest) e^(i rest phase)

The noise is left out: the predicted opinion score stays the same without it, and then the same line needs no
seed to give the same bytes.

Formants and the sampling rate: the inverse STFT lays the frames at another distance (`hop`) than the model's
300 samples at 24 kHz and makes each as much longer. That resamples without images: with 551.25 samples the
sound is that of the model at 44.1 kHz, with more all frequencies are lower, as of a longer vocal tract, and
the sound is slower. The caller asks the model for a quicker and higher voice, so that only the formants move.

A lower pitch with the same formants and the same tempo comes from TD-PSOLA: each period of the voice is cut
out, two periods wide, around its pulse, and laid down again at the new distance (Moulines and Charpentier,
'Pitch-synchronous waveform processing techniques for text-to-speech synthesis using diphones', Speech
Communication 9, 1990). What has no pitch stays as it is.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.speak.engines.hibari.graph import UNVOICED_HZ

RATE_HZ = 44_100  # what an MP3 has: LAME's resampler would take as long as its encoder
_MODEL_RATE_HZ, MODEL_HOP = 24_000, 300  # of the model's STFT, and of the pulses
NEUTRAL_HOP = MODEL_HOP * RATE_HZ / _MODEL_RATE_HZ  # samples a frame that leave the formants where they are
_OVERLAP = 4  # frames that cover a sample
BINS = MODEL_HOP * _OVERLAP // 2 + 1
_HIGHEST_HARMONIC_HZ = 11_000
_FRAMES_AT_ONCE = 128  # their spectra stay in the processor's cache, and a long clause needs little memory
_LOUDEST_LOG = 7.0  # the model was trained with its magnitudes cut off there
_GAIN = 0.7  # for all: levels must not jump; shouts of the brightest and darkest voices stay below full scale
_TILT_CENTRE_HZ, _TILT_FROM_HZ = 1_000, 150  # no tilt below: it would make hum

Samples = NDArray[np.float32]
Spectra = NDArray[np.complex64]
Places = NDArray[np.float64]

_FEWEST_MARKS = 3  # a shorter voiced segment keeps its pitch
_ENVELOPE_SAMPLES = 24  # on either side: half a millisecond
_MARGIN = 2_048  # samples before and behind the wave; no period at 40 Hz or above is as long
_OFFSETS = np.arange(-0.5, 0.5, 0.1)  # of a period: where in it the voice may be loudest


@dataclass(frozen=True, slots=True)
class Excitation:
    """A train of pulses, one a period of the voice.

    `wave` has MODEL_HOP samples a frame and is 0 where the voice has no pitch. `marks` are the samples at
    which the pulses peak, one array for each voiced segment; `periods` their distances in samples.
    """

    wave: Samples
    marks: tuple[NDArray[Any], ...]
    periods: tuple[NDArray[Any], ...]


def excitation(pitch_hz: Samples) -> Excitation:
    """Return the pulses of a pitch curve with a value a frame."""
    hertz = _a_value_a_sample(pitch_hz)
    is_voiced = hertz > UNVOICED_HZ
    np.maximum(hertz, np.float32(UNVOICED_HZ), out=hertz)
    cycles = np.cumsum(hertz, dtype=np.float64)
    cycles /= _MODEL_RATE_HZ
    whole = np.floor(cycles)
    cycles -= whole
    voiced = np.flatnonzero(is_voiced)
    wave = np.zeros(len(hertz), np.float32)
    wave[voiced] = _pulses(cycles[voiced].astype(np.float32), hertz[voiced])
    return Excitation(wave, *_marks(whole, hertz, is_voiced))


def synthesize(frames: Samples, pulses: Samples, hop: int, tilt_db: float) -> Samples:
    """Return the waveform of a clause.

    Args:
        frames: five spectra a frame, frames × (5 · BINS).
        pulses: the wave of the excitation.
        hop: samples a frame; the formants are NEUTRAL_HOP / hop times the model's.
        tilt_db: decibels an octave that treble is louder than the model makes it.

    Returns:
        hop samples a frame, at RATE_HZ.
    """
    windows = _windows(pulses)
    blocks = np.zeros((len(frames) + _OVERLAP - 1, hop), np.float32)
    for start in range(0, len(frames), _FRAMES_AT_ONCE):
        some = slice(start, start + _FRAMES_AT_ONCE)
        spectra = _spectra(frames[some], windows[some])
        if tilt_db:
            spectra *= _tilt(hop, tilt_db)
        _overlap_add(blocks[start:], spectra, hop)
    blocks /= _window_sum(len(frames), hop)
    middle = _OVERLAP * hop // 2
    return blocks.reshape(-1)[middle : middle + len(frames) * hop]


def _a_value_a_sample(pitch_hz: Samples) -> Samples:
    """Linear interpolation; the value of a frame stands in its middle."""
    before, here, behind = (
        np.pad(pitch_hz, 1, mode="edge")[at : at + len(pitch_hz), None] for at in range(3)
    )
    half = MODEL_HOP // 2
    part = (np.arange(half, dtype=np.float32) + np.float32(0.5)) / np.float32(MODEL_HOP)
    hertz = np.empty((len(pitch_hz), MODEL_HOP), np.float32)
    np.add(here, (before - here) * part[::-1], out=hertz[:, :half])
    np.add(here, (behind - here) * part, out=hertz[:, half:])
    return hertz.reshape(-1)


def _pulses(phase: Samples, hertz: Samples) -> Samples:
    """Return equally loud harmonics up to _HIGHEST_HARMONIC_HZ, by their sum in closed form.

    cos t + ... + cos H t = sin((H + 1/2) t) / (2 sin(t / 2)) - 1/2     with t = 2 pi phase
    """
    count = np.floor(np.float32(_HIGHEST_HARMONIC_HZ) / hertz)
    count += np.float32(0.5)
    half = phase * np.float32(np.pi)
    below = np.sin(half)
    below *= 2
    peaks = np.flatnonzero(np.abs(below) <= np.float32(2e-3))
    below[peaks] = 1
    half *= 2
    half *= count
    wave: Samples = np.sin(half, out=half)
    wave /= below
    wave[peaks] = count[peaks]
    wave -= np.float32(0.5)
    return wave


def _marks(
    cycles: NDArray[np.float64], hertz: Samples, is_voiced: NDArray[np.bool_]
) -> tuple[tuple[NDArray[Any], ...], tuple[NDArray[Any], ...]]:
    """Return the samples where a cycle is full, for each voiced segment, and their distances."""
    peaks = np.flatnonzero(cycles[1:] > cycles[:-1]) + 1
    peaks = peaks[is_voiced[peaks]]
    borders = np.flatnonzero(is_voiced[1:] != is_voiced[:-1]) + 1
    cuts = np.flatnonzero(np.diff(np.searchsorted(borders, peaks, side="right"))) + 1
    return tuple(np.split(peaks, cuts)), tuple(np.split(_MODEL_RATE_HZ / hertz[peaks], cuts))


def _windows(wave: Samples) -> Samples:
    """Return the wave around each frame's start, mirrored at its ends: frames × (_OVERLAP · MODEL_HOP)."""
    size = _OVERLAP * MODEL_HOP
    padded = np.pad(wave, size // 2, mode="reflect")
    return np.lib.stride_tricks.sliding_window_view(padded, size)[: len(wave) : MODEL_HOP]


def _spectra(frames: Samples, windows: Samples) -> Spectra:
    """Return the sum of what is voiced and what is left; most of the work, so only where there are pulses."""
    magnitude, phase, _noise, rest, rest_phase = (
        frames[:, part * BINS : (part + 1) * BINS] for part in range(5)
    )
    spectra = _polar(rest, rest_phase)
    voiced = np.flatnonzero(windows.any(axis=1))
    if len(voiced):
        turned = np.tanh(phase[voiced])
        turned *= np.float32(np.pi)
        source = np.fft.rfft(windows[voiced] * _source_window(), axis=1)
        source *= _polar(magnitude[voiced], turned)
        spectra[voiced] += source
    return spectra


def _polar(log_magnitude: Samples, phase: Samples) -> Spectra:
    spectra = np.empty(phase.shape, np.complex64)
    magnitude = np.minimum(log_magnitude, np.float32(_LOUDEST_LOG))
    np.exp(magnitude, out=magnitude)
    np.cos(phase, out=spectra.real)
    np.sin(phase, out=spectra.imag)
    spectra *= magnitude
    return spectra


def _overlap_add(blocks: Samples, spectra: Spectra, hop: int) -> None:
    """The inverse STFT: windows of _OVERLAP blocks, each laid on the others a block further on."""
    windows = np.fft.irfft(spectra, _OVERLAP * hop, axis=1)
    windows *= _synthesis_window(hop)
    parts = windows.reshape(-1, _OVERLAP, hop)
    for place in range(_OVERLAP):
        blocks[place : place + len(parts)] += parts[:, place]


@lru_cache(maxsize=64)
def _hann(size: int) -> Samples:
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)).astype(np.float32)


@lru_cache(maxsize=64)
def _synthesis_window(hop: int) -> Samples:
    """A longer window has its power in more samples."""
    return _hann(_OVERLAP * hop) * np.float32(_GAIN * hop / MODEL_HOP)


@lru_cache(maxsize=1)
def _source_window() -> Samples:
    """A cosine of amplitude 1 has a peak of 1 in the spectrum."""
    return _hann(_OVERLAP * MODEL_HOP) / np.float32(MODEL_HOP)


def _window_sum(frames: int, hop: int) -> Samples:
    """Return the sum of the squared windows at each sample: less at both ends."""
    squares = (_hann(_OVERLAP * hop) ** 2).reshape(_OVERLAP, hop)
    total = np.zeros((frames + _OVERLAP - 1, hop), np.float32)
    for place in range(_OVERLAP):
        total[place : place + frames] += squares[place]
    return np.maximum(total, np.float32(1e-11))


@lru_cache(maxsize=64)
def _tilt(hop: int, tilt_db: float) -> Samples:
    """Return the gain of each bin, 1 at _TILT_CENTRE_HZ."""
    hertz = np.arange(BINS) * RATE_HZ / (_OVERLAP * hop)
    octaves = np.log2(np.maximum(hertz, _TILT_FROM_HZ) / _TILT_CENTRE_HZ)
    return (10 ** (tilt_db * octaves / 20)).astype(np.float32)


def lower_pitch(wave: Samples, source: Excitation, time_scale: float, factor: float) -> Samples:
    """Return the wave with its pitch times `factor`, as long as it was.

    Args:
        wave: speech.
        source: the pulses that it was made from.
        time_scale: samples of the wave for one sample of the pulses.
        factor: 1 or less.
    """
    padded = np.pad(wave, _MARGIN)
    loudness_before = np.cumsum(np.abs(padded), dtype=np.float64)
    lowered = np.zeros_like(padded)
    unvoiced_gain = np.ones_like(padded)
    for places, distances in zip(source.marks, source.periods, strict=True):
        if len(places) >= _FEWEST_MARKS:
            periods = distances * time_scale
            marks = _loudest(places * time_scale + _MARGIN, periods, loudness_before)
            _fade(unvoiced_gain, *_lay_periods(padded, lowered, marks, periods, factor))
    lowered += padded * unvoiced_gain
    return lowered[_MARGIN:-_MARGIN]


def _loudest(places: Places, periods: Places, loudness_before: Places) -> Places:
    """Return the marks moved by the same part of a period to where the voice is loudest."""
    tried = places + _OFFSETS[:, None] * periods
    middles = tried.astype(int)
    around = loudness_before[middles + _ENVELOPE_SAMPLES] - loudness_before[middles - _ENVELOPE_SAMPLES]
    loudest: Places = tried[np.argmax(around.sum(axis=1))]
    return loudest


def _lay_periods(
    wave: Samples, lowered: Samples, marks: Places, periods: Places, factor: float
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Add the periods of a voiced segment at their new places.

    Returns:
        Place and half width of the first and of the last period.
    """
    numbers = np.arange(0, len(marks) - 1 + 1e-6, 1 / factor)
    nearest = np.rint(numbers).astype(int)
    targets = np.rint(np.interp(numbers, np.arange(len(marks)), marks)).astype(int).tolist()
    sources = np.rint(marks[nearest]).astype(int).tolist()
    halves = np.rint(periods[nearest]).astype(int).tolist()
    for target, place, half in zip(targets, sources, halves, strict=True):
        lowered[target - half : target + half] += _window(half) * wave[place - half : place + half]
    return (targets[0], halves[0]), (targets[-1], halves[-1])


def _fade(gain: Samples, first: tuple[int, int], last: tuple[int, int]) -> None:
    """No gain between the first and the last period, and a fade that their windows add up to 1 with."""
    place, half = first
    gain[place - half : place] *= _window(half)[half:]
    end, end_half = last
    gain[place:end] = 0
    gain[end : end + end_half] *= _window(end_half)[:end_half]


@lru_cache(maxsize=1024)
def _window(half: int) -> Samples:
    """Hann's window, 2 · half samples wide."""
    return (0.5 - 0.5 * np.cos(np.pi * np.arange(2 * half) / half)).astype(np.float32)
