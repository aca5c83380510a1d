"""Laws of the spoken forms in every language, over texts made of what the rules look for."""

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from briefing.write.normalization import spoken_form

LANGUAGES = ["en", "en-GB", "de", "fr", "es"]
PIECES = (
    "1 2 12 45 100 2024 1.5 1,5 1.234,5 3.10. 4/5 120/80 9-17 18-34 -year-olds 10³ ² x² ₂ CO2 H2SO4 ½ "
    "[T] [a] [12] [sic] he s A A&E Mr. Hl. S. No. St. U.S. e.g. z. B. n° nº km m² l l'an m’a t' µg/m³ °C % ‰ "
    "$ € £ US$ R$ USD $ABC (NYSE: ABC) +0.4% -3 ▲ ▼ ↑ # @ & * = + ~ < > ± × ÷ ^ § №  Uhr h min 14:30 2:05:30 "
    "Jan -Mar Mon / IV XXIe Louis siècle Million Mio. millones euros Seite to bis – — … ‘ ’ “ ” « » ( ) [ ] "
    "www.a.de a@b.fr https://a.org/b +49 030 555-0100 ° ¢ \u00a0 \u200b \ue000 \U000f0000 ⟦ ⟧ | \\ { } ` 😀"
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=10).map(" ".join),
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=10).map("".join),
    st.text(max_size=40),
)
SENTENCE = "the mayor said that the road will open again in spring"
WORDS = st.lists(st.sampled_from(SENTENCE.split(" ")), min_size=1)


@example("en", "#A0²")
@given(st.sampled_from(LANGUAGES), TEXTS)
def test_a_spoken_form_has_neither_figures_nor_signs(language: str, text: str) -> None:
    said = spoken_form(text, language)
    kinds = {unicodedata.category(sign) for sign in said}
    assert not kinds & {"Nd", "No", "Sc", "Sm", "So", "Cc", "Cs", "Co"}
    assert not re.search(r"[\[\]{}()<>@#&%*_=+|\\^~`/§†‡•·]", said)
    assert said == " ".join(said.split())


@given(st.sampled_from(LANGUAGES), WORDS)
def test_plain_words_are_unchanged(language: str, words: list[str]) -> None:
    text = " ".join(words)
    assert spoken_form(text, language) == text
