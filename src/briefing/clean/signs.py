"""Words by which a line tells or asks, language by language: words/<language>/signs.toml."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from briefing.lexicon import read_table

Sign = Literal["speech", "past", "house", "reader", "acts", "letters", "things"]
QUOTED = re.compile(r'"[^"]+"|«[^»]+»|„[^"]+"|‹[^›]+›')  # in folded text, which has straight marks
WORD_EDGE = r"(?<!\w)"
CLAUSE = r"(?:^\W*|[.!?:;,–—]\s+|\b(?:and|please|und|et|y|e|en|och|og|i|и|bitte)\s+)"  # what an act opens


@cache
def has_signs(language: str) -> bool:
    """Are the signs of this language listed?"""
    return files("briefing.clean").joinpath(f"words/{language}/signs.toml").is_file()


def find_sign(sign: Sign, folded: str, language: str) -> re.Match[str] | None:
    """The first such sign in a folded text."""
    return _pattern(sign, language).search(folded)


@cache
def _pattern(sign: Sign, language: str) -> re.Pattern[str]:
    words = read_table("briefing.clean", f"words/{language}/signs.toml")[sign]
    stems = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    before = CLAUSE if sign == "acts" else WORD_EDGE
    return re.compile(rf"{before}(?:{stems})(?!\w)")
