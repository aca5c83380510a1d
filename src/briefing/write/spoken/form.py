"""The spoken form of a text: a visible list of steps for each language."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from briefing.write.spoken.english import (
    abbreviations,
    acronyms,
    dates,
    fractions,
    measures,
    money,
    plain,
    symbols,
    times,
)
from briefing.write.spoken.pronunciations import hide_words, show_words
from briefing.write.spoken.silence import hush

Step = Callable[[str], str]

DIGIT = re.compile(r"\d")
ENGLISH_WITH_DIGITS: tuple[Step, ...] = (
    dates.speak_dates,
    times.speak_times,
    money.speak_money,
    measures.speak_measures,
    fractions.speak_fractions,
    plain.speak_ranges,
    plain.speak_ordinals,
    dates.speak_years,
    plain.speak_numbers,
)
NONE: Mapping[str, str] = MappingProxyType({})


def spoken_form(text: str, language: str = "en", pronunciations: Mapping[str, str] = NONE) -> str:
    """How a newsreader says the text.

    `language` is a BCP 47 tag. `pronunciations` are the user's words and what is said for them
    (`pronunciations_from_toml`).
    """
    text, hidden = hide_words(hush(text), pronunciations)
    text = abbreviations.speak_abbreviations(text)
    if DIGIT.search(text):
        for step in ENGLISH_WITH_DIGITS:
            text = step(text)
    text = acronyms.speak_acronyms(text)
    return show_words(symbols.speak_symbols(text), hidden)
