"""The ordered normalization steps of each language, and the user's pronunciations."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from briefing.errors import UsageError
from briefing.model.script import mark_ipa
from briefing.text import primary_tag
from briefing.write.normalization.english import (
    abbreviations,
    alphanumerics,
    british,
    dates_and_times,
    electronic,
    homographs,
    money_and_measures,
    numbers,
    symbols,
)
from briefing.write.normalization.european import LANGUAGES, verbalize_european
from briefing.write.normalization.preprocessing import remove_unspoken

Step = Callable[[str], str]
SPOKEN_LANGUAGES = ("en", *LANGUAGES)
"""The languages with rules of their own, as primary language subtags (BCP 47)."""

_DIGIT = re.compile(r"\d")
_ENGLISH: tuple[Step, ...] = (
    electronic.verbalize_addresses,
    symbols.verbalize_fixed_forms,
    dates_and_times.verbalize_calendar_ranges,
    abbreviations.lower_headlines,
    alphanumerics.verbalize_roman_numerals,
    abbreviations.verbalize_places,
    abbreviations.verbalize_abbreviations,
)
_ENGLISH_DIGITS: tuple[Step, ...] = (
    symbols.verbalize_slashes,
    numbers.verbalize_powers,
    numbers.verbalize_age_groups,
    electronic.verbalize_telephones,
    dates_and_times.verbalize_dates,
    dates_and_times.verbalize_times,
    money_and_measures.verbalize_money,
    numbers.verbalize_millions,
    money_and_measures.verbalize_measures,
    numbers.verbalize_ordinals,
    numbers.verbalize_products,
    alphanumerics.verbalize_serials,
    numbers.verbalize_fractions,
    dates_and_times.verbalize_years,
    numbers.verbalize_pairs,
    numbers.verbalize_numbers,
)
_BRITISH_DIGITS: tuple[Step, ...] = (
    british.verbalize_day_first,
    british.verbalize_times_and_junctions,
    british.verbalize_results,
)
_ENGLISH_LAST: tuple[Step, ...] = (
    money_and_measures.verbalize_bare_areas,
    homographs.respell_homographs,
    abbreviations.verbalize_acronyms,
    symbols.verbalize_symbols,
    homographs.verbalize_letter_a,
)
_NONE: Mapping[str, str] = MappingProxyType({})

_FIRST_SLOT = 0xF0000  # a private plane: no article may hold it, `remove_unspoken` takes it out
_SLOT = re.compile("[\U000f0000-\U000ffffd]")


def spoken_form(text: str, language: str = "en", pronunciations: Mapping[str, str] = _NONE) -> str:
    """Return the text as a newsreader says it, with numbers, symbols and abbreviations as words.

    Args:
        text: Plain text of any length.
        language: A BCP 47 tag. English, German, French and Spanish have their own rules; every other language
            gets the English ones. In English the region tells whether the day goes before the month.
        pronunciations: The user's words and what is spoken for them (`pronunciations_from_toml`).
    """
    own, _, region = language.lower().replace("_", "-").partition("-")
    text, hidden = hide_words(remove_unspoken(text, "." if own in LANGUAGES else ","), pronunciations)
    if own in LANGUAGES:
        return show_words(verbalize_european(text, own), hidden)
    for step in _steps(text, region):
        text = step(text)
    return show_words(text, hidden)


def _steps(text: str, region: str) -> tuple[Step, ...]:
    if not _DIGIT.search(text):
        return (*_ENGLISH, *_ENGLISH_LAST)
    if region in british.MONTH_FIRST_REGIONS:
        return (*_ENGLISH, *_ENGLISH_DIGITS, *_ENGLISH_LAST)
    return (*_ENGLISH, *_BRITISH_DIGITS, *_ENGLISH_DIGITS, british.verbalize_and, *_ENGLISH_LAST)


def pronunciations_from_toml(text: str, language: str = "en") -> dict[str, str]:
    """Return words and what is spoken for them, from a file like `voices/pronunciations.toml`.

    Args:
        text: The TOML text. Entries of a table apply to its language, the others to every language.
        language: A BCP 47 tag.

    Raises:
        UsageError: The text is not TOML, or an entry has no text.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise UsageError(f"pronunciations: {cause}", 'each line is: "word" = "what is said"') from cause
    chosen = {word: said for word, said in table.items() if not isinstance(said, dict)}
    own = table.get(primary_tag(language), {})
    chosen |= own if isinstance(own, dict) else {}
    for word, said in chosen.items():
        if not isinstance(said, str) or not word.strip() or not said.strip():
            raise UsageError(f"pronunciations: {word!r} has no text", 'each line is: "word" = "what is said"')
    return chosen


def hide_words(text: str, pronunciations: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the text with a private-use character for each pronounced word, and their replacements."""
    if not pronunciations:
        return text, ()
    said_by_word = {word.casefold(): said for word, said in pronunciations.items()}
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(_said(match[0], said_by_word[match[0].casefold()]))
        return chr(_FIRST_SLOT + len(hidden) - 1)

    return _words_pattern(tuple(said_by_word)).sub(hide, text), tuple(hidden)


def show_words(text: str, hidden: tuple[str, ...]) -> str:
    """Return the text with the replacements in place of the private-use characters."""
    return _SLOT.sub(lambda m: hidden[ord(m[0]) - _FIRST_SLOT], text) if hidden else text


@lru_cache(maxsize=16)
def _words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def _said(word: str, said: str) -> str:
    """Return the replacement; IPA (between slashes) is marked, with its word for other engines."""
    is_ipa = said.startswith("/") and said.endswith("/") and len(said) > 2
    return mark_ipa(word, said[1:-1]) if is_ipa else said
