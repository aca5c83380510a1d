"""How German, French and Spanish words are translated into the English words that the rules use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.text import primary_tag, read_table

LANGUAGES = ("de", "es", "fr")
"""The languages with translation tables, as BCP 47 primary tags."""

_ROOM = "briefing.quote"


@dataclass(frozen=True, slots=True)
class TranslationTables:
    """The tables of a language, by lower-case word; a word with the equivalent '' is dropped.

    Attributes:
        words: The English equivalent of a function word, in any place.
        after_noun: Its equivalent directly after a noun.
        after_comma: Its equivalent as a relative pronoun after a comma.
        elsewhere: Its equivalent in all other places.
        with_plural_verb: Its equivalent beside a verb in the plural.
        verbs: The English reporting verb of a finite form.
        participles: The same for a past participle, which counts only with an auxiliary.
        sources: Phrases that mean 'according to' before a name, by their first word.
        source_ends: The last words of such phrases.
        source_postposition: The word with that meaning behind the name ('zufolge').
        source_articles: Articles of the noun that such a phrase governs.
        source_prepositions: Prepositions that may follow such a phrase ('laut Angaben von').
        view_prepositions: Begin a sentence and mean 'according to' if a comma and a quotation follow
            ('Pour X, « … »').
        adverbials: Fixed adverbial phrases, by their first word.
        time_nouns: Nouns of a time before `time_ends`, by their first word ('deux jours plus tard').
        announcing: Adverbial phrases that stand for the quotation beside them ('mit diesen Worten').
        expressions: Reporting verbs of several words, by their first word.
        impersonal_subjects: Subjects without a referent ('man', 'on').
        impersonal_verbs: Verbs beside which 'it' is such a subject ('hieß es').
        impersonal_clauses: Impersonal verbs with their subjects, by their first word ('heißt es').
        impersonal_sources: Prepositions that name the speaker beside them ('in', 'seitens').
        before_names: Those of them before any name ('bei').
        clause_subjects: Subjects of such verbs that any reporting verb may have ('indique-t-on').
        inside_prepositions: Stand before the organisation that speaks ('desde la empresa').
        document_verbs: Words of such verbs that only a document can be beside ('steht').
        place_pronouns: Words that stand for the text beside such a verb ('darin steht', 'heißt es dort').
        finding_verbs: Verbs that tell where a text stands ('fand sich').
        displayed_as: What such a clause is read as ('heißt es').
        verdicts: Beginnings of a sentence that tells who spoke ('das ist' das Fazit der Jury).
        impersonal_brackets: Such verbs in two parts, ({'ist', 'war'}, ('zu', 'lesen')), by their last word.
        weak_openers: Words before such a verb that say nothing ('so').
        naming_verbs: Verbs that give a name if a quotation follows at once ('heißt „Sonne am Fluss“').
        source_word: The word for 'according to' before any noun phrase ('laut').
        narrative_prepositions: Stand before an infinitive that is told as a verb ('Et Ruiz de conclure :').
        narrative_endings: Endings of such infinitives.
        narrative_verb: The reporting verb that such an infinitive is read as.
        quoting_verbs: Verbs whose object is the speaker ('zitiert').
        quoted_pronouns: Pronouns that such a verb has as its object, with their nominative ('ihn': 'er').
        accusative_articles: Articles that only an object has ('den').
        verb_brackets: The reporting verb of a verb in two parts: ('wollte', 'wissen') is 'fragte'.
        plural_articles: Feminine articles that masculine nouns have in the plural ('die Betreiber').
        plural_words: Words before a noun in the plural ('mehrere').
        singular_endings: Endings of masculine nouns with one form for both numbers ('Forscher').
        feminine_endings: Endings of nouns of persons that are feminine beside such an article.
        initial_adverb_endings: Endings of adjectives that begin a sentence as adverbs ('einschränkend').
        participle_endings: Endings of participles that begin a sentence before a preposition
            ('Consultado por la prensa').
        participle_prefixes: Beginnings of German ones before an auxiliary ('Gefunden hat ihn X').
        attitude_verbs: Verbs that a participle may precede ('Enttäuscht zeigte sich X'), with its
            `attitude_endings`.
        plain_adverb: An adverb of the language.
        reporting_modals: Modal verbs that report with an infinitive of speech ('musste … einräumen').
        negations: Words with which they do not.
        reporting_verb: A finite reporting verb of the language.
        separable_infinitives: Infinitives of speech that no finite form is equal to.
        past_endings: Endings of verbs in the past tense that no list has.
        infinitive_endings: A reporting verb that ends so behind a modal verb is not finite.
        age_adjectives: Stand behind an age before a noun ('die 27 Jahre alte Bäckerin').
        substitute_endings: Nouns that end so and have an article refer to the person named last
            ('der 51-Jährige', 'la quinquagénaire').
        person_endings: Endings of nouns of persons that no list has.
        epicene: Nouns with one grammatical gender for women and men ('la victime').
        elisions: Elided words before an apostrophe, the longest first ('l\'').
        enclitics: Pronouns joined to the verb by hyphens, the longest first ('-t-il').
        infinitive_frames: Verbs with a preposition before `infinitives` of speech ('finit par lâcher').
        finite_verbs: Finite verbs that report nothing, and `finite_endings` without `not_finite`.
        top_level_domains: Endings of the domains of sites that are written as names ('nord.de').
        capitalizes_nouns: All nouns are capitalized.
        uses_dialogue_dashes: Dashes introduce the speech of a dialogue.
        interpolates_in_quotes: The narrator's clause may stand between the quotation marks.
        is_pro_drop: A verb needs no subject ('contaba').
        adjective_endings: Endings of adjectives before a capitalized noun.
        noun_endings: Endings of common nouns.
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
    time_nouns: frozenset[str]
    time_ends: Mapping[str, tuple[tuple[str, ...], ...]]
    announcing: Mapping[str, tuple[tuple[str, ...], ...]]
    expressions: Mapping[str, tuple[tuple[str, ...], ...]]
    view_prepositions: frozenset[str]
    impersonal_subjects: frozenset[str]
    impersonal_verbs: frozenset[str]
    impersonal_clauses: Mapping[str, tuple[tuple[str, ...], ...]]
    impersonal_sources: Mapping[str, tuple[tuple[str, ...], ...]]
    before_names: frozenset[str]
    clause_subjects: frozenset[str]
    inside_prepositions: frozenset[str]
    impersonal_brackets: Mapping[str, "_Brackets"]
    weak_openers: frozenset[str]
    place_pronouns: frozenset[str]
    finding_verbs: frozenset[str]
    displayed_as: tuple[str, ...]
    verdicts: frozenset[tuple[str, ...]]
    infinitive_frames: Mapping[str, frozenset[str]]
    infinitives: frozenset[str]
    finite_verbs: frozenset[str]
    finite_endings: tuple[str, ...]
    not_finite: frozenset[str]
    top_level_domains: frozenset[str]
    document_verbs: frozenset[str]
    naming_verbs: frozenset[str]
    source_word: str
    narrative_prepositions: frozenset[str]
    narrative_endings: tuple[str, ...]
    narrative_verb: str
    quoting_verbs: frozenset[str]
    quoted_pronouns: Mapping[str, str]
    accusative_articles: frozenset[str]
    verb_brackets: Mapping[tuple[str, str], str]
    reporting_modals: frozenset[str]
    negations: frozenset[str]
    reporting_verb: str
    separable_infinitives: frozenset[str]
    past_endings: tuple[str, ...]
    infinitive_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    initial_adverb_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    participle_prefixes: tuple[str, ...]
    attitude_verbs: frozenset[str]
    attitude_endings: tuple[str, ...]
    plain_adverb: str
    source_ends: frozenset[str]
    source_postposition: str
    source_articles: frozenset[str]
    source_prepositions: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    plural_articles: frozenset[str]
    plural_words: frozenset[str]
    singular_endings: tuple[str, ...]
    feminine_endings: tuple[str, ...]
    plural_verbs: tuple[str, ...]
    third_person: frozenset[str]
    demonyms: tuple[str, ...]
    years: frozenset[str]
    age_adjectives: frozenset[str]
    substitute_endings: tuple[str, ...]
    person_endings: tuple[str, ...]
    epicene: frozenset[str]
    elisions: tuple[str, ...]
    enclitics: tuple[str, ...]
    capitalizes_nouns: bool
    uses_dialogue_dashes: bool
    interpolates_in_quotes: bool
    is_pro_drop: bool
    adjective_endings: tuple[str, ...]
    noun_endings: tuple[str, ...]


