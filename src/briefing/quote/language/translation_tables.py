"""How another language is read: its function words and speech verbs as the English ones that frames know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.text import primary_tag, read_table

_ROOM = "briefing.quote"
LANGUAGES = ("de", "es", "fr")


@dataclass(frozen=True, slots=True)
class TranslationTables:
    """The tables of a language, by lower-case word; English words are what a word is read as, '' drops it.

    `words` holds wherever a word stands; `after_noun`, `after_comma` and `elsewhere` depend on what stands
    before, `with_plural_verb` on the verb beside it. `verbs` gives a finite form of a speech verb its English
    form, `participles` those of past participles, which speak only with an auxiliary. `sources` are the words
    of 'according to' before a name, by the first of them; `source_postposition` stands behind it ('zufolge').
    `adverbials` are fixed phrases and `expressions` verbs of several words, by their first word.
    `view_prepositions` begin a sentence and are a source where a comma and a quotation follow ('Pour X, « …
    »'). `impersonal_subjects` are subjects that name nobody ('man', 'on'), and 'it' is one beside a verb of
    `impersonal_verbs` ('hieß es'). A verb with one of `infinitive_endings` is no finite one behind a modal
    verb.
    """

    words: Mapping[str, str]
    after_noun: Mapping[str, str]
    after_comma: Mapping[str, str]
    elsewhere: Mapping[str, str]
    with_plural_verb: Mapping[str, str]
    verbs: Mapping[str, str]
    participles: Mapping[str, str]
    sources: Mapping[str, tuple[tuple[str, ...], ...]]
    adverbials: Mapping[str, tuple[tuple[str, ...], ...]]
    expressions: Mapping[str, tuple[tuple[str, ...], ...]]
    view_prepositions: frozenset[str]
    impersonal_subjects: frozenset[str]
    impersonal_verbs: frozenset[str]
    infinitive_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    source_postposition: str
    source_articles: frozenset[str]
    source_prepositions: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    plural_verbs: tuple[str, ...]
    third_person: frozenset[str]
    demonyms: tuple[str, ...]
    years: frozenset[str]
    substitute_endings: tuple[str, ...]
    person_endings: tuple[str, ...]
    epicene: frozenset[str]
    elisions: tuple[str, ...]
    enclitics: tuple[str, ...]
    capitalizes_nouns: bool
    uses_dialogue_dashes: bool
    interpolates_in_quotes: bool
    noun_endings: tuple[str, ...]


@cache
def read_translation_tables(language: str) -> TranslationTables | None:
    """The readings of a BCP 47 tag's language; None where words are read as they stand."""
    code = primary_tag(language)
    if code not in LANGUAGES:
        return None
    grammar = read_table(_ROOM, f"words/{code}/grammar.toml")
    verbs, participles = _verbs(read_table(_ROOM, f"words/{code}/speech_verbs.toml"))
    sources, agreement, writing = grammar["sources"], grammar["agreement"], grammar["writing"]
    return TranslationTables(
        words=_turned(grammar["read_as"]),
        after_noun=_turned(grammar.get("after_noun", {})),
        after_comma=_turned(grammar.get("after_comma", {})),
        elsewhere=_turned(grammar.get("elsewhere", {})),
        with_plural_verb=_turned(grammar.get("with_plural_verb", {})),
        verbs=verbs,
        participles=participles,
        sources=_by_first_word(sources["before"]),
        expressions=_by_first_word([words for words in (*verbs, *participles) if " " in words]),
        view_prepositions=frozenset(sources.get("views", "").split()),
        adverbials=_by_first_word(grammar["adverbials"]["phrases"]),
        impersonal_subjects=frozenset(grammar["nobody"]["always"].split()),
        impersonal_verbs=frozenset(grammar["nobody"]["beside"].split()),
        infinitive_endings=tuple(writing.get("infinitive_endings", "").split()),
        adverb_endings=tuple(writing.get("adverb_endings", "").split()),
        source_postposition=sources["after"],
        source_articles=frozenset(sources["articles"].split()),
        source_prepositions=frozenset(sources["links"].split()),
        feminine=frozenset(agreement["feminine"].split()),
        masculine=frozenset(agreement["masculine"].split()),
        plural_verbs=tuple(agreement["plural_verbs"].split()),
        third_person=frozenset(agreement.get("third_person", "").split()),
        years=frozenset(agreement.get("years", "").split()),
        demonyms=tuple(agreement.get("demonyms", "").split()),
        substitute_endings=tuple(agreement["stand_ins"].split()),
        person_endings=tuple(agreement["person_endings"].split()),
        epicene=frozenset(agreement["epicene"].split()),
        elisions=_longest_first(writing.get("elisions", "")),
        enclitics=_longest_first(writing.get("enclitics", "")),
        capitalizes_nouns=writing["capital_nouns"],
        uses_dialogue_dashes=writing["dialogue_dashes"],
        interpolates_in_quotes=writing["insets_in_marks"],
        noun_endings=tuple(writing["noun_endings"].split()),
    )


def _by_first_word(sources: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(source.lower().split()) for source in sources), key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return {first: tuple(several) for first, several in found.items()}


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


def _turned(table: Mapping[str, str]) -> dict[str, str]:
    """{'and': 'und sowie'} -> {'und': 'and', 'sowie': 'and'}; '-' becomes ''."""
    return {
        word: "" if english == "-" else english for english, words in table.items() for word in words.split()
    }


def _verbs(table: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    finite: dict[str, str] = {}
    participles: dict[str, str] = {}
    for english, words in table["regular"].items():
        for verb in words.split():
            _add(_inflected(verb, table["endings"]), english, finite, participles)
    for english, line in table["irregular"].items():
        _add(_parts(line), english, finite, participles)
    for english, several in table.get("expressions", {}).items():
        _add((several, several), english, finite, participles)
    return finite, participles


def _inflected(verb: str, endings: Mapping[str, str]) -> tuple[list[str], ...]:
    """The forms of a regular verb: finite, past participles, present participles."""
    ending = next(ending for ending in endings if verb.endswith(ending))
    stem = verb.removesuffix(ending)
    return tuple([_form(stem, part) for part in parts] for parts in _parts(endings[ending]))


def _form(stem: str, pattern: str) -> str:
    before, star, after = pattern.partition("*")
    return f"{before}{stem}{after}" if star else stem + pattern


def _parts(line: str) -> tuple[list[str], ...]:
    return tuple(part.split() for part in line.split("|"))


def _add(
    forms: Iterable[list[str]], english: str, finite: dict[str, str], participles: dict[str, str]
) -> None:
    kinds = (finite, participles, finite)
    reads = (english, english, "saying")
    for words, kind, read in zip(forms, kinds, reads, strict=False):
        for word in words:
            kind.setdefault(word, read)
