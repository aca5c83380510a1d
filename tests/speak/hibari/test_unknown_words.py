"""The letters of the model, and words that the lexicon lacks."""

import gzip
import json
from collections.abc import Iterator
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import EngineError
from briefing.speak.engines.espeak_library import EspeakError
from briefing.speak.engines.espeak_words import EspeakIpa
from briefing.speak.engines.hibari.unknown_words import (
    model_phonemes,
    pinyin_ipa,
    pronounce,
    voice_of,
    with_ending,
)
from briefing.text import read_table

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")


TABLES = read_table("briefing.speak.engines.hibari", "unknown_words.toml")
VOICES = sorted({*TABLES["scripts"].values(), *TABLES["letters"].values(), *TABLES["names"].values()})
pytest.importorskip("hibari", reason="the extra 'natural' is not installed")


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


def learned_characters(accent: str) -> set[str]:
    """The characters of the lexicon that the model was trained with, and the space between words."""
    path = files("hibari").joinpath(f"assets/lexicon_{accent}_gold.json.gz")
    lexicon = json.loads(gzip.decompress(path.read_bytes()))
    readings = [found for entry in lexicon.values() for found in _readings(entry)]
    return {*"".join(readings).replace("ɾ", "T"), " "}  # as hibari gives a flapped t to the model


def _readings(entry: object) -> list[str]:
    found = entry.values() if isinstance(entry, dict) else [entry]
    return [reading for reading in found if isinstance(reading, str)]


@pytest.mark.parametrize(
    ("ipa", "american", "british"),
    [
        ("ˈsændəl", "sˈændᵊl", "sˈandᵊl"),
        ("ˈdeɪ", "dˈA", "dˈA"),
        ("ˈtaɪm", "tˈIm", "tˈIm"),
        ("ˈbɔɪ", "bˈY", "bˈY"),
        ("ˈboʊt", "bˈOt", "bˈQt"),
        ("ˈbəʊt", "bˈOt", "bˈQt"),
        ("ˈnaʊ", "nˈW", "nˈW"),
        ("ˈtʃɜːtʃ", "ʧˈɜɹʧ", "ʧˈɜːʧ"),
        ("ˈdʒʌdʒ", "ʤˈʌʤ", "ʤˈʌʤ"),
        ("d͡ʒɒn", "ʤˈɑn", "ʤˈɒn"),
        ("ˈriːɡən", "ɹˈiɡən", "ɹˈiːɡən"),
        ("ˈwɔːtɚ", "wˈɔtəɹ", "wˈɔːtə"),
        ("ˈwɔːɾɚ", "wˈɔTəɹ", "wˈɔːtə"),
        ("ˈbɝd", "bˈɜɹd", "bˈɜːd"),
        ("ˈnɪə", "nˈɪɹ", "nˈɪə"),
        ("tinˈubu", "tinˈubu", "tinˈuːbu"),
        ("oʊkˈɑfɔɹ", "Okˈɑfɔɹ", "Qkˈɑːfɔː"),
        ("mˈɛɹts", "mˈɛɹts", "mˈɛːts"),
        ("ˈskweə", "skwˈɛɹ", "skwˈɛː"),
        ("strɔŋ", "stɹˈɔŋ", "stɹˈɔŋ"),
        ("əv", "əv", "əv"),
        ("ˌkwɑːlə lʊmˈpʊə", "kwˌɑlə lʊmpˈʊɹ", "kwˌɑːlə lʊmpˈʊə"),
    ],
)
def test_ipa_has_one_form_in_each_accent(ipa: str, american: str, british: str) -> None:
    assert (model_phonemes(ipa, british=False), model_phonemes(ipa, british=True)) == (american, british)


@pytest.mark.parametrize(("accent", "british"), [("us", False), ("gb", True)])
def test_the_table_uses_only_characters_that_the_model_has_learned(accent: str, british: bool) -> None:
    tables = read_table("briefing.speak.engines.hibari", "alphabet.toml")
    signs = tables["common"] | tables["british" if british else "american"]
    used = set("".join(model_phonemes(f"b{sign}b", british) for sign in signs))
    assert used - learned_characters(accent) == ({"ᵻ"} if british else set())


def test_signs_without_a_sound_are_dropped() -> None:
    assert model_phonemes("/ˈs↗æ∅n/ 5", british=False) == "sˈæn"


@given(st.text(st.sampled_from("ˈˌːabdeɪʊəʃʒtʃ.rŋɡ xʁ̃͡ ɬø5?"), max_size=20))
def test_stress_stands_before_a_vowel(ipa: str) -> None:
    phonemes = model_phonemes(ipa, british=False)
    assert all(
        phonemes[i + 1 : i + 2] in set("AIOWYiuɑæɔəɛɜɪʊʌᵊ") for i, c in enumerate(phonemes) if c in "ˈˌ"
    )


@pytest.mark.parametrize(
    ("phonemes", "plural"), [("bˈæs", "bˈæsᵻz"), ("kˈæt", "kˈæts"), ("dˈɔɡ", "dˈɔɡz"), ("sˈi", "sˈiz")]
)
def test_an_s_sounds_like_what_it_follows(phonemes: str, plural: str) -> None:
    assert with_ending(phonemes, "'s", british=False) == plural
