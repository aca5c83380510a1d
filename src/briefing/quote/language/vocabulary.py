"""The words of a language that attribution rests on, read once from words/<language>/.

The forms of nouns and speech verbs, made from the words of the lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from briefing.quote.language.translation_tables import LANGUAGES
from briefing.text import primary_tag, read_table, read_words

_ROOM = "briefing.quote"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word classes by lower-case word.

    `classes` gives the closed class of a word ('prep', 'aux', 'rel' ...). `verbs` gives for each form of a
    speech verb whether it is 'finite', a 'participle' (saying) or 'bare' (say), `weak_verbs` those which
    count only beside the mark. These and `classes` are English for every language (see `translate`).
    `nouns` gives what a common noun names: 'woman', 'man', 'person', 'group', 'organisation', 'document'.
    `often_unnamed` are those who often speak without a name, `kin` relatives, `neutral_modifiers` what a
    description may add and still mean somebody known, `ages` how old a 'teenager' is, `has_inversion` says
    that a verb right behind a comma has its subject behind it, `two_surnames` that the first of two is the
    one that is used alone, `uses_elegant_variation` that who was just named is called by a new noun next,
    `is_pro_drop` that a verb alone means who was named last ('dijo'). `is_supported` is False for a language
    whose words we do not have; English stands in for them.
    """

    classes: dict[str, str]
    verbs: dict[str, str]
    weak_verbs: frozenset[str]
    nouns: dict[str, str]
    titles: dict[str, str]
    titles_in_full: dict[str, str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    often_unnamed: frozenset[str]
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
    common: frozenset[str]
    articles: frozenset[str]
    conjunction: str
    role_endings: tuple[str, ...]
    woman_endings: tuple[str, ...]
    has_inversion: bool
    two_surnames: bool
    uses_elegant_variation: bool
    is_supported: bool
    is_pro_drop: bool


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
        often_unnamed=frozenset(nouns.get("unnamed", [])),
        kin=frozenset(nouns.get("kin", [])),
        neutral_modifiers=frozenset(nouns.get("adorning", [])),
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
        conjunction=writing["joiner"],
        role_endings=tuple(nouns.get("role_endings", [])),
        woman_endings=tuple(nouns.get("woman_endings", [])),
        has_inversion=bool(writing.get("inverts", False)),
        two_surnames=bool(writing.get("two_surnames", False)),
        is_pro_drop=bool(writing.get("drops_subjects", False)),
        is_supported=own in (*LANGUAGES, "en", "und", ""),
        uses_elegant_variation=bool(writing.get("varies_names", False)),
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


_NOUNS = (
    ("documents", "document"),
    ("organisations", "organisation"),
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("groups", "group"),
)


def english_nouns(nouns: dict[str, list[str]]) -> dict[str, str]:
    """What each noun of a list and its plural name: 'woman', 'group', 'organisation' ..."""
    found: dict[str, str] = {}
    for key, name in _NOUNS:
        for word in nouns[key]:
            found[word] = name
            if key in ("people", "men", "women"):
                found.setdefault(_plural(word), "group")
            elif key != "groups":
                found.setdefault(_plural(word), name)
    return found


def inflected_nouns(nouns: dict[str, list[str]]) -> dict[str, str]:
    """Nouns of another language, which says itself how its women and its plurals are formed."""
    stems = [word.removesuffix("e") for word in nouns["people"]]
    stems += [changed for stem in stems for changed in _umlauted(stem, nouns.get("umlauts", []))]
    women = nouns["women"] + [stem + ending for stem in stems for ending in nouns["women_from_people"]]
    adjectival = nouns.get("adjectival", [])
    people = nouns["people"] + [stem + ending for stem in adjectival for ending in ("e", "er")]
    groups = nouns["groups"] + [stem + "en" for stem in adjectival]
    nouns = {**nouns, "women": women, "people": people, "groups": groups}
    found: dict[str, str] = {}
    for key, name in _NOUNS:
        found.update((word, name) for word in nouns[key])
    for key, name in _NOUNS:
        plural = "group" if key in ("people", "men", "women") else name
        for word in nouns[key]:
            for ending in nouns["plural_endings"]:
                found.setdefault(word + ending, plural)
                found.setdefault(word.removesuffix("e") + ending, plural)
    return found


def _umlauted(stem: str, umlauts: list[str]) -> list[str]:
    """arzt -> ärzt: the last vowel but one that can change does."""
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


def verb_forms(entries: Iterable[str]) -> tuple[dict[str, str], frozenset[str]]:
    """The kind of each form ('bare', 'finite', 'participle'), and the forms of the weak verbs ('say?')."""
    forms: dict[str, str] = {}
    weak: set[str] = set()
    for entry in entries:
        words = entry.rstrip("?").split()
        bare, *rest = words if len(words) > 1 else _regular(words[0])
        kinds = {bare: "bare", **{form: _form_kind(form) for form in rest}}
        if entry.endswith("?"):
            weak |= kinds.keys() - forms.keys()
        for form, kind in kinds.items():
            forms[form] = kind if forms.get(form) is None else forms[form]
    return forms, frozenset(weak)


def _form_kind(form: str) -> str:
    return "participle" if form.endswith("ing") else "finite"


def _regular(verb: str) -> list[str]:
    """say nothing of doubled letters: those verbs give their forms themselves."""
    third = _plural(verb)
    if verb.endswith("e"):
        return [verb, third, verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [verb, third, verb[:-1] + "ied", verb + "ing"]
    return [verb, third, verb + "ed", verb + "ing"]
