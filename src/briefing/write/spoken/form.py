"""The spoken form of a text: a visible list of steps for each language."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from briefing.write.spoken.english import (
    abbreviations,
    acronyms,
    dates,
    electronic,
    fractions,
    headlines,
    homographs,
    measures,
    money,
    places,
    plain,
    roman,
    serials,
    symbols,
    telephone,
    times,
)
from briefing.write.spoken.european import LANGUAGES, speak_european
from briefing.write.spoken.pronunciations import hide_words, show_words
from briefing.write.spoken.silence import hush

Step = Callable[[str], str]

DIGIT = re.compile(r"\d")
ENGLISH: tuple[Step, ...] = (
    electronic.speak_addresses_on_the_web,
    plain.speak_fixed_forms,
    headlines.lower_headlines,
    roman.speak_roman_numerals,
    places.speak_places,
    abbreviations.speak_abbreviations,
)
ENGLISH_DIGITS: tuple[Step, ...] = (
    telephone.speak_telephones,
    dates.speak_dates,
    times.speak_times,
    money.speak_money,
    plain.speak_millions,
    measures.speak_measures,
    plain.speak_ordinals,
    plain.speak_products,
    serials.speak_serials,
    fractions.speak_fractions,
    dates.speak_years,
    plain.speak_pairs,
    plain.speak_numbers,
)
ENGLISH_LAST: tuple[Step, ...] = (
    homographs.respell_homographs,
    acronyms.speak_acronyms,
    symbols.speak_symbols,
)
NONE: Mapping[str, str] = MappingProxyType({})


def spoken_form(text: str, language: str = "en", pronunciations: Mapping[str, str] = NONE) -> str:
    """How a newsreader says the text.

    `language` is a BCP 47 tag. `pronunciations` are the user's words and what is said for them
    (`pronunciations_from_toml`).
    """
    own = language.split("-", maxsplit=1)[0].lower()
    text, hidden = hide_words(hush(text, "." if own in LANGUAGES else ","), pronunciations)
    if own in LANGUAGES:
        return show_words(speak_european(text, own), hidden)
    for step in _steps(text):
        text = step(text)
    return show_words(text, hidden)


def _steps(text: str) -> tuple[Step, ...]:
    return (*ENGLISH, *(ENGLISH_DIGITS if DIGIT.search(text) else ()), *ENGLISH_LAST)
