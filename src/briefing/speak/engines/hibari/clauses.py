"""Sentences that are too long for the net, cut into clauses; the pauses between these; and their word times.

The net's memory grows faster than a sentence: 1,000 phonemes without a comma take 687 MB. A long sentence is
cut where it hurts least: behind punctuation, else before a conjunction, else between two words.

The model begins each text that it speaks with 300 ms of silence and ends it with 450 ms (medians over 15
sentences, heart; the same for its other voices), which makes 770 to 860 ms between two sentences: more than
`write/pauses.toml` puts between paragraphs. So the model's silence is cut off and replaced.
Within a sentence the model makes 350 to 450 ms at a comma between clauses (more where the voice is slow) and
60 to 170 ms at one in a list; the former are shortened, so that a comma is heard as less than a full stop.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from briefing.model import SpokenWord
from briefing.speak.engines.hibari.front_end import PhonemeWord
from briefing.speak.engines.hibari.vocoder import RATE_HZ, Samples

LONGEST = 250  # phonemes, about 15 seconds
_NEAREST = 0.25  # of the length: a cut is this far from both ends
_PAUSES = frozenset(";:—…,.!?")
_COMMA = ","
_CONJUNCTIONS = frozenset(
    (
        *("after", "although", "and", "as", "because", "before", "but", "if", "nor", "or", "since", "so"),
        *("than", "that", "though", "unless", "until", "when", "where", "whereas", "which", "while", "who"),
        *("whose", "yet"),
    )
)
Words = tuple[PhonemeWord, ...]
SENTENCE_PAUSE_MS = 450  # shorter than between paragraphs (pauses.toml: body = 500)
_CLAUSE_PAUSE_MS = 200  # where a sentence is cut for its length only
COMMA_PAUSE_MS = 300  # at most; shorter than between sentences
_LONGEST_PAUSE = RATE_HZ * COMMA_PAUSE_MS // 1000
QUIET = 10 ** (-54 / 20)  # the level at which the mix cuts silence, too
STEP = RATE_HZ * 5 // 1000
KEPT = RATE_HZ * 10 // 1000  # consonants begin softly
_FRAMES_A_UNIT = 2
_LAG_UNITS = 2
_PUNCTUATION = ';:,.!?—…"()“” '
_QUIET_WORD = 0.01  # of the clause's loudest sample: -40 dB


def clauses(sentence: Words) -> tuple[Words, ...]:
    """Return the sentence, or its parts of at most LONGEST phonemes (a longer word stands alone)."""
    if _length(sentence) <= LONGEST or len(sentence) == 1:
        return (sentence,)
    cut = _best_cut(sentence)
    return (*clauses(_closed(sentence[:cut])), *clauses(sentence[cut:]))


def _length(words: Words) -> int:
    """Phonemes, with the spaces between the words."""
    return sum(len(word.phonemes) + 1 for word in words)


def _best_cut(words: Words) -> int:
    """Return the number of words before the cut."""
    total, before = _length(words), 0
    costs: dict[int, float] = {}
    for index, word in enumerate(words[:-1], 1):
        before += len(word.phonemes) + 1
        costs[index] = abs(before / total - 0.5) + _harm(word, words[index])
    return min(costs, key=costs.__getitem__)


def _harm(before: PhonemeWord, behind: PhonemeWord) -> float:
    """What a cut between the two costs: a step is more than the way from the middle to _NEAREST."""
    if before.phonemes[-1:] in _PAUSES:
        return 0
    return _NEAREST if behind.text.lower() in _CONJUNCTIONS else 2 * _NEAREST


def _closed(words: Words) -> Words:
    """With a comma at its end, so that the voice does not fall as at the end of a text."""
    *others, last = words
    if last.phonemes[-1:] in _PAUSES:
        return words
    return (*others, PhonemeWord(last.text, last.phonemes + _COMMA))


def kept_parts(wave: Samples) -> tuple[slice, ...]:
    """Return the wave without silence at its ends, and with silences inside cut to COMMA_PAUSE_MS.

    Returns:
        What to keep, in order; all of a wave that is nothing but silence.
    """
    steps = len(wave) // STEP
    loud = np.flatnonzero(np.abs(wave[: steps * STEP]).reshape(steps, STEP).max(axis=1) > QUIET)
    if not loud.size:
        return (slice(0, len(wave)),)
    begin, end = max(0, int(loud[0]) * STEP - KEPT), min(len(wave), (int(loud[-1]) + 1) * STEP + KEPT)
    long = np.flatnonzero(np.diff(loud) > _LONGEST_PAUSE // STEP)
    ends = [(int(loud[place]) + 1) * STEP + _LONGEST_PAUSE // 2 for place in long]
    begins = [int(loud[place + 1]) * STEP - _LONGEST_PAUSE // 2 for place in long]
    return tuple(slice(*borders) for borders in zip([begin, *begins], [*ends, end], strict=True))


def kept_before(sample: int, parts: tuple[slice, ...]) -> int:
    """Return how many samples of the parts come before a sample of the wave."""
    return sum(min(max(sample, part.start), part.stop) - part.start for part in parts)


def pause_before(begins_sentence: bool) -> Samples:
    """Return the silence between the clause before and this one."""
    milliseconds = SENTENCE_PAUSE_MS if begins_sentence else _CLAUSE_PAUSE_MS
    return np.zeros(RATE_HZ * milliseconds // 1000, np.float32)


@dataclass(frozen=True, slots=True)
class _Place:
    """Which durations of the clause are a word's: from `begin` to `end` (exclusive)."""

    text: str
    begin: int
    end: int


def timed_words(clause: Words, durations: tuple[int, ...], wave: Samples, hop: int) -> tuple[SpokenWord, ...]:
    """Return when the words of a clause are heard.

    The net gives each phoneme, space and punctuation mark a duration in units of 25 ms, which add up to the
    length of the sound. Two corrections make word times of them:

    - The sound comes _LAG_UNITS before its durations say: in 'Pat took two tickets to Peter. Ten boats came
      back, but Tom kept cooking.' the plosives burst 40 to 60 ms before the beginning of their own phoneme.
    - A space between two words is no pause: its 50 ms are the closure before a consonant or the beginning of
      a vowel, so it belongs to the next word. Before a pause the last phoneme gets a part of the silence; a
      word ends there with its last audible sample.

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
    is_loud = np.abs(wave) > _QUIET_WORD * np.abs(wave).max(initial=0)
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
