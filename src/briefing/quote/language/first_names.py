"""What a first name tells: a woman, a man, either, or that it is no first name we know."""

import unicodedata
from functools import cache, lru_cache
from typing import Literal

from briefing.lexicon import read_text

_ROOM = "briefing.quote"
# Letters that a decomposition leaves whole: Łukasz, Søren, Đorđe, Işık
_WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def fold(text: str) -> str:
    """Lower case without accents: the form in which names are compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_WHOLE))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=10_000)  # asked of the same few people at every pronoun
def first_name_gender(name: str) -> Literal["female", "male", "either", ""]:
    """The gender that at least 88 of 100 bearers of a first name have, '' for a name that is not known."""
    folded = fold(name)
    for part in (folded.replace("-", ""), folded.split("-")[0]):
        if part in _names("female"):
            return "female"
        if part in _names("male"):
            return "male"
        if part in _names("either"):
            return "either"
    return ""


@cache
def _names(gender: str) -> frozenset[str]:
    return frozenset(read_text(_ROOM, f"words/first_names/{gender}.txt").split())
