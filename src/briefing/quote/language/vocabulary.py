"""The vocabulary of a language: word classes, reporting verbs, nouns and names, from words/<language>/.

First names have the gender of nomquamgender (MIT, words/first_names/LICENSE.txt).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from briefing.quote.language.translation_tables import LANGUAGES
from briefing.text import fold_name, primary_tag, read_table, read_text, read_words

_ROOM = "briefing.quote"
WordClass = Literal["adv", "det", "poss", "conj", "sub", "prep", "aux", "rel", "pron"]
VerbForm = Literal["bare", "finite", "participle"]
EntityType = Literal["", "woman", "man", "person", "group", "organisation", "document"]
"""What a common noun names; '' is a thing, or a noun that no list has."""

_CLASSES: tuple[tuple[str, WordClass], ...] = (
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
    ("impersonal", "pron"),
)
_NOUNS: tuple[tuple[str, EntityType], ...] = (
    ("documents", "document"),
    ("organisations", "organisation"),
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("groups", "group"),
)


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


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of a language, in lower case; one object a language, compared by identity.

    Attributes:
        classes: The closed class of a function word. English for every language, see `translate`.
        verbs: The form of a reporting verb: 'finite', 'participle' (saying) or 'bare' (say). English, too.
        weak_verbs: Reporting verbs that count only directly beside a quotation mark ('went').
        nouns: What a common noun names.
        noun_ends: The last four letters of these nouns: no other word can end in one.
        titles: The gender that a title implies: 'female', 'male' or 'either'.
        titles_in_full: The noun that a title abbreviates ('sen': 'senator').
        unspoken_texts: Texts that nobody says: 'banner', 'proverb'.
        inanimate_nouns: Things that say something only in a figure of speech ('a look').
        speech_nouns: Nouns before a quotation that is speech, not a title ('die Frage „…?“').
        synonyms: The groups of nouns for one office: 'l'élue' may be the mayor.
        works: Ends of nouns of works that have a title ('Erstlingsroman').
        often_unnamed: Nouns of sources that articles quote without a name.
        generic_people: With an article they refer as a pronoun does ('la mujer').
        latter: With an article they refer to the person mentioned last ('ce dernier').
        anaphoric_organisations: With an article they refer to the organisation named last ('le groupe').
        kin: Nouns of relatives.
        neutral_modifiers: Modifiers that leave the referent of a description open ('the retired teacher').
        ages: The ages in years that a noun implies ('teenager').
        modifiers: Words between a determiner or a name and the noun.
        epithets: Adjectives that follow the noun.
        calendar_names: Days and months that are first names too ('April').
        adjectives: Nationalities, parties and regions before a name.
        not_people: Capitalized words that never name a person.
        common_nouns: Capitalized words that are never a name, and name nobody.
        bare_nouns: Capitalized words that are never a name, although no article stands before them.
        oblique_articles: Articles of other cases than the nominative ('dem').
        masculine_articles: Articles of masculine nouns in the singular.
        feminine_articles: Articles of feminine nouns in the singular.
        genitive_articles: Those of the genitive, whose noun ends in -s ('des').
        conjunction: Joins the names of a group ('and').
        role_endings: Endings of nouns of persons that no list has.
        subjunctives: Finite verbs of indirect speech ('sei', 'habe').
        has_inversion: A verb directly after the first phrase has its subject behind it.
        has_two_surnames: A person with two surnames is referred to by the first.
        uses_elegant_variation: A new noun phrase may refer to the person just named.
        is_pro_drop: A verb without a subject refers to the person named last ('dijo').
        is_supported: False for a language without word lists; English stands in for it.
    """

    classes: dict[str, WordClass]
    verbs: dict[str, VerbForm]
    weak_verbs: frozenset[str]
    nouns: dict[str, EntityType]
    noun_ends: frozenset[str]
    titles: dict[str, str]
    titles_in_full: dict[str, str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    unspoken_texts: frozenset[str]
    inanimate_nouns: frozenset[str]
    speech_nouns: frozenset[str]
    synonyms: Mapping[str, frozenset[str]]
    works: tuple[str, ...]
    often_unnamed: frozenset[str]
    generic_people: frozenset[str]
    latter: frozenset[str]
    anaphoric_organisations: frozenset[str]
    kin: frozenset[str]
    neutral_modifiers: frozenset[str]
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
    common_nouns: frozenset[str]
    bare_nouns: frozenset[str]
    articles: frozenset[str]
    oblique_articles: frozenset[str]
    genitive_articles: frozenset[str]
    masculine_articles: frozenset[str]
    feminine_articles: frozenset[str]
    conjunction: str
    role_endings: tuple[str, ...]
    woman_endings: tuple[str, ...]
    subjunctives: frozenset[str]
    has_inversion: bool
    has_two_surnames: bool
    uses_elegant_variation: bool
    is_supported: bool
    is_pro_drop: bool

    @property
    def is_romance(self) -> bool:
        """Return True for French and Spanish: nouns come before adjectives, names are capitalized alone."""
        return self.uses_elegant_variation and not self.has_inversion


@cache
def read_vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of a BCP 47 tag's language; the English one for a language without word lists."""
    code = own if (own := primary_tag(language)) in LANGUAGES else "en"
    writing = _writing(code)
    nouns = _words_by_key(read_table(_ROOM, f"words/{code}/nouns.toml"))
    names = read_table(_ROOM, f"words/{code}/names.toml")
    verbs, weak = _verb_forms(read_words(_ROOM, "words/en/speech_verbs.txt"))
    types = _english_nouns(nouns) if code == "en" else _inflected_nouns(nouns)
    return Vocabulary(
        classes=_word_classes(),
        verbs=verbs,
        weak_verbs=weak,
        nouns=types,
        noun_ends=frozenset(noun[-4:] for noun in types),
        titles=_titles(names["titles"]),
        titles_in_full=names.get("titles_in_full", {}),
        suffixes=frozenset(names["titles"]["suffixes"].split()),
        particles=frozenset(names["titles"]["particles"].split()),
        unspoken_texts=frozenset(nouns.get("unspoken_texts", [])),
        inanimate_nouns=frozenset(nouns.get("inanimate", [])),
        speech_nouns=frozenset(nouns.get("speech_nouns", [])),
        synonyms=_synonyms(nouns.get("synonyms", [])),
        works=tuple(nouns.get("works", [])),
        often_unnamed=frozenset(nouns.get("often_unnamed", [])),
        generic_people=frozenset(nouns.get("generic_people", [])),
        latter=frozenset(nouns.get("latter", [])),
        anaphoric_organisations=frozenset(nouns.get("anaphoric_organisations", [])),
        kin=frozenset(nouns.get("kin", [])),
        neutral_modifiers=frozenset(nouns.get("neutral_modifiers", [])),
        ages=dict(_age_range(*entry.split("=")) for entry in nouns.get("ages", [])),
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
        common_nouns=frozenset(names["not_names"].get("common_nouns", "").split()),
        bare_nouns=frozenset(names["not_names"].get("bare_nouns", "").split()),
        conjunction=writing["conjunction"],
        role_endings=tuple(nouns.get("role_endings", [])),
        woman_endings=tuple(nouns.get("woman_endings", [])),
        **_grammar_features(writing),
        is_supported=own in (*LANGUAGES, "en", "und", ""),
    )


def _writing(code: str) -> dict[str, Any]:
    """Return how a language writes: its articles, conjunction and forms."""
    table = read_table(_ROOM, f"words/{code}/grammar.toml")
    writing: dict[str, Any] = table.get("writing", table)
    return writing


def _grammar_features(writing: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that tell how a language forms articles, verbs and names."""
    return {
        "articles": frozenset(writing["articles"].split()),
        "oblique_articles": frozenset(writing.get("oblique_articles", "").split()),
        "masculine_articles": frozenset(writing.get("masculine_articles", "").split()),
        "feminine_articles": frozenset(writing.get("feminine_articles", "").split()),
        "genitive_articles": frozenset(writing.get("genitive_articles", "").split()),
        "subjunctives": frozenset(writing.get("subjunctives", "").split()),
        "has_inversion": bool(writing.get("has_inversion", False)),
        "has_two_surnames": bool(writing.get("has_two_surnames", False)),
        "is_pro_drop": bool(writing.get("is_pro_drop", False)),
        "uses_elegant_variation": bool(writing.get("uses_elegant_variation", False)),
    }


def _word_classes() -> dict[str, WordClass]:
    """Return the class of each function word; the classes are English in every language."""
    grammar = _words_by_key(read_table(_ROOM, "words/en/grammar.toml"))
    return {word: word_class for key, word_class in _CLASSES for word in grammar[key]}


def _titles(table: Mapping[str, str]) -> dict[str, str]:
    """Return the gender that each title tells."""
    return {word: gender for gender in ("either", "female", "male") for word in table[gender].split()}


def _synonyms(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the group of each noun; ';' stands between the groups."""
    groups = [frozenset(group.split()) for group in " ".join(words).split(";")]
    words_of_groups = frozenset().union(*groups)
    return {word: frozenset().union(*(one for one in groups if word in one)) for word in words_of_groups}


def _age_range(noun: str, years: str) -> tuple[str, range]:
    """Parse 'teenager=13-19'."""
    youngest, oldest = years.split("-")
    return noun, range(int(youngest), int(oldest) + 1)


def _words_by_key(table: dict[str, str]) -> dict[str, list[str]]:
    return {key: words.split() for key, words in table.items()}


def _english_nouns(nouns: dict[str, list[str]]) -> dict[str, EntityType]:
    """Return what each noun of the lists and its plural name; several persons are a group."""
    found: dict[str, EntityType] = {}
    for key, name in _NOUNS:
        for word in nouns[key]:
            found[word] = name
            if key in ("people", "men", "women"):
                found.setdefault(_plural(word), "group")
            elif key != "groups":
                found.setdefault(_plural(word), name)
    return found


def _inflected_nouns(nouns: dict[str, list[str]]) -> dict[str, EntityType]:
    """Return the same for a language whose data says how feminine forms and plurals are formed."""
    stems = [word.removesuffix("e") for word in nouns["people"]]
    stems += [changed for stem in stems for changed in _umlauted(stem, nouns.get("umlauts", []))]
    women = nouns["women"] + [stem + ending for stem in stems for ending in nouns["women_from_people"]]
    adjectival = nouns.get("adjectival", [])
    people = nouns["people"] + [stem + ending for stem in adjectival for ending in ("e", "er")]
    groups = nouns["groups"] + [stem + "en" for stem in adjectival]
    nouns = {**nouns, "women": women, "people": people, "groups": groups}
    found: dict[str, EntityType] = {}
    for key, name in _NOUNS:
        found.update((word, name) for word in nouns[key])
    for key, name in _NOUNS:
        plural: EntityType = "group" if key in ("people", "men", "women") else name
        for word in nouns[key]:
            for ending in nouns["plural_endings"]:
                found.setdefault(word + ending, plural)
                found.setdefault(word.removesuffix("e") + ending, plural)
    return found


def _umlauted(stem: str, umlauts: list[str]) -> list[str]:
    """Return 'ärzt' for 'arzt': the last vowel that has an umlaut changes."""
    at = max((stem.rfind(pair[0]) for pair in umlauts), default=-1)
    return [stem[:at] + pair[1] + stem[at + 1 :] for pair in umlauts if at >= 0 and stem[at] == pair[0]]


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _verb_forms(entries: Iterable[str]) -> tuple[dict[str, VerbForm], frozenset[str]]:
    """Return the forms of all reporting verbs, and those of the weak ones (entries that end in '?')."""
    forms: dict[str, VerbForm] = {}
    weak: set[str] = set()
    for entry in entries:
        words = entry.rstrip("?").split()
        bare, *rest = words if len(words) > 1 else _regular_forms(words[0])
        kinds: dict[str, VerbForm] = {bare: "bare"}
        kinds |= {form: "participle" if form.endswith("ing") else "finite" for form in rest}
        if entry.endswith("?"):
            weak |= kinds.keys() - forms.keys()
        for form, kind in kinds.items():
            forms.setdefault(form, kind)
    return forms, frozenset(weak)


def _regular_forms(verb: str) -> list[str]:
    """Return lemma, third person, past and participle; the list itself spells out doubled letters."""
    third = _plural(verb)
    if verb.endswith("e"):
        return [verb, third, verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [verb, third, verb[:-1] + "ied", verb + "ing"]
    return [verb, third, verb + "ed", verb + "ing"]
