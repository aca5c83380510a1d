"""Phonemes and their durations -> when each word of a clause is heard.

The net gives each phoneme, space and punctuation mark a duration in units of 25 ms, which add up to the
length of the sound. Two corrections make word times of them:

- The sound comes _LAG_UNITS before its durations say: in 'Pat took two tickets to Peter. Ten boats came back,
  but Tom kept cooking.' the plosives burst 40 to 60 ms before the beginning of their own phoneme.
- A space between two words is no pause: its 50 ms are the closure before a consonant or the beginning of a
  vowel, so it belongs to the next word. Before a pause the last phoneme gets a part of the silence; a word
  ends there with its last audible sample.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from briefing.model import SpokenWord
from briefing.speak.engines.hibari.clauses import Words
from briefing.speak.engines.hibari.vocoder import Samples

_FRAMES_A_UNIT = 2
_LAG_UNITS = 2
_PUNCTUATION = ';:,.!?—…"()“” '
QUIET = 0.01  # of the clause's loudest sample: -40 dB


@dataclass(frozen=True, slots=True)
class _Place:
    """Which durations of the clause are a word's: from `begin` to `end` (exclusive)."""

    text: str
    begin: int
    end: int


def timed_words(clause: Words, durations: tuple[int, ...], wave: Samples, hop: int) -> tuple[SpokenWord, ...]:
    """Return when the words of a clause are heard.

    Args:
        clause: its words. The net was given their phonemes with a space between two words.
        durations: of the silence before the clause, of each phoneme, and of the silence behind.
        wave: the sound of the clause.
        hop: samples from one frame to the next.

    Returns:
        The words that have a text and a sound, in samples of the clause, in order and not overlapping.
    """
    unit = _FRAMES_A_UNIT * hop
    borders = [
        min(max(0, unit * (units - _LAG_UNITS)), len(wave)) for units in accumulate(durations, initial=0)
    ]
    is_loud = np.abs(wave) > QUIET * np.abs(wave).max(initial=0)
    places = tuple(_places(clause))
    followers = [place.begin for place in places[1:]] + [-1]
    words = []
    for place, follower in zip(places, followers, strict=True):
        start, end = borders[place.begin], borders[place.end]
        if follower != place.end:
            end = start + _last(is_loud[start:end])
        words.append(SpokenWord(place.text, start, end))
    return tuple(words)


def _places(clause: Words) -> Iterator[_Place]:
    first = 1  # behind the silence before the clause
    is_joined = False  # to the word before, by nothing but a space
    for word in clause:
        sounds = word.phonemes.strip(_PUNCTUATION)
        begin = first + word.phonemes.index(sounds)
        end = begin + len(sounds)
        if word.text and sounds:
            yield _Place(word.text, begin - 1 if is_joined and begin == first else begin, end)
        first += len(word.phonemes) + 1
        is_joined = end + 1 == first


def _last(is_loud: NDArray[np.bool_]) -> int:
    """Return where the last loud sample ends; the end where none is."""
    places = np.flatnonzero(is_loud)
    return int(places[-1]) + 1 if len(places) else len(is_loud)