@cache
def read_translation_tables(language: str) -> TranslationTables | None:
    """Return the tables of a BCP 47 tag's language; None if its words are read as they are."""
    code = primary_tag(language)
    if code not in LANGUAGES:
        return None
    grammar = read_table(_ROOM, f"words/{code}/grammar.toml")
    speech_verbs = read_table(_ROOM, f"words/{code}/speech_verbs.toml")
    verbs, participles = _verbs(speech_verbs)
    brackets = _impersonal_brackets(grammar["impersonal"].get("brackets", []))
    sources, impersonal, quoting = grammar["sources"], grammar["impersonal"], grammar.get("quoting", {})
    return TranslationTables(
        words=_inverted(grammar["read_as"]),
        after_noun=_inverted(grammar.get("after_noun", {})),
        after_comma=_inverted(grammar.get("after_comma", {})),
        elsewhere=_inverted(grammar.get("elsewhere", {})),
        with_plural_verb=_inverted(grammar.get("with_plural_verb", {})),
        verbs=verbs,
        participles=participles,
        sources=_by_first_word(sources["phrases"]),
        expressions=_by_first_word([words for words in (*verbs, *participles) if " " in words]),
        view_prepositions=frozenset(sources.get("view_prepositions", "").split()),
        adverbials=_by_first_word(grammar["adverbials"]["phrases"]),
        time_nouns=frozenset(grammar["adverbials"].get("time_nouns", "").split()),
        time_ends=_by_first_word(grammar["adverbials"].get("time_ends", [])),
        announcing=_by_first_word(grammar["adverbials"].get("announcing", [])),
        impersonal_clauses=_by_first_word([*impersonal.get("clauses", []), *_bracket_clauses(brackets)]),
        impersonal_brackets={
            word: tuple(bracket for bracket in brackets if bracket[1][-1] == word)
            for word in {last[-1] for _, last in brackets}
        },
        naming_verbs=frozenset(grammar["writing"].get("naming_verbs", "").split()),
        source_word=sources["phrases"][0],
        quoting_verbs=frozenset(quoting.get("verbs", "").split()),
        quoted_pronouns=quoting.get("pronouns", {}),
        accusative_articles=frozenset(quoting.get("accusative_articles", "").split()),
        verb_brackets=_verb_brackets(grammar.get("verb_brackets", {})),
        reporting_modals=frozenset(grammar.get("modal", {}).get("reporting", "").split()),
        negations=frozenset(grammar.get("modal", {}).get("negations", "").split()),
        reporting_verb=next(iter(verbs)),
        separable_infinitives=frozenset(grammar.get("modal", {}).get("infinitives", "").split()),
        plain_adverb=grammar["read_as"]["also"].split()[0],
        source_ends=frozenset(phrase.lower().split()[-1] for phrase in sources["phrases"]),
        source_postposition=sources["postposition"],
        source_articles=frozenset(sources["articles"].split()),
        source_prepositions=frozenset(sources["prepositions"].split()),
        **_finite(grammar.get("finite", {}), speech_verbs),
        **_impersonal(impersonal),
        **_agreement(grammar["agreement"]),
        **_writing(grammar["writing"]),
    )


