"""Words that are in no lexicon."""

from collections.abc import Iterator

import pytest

from briefing.errors import EngineError

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")

from briefing.speak.engines.espeak_library import EspeakError
from briefing.speak.engines.espeak_words import EspeakIpa
from briefing.speak.engines.hibari.unknown_words import pinyin_ipa, pronounce, voice_of
from briefing.text import read_table

TABLES = read_table("briefing.speak.engines.hibari", "unknown_words.toml")
VOICES = sorted({*TABLES["scripts"].values(), *TABLES["letters"].values(), *TABLES["names"].values()})


@pytest.fixture
def espeak() -> Iterator[EspeakIpa]:
    """A dictionary of its own."""
    dictionary = EspeakIpa()
    yield dictionary
    dictionary.close()


@pytest.mark.parametrize(
    ("word", "voice"),
    [
        ("Łukasz", "pl"),
        ("Phạm", "vi"),
        ("Şahin", "tr"),
        ("Dvořák", "cs"),
        ("Müller", "de"),
        ("Peña", "es-419"),
        ("Gonzalez", "es-419"),
        ("Moreau", "fr"),
        ("Kowalczyk", "pl"),
        ("Antonescu", "ro"),
        ("Bertolucci", "it"),
        ("Nakamura", "sw"),
        ("Thatcher", ""),
        ("pasta", ""),
        ("Москва", "ru"),
        ("Київ", "uk"),
        ("東京タワー", "ja"),
        ("東京", "cmn"),
        ("تهران", "ar"),
    ],
)
def test_letters_and_endings_tell_the_language(word: str, voice: str) -> None:
    assert voice_of(word) == voice


@pytest.mark.parametrize(
    ("name", "ipa"),
    [
        ("Qiang", "tʃˈɑŋ"),
        ("Zhou", "dʒˈoʊ"),
        ("Chongqing", "tʃˌʊŋtʃˈɪŋ"),
        ("Xinhua", "ʃˌɪnhwˈɑ"),
        ("qiang", ""),
        ("Quito", ""),
        ("Modi", ""),
        ("Manchester", ""),
    ],
)
def test_chinese_names_are_read_as_pinyin(name: str, ipa: str) -> None:
    assert pinyin_ipa(name) == ipa


def test_a_letter_that_no_english_voice_knows_is_not_spelled() -> None:
    assert pronounce("Ŝipo", british=False) == pronounce("Sipo", british=False)


def test_a_very_long_word_is_cut() -> None:
    assert pronounce("z" + "ab" * 5_000, british=False) == pronounce("z" + "ab" * 50, british=False)


@pytest.mark.parametrize("word", ["ᚠᚢ", "東タ京"])
def test_a_word_that_no_voice_reads_is_an_engine_error(word: str) -> None:
    with pytest.raises(EngineError, match="hibari has no sounds"):
        pronounce(word, british=False)


def test_espeak_has_every_voice_of_the_table(espeak: EspeakIpa) -> None:
    assert all(isinstance(espeak.pronounce("a", voice), str) for voice in (*VOICES, "en-us", "en-gb-x-rp"))


def test_espeak_says_the_same_in_any_order_and_after_it_was_closed(espeak: EspeakIpa) -> None:
    asked = [(word, voice) for voice in ("en-us", "pl", "ru") for word in ("Okafor", "Łódź", "Siobhan")]
    first = [espeak.pronounce(*question) for question in asked]
    espeak.close()
    other = EspeakIpa()
    again = [other.pronounce(*question) for question in reversed(asked)]
    other.close()
    assert again == first[::-1]
    assert espeak.pronounce("Oslo", "en-us") == "ˈɑːsloʊ"


def test_a_voice_that_espeak_lacks_is_an_error(espeak: EspeakIpa) -> None:
    with pytest.raises(EspeakError, match="no voice 'xx'"):
        espeak.pronounce("word", "xx")
