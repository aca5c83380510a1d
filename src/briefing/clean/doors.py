"""The words of doors, errors and lists, that a page shows in an article's place or at its cut end."""

import re
from functools import cache
from typing import Literal

from briefing.clean.phrases import fold
from briefing.lexicon import read_table

Kind = Literal[
    "cookies", "login", "robots", "scripts", "missing", "gone", "search", "goes_on", "for_whom", "badge"
]

BESIDE_BADGE = " +*|:·•[]()"


def says(kind: Kind, text: str) -> bool:
    """Does a text say this?"""
    return bool(_pattern(kind).search(fold(text)))


def count(kind: Kind, text: str) -> int:
    """How often a text says this."""
    return len(_pattern(kind).findall(fold(text)))


def is_badge(text: str) -> bool:
    """Is this nothing but the label of a story for subscribers?"""
    return bool(_pattern("badge").fullmatch(fold(text).strip(BESIDE_BADGE)))


@cache
def _pattern(kind: Kind) -> re.Pattern[str]:
    words = read_table("briefing.clean", "words/doors.toml")[kind]["words"]
    stems = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{stems})(?!\w)")
