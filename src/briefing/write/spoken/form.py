"""The spoken form of a text: a visible list of steps for each language."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from briefing.write.spoken.english import (
    abbreviations,
    acronyms,
    british,
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
    plain.speak_powers,
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
BRITISH_DIGITS: tuple[Step, ...] = (british.speak_day_first, british.speak_results)
ENGLISH_LAST: tuple[Step, ...] = (
    homographs.respell_homographs,
    acronyms.speak_acronyms,
    symbols.speak_symbols,
)
NONE: Mapping[str, str] = MappingProxyType({})


def spoken_form(text: str, language: str = "en", pronunciations: Mapping[str, str] = NONE) -> str:
    """How a newsreader says the text.

    `language` is a BCP 47 tag; its region tells whether the day goes before the month.
    `pronunciations` are the user's words and what is said for them (`pronunciations_from_toml`).
    """
    own, _, region = language.lower().partition("-")
    text, hidden = hide_words(hush(text, "." if own in LANGUAGES else ","), pronunciations)
    if own in LANGUAGES:
        return show_words(speak_european(text, own), hidden)
    for step in _steps(text, region):
        text = step(text)
    return show_words(text, hidden)


def _steps(text: str, region: str) -> tuple[Step, ...]:
    if not DIGIT.search(text):
        return (*ENGLISH, *ENGLISH_LAST)
    if region in british.MONTH_FIRST_REGIONS:
        return (*ENGLISH, *ENGLISH_DIGITS, *ENGLISH_LAST)
    return (*ENGLISH, *BRITISH_DIGITS, *ENGLISH_DIGITS, british.speak_and, *ENGLISH_LAST)
