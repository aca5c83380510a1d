"""The English words that attribution rules name one by one, from words/en/cue_words.toml.

The rules are written once, for English; other languages are translated into English equivalents first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

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
    asking: frozenset[str]
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


_TABLE: Mapping[str, Mapping[str, str]] = read_table("briefing.quote", "words/en/cue_words.toml")


def _cue_words_from(words: Callable[[str, str], frozenset[str]]) -> CueWords:
    return CueWords(
        masculine_pronouns=words("pronouns", "masculine"),
        feminine_pronouns=words("pronouns", "feminine"),
        plural_pronouns=words("pronouns", "plural"),
        reflexive_pronouns=words("pronouns", "reflexive"),
        object_pronouns=words("pronouns", "objects"),
        indefinite_pronouns=words("pronouns", "indefinite"),
        third_person=words("pronouns", "third_person"),
        first_person=words("pronouns", "first_person"),
        plain_verbs=words("verbs", "plain"),
        irregular_past_verbs=words("verbs", "irregular_past"),
        verbs_with_listener=words("verbs", "with_listener"),
        chanting_stems=tuple(_TABLE["verbs"]["chanting_stems"].split()),
        performing_verbs=words("verbs", "performing"),
        unsigned_verbs=words("verbs", "unsigned"),
        impersonal_verbs=words("verbs", "impersonal"),
        bare_verbs=words("verbs", "bare"),
        plural_verbs=words("verbs", "plural"),
        worn_texts=words("nouns", "worn"),
        displayed_texts=words("nouns", "displayed"),
        recordings=words("nouns", "recordings"),
        pairs=words("nouns", "pairs"),
        ambiguous_nouns=words("nouns", "ambiguous"),
        person_endings=tuple(_TABLE["nouns"]["person_endings"].split()),
        definite_determiners=words("determiners", "definite"),
        dependent_determiners=words("determiners", "dependent"),
        demonstratives=words("determiners", "things"),
        plural_determiners=words("determiners", "plural"),
        partitive_determiners=words("determiners", "partitive"),
        approximators=words("determiners", "approximators"),
        numerals=words("determiners", "numerals"),
        ranks=words("names", "ranks"),
        surname_titles=words("names", "surnames"),
        seats=words("names", "seats"),
        compound_endings=words("names", "compound_endings"),
        time_modifiers=words("names", "time_modifiers"),
        imperatives=words("names", "imperatives"),
        utterances=words("descriptions", "utterances"),
        pointing=words("descriptions", "pointing"),
        negations=words("descriptions", "negations"),
        inverted_verbs=words("descriptions", "inverted"),
        handing=words("descriptions", "handing"),
        abstract_endings=tuple(_TABLE["names"]["abstract_endings"].split()),
        sources=words("descriptions", "sources"),
        time_nouns=words("names", "time_nouns"),
        days_and_months=words("names", "days_and_months"),
        adjectival_nouns=tuple(_TABLE["descriptions"]["adjectival_nouns"].split()),
        years=words("descriptions", "years"),
        attributes=words("descriptions", "attributes"),
        diaries=words("descriptions", "diaries"),
        handwriting=words("descriptions", "handwriting"),
        inscribed=words("descriptions", "inscribed"),
        asking=words("descriptions", "asking"),
        answers=words("descriptions", "answers"),
        addresses=words("descriptions", "addresses"),
        channels=words("descriptions", "channels"),
        known_as=words("descriptions", "known_as"),
        named=words("descriptions", "named"),
        office_prepositions=words("descriptions", "office_prepositions"),
        place_prepositions=words("descriptions", "places"),
        subordinating_prepositions=words("clauses", "subordinating_prepositions"),
        resumptions=words("clauses", "resumptions"),
        abbreviations=tuple(_TABLE["tokens"]["abbreviations"].split()),
        elided=tuple(_TABLE["tokens"]["elided"].split()),
        before_nouns=words("equivalents", "before_nouns"),
        before_days=words("equivalents", "before_days"),
    )


def _words_of(table: Mapping[str, Mapping[str, str]], section: str, key: str) -> frozenset[str]:
    return frozenset(table[section][key].split())


CUE_WORDS = _cue_words_from(partial(_words_of, _TABLE))
