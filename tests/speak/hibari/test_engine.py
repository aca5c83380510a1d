"""The engine, and the clauses into which it cuts sentences."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from briefing.errors import EngineError
from briefing.model import Clip, Voice
from briefing.speak import is_installed, load_engine, own_catalogue
from briefing.speak.calibration import median_pitch_hz
from briefing.speak.engines.hibari.engine import (
    COMMA_PAUSE_MS,
    KEPT,
    LONGEST,
    QUIET,
    SENTENCE_PAUSE_MS,
    STEP,
    clauses,
)
from briefing.speak.engines.hibari.front_end import PhonemeWord

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")


LINE = "The council met on Tuesday and agreed to repair the old bridge."
pytest.importorskip("hibari", reason="the extra 'natural' is not installed")


def voice(name: str = "heart", **numbers: object) -> Voice:
    """The base voice with these numbers."""
    options = tuple((key, str(value)) for key, value in numbers.items())
    return Voice("w", "hibari", name, "en-US", "female", options=options)


def said(**numbers: object) -> Clip:
    return load_engine("hibari").speak(LINE, voice("heart", **numbers), Event())


def test_the_base_voice_in_the_wheel_is_listed(tmp_path: Path) -> None:
    assert [each.name for each in load_engine("hibari", tmp_path).voices()] == ["heart"]


@pytest.mark.parametrize(
    ("numbers", "hertz"),
    [
        ({"pitch": 1}, 190),
        ({"pitch": 1.2}, 228),
        ({"pitch": 0.8}, 152),
        ({"pitch": 0.52, "formant": 0.85}, 99),
    ],
)
def test_a_voice_is_as_high_as_its_numbers_say(numbers: dict[str, float], hertz: int) -> None:
    assert abs(median_pitch_hz(said(**numbers)) - hertz) <= 0.08 * hertz


def test_formants_and_pitch_do_not_change_the_tempo() -> None:
    lengths = [said(**numbers).samples for numbers in ({}, {"formant": 0.8}, {"pitch": 0.55})]
    assert max(lengths) < 1.06 * min(lengths)


def test_the_rate_changes_the_tempo() -> None:
    assert said(rate=1.2).samples < said(rate=1).samples < said(rate=0.8).samples


def test_words_a_minute_change_the_rate_within_its_limits() -> None:
    engine = load_engine("hibari")
    quick, both, too_quick = (
        replace(voice("heart", **numbers), rate_wpm=wpm)
        for numbers, wpm in (({}, 228), ({"rate": 0.75}, 228), ({}, 600))
    )
    assert engine.speak(LINE, quick, Event()) == said(rate=1.2)
    assert engine.speak(LINE, both, Event()) == said(rate=0.9)
    assert engine.speak(LINE, too_quick, Event()) == said(rate=1.4)


@pytest.mark.parametrize("numbers", [{}, {"formant": 0.78, "pitch": 0.55}, {"pitch": 1.2}])
def test_the_pace_follows_the_rate(numbers: dict[str, float]) -> None:
    usual, slow, quick = (said(rate=rate, **numbers).samples for rate in (1, 0.85, 1.2))
    assert (abs(slow * 0.85 / usual - 1) < 0.03, abs(quick * 1.2 / usual - 1) < 0.05) == (True, True)


def test_between_two_sentences_is_the_pause_of_a_newsreader_and_none_at_the_ends() -> None:
    texts = ("It rained.", "He left.", "It rained. He left.")
    first, second, both = (load_engine("hibari").speak(text, voice(), Event()) for text in texts)
    pause = SENTENCE_PAUSE_MS * both.rate_hz // 1000
    assert both.pcm == first.pcm + bytes(2 * pause) + second.pcm
    assert _quiet_samples(first.pcm) <= KEPT + STEP and _quiet_samples(first.pcm[::-1]) <= KEPT + STEP


def test_a_comma_is_a_shorter_pause_than_a_full_stop_and_words_keep_their_times() -> None:
    text = "Fuel prices rose again in July, and many families are changing their plans."
    clip = load_engine("hibari").speak(text, voice(rate=0.85), Event())
    samples = np.abs(np.frombuffer(clip.pcm, np.int16).astype(np.int32))
    july, behind = clip.words[5], clip.words[6]
    quiet = samples[(july.start + july.end) // 2 : behind.end] <= QUIET * 32_768
    borders = np.flatnonzero(np.diff(quiet, prepend=False, append=False))
    longest_ms = int((borders[1::2] - borders[::2]).max()) * 1000 // clip.rate_hz
    assert COMMA_PAUSE_MS - 20 <= longest_ms <= COMMA_PAUSE_MS + 20 < SENTENCE_PAUSE_MS
    assert abs((behind.start - july.end) * 1000 // clip.rate_hz - longest_ms) <= 120


def _quiet_samples(pcm: bytes) -> int:
    """At the beginning."""
    loud = np.abs(np.frombuffer(pcm, np.int16).astype(np.int32)) > QUIET * 32_768
    return int(np.argmax(loud))


def test_words_have_their_times() -> None:
    text, low = "Nobody objected; the plan, then, stands.", voice(formant=0.8, pitch=0.55)
    clip = load_engine("hibari").speak(text, low, Event())
    assert [word.text for word in clip.words] == ["Nobody", "objected", "the", "plan", "then", "stands"]
    times = [time for word in clip.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert all(word.end > word.start for word in clip.words)
    assert times[-1] <= clip.samples


@pytest.mark.parametrize(
    ("numbers", "message", "hint"),
    [
        ({"formant": 1.2}, "a voice's formant may be 0.76 to 1, not 1.2", "Correct it in the cast."),
        ({"tilt": "loud"}, "the option 'tilt' is not a number: 'loud'", "Correct it in the cast."),
        ({"rate": "nan"}, "a voice's rate may be 0.7 to 1.4, not nan", "Correct it in the cast."),
        (
            {"pitch": 1.3, "formant": 0.76},
            "the pitch 1.3 does not go with the formant 0.76",
            "With this formant the pitch may be 0.50 to 1.10. Correct it in the cast.",
        ),
    ],
)
def test_numbers_outside_what_holds_are_an_engine_error(
    numbers: dict[str, object], message: str, hint: str
) -> None:
    with pytest.raises(EngineError) as caught:
        said(**numbers)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_an_unknown_base_voice_is_an_engine_error() -> None:
    with pytest.raises(EngineError) as caught:
        load_engine("hibari").speak(LINE, voice("nobody"), Event())
    assert caught.value.hint == "Its voices are heart, fenrir, emma, fable, kore."


def test_the_files_that_are_installed_are_the_base_voices_that_it_finds(tmp_path: Path) -> None:
    package = own_catalogue().package("natural")
    assert package is not None
    (tmp_path / "hibari").mkdir()
    for file in package.files:
        (tmp_path / package.engine / file.name).touch()
    names = {each.name for each in load_engine("hibari", tmp_path).voices()}
    assert names == {"heart", "fenrir", "emma", "fable", "kore"}
    assert [is_installed(voice(name), tmp_path) for name in ("heart", "fable", "nobody")] == [
        True,
        True,
        False,
    ]


def test_a_base_voice_that_is_not_installed_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="'fenrir' is not installed") as caught:
        load_engine("hibari", tmp_path).speak(LINE, voice("fenrir"), Event())
    assert caught.value.hint == "Run: briefing voices install natural"


def test_a_stopped_line_is_an_engine_error() -> None:
    stop = Event()
    stop.set()
    with pytest.raises(EngineError, match="stopped"):
        load_engine("hibari").speak(LINE, voice(), stop)


def sentence(text: str) -> tuple[PhonemeWord, ...]:
    """Every word sounds like itself."""
    return tuple(PhonemeWord(word.strip(",."), word) for word in text.split())


def texts(text: str) -> list[str]:
    return [" ".join(word.phonemes for word in clause) for clause in clauses(sentence(text))]


def test_a_short_sentence_stays_whole() -> None:
    assert texts("Nobody objected, and that was that.") == ["Nobody objected, and that was that."]


def test_a_long_sentence_is_cut_behind_punctuation() -> None:
    first, second = "a" * 100 + " and " + "b" * 100 + ",", "c" * 100 + "."
    assert texts(f"{first} {second}") == [first, second]


def test_without_punctuation_it_is_cut_before_a_conjunction_with_a_comma() -> None:
    first, second = "one " * 25 + "a" * 50, "and " + "two " * 25 + "b" * 50 + "."
    assert texts(f"{first} {second}") == [first + ",", second]


def test_between_two_words_at_worst() -> None:
    parts = texts("bridge " * 200)
    assert all(len(part) <= LONGEST for part in parts)
    assert [word for part in parts for word in part.replace(",", "").split()] == ["bridge"] * 200
    assert min(map(len, parts)) > LONGEST / 3


def test_a_word_that_is_too_long_stands_alone() -> None:
    assert texts("x" * 300) == ["x" * 300]
