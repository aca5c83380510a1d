"""German, French and Spanish number words by num2words, with the agreement that it leaves out."""

import re
from functools import lru_cache

from briefing.text import read_table

# what a Spanish number counts: '31 personas'
_COUNTED = re.compile(r"\s(?P<noun>[a-zñáéíóú]{2,})")
_FEMININE = re.compile(r"(?:as?|ción|ciones|dad|dades)$")
_NO_NOUNS = frozenset(read_table(__package__, "words/es.toml")["no_nouns"])
_MASCULINE_IN_A = frozenset(read_table(__package__, "words/es.toml")["masculine_in_a"])


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


def agree(said: str, behind: str) -> str:
    """Return a Spanish number in agreement with its noun: 'treinta y una personas', 'veintiún años'."""
    match = _COUNTED.match(behind)
    if match is None or match["noun"] in _NO_NOUNS:
        return said
    if is_feminine(match["noun"]):
        return re.sub(r"uno$", "una", said.replace("cientos", "cientas").replace("quinientos", "quinientas"))
    return re.sub(r"uno$", "un", said.replace("veintiuno", "veintiún"))


def is_feminine(noun: str) -> bool:
    """Return True if a Spanish noun is feminine, by its ending."""
    return bool(_FEMININE.search(noun)) and noun not in _MASCULINE_IN_A
