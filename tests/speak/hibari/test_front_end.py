"""Text as words with phonemes."""

import pytest

from briefing.errors import EngineError

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")

from briefing.speak.engines.hibari.front_end import FrontEnd, PhonemeWord


def test_a_sentence_becomes_words_with_the_punctuation_that_follows_them() -> None:
    assert FrontEnd(british=False).phonemize("Hello, world. No!") == (
        (PhonemeWord("Hello", "həlˈO,"), PhonemeWord("world", "wˈɜɹld.")),
        (PhonemeWord("No", "nˈO!"),),
    )


def test_a_british_front_end_speaks_british_vowels() -> None:
    assert FrontEnd(british=True).phonemize("boat") == ((PhonemeWord("boat", "bˈQt"),),)


def test_a_text_without_anything_to_speak_is_an_engine_error() -> None:
    with pytest.raises(EngineError, match="nothing to speak"):
        FrontEnd(british=False).phonemize("…")
