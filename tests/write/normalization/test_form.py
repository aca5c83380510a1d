"""The laws of every spoken form."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.write.normalization import spoken_form

TABLES = [Path(__file__).with_name("forms.tsv"), Path(__file__).with_name("faults.tsv")]
FORMS = [
    line.split("\t")
    for table in TABLES
    for line in table.read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
NASTY = (
    "$ € % 1 12 2010 3.5 1,000 p.m. Oct. July - – / : . , ( [ ] < & @ # 's th m km ½ 😀 St. U.S. IV "
    "\x00 \ud800 \u0663"
)
PIECES = st.sampled_from(NASTY.split(" "))
MESSY = st.one_of(
    st.text(), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map("".join)
)


@given(MESSY)
def test_no_digit_bracket_sign_or_control_is_spoken(text: str) -> None:
    said = spoken_form(text)
    assert not re.search(r"[\d\[\]{}()<>@#&%$€£*_=+|\\^~`/\x00-\x1f\ud800-\udfff\ue000-\uf8ff]", said)


@given(MESSY)
def test_a_spoken_form_has_single_spaces(text: str) -> None:
    said = spoken_form(text)
    assert said == " ".join(said.split())


@pytest.mark.parametrize(
    "text",
    ["The mayor said on Monday that the road will open, at last.", "“We are tired,” they said – again."],
)
def test_plain_words_come_out_unchanged(text: str) -> None:
    assert spoken_form(text) == text


@pytest.mark.parametrize(("language", "written", "spoken"), FORMS)
def test_forms_that_news_is_full_of_are_said_as_each_country_says_them(
    language: str, written: str, spoken: str
) -> None:
    assert spoken_form(written, language) == spoken
