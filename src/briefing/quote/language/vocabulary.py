"""The words of a language that attribution rests on, read once from words/<language>/."""

from dataclasses import dataclass
from functools import cache

from briefing.quote.language.inflection import english_nouns, inflected_nouns, verb_forms
from briefing.quote.language.readings import LANGUAGES
from briefing.text import primary_tag, read_table, read_words

_ROOM = "briefing.quote"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word classes by lower-case word.

    `classes` gives the closed class of a word ('prep', 'aux', 'rel' ...). `verbs` gives for each form of a
    speech verb whether it is 'finite', a 'participle' (saying) or 'bare' (say), `weak_verbs` those which
    count only beside the mark. These and `classes` are English for every language (see
    `counterparts`). `nouns` gives what a common noun names: 'woman', 'man', 'person', 'group',
    'organisation', 'document'. `unnamed` are those who often speak without a name, `kin` relatives,
    `adorning` what a description may add and still mean somebody known, `ages` how old a 'teenager' is,
    `inverts` says that a verb right behind a comma has its subject behind it,
    `two_surnames` that the first of two is the one that is used alone, `varies_names` that who was just named
    is called by a new noun next, `drops_subjects` that a verb alone means who was named last ('dijo').
    `is_read` is False for a language whose words we do not have; English stands in for them.
    """

    classes: dict[str, str]
    verbs: dict[str, str]
    weak_verbs: frozenset[str]
    nouns: dict[str, str]
    titles: dict[str, str]
    titles_in_full: dict[str, str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    unnamed: frozenset[str]
    kin: frozenset[str]
    adorning: frozenset[str]
    ages: dict[str, range]
    modifiers: frozenset[str]
    epithets: frozenset[str]
    calendar: frozenset[str]
    calendar_names: frozenset[str]
    adjectives: frozenset[str]
    demonyms: frozenset[str]
    not_people: frozenset[str]
    organisation_words: frozenset[str]
    place_words: frozenset[str]
    place_prefixes: frozenset[str]
    common: frozenset[str]
    articles: frozenset[str]
    joiner: str
    role_endings: tuple[str, ...]
    woman_endings: tuple[str, ...]
    inverts: bool
    two_surnames: bool
    varies_names: bool
    is_read: bool
    drops_subjects: bool


@cache
def read_vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a BCP 47 tag's language; English where we have none."""
    own = primary_tag(language)
    code = own if own in LANGUAGES else "en"
    grammar = _words_by_key(read_table(_ROOM, "words/en/grammar.toml"))
    writing = read_table(_ROOM, f"words/{code}/grammar.toml")
    writing = writing.get("writing", writing)
    nouns = _words_by_key(read_table(_ROOM, f"words/{code}/nouns.toml"))
    names = read_table(_ROOM, f"words/{code}/names.toml")
    verbs, weak = verb_forms(read_words(_ROOM, "words/en/speech_verbs.txt"))
    return Vocabulary(
        classes=_classes(grammar),
        verbs=verbs,
        weak_verbs=weak,
        nouns=english_nouns(nouns) if code == "en" else inflected_nouns(nouns),
        titles={
            word: gender
            for gender in ("either", "female", "male")
            for word in names["titles"][gender].split()
        },
        titles_in_full=names.get("titles_in_full", {}),
        suffixes=frozenset(names["titles"]["suffixes"].split()),
        particles=frozenset(names["titles"]["particles"].split()),
        unnamed=frozenset(nouns.get("unnamed", [])),
        kin=frozenset(nouns.get("kin", [])),
        adorning=frozenset(nouns.get("adorning", [])),
        ages=dict(_age(*told.split("=")) for told in nouns.get("ages", [])),
        modifiers=frozenset(nouns["modifiers"]),
        epithets=frozenset(nouns.get("epithets", [])),
        calendar=frozenset(names["not_names"]["calendar"].split()),
        calendar_names=frozenset(names["not_names"].get("calendar_names", "").split()),
        adjectives=frozenset(names["adjectives"]["words"].split()),
        demonyms=frozenset(names.get("demonyms", {}).get("words", "").split()),
        not_people=frozenset(names["not_names"]["words"].split()),
        organisation_words=frozenset(names["not_names"]["organisations"].split()),
        place_words=frozenset(names["not_names"]["places"].split()),
        place_prefixes=frozenset(names["not_names"].get("place_prefixes", "").split()),
        common=frozenset(names["not_names"].get("common", "").split()),
        articles=frozenset(writing["articles"].split()),
        joiner=writing["joiner"],
        role_endings=tuple(nouns.get("role_endings", [])),
        woman_endings=tuple(nouns.get("woman_endings", [])),
        inverts=bool(writing.get("inverts", False)),
        two_surnames=bool(writing.get("two_surnames", False)),
        drops_subjects=bool(writing.get("drops_subjects", False)),
        is_read=own in (*LANGUAGES, "en", "und", ""),
        varies_names=bool(writing.get("varies_names", False)),
    )


def _age(noun: str, years: str) -> tuple[str, range]:
    """'teenager=13-19'."""
    youngest, oldest = years.split("-")
    return noun, range(int(youngest), int(oldest) + 1)


def _words_by_key(table: dict[str, str]) -> dict[str, list[str]]:
    return {key: words.split() for key, words in table.items()}


_CLASSES = (
    ("adverbs", "adv"),
    ("determiners", "det"),
    ("possessives", "poss"),
    ("conjunctions", "conj"),
    ("subordinators", "sub"),
    ("prepositions", "prep"),
    ("auxiliaries", "aux"),
    ("relatives", "rel"),
    ("he", "pron"),
    ("she", "pron"),
    ("they", "pron"),
    ("it", "pron"),
    ("writer", "pron"),
    ("reader", "pron"),
    ("nobody", "pron"),
)


def _classes(grammar: dict[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, name in _CLASSES:
        found.update((word, name) for word in grammar[key])
    return found
