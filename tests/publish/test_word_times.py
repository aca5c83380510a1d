"""Each word of an article gets the time of what was spoken for it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import SpokenWord
from briefing.publish.episode import word_times


def one_a_second(say: str) -> list[SpokenWord]:
    """Spoken words of 900 ms, a second after each other."""
    return [SpokenWord(word, 1000 * at, 1000 * at + 900) for at, word in enumerate(say.split())]


def spoken_for(text: str, say: str) -> list[tuple[str, str]]:
    """Each word with the spoken words that lie in its time."""
    sounds = one_a_second(say)
    times = word_times(text, sounds, 0, 1000 * len(sounds))
    return [
        (word, " ".join(one.text for one in sounds if start <= one.start < end))
        for word, (start, end) in zip(text.split(), times, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "say", "expected"),
    [
        ("It rained.", "It rained.", ["It", "rained."]),
        (
            "They paid $1.2 million today.",
            "They paid one point two million dollars today.",
            ["They", "paid", "one point two", "million dollars", "today."],
        ),
        (
            "In 1999, 2,500 people",
            "In nineteen ninety-nine, two thousand five hundred people",
            ["In", "nineteen ninety-nine,", "two thousand five hundred", "people"],
        ),
        ("“Don’t,” he said.", "don't Sandell said.", ["don't", "Sandell", "said."]),
        ("Monday, though", "On Monday, though", ["On Monday,", "though"]),
        ("Yes — (loudly) yes", "Yes yes", ["Yes", "", "", "yes"]),
        ("R & D", "R and D", ["R", "and", "D"]),
        ("a well known name", "a well-known name", ["a", "well-known", "", "name"]),
        ("Saw 5.3% of 21st St.", "Saw five point three percent of twenty-first street.",
         ["Saw", "five point three percent", "of", "twenty-first", "street."]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_written_has_the_time_of_what_was_spoken_for_it(
    text: str, say: str, expected: list[str]
) -> None:
    assert spoken_for(text, say) == list(zip(text.split(), expected, strict=True))


def test_a_word_that_is_not_spoken_lasts_no_time() -> None:
    assert word_times("Yes — no", one_a_second("Yes no"), 0, 2000) == ((0, 900), (900, 900), (1000, 1900))


def test_written_words_that_were_spoken_as_one_share_its_time_by_their_letters() -> None:
    assert word_times("set up now", one_a_second("setup now"), 0, 2000) == (
        (0, 540),
        (540, 900),
        (1000, 1900),
    )


def test_a_dash_among_the_spoken_words_is_nobodys_time() -> None:
    assert word_times("Yes no", one_a_second("Yes — no"), 0, 3000) == ((0, 900), (2000, 2900))


def test_without_spoken_words_there_are_no_times() -> None:
    assert word_times("Yes no", [], 0, 2000) == ()


def test_a_word_beyond_the_line_is_kept_within_it() -> None:
    assert word_times("Yes no", one_a_second("Yes no"), 500, 1500) == ((500, 900), (1000, 1500))


WORDS = st.lists(
    st.sampled_from(["the", "The", "city’s", "$1.2", "—", "&", "25", "ß", "…", "two"]), max_size=30
)


@given(WORDS, WORDS, st.data())
def test_every_word_has_a_time_in_order_within_its_line(
    written: list[str], said: list[str], data: st.DataObject
) -> None:
    edges = sorted(
        data.draw(st.lists(st.integers(0, 9000), min_size=2 * len(said) + 2, max_size=2 * len(said) + 2))
    )
    spoken = [SpokenWord(word, *edge) for word, edge in zip(said, pairwise(edges[1:-1]), strict=False)]
    times = word_times(" ".join(written), spoken, edges[0], edges[-1])
    assert len(times) in (len(written), 0)
    flat = [edges[0], *(edge for span in times for edge in span), edges[-1]]
    assert flat == sorted(flat)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), min_size=1, max_size=20))
def test_what_is_said_as_it_is_written_is_taken_word_by_word(words: list[str]) -> None:
    text = " ".join(" ".join(words).split())
    sounds = one_a_second(text)
    times = word_times(text, sounds, 0, 1000 * len(sounds))
    taken = [(one.start, one.end) for one, span in zip(sounds, times, strict=False) if span[0] < span[1]]
    assert taken == [span for span in times if span[0] < span[1]]
