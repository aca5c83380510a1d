"""The user's own pronunciations."""

import pytest

from briefing.errors import UsageError
from briefing.model.script import plain_words, say_ipa
from briefing.write.normalization import pronunciations_from_toml, spoken_form

OWN = '"Cholmondeley" = "chumley"\n"New Avon" = "new A-von"\n"Siddle" = "/ˈsɪdəl/"\n[de]\n"Chef" = "Scheff"\n'


def test_a_whole_word_is_replaced_whatever_its_case_and_keeps_its_possessive() -> None:
    said = spoken_form("CHOLMONDELEY's Cholmondeleys met", "en", pronunciations_from_toml(OWN))
    assert said == "chumley's Cholmondeleys met"


def test_a_phrase_is_replaced_and_no_later_rule_touches_it() -> None:
    assert spoken_form("in New Avon", "en", {"New Avon": "St. 5"}) == "in St. 5"


def test_ipa_goes_beside_its_word_and_is_nothing_where_no_engine_takes_it() -> None:
    said = spoken_form("Mr. Siddle", "en", pronunciations_from_toml(OWN))
    assert said == "Mister ⟦Siddle|ˈsɪdəl⟧"
    assert plain_words(said) == "Mister Siddle"
    assert say_ipa(said, "/{}/".format) == "Mister /ˈsɪdəl/"


def test_a_table_counts_in_its_language_only() -> None:
    assert "Chef" in pronunciations_from_toml(OWN, "de-AT")
    assert "Chef" not in pronunciations_from_toml(OWN, "en")


@pytest.mark.parametrize("text", ['"a" = 1', '"a" = ""', "broken", "de = 5", '[de]\n"a" = 1'])
def test_a_broken_file_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError):
        pronunciations_from_toml(text, "de")