def _frames(frames: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return {'limita': {'a'}} for {'a': 'limita limitó'}: the prepositions of each verb."""
    found: dict[str, set[str]] = {}
    for prepositions, verbs in frames.items():
        for verb in verbs.split():
            found.setdefault(verb, set()).update(prepositions.split())
    return {verb: frozenset(several) for verb, several in found.items()}


def _finite(finite: Mapping[str, str], verbs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a grammar's table 'finite', and of the verbs before an infinitive of speech."""
    infinitives = " ".join([*verbs["regular"].values(), verbs.get("infinitives", "")])
    return {
        "infinitive_frames": _frames(verbs.get("frames", {})),
        "infinitives": frozenset(infinitives.split()),
        "finite_verbs": frozenset(finite.get("words", "").split()),
        "finite_endings": tuple(finite.get("endings", "").split()),
        "not_finite": frozenset(finite.get("other_words", "").split()),
    }


def _agreement(agreement: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a grammar's table 'agreement' has."""
    return {
        "feminine": frozenset(agreement["feminine"].split()),
        "masculine": frozenset(agreement["masculine"].split()),
        "plural_articles": frozenset(agreement.get("plural_articles", "").split()),
        "plural_words": frozenset(agreement.get("plural_words", "").split()),
        "singular_endings": tuple(agreement.get("singular_endings", "").split()),
        "feminine_endings": tuple(agreement.get("feminine_endings", "").split()),
        "plural_verbs": tuple(agreement["plural_verbs"].split()),
        "third_person": frozenset(agreement.get("third_person", "").split()),
        "years": frozenset(agreement.get("years", "").split()),
        "age_adjectives": frozenset(agreement.get("age_adjectives", "").split()),
        "demonyms": tuple(agreement.get("demonyms", "").split()),
        "substitute_endings": tuple(agreement["substitute_endings"].split()),
        "person_endings": tuple(agreement["person_endings"].split()),
        "epicene": frozenset(agreement["epicene"].split()),
    }


def _impersonal(impersonal: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a grammar's table 'impersonal' has as words."""
    return {
        "impersonal_subjects": frozenset(impersonal["subjects"].split()),
        "impersonal_verbs": frozenset(impersonal["verbs"].split()),
        "impersonal_sources": _by_first_word(impersonal.get("sources", [])),
        "before_names": frozenset(impersonal.get("before_names", "").split()),
        "clause_subjects": frozenset(impersonal.get("clause_subjects", "").split()),
        "inside_prepositions": frozenset(impersonal.get("inside_prepositions", "").split()),
        "weak_openers": frozenset(impersonal.get("openers", "").split()),
        "place_pronouns": frozenset(impersonal.get("place_pronouns", "").split()),
        "finding_verbs": frozenset(impersonal.get("finding_verbs", "").split()),
        "displayed_as": tuple(impersonal.get("displayed_as", "").split()),
        "verdicts": frozenset(tuple(words.split()) for words in impersonal.get("verdicts", [])),
        "document_verbs": frozenset(impersonal.get("document_verbs", "").split()),
        "narrative_prepositions": frozenset(impersonal.get("narrative_prepositions", "").split()),
        "narrative_endings": tuple(impersonal.get("narrative_endings", "").split()),
        "narrative_verb": impersonal.get("narrative_verb", ""),
    }


def _writing(writing: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a grammar's table 'writing' has."""
    return {
        "top_level_domains": frozenset(writing.get("top_level_domains", "").split()),
        "past_endings": tuple(writing.get("past_endings", "").split()),
        "infinitive_endings": tuple(writing.get("infinitive_endings", "").split()),
        "adverb_endings": tuple(writing.get("adverb_endings", "").split()),
        "initial_adverb_endings": tuple(writing.get("initial_adverb_endings", "").split()),
        "participle_endings": tuple(writing.get("participle_endings", "").split()),
        "participle_prefixes": tuple(writing.get("participle_prefixes", "").split()),
        "attitude_verbs": frozenset(writing.get("attitude_verbs", "").split()),
        "attitude_endings": tuple(writing.get("attitude_endings", "").split()),
        "elisions": _longest_first(writing.get("elisions", "")),
        "enclitics": _longest_first(writing.get("enclitics", "")),
        "capitalizes_nouns": writing["capitalizes_nouns"],
        "uses_dialogue_dashes": writing["uses_dialogue_dashes"],
        "interpolates_in_quotes": writing["interpolates_in_quotes"],
        "is_pro_drop": writing.get("is_pro_drop", False),
        "adjective_endings": tuple(writing.get("adjective_endings", "").split()),
        "noun_endings": tuple(writing["noun_endings"].split()),
    }


def _verb_brackets(table: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], str]:
    """Return {('wollte', 'wissen'): 'fragte'} for {'fragte': ['wollte … wissen']}."""
    return {
        (first, last): verb
        for verb, brackets in table.items()
        for bracket in brackets
        for finite, last in [bracket.split(" … ")]
        for first in finite.split("/")
    }


_Brackets = tuple[tuple[frozenset[str], tuple[str, ...]], ...]


def _bracket_clauses(brackets: _Brackets) -> list[str]:
    return [" ".join((first, *last)) for finite, last in brackets for first in sorted(finite)]


def _impersonal_brackets(brackets: Iterable[str]) -> _Brackets:
    """Return ({'ist', 'war'}, ('zu', 'lesen')) for 'ist/war … zu lesen'."""
    parts = [bracket.split(" … ") for bracket in brackets]
    return tuple((frozenset(first.split("/")), tuple(last.split())) for first, last in parts)


def _by_first_word(sources: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(source.lower().split()) for source in sources), key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return {first: tuple(several) for first, several in found.items()}


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


def _inverted(table: Mapping[str, str]) -> dict[str, str]:
    """Return {'und': 'and', 'sowie': 'and'} for {'and': 'und sowie'}; '-' becomes ''."""
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
        _add(_form_groups(line), english, finite, participles)
    for english, several in table.get("expressions", {}).items():
        _add((several, several), english, finite, participles)
    return finite, participles


def _inflected(verb: str, endings: Mapping[str, str]) -> tuple[list[str], ...]:
    """Return the forms of a regular verb: finite, past participles, present participles."""
    ending = next(ending for ending in endings if verb.endswith(ending))
    stem = verb.removesuffix(ending)
    return tuple([_form(stem, part) for part in parts] for parts in _form_groups(endings[ending]))


def _form(stem: str, pattern: str) -> str:
    before, star, after = pattern.partition("*")
    return f"{before}{stem}{after}" if star else stem + pattern


def _form_groups(line: str) -> tuple[list[str], ...]:
    return tuple(part.split() for part in line.split("|"))


def _add(
    forms: Iterable[list[str]], english: str, finite: dict[str, str], participles: dict[str, str]
) -> None:
    kinds = (finite, participles, finite)
    reads = (english, english, "saying")
    for words, kind, read in zip(forms, kinds, reads, strict=False):
        for word in words:
            kind.setdefault(word, read)
