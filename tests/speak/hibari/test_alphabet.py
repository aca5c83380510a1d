"""IPA in the alphabet of the model."""

import gzip
import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")

from briefing.speak.engines.hibari.unknown_words import model_phonemes, with_ending
from briefing.text import read_table


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
