"""The gender that a first name usually has, from nomquamgender (MIT, words/first_names/LICENSE.txt)."""

from functools import cache, lru_cache
from typing import Literal

from briefing.text import fold_name, read_text

_ROOM = "briefing.quote"


@lru_cache(maxsize=10_000)  # every pronoun looks up the same few persons
def first_name_gender(name: str) -> Literal["female", "male", "either", ""]:
    """Return the gender that at least 88 of 100 bearers of a first name have.

    'either' is a known first name without such a majority; '' is no known first name.
    """
    folded = fold_name(name)
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
