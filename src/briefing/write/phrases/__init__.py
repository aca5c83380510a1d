"""The phrases of ours, by language; each is data in this folder."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.lexicon import read_table

LANGUAGES = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's phrases, calendar words, and the little grammar that attribution needs."""

    language: str
    table: Mapping[str, Any]

    def say(self, key: str, **fields: str) -> str:
        """The phrase with its fields filled in."""
        return str(self.table[key]).format(**fields)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of the grammar."""
        return tuple(self.table["grammar"][key])

    def subject_pronoun(self) -> re.Pattern[str]:
        """A pronoun that speaks: 'he' anywhere, a weak one only before its verb ('it said')."""
        strong, weak = "|".join(self.words("pronouns")), "|".join(self.words("weak_pronouns"))
        verbs = "|".join(self.words("speech_verbs"))
        return re.compile(rf"\b(?:(?:{strong})\b|(?:{weak})\b(?= (?:{verbs})\b))", re.IGNORECASE)


def primary_tag(language: str) -> str:
    """'en' of 'en-GB'."""
    return language.partition("-")[0].lower()


@cache
def phrases_for(language: str) -> Phrases:
    """The phrases of a BCP 47 tag's language; English where we have none of that language."""
    known = primary_tag(language) if primary_tag(language) in LANGUAGES else "en"
    return Phrases(known, read_table(__name__, f"{known}.toml"))
