"""IPA reaches eSpeak NG as sound, and no other engine at all."""

from threading import Event

import pytest

from briefing.model import Clip, Voice
from briefing.model.script import mark_ipa
from briefing.speak.engine import load_engine
from briefing.speak.engines.espeak_words import espeak_phonemes

NARRATOR = Voice("narrator", "pyttsx3", "en-us", "en", "male")


def spoken(text: str) -> Clip:
    return load_engine("pyttsx3").speak(text, NARRATOR, Event())


@pytest.mark.parametrize(
    ("ipa", "names"),
    [
        ("ˈsɪdəl", "[['sId@l]]"),
        ("ˈtʃʌmli", "[['tSVmli]]"),
        ("ʃɪˈvɔːn", "[[SI'vO:n]]"),
        ("", "[[]]"),
    ],
)
def test_ipa_becomes_the_phoneme_names_of_espeak(ipa: str, names: str) -> None:
    assert espeak_phonemes(ipa) == names


def test_a_word_in_ipa_sounds_as_its_spelling_does_when_that_is_right() -> None:
    assert spoken(mark_ipa("Cholmondeley", "ˈtʃʌmli")).pcm == spoken("chumly").pcm


def test_a_word_in_ipa_sounds_unlike_the_word_that_is_written() -> None:
    assert spoken(mark_ipa("Cholmondeley", "ˈtʃʌmli")).pcm != spoken("Cholmondeley").pcm


def test_brackets_in_a_text_are_never_read_as_phonemes() -> None:
    assert spoken("[[tEst]]").pcm != spoken(mark_ipa("x", "tɛst")).pcm
