"""A lower pitch with the same formants and the same tempo, by TD-PSOLA.

Each period of the voice is cut out, two periods wide, around its pulse, and laid down again at the new
distance (Moulines and Charpentier, 'Pitch-synchronous waveform processing techniques for text-to-speech
synthesis using diphones', Speech Communication 9, 1990). What has no pitch stays as it is.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from briefing.speak.engines.hibari.vocoder import Excitation, Samples

Places = NDArray[np.float64]

_FEWEST_MARKS = 3  # a shorter voiced segment keeps its pitch
_ENVELOPE_SAMPLES = 24  # on either side: half a millisecond
_MARGIN = 2_048  # samples before and behind the wave; no period at 40 Hz or above is as long
_OFFSETS = np.arange(-0.5, 0.5, 0.1)  # of a period: where in it the voice may be loudest


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
