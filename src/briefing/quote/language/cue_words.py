"""The English words that attribution rules name one by one, from words/en/cue_words.toml.

The rules are written once, for English; other languages are translated into English equivalents first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from briefing.text import read_table


@dataclass(frozen=True, slots=True)
class CueWords:
    """Sets of lower-case words; the data file has an example of each."""

    masculine_pronouns: frozenset[str]
    feminine_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    reflexive_pronouns: frozenset[str]
    object_pronouns: frozenset[str]
    indefinite_pronouns: frozenset[str]
    third_person: frozenset[str]
    first_person: frozenset[str]
    plain_verbs: frozenset[str]
    irregular_past_verbs: frozenset[str]
    verbs_with_listener: frozenset[str]
    chanting_stems: tuple[str, ...]
    performing_verbs: frozenset[str]
    unsigned_verbs: frozenset[str]
    impersonal_verbs: frozenset[str]
    bare_verbs: frozenset[str]
    plural_verbs: frozenset[str]
    worn_texts: frozenset[str]
    displayed_texts: frozenset[str]
    recordings: frozenset[str]
    pairs: frozenset[str]
    ambiguous_nouns: frozenset[str]
    person_endings: tuple[str, ...]
    definite_determiners: frozenset[str]
    dependent_determiners: frozenset[str]
    demonstratives: frozenset[str]
    plural_determiners: frozenset[str]
    partitive_determiners: frozenset[str]
    approximators: frozenset[str]
    numerals: frozenset[str]
    ranks: frozenset[str]
    surname_titles: frozenset[str]
    seats: frozenset[str]
    compound_endings: frozenset[str]
    time_modifiers: frozenset[str]
    imperatives: frozenset[str]
    utterances: frozenset[str]
    pointing: frozenset[str]
    negations: frozenset[str]
    inverted_verbs: frozenset[str]
    handing: frozenset[str]
    abstract_endings: tuple[str, ...]
    sources: frozenset[str]
    time_nouns: frozenset[str]
    days_and_months: frozenset[str]
    years: frozenset[str]
    adjectival_nouns: tuple[str, ...]
    attributes: frozenset[str]
    diaries: frozenset[str]
    handwriting: frozenset[str]
    inscribed: frozenset[str]
    questioning: frozenset[str]
    answers: frozenset[str]
    addresses: frozenset[str]
    channels: frozenset[str]
    known_as: frozenset[str]
    named: frozenset[str]
    office_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    subordinating_prepositions: frozenset[str]
    resumptions: frozenset[str]
    abbreviations: tuple[str, ...]
    elided: tuple[str, ...]
    before_nouns: frozenset[str]
    before_days: frozenset[str]


# the section and the key of each set in the data file
_PLACES: Mapping[str, tuple[str, str]] = {
    "masculine_pronouns": ("pronouns", "masculine"),
    "feminine_pronouns": ("pronouns", "feminine"),
    "plural_pronouns": ("pronouns", "plural"),
    "reflexive_pronouns": ("pronouns", "reflexive"),
    "object_pronouns": ("pronouns", "objects"),
    "indefinite_pronouns": ("pronouns", "indefinite"),
    "third_person": ("pronouns", "third_person"),
    "first_person": ("pronouns", "first_person"),
    "plain_verbs": ("verbs", "plain"),
    "irregular_past_verbs": ("verbs", "irregular_past"),
    "verbs_with_listener": ("verbs", "with_listener"),
    "chanting_stems": ("verbs", "chanting_stems"),
    "performing_verbs": ("verbs", "performing"),
    "unsigned_verbs": ("verbs", "unsigned"),
    "impersonal_verbs": ("verbs", "impersonal"),
    "bare_verbs": ("verbs", "bare"),
    "plural_verbs": ("verbs", "plural"),
    "worn_texts": ("nouns", "worn"),
    "displayed_texts": ("nouns", "displayed"),
    "recordings": ("nouns", "recordings"),
    "pairs": ("nouns", "pairs"),
    "ambiguous_nouns": ("nouns", "ambiguous"),
    "person_endings": ("nouns", "person_endings"),
    "definite_determiners": ("determiners", "definite"),
    "dependent_determiners": ("determiners", "dependent"),
    "demonstratives": ("determiners", "things"),
    "plural_determiners": ("determiners", "plural"),
    "partitive_determiners": ("determiners", "partitive"),
    "approximators": ("determiners", "approximators"),
    "numerals": ("determiners", "numerals"),
    "ranks": ("names", "ranks"),
    "surname_titles": ("names", "surnames"),
    "seats": ("names", "seats"),
    "compound_endings": ("names", "compound_endings"),
    "time_modifiers": ("names", "time_modifiers"),
    "imperatives": ("names", "imperatives"),
    "utterances": ("descriptions", "utterances"),
    "pointing": ("descriptions", "pointing"),
    "negations": ("descriptions", "negations"),
    "inverted_verbs": ("descriptions", "inverted"),
    "handing": ("descriptions", "handing"),
    "abstract_endings": ("names", "abstract_endings"),
    "sources": ("descriptions", "sources"),
    "time_nouns": ("names", "time_nouns"),
    "days_and_months": ("names", "days_and_months"),
    "adjectival_nouns": ("descriptions", "adjectival_nouns"),
    "years": ("descriptions", "years"),
    "attributes": ("descriptions", "attributes"),
    "diaries": ("descriptions", "diaries"),
    "handwriting": ("descriptions", "handwriting"),
    "inscribed": ("descriptions", "inscribed"),
    "questioning": ("descriptions", "questioning"),
    "answers": ("descriptions", "answers"),
    "addresses": ("descriptions", "addresses"),
    "channels": ("descriptions", "channels"),
    "known_as": ("descriptions", "known_as"),
    "named": ("descriptions", "named"),
    "office_prepositions": ("descriptions", "office_prepositions"),
    "place_prepositions": ("descriptions", "places"),
    "subordinating_prepositions": ("clauses", "subordinating_prepositions"),
    "resumptions": ("clauses", "resumptions"),
    "abbreviations": ("tokens", "abbreviations"),
    "elided": ("tokens", "elided"),
    "before_nouns": ("equivalents", "before_nouns"),
    "before_days": ("equivalents", "before_days"),
}


def _read_cue_words() -> CueWords:
    table = read_table("briefing.quote", "words/en/cue_words.toml")
    ordered = {field.name for field in fields(CueWords) if field.type == tuple[str, ...]}
    words: dict[str, Any] = {}
    for name, (section, key) in _PLACES.items():
        found = table[section][key].split()
        words[name] = tuple(found) if name in ordered else frozenset(found)
    return CueWords(**words)


CUE_WORDS = _read_cue_words()
