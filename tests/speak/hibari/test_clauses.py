"""Long sentences in parts."""

import pytest

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")

from briefing.speak.engines.hibari.clauses import LONGEST, clauses
from briefing.speak.engines.hibari.front_end import PhonemeWord


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
