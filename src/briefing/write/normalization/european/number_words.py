"""German, French and Spanish number words by num2words, with the agreement that it leaves out."""

import re
from functools import lru_cache

from briefing.text import read_table

# what a number counts: '31 personas'
_COUNTED = re.compile(r"\s(?P<noun>[^\W\d_]{2,})")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\.?\s$")
_FEMININE = {
    "es": re.compile(r"(?:as?|ción|ciones|sión|siones|dad|dades|tud|tudes|umbre|triz|trices)$"),
    "fr": re.compile(
        r"(?:[ts]ions?|ées?|[^é]tés?|ances?|ences?|ures?|ettes?|euses?|trices?|ises?|esses?|ières?|elles?|ades?|ies?)$"
    ),
    "de": re.compile(r"(?:ung|heit|keit|schaft|tät|ion|ik|ei|anz|enz|in|e)$"),
}
_TABLES = {language: read_table(__package__, f"words/{language}.toml") for language in _FEMININE}
_FEMININE_NOUNS = {language: frozenset(table["feminine_nouns"]) for language, table in _TABLES.items()}
_OTHER_NOUNS = {language: frozenset(table["other_nouns"]) for language, table in _TABLES.items()}
_NO_NOUNS = {language: frozenset(table["no_nouns"]) for language, table in _TABLES.items()}
_GERMAN_LABELS = frozenset(_TABLES["de"]["labels"])
_GERMAN_MASCULINE = frozenset(_TABLES["de"]["masculine"])
_GERMAN_DATIVE = frozenset(_TABLES["de"]["dative"])
_GERMAN_ACCUSATIVE = frozenset(_TABLES["de"]["accusative"])


@lru_cache(maxsize=4096)
def cardinal(number: int, language: str) -> str:
    """Return a whole number as words: 'einundzwanzig', 'vingt et un', 'veintiuno'."""
    from num2words import num2words  # noqa: PLC0415  # costs 0.15 s, and English never needs it

    return str(num2words(number, lang=language))


@lru_cache(maxsize=1024)
def ordinal(number: int, language: str) -> str:
    """Return an ordinal number as a word: 'erste', 'premier', 'primero'."""
    from num2words import num2words  # noqa: PLC0415

    return str(num2words(number, lang=language, to="ordinal"))


@lru_cache(maxsize=1024)
def year(number: int, language: str) -> str:
    """Return a year as words: 'neunzehnhundertneunzig'."""
    from num2words import num2words  # noqa: PLC0415

    return str(num2words(number, lang=language, to="year"))


def agree(said: str, before: str, behind: str, language: str) -> str:
    """Return a number in agreement with its noun: 'treinta y una personas', 'vingt et une voix', 'ein Jahr'.

    Args:
        said: The number as words.
        before: The text before the number.
        behind: The text after it.
        language: 'de', 'fr' or 'es'.
    """
    match = _COUNTED.match(behind)
    if language == "de":
        return _german_one(said, before, behind, match["noun"] if match else "")
    if match is None or match["noun"] in _NO_NOUNS[language]:
        return said
    if is_feminine(match["noun"], language):
        return feminine_one(said, language)
    return re.sub(r"uno$", "un", said.replace("veintiuno", "veintiún")) if language == "es" else said


def feminine_one(said: str, language: str) -> str:
    """Return a number before a feminine noun: 'una', 'doscientas', 'vingt et une'."""
    if language == "fr":
        return re.sub(r"\bun$", "une", said)
    return re.sub(r"uno$", "una", said.replace("quinientos", "quinientas").replace("cientos", "cientas"))


def is_feminine(noun: str, language: str) -> bool:
    """Return True if a noun is feminine, by the lists of its language or by its ending."""
    if noun in _FEMININE_NOUNS[language] or noun in _OTHER_NOUNS[language]:
        return noun in _FEMININE_NOUNS[language]
    return bool(_FEMININE[language].search(noun))


def _german_one(said: str, before: str, behind: str, noun: str) -> str:
    """Return 'ein', 'eine' or 'einer' for a German 1 that counts: 'ein Jahr', but 'Platz eins'."""
    if said != "eins" or before.endswith(" zu "):
        return said
    if re.match(r"-[^\W\d]", behind) or noun == "Uhr":
        return "ein"
    word = _WORD_BEFORE.search(before)
    case = word["word"].lower() if word else ""
    if not noun[:1].isupper() or (word and word["word"] in _GERMAN_LABELS):
        return said
    if is_feminine(noun, "de"):
        return "einer" if case in _GERMAN_DATIVE else "eine"
    if case in _GERMAN_DATIVE:
        return "einem"
    return "einen" if case in _GERMAN_ACCUSATIVE and noun in _GERMAN_MASCULINE else "ein"
