"""What a first name tells: a woman, a man, either, or that it is no first name we know."""

from functools import cache, lru_cache
from typing import Literal

from briefing.text import fold_name, read_text

_ROOM = "briefing.quote"


@lru_cache(maxsize=10_000)  # asked of the same few people at every pronoun
def first_name_gender(name: str) -> Literal["female", "male", "either", ""]:
    """The gender that at least 88 of 100 bearers of a first name have, '' for a name that is not known."""
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
