"""Text as words with phonemes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import EngineError

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")

from briefing.speak.engines.hibari.front_end import FrontEnd, PhonemeWord
from briefing.speak.engines.hibari.network import ids_of

AMERICAN, BRITISH = FrontEnd(british=False), FrontEnd(british=True)
LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("spoken_lines.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def words_of(line: str) -> list[PhonemeWord]:
    """The words of all sentences."""
    return [word for sentence in AMERICAN.phonemize(line) for word in sentence]


def phonemes_of(line: str, wanted: str) -> str:
    """The phonemes of the last run of words whose texts, joined by spaces, are the wanted ones."""
    words = words_of(line)
    runs = [words[i:j] for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
    found = [run for run in runs if " ".join(word.text for word in run) == wanted]
    return " ".join(word.phonemes for word in found[-1])


def letters_of(text: str) -> str:
    """Letters and figures, without anything between them."""
    return "".join(filter(str.isalnum, text))


def test_a_sentence_becomes_words_with_the_punctuation_that_follows_them() -> None:
    assert AMERICAN.phonemize("Hello, world. No!") == (
        (PhonemeWord("Hello", "həlˈO,"), PhonemeWord("world", "wˈɜɹld.")),
        (PhonemeWord("No", "nˈO!"),),
    )


def test_a_british_front_end_speaks_british_vowels() -> None:
    assert BRITISH.phonemize("boat") == ((PhonemeWord("boat", "bˈQt"),),)


@pytest.mark.parametrize(("line", "word", "phonemes"), LINES, ids=[line[0] for line in LINES])
def test_the_hard_word_of_a_line_sounds_right(line: str, word: str, phonemes: str) -> None:
    assert phonemes_of(line, word).rstrip(",") == phonemes


@pytest.mark.parametrize("line", ["…", "— ( )", "🎉 ❤️", ""])
def test_a_line_without_anything_to_speak_is_an_engine_error(line: str) -> None:
    with pytest.raises(EngineError, match="nothing to speak"):
        AMERICAN.phonemize(line)


@pytest.mark.parametrize(
    ("line", "script"),
    [
        ("Москва не сразу строилась, he said", "Cyrillic"),
        ("东京和北京", "Cjk"),
        ("Η Αθήνα είναι OK", "Greek"),
    ],
)
def test_a_line_that_is_mostly_in_another_script_is_an_engine_error(line: str, script: str) -> None:
    with pytest.raises(EngineError, match=f"most of the line is in {script} script"):
        AMERICAN.phonemize(line)


@pytest.mark.parametrize("word", ["ᚠᚢᚦ", "東タ京", "ᠮᠣᠩ"])
def test_a_word_that_nothing_can_read_is_an_engine_error(word: str) -> None:
    with pytest.raises(EngineError, match="hibari has no sounds"):
        AMERICAN.phonemize(f"The long English line around it says {word} once.")


def test_a_word_without_end_is_an_engine_error() -> None:
    with pytest.raises(EngineError, match="a word of 20000 characters"):
        AMERICAN.phonemize("a\u0301" * 10_000 + "b" * 10_000)


def test_a_number_that_has_no_name_is_read_by_digits() -> None:
    assert words_of("1,000,000,000,000,001") == [
        PhonemeWord("1,000,000,000,000,001", " ".join(["wˈʌn", *["zˈɪɹO"] * 14, "wˈʌn"]))
    ]


def test_emoji_invisible_characters_and_stray_signs_are_silent() -> None:
    assert words_of("Good\u200b ne\u00adws 🎉 * ❤️ today\ufeff ~ 👍🏽!") == words_of("Good news today!")


def test_dashes_stops_and_quotation_marks_have_one_form() -> None:
    assert words_of('"No" -- never... he said') == words_of("“No” — never… he said")


def test_a_full_stop_after_a_title_or_an_initial_ends_no_sentence() -> None:
    sentences = AMERICAN.phonemize("Gen. R. Lee came at five p.m. on Monday. He left.")
    assert [len(sentence) for sentence in sentences] == [9, 2]


def test_threads_hear_what_one_thread_hears() -> None:
    lines = [line for line, *_ in LINES]
    alone = [AMERICAN.phonemize(line) for line in lines]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(FrontEnd(british=False).phonemize, lines * 3))
    assert together == alone * 3


WORDS = st.sampled_from(
    [
        "Mr.",
        "Okafor's",
        "Łódź",
        "U.S",
        "N",
        "A",
        "5%",
        "well-known",
        "“no”",
        "—",
        "(so",
        "🎉",
        "Zhao,",
        "it's",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text("abcxyzéłABC'’.,-&%$5 \u00ad", max_size=12)), max_size=12))
def test_every_word_of_a_line_is_spoken_in_the_models_alphabet(pieces: list[str]) -> None:
    line = " ".join(pieces) + " end"
    spoken = words_of(line)
    assert letters_of("".join(word.text for word in spoken)) == letters_of(line)
    for word in spoken:
        assert any(map(str.isalpha, word.phonemes))
        assert ids_of(word.phonemes)


@given(st.text(max_size=60))
def test_any_text_has_words_in_the_models_alphabet_or_is_an_engine_error(text: str) -> None:
    try:
        spoken = words_of(text)
    except EngineError:
        return
    for word in spoken:
        assert ids_of(word.phonemes)
