"""The forms of nouns and speech verbs, made from the words of the lists."""

from collections.abc import Iterable

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
