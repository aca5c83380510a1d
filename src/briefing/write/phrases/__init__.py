"""The fixed phrases of the program and the grammar of attribution, one TOML file for each language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.text import primary_tag, read_table

LANGUAGES = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's phrases, calendar words, and the little grammar that attribution needs."""

    language: str
    table: Mapping[str, Any]

    def say(self, key: str, **fields: str) -> str:
        """The phrase with its fields filled in."""
        return str(self.table[key]).format(**fields)

    def item_ordinals(self) -> tuple[str, ...]:
        """What is said before the first items of a numbered list, from one on."""
        return tuple(self.table["item_ordinals"])

    def words(self, key: str) -> tuple[str, ...]:
        """A list of the grammar."""
        return tuple(self.table["grammar"][key])

    def speech_verb(self) -> re.Pattern[str]:
        """A verb of speaking: 'said', 'a déclaré'."""
        return _speech_verb(self.language)

    def attributes(self, text: str) -> bool:
        """Return True if the text says that somebody says something: 'Lee said', 'according to Lee'."""
        openers = self.words("attributing_phrases")
        return bool(self.speech_verb().search(text)) or any(word in text.lower() for word in openers)

    def announces(self, text: str) -> bool:
        """Return True if the text says that somebody will be heard: 'Lee, 44, agreed.'"""
        words = "|".join(map(re.escape, self.words("announcing_verbs")))
        return self.attributes(text) or bool(re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))

    def near_demonstrative(self, word: str) -> str:
        """Return 'These' for 'Those', which points back; '' for other words."""
        near = self.table["grammar"]["near_demonstratives"].get(word.lower().replace("’", "'"), "")
        return f"{near[:1].upper()}{near[1:]}"

    def uninverted(self, text: str) -> str:
        """Return 'il a dit hier' for 'a-t-il dit hier', '' if no pronoun follows the verb with a hyphen."""
        clause_link = "|".join(self.words("clitic_pronouns"))
        match = re.match(rf"(?P<verb>\w+)-(?:t-)?(?P<who>{clause_link})\b(?P<rest>.*)", text, re.IGNORECASE)
        return f"{match['who']} {match['verb'].lower()}{match['rest']}" if clause_link and match else ""

    def is_pronoun(self, text: str) -> bool:
        """Return True if the text is a pronoun and nothing else."""
        return text.lower() in (*self.words("pronouns"), *self.words("weak_pronouns"))

    def subject_pronoun(self) -> re.Pattern[str]:
        """A pronoun that speaks: 'he' anywhere, a weak one only before its verb ('it said')."""
        return _subject_pronoun(self.language)


@cache
def phrases_for(language: str) -> Phrases:
    """The phrases of a BCP 47 tag's language; English where we have none of that language."""
    known = primary_tag(language) if primary_tag(language) in LANGUAGES else "en"
    return Phrases(known, read_table(__name__, f"{known}.toml"))


@cache
def _speech_verb(language: str) -> re.Pattern[str]:
    verbs = sorted(phrases_for(language).words("speech_verbs"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, verbs))})\b", re.IGNORECASE)


@cache
def _subject_pronoun(language: str) -> re.Pattern[str]:
    phrases = phrases_for(language)
    strong, weak = "|".join(phrases.words("pronouns")), "|".join(phrases.words("weak_pronouns"))
    verbs = "|".join(phrases.words("speech_verbs"))
    return re.compile(rf"\b(?:(?:{strong})\b|(?:{weak})\b(?= (?:{verbs})\b))", re.IGNORECASE)
