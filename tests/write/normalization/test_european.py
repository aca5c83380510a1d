"""German, French and Spanish: numbers, dates, money, percent, times, short forms."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.write.normalization import spoken_form

TABLE = Path(__file__).with_name("european.tsv")
CASES = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")
]


@pytest.mark.parametrize(("language", "written", "spoken"), CASES)
def test_a_language_has_its_own_numbers_and_short_forms(language: str, written: str, spoken: str) -> None:
    assert spoken_form(written, language) == spoken


@given(st.sampled_from(["de-AT", "fr", "es-MX"]), st.text())
def test_no_digit_or_bracket_is_left_in_any_language(language: str, text: str) -> None:
    assert not re.search(r"[\d\[\]{}()<>@#&%$€\x00-\x1f\ud800-\udfff]", spoken_form(text, language))
