"""Durations of phonemes become times of words, in step with the sound."""

from threading import Event

import pytest

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")

import numpy as np

from briefing.model import SpokenWord, Voice
from briefing.pcm import SAMPLE_BYTES, loudest
from briefing.speak.engine import load_engine
from briefing.speak.engines.hibari.engine import timed_words
from briefing.speak.engines.hibari.front_end import PhonemeWord

HEART = Voice("heart", "hibari", "heart", "en-US", "female")
HOP = 10  # samples: a unit of a duration is 20 samples
LOUD = np.ones(600, np.float32)


def test_a_word_begins_with_the_space_before_it_and_two_units_before_its_durations() -> None:
    clause = (PhonemeWord("go", "ɡO"), PhonemeWord("on", "ˈɑn."))
    durations = (4, 3, 5, 2, 1, 4, 3, 2, 1)  # silence, ɡ O, space, ˈ ɑ n ., silence
    assert timed_words(clause, durations, LOUD, HOP) == (
        SpokenWord("go", 40, 200),
        SpokenWord("on", 200, 400),
    )


def test_a_pause_belongs_to_no_word() -> None:
    clause = (PhonemeWord("no", "nO,"), PhonemeWord("oh", "“O”"))
    durations = (4, 3, 5, 9, 2, 1, 4, 1, 2)  # silence, n O , space “ O ”, silence
    wave = LOUD.copy()
    wave[150:400] = 0.001
    assert timed_words(clause, durations, wave, HOP) == (
        SpokenWord("no", 40, 150),
        SpokenWord("oh", 440, 520),
    )


def test_a_word_of_several_parts_is_one_and_punctuation_alone_is_none() -> None:
    clause = (PhonemeWord("WA", "dˈʌ ˈA"), PhonemeWord("", "—"), PhonemeWord("a", "ɐ"))
    durations = (2, *[1] * 6, 1, 1, 1, 1, 3)
    words = timed_words(clause, durations, LOUD, HOP)
    assert [word.text for word in words] == ["WA", "a"]


def test_words_after_a_pause_begin_with_their_sound() -> None:
    clip = load_engine("hibari").speak(
        "Pat left. Ten boats came back, but Tom stayed. See you.", HEART, Event()
    )
    step = clip.rate_hz // 200
    levels = [
        loudest(clip.pcm[at * SAMPLE_BYTES : (at + step) * SAMPLE_BYTES], SAMPLE_BYTES)
        for at in range(0, clip.samples - step, step)
    ]
    threshold = max(levels) // 50
    for text in ("Pat", "Ten", "See"):
        [word] = [word for word in clip.words if word.text == text]
        first = word.start // step
        sound = next(at for at in range(max(0, first - 20), len(levels)) if levels[at] > threshold)
        assert abs(sound - first) <= 16  # steps of 5 ms: a plosive may be silent before it bursts
