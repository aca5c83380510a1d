"""Tells names from common nouns where every noun is capitalized (German).

A run of capitals without known nouns is a name, and so is what follows a title or an office; its surname is a
name wherever it stands in the article. Beside a reporting verb a single capital without an article is one
too. All others are common nouns; a compound is known by its last part: 'Bundesfinanzministerin'.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from briefing.quote.language.vocabulary import Vocabulary, first_name_gender
from briefing.quote.phrases.tokens import Token
from briefing.quote.translate.grammar import MARKS, SourceLanguage, is_relative_pronoun, last_noun

_SHORTEST_DERIVED_NOUN = 6
_LONGEST_ADVERBIAL = 5  # tokens between a verb and its subject
_ADJECTIVE_AND_NOUN = 2  # tokens
_ADJECTIVE_ENDINGS = ("e", "er", "es", "en")
_PARTICIPLE_ENDINGS = ("t", "en")
_MOST_WORDS_OF_NAME = 4
_NEAR = 2  # tokens between a verb and a surname


def lower_common_nouns(blocks: Sequence[Sequence[Token]], language: SourceLanguage) -> list[list[Token]]:
    """Return the tokens with common nouns as kind 'word', and a compound's last noun as its `low`."""
    known = _surnames(blocks)
    named = [frozenset(at for run in _name_runs(block, language, known) for at in run) for block in blocks]
    surnames = frozenset(block[at].low for block, places in zip(blocks, named, strict=True) for at in places)
    surnames |= _names_by_position(blocks, language)
    return [
        [
            token if not _is_capital(token) or at in places else _read_capital(block, at, language, surnames)
            for at, token in enumerate(block)
        ]
        for block, places in zip(blocks, named, strict=True)
    ]


def _is_capital(token: Token) -> bool:
    """Return True for a capitalized word, and for a number with a noun: '16-Jähriger'."""
    return token.kind == "name" or (token.kind == "number" and token.text.istitle() and "-" in token.text)


def _surnames(blocks: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Return the words behind a first name that begins a run of two capitals: 'Bönte' of 'Bernd Bönte'."""
    found = set()
    for block in blocks:
        for at in range(1, len(block)):
            follows = at + 1 < len(block) and block[at + 1].kind == "name"
            is_pair = block[at].kind == block[at - 1].kind == "name" and not follows
            if is_pair and first_name_gender(block[at - 1].low) in ("female", "male"):
                found.add(block[at].low)
    return frozenset(found)


def _names_by_position(blocks: Sequence[Sequence[Token]], language: SourceLanguage) -> frozenset[str]:
    """Return the single capitals that stand where only a name can, and nowhere behind an article.

    A German noun in the singular has an article as a subject; a name has none: 'Ruland räumte Fehler ein'.
    """
    vocabulary = language.vocabulary
    nouns = {
        token.low
        for block in blocks
        for before, token in pairwise(block)
        if token.kind == "name" and (before.low in vocabulary.articles or before.kind == "number")
    }
    found = {
        block[at].low
        for block in blocks
        for at, token in enumerate(block)
        if token.kind == "name" and token.low not in nouns and _stands_as_name(block, at, language)
    }
    return frozenset(found)


def _stands_as_name(block: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True for the bare subject of a finite verb, and for 'Dazu Ruland:' and 'Ruland weiter:'."""
    if _is_first_name_in_place(block, at, language):
        return True
    first, _ = _without_adverbs(block, at, language)
    if first and block[first - 1].kind not in MARKS:
        before, tables = block[first - 1].low, language.tables
        is_behind = first > 1 and first < at and before in tables.verbs
        ends_source = (before in tables.source_ends or before in tables.source_prepositions) and _ends_source(
            block, first - 1, language
        )
        is_object = is_behind and _has_subject(block, first - 1, language, frozenset())
        return (ends_source or (is_behind and not is_object)) and _is_single(block, at, language)
    return _is_bare_subject(block, at, language) and _is_single(block, at, language)


def _is_first_name_in_place(block: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True for a first name before an age, behind an occupation, 'heißt' or an auxiliary.

    'Gisela, 79, kam', 'Urlauber Kevin', 'Der Täter heißt Kevin', 'Lange hat Stella geschlafen'.
    """
    token, before = block[at], block[at - 1] if at else None
    if first_name_gender(token.low) not in ("female", "male") or _is_common_noun(token, language):
        return False
    if _is_function_word(token, language) or _is_article(before, language.vocabulary):
        return False
    if [one.text for one in block[at + 1 : at + 2]] == [","] and [
        one.kind for one in block[at + 2 : at + 3]
    ] == ["number"]:
        return True
    follows = block[at + 1] if at + 1 < len(block) else None
    if before is None or (follows is not None and follows.kind == "name"):
        return False
    beside = [one.text if one.kind == "punct" else one.kind for one in block[max(0, at - 3) : at - 1]]
    if before.text.islower() and beside == ["quote", ","]:
        return True
    is_verb = before.low in language.tables.naming_verbs or language.tables.words.get(before.low) in (
        "has",
        "was",
    )
    return is_verb or _is_occupation(before, language.vocabulary)


def _is_occupation(token: Token, vocabulary: Vocabulary) -> bool:
    """Return True for a capital that ends like an occupation: 'Urlauber'."""
    is_formed = token.low.endswith(vocabulary.role_endings) or bool(last_noun(token.low, vocabulary))
    return token.kind == "name" and is_formed and not first_name_gender(token.low)


def _is_single(block: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True if a capital is neither a noun nor a part of a longer name."""
    if _is_common_noun(block[at], language) or _is_function_word(block[at], language):
        return False
    beside = (*block[max(0, at - 1) : at], *block[at + 1 : at + 2])
    return not any(token.kind == "name" and not _is_function_word(token, language) for token in beside)


def _is_bare_subject(block: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True if a capital without an article is the subject of its clause, which begins there."""
    first, last = _without_adverbs(block, at, language)
    after = block[last + 1] if last + 1 < len(block) else None
    if after is None or _are_joined(block, at, language):
        return after is not None
    if _is_singular_verb(after, language):
        return not (first == last and _is_initial_adverb(block, at, language, frozenset()))
    if first == last == at:
        is_apart = after.text == "," and at + 2 < len(block)
        return is_apart and is_relative_pronoun(block, at + 2, language.tables)
    return after.text == ":"


def _are_joined(block: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True if two bare capitals are the subject of a verb: 'Ruland und Pape schreiben'."""
    words = language.tables.words
    joined, other, verb = [*block[at + 1 : at + 4], None, None, None][:3]
    if joined is None or other is None or verb is None or words.get(joined.low) != "and":
        return False
    is_plain = not (_is_common_noun(other, language) or _is_function_word(other, language))
    return other.kind == "name" and is_plain and verb.text.islower() and verb.low in language.tables.verbs


def _ends_source(block: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True if 'laut' or 'nach Angaben von' ends here."""
    tables = language.tables
    if block[at].low in tables.source_prepositions and at:
        at -= 1
    return any(
        tuple(token.low for token in block[max(0, at + 1 - len(words)) : at + 1]) == words
        for several in tables.sources.values()
        for words in several
    )


def _without_adverbs(block: Sequence[Token], at: int, language: SourceLanguage) -> tuple[int, int]:
    """Return where the adverbs around a word begin and end: 'auch Ruland selbst'."""
    words, first, last = language.tables.words, at, at
    while first and words.get(block[first - 1].low) in ("also", "", "but"):
        first -= 1
    while last + 1 < len(block) and words.get(block[last + 1].low) in ("also", ""):
        last += 1
    return first, last


def _is_singular_verb(token: Token, language: SourceLanguage) -> bool:
    tables = language.tables
    return token.text.islower() and token.low in tables.verbs and not token.low.endswith(tables.plural_verbs)


def _has_subject(
    block: Sequence[Token], verb: int, language: SourceLanguage, surnames: frozenset[str]
) -> bool:
    """Return True if the subject of a verb stands before it, so that what follows is its object."""
    clause = list(takewhile(lambda token: token.kind not in MARKS, reversed(block[:verb])))[::-1]
    tables, vocabulary = language.tables, language.vocabulary
    if not clause or vocabulary.classes.get(tables.words.get(clause[0].low, "")) in ("prep", "sub"):
        return False
    nominatives = (*tables.masculine, *tables.feminine, "das")
    return any(
        token.low in surnames
        or token.low in nominatives
        or tables.words.get(token.low) in ("he", "she", "it", "we", "i")
        for token in clause
    )


def _read_capital(
    block: Sequence[Token], at: int, language: SourceLanguage, surnames: frozenset[str]
) -> Token:
    """Return a single capitalized word as a name, a common noun, or the adverb that begins a sentence."""
    if _is_name(block, at, language, surnames):
        return block[at]
    if _is_initial_adverb(block, at, language, surnames):
        return block[at]._replace(kind="word", low=language.tables.plain_adverb)
    return _as_common_noun(block[at], language.vocabulary)


def _is_initial_adverb(
    block: Sequence[Token], at: int, language: SourceLanguage, surnames: frozenset[str]
) -> bool:
    """Return True if a subject follows the verb: 'Einschränkend fügte Gall hinzu', 'Deutlich sagte er'.

    An ending of adjectives needs any noun phrase behind the verb; without one a person must be named there.
    """
    tables, vocabulary = language.tables, language.vocabulary
    low = block[at].low
    before, behind = block[at - 1] if at else None, block[at + 1 : at + 3 + _LONGEST_ADVERBIAL]
    begins_clause = before is None or before.kind in ("punct", "quote")
    if not begins_clause or not behind or not language.is_verb(behind[0].low) or first_name_gender(low):
        return False
    clause = list(takewhile(lambda token: token.kind not in MARKS, behind[1:]))
    if behind[0].low in tables.attitude_verbs and low.endswith(tables.attitude_endings):
        rest = [token for token in clause if tables.words.get(token.low) != ""]
        return bool(rest) and _begins_subject(rest[0], language)  # 'Enttäuscht zeigte sich X'
    if low.endswith(tables.initial_adverb_endings) or _is_initial_participle(block, at, language, surnames):
        return any(_begins_subject(token, language) for token in clause)
    names = [token for token in clause if token.kind == "name"]
    subject = names[0].low if names and clause.index(names[0]) <= _NEAR else ""
    return subject in surnames or subject in vocabulary.titles


def _is_initial_participle(
    block: Sequence[Token], at: int, language: SourceLanguage, surnames: frozenset[str]
) -> bool:
    """Return True if a participle begins a sentence before its auxiliary: 'Gefunden hat ihn Landwirt X'."""
    tables, low = language.tables, block[at].low
    is_formed = low.startswith(tables.participle_prefixes) and low.endswith(_PARTICIPLE_ENDINGS)
    is_noun = low in surnames or last_noun(low, language.vocabulary)
    return is_formed and not is_noun and tables.words.get(block[at + 1].low) in ("has", "was")


def _begins_subject(token: Token, language: SourceLanguage) -> bool:
    is_pronoun = language.tables.words.get(token.low) in ("he", "she", "it", "we")
    return token.kind == "name" or token.low in language.vocabulary.articles or is_pronoun


def _as_common_noun(token: Token, vocabulary: Vocabulary) -> Token:
    return token._replace(kind="word", low=last_noun(token.low, vocabulary) or token.low)


def _is_common_noun(token: Token, language: SourceLanguage) -> bool:
    low, vocabulary = token.low, language.vocabulary
    if low in vocabulary.common_nouns or low in vocabulary.bare_nouns or low in vocabulary.speech_nouns:
        return True
    if low in vocabulary.calendar or low in vocabulary.adjectives or last_noun(low, vocabulary):
        return True
    is_derived = low.endswith(language.tables.noun_endings) or low.endswith(vocabulary.woman_endings)
    return len(low) >= _SHORTEST_DERIVED_NOUN and is_derived and not first_name_gender(low)


def _name_runs(block: Sequence[Token], language: SourceLanguage, surnames: frozenset[str]) -> Iterator[range]:
    """Yield the runs of capitals that are names for sure; a known surname ends one: 'Bönte Vorteile'."""
    at = 0
    while at < len(block):
        if block[at].kind != "name":
            at += 1
            continue
        is_surname = block[at].low in surnames and not first_name_gender(block[at].low)
        end = at + 1 if is_surname else _bare_run_end(block, at, language) or _run_end(block, at, language)
        if _is_role(block, at, end, language.vocabulary) or _is_initial_object(block, at, end, language):
            at += 1
            continue
        if end > at and _is_certain_name(block, at, end, language.vocabulary):
            yield range(at, end)
        at = max(end, at + 1)


def _run_end(block: Sequence[Token], at: int, language: SourceLanguage) -> int:
    end = at
    while end < len(block) and block[end].kind == "name":
        is_surname = end > at and bool(first_name_gender(block[end - 1].low))
        if _is_function_word(block[end], language) and not is_surname:
            break
        is_title = block[end].low in language.vocabulary.titles
        if not is_title and not is_surname and _is_common_noun(block[end], language):
            break
        end += 1
    return end


def _bare_run_end(block: Sequence[Token], at: int, language: SourceLanguage) -> int:
    """Return the end of two or three capitals without an article before a singular verb; 0 if none are here.

    No German noun in the singular stands so, whatever it means: 'Harbour Edition meldet'.
    """
    end, limit = at, min(len(block), at + _MOST_WORDS_OF_NAME + 1)
    while end < limit and block[end].kind == "name":
        end += 1
    is_run = 1 < end - at <= _MOST_WORDS_OF_NAME and (at == 0 or block[at - 1].kind in MARKS)
    if not is_run or end >= len(block) or not _is_singular_verb(block[end], language):
        return 0
    is_noun = _is_common_noun(block[at], language) or _is_function_word(block[at], language)
    is_noun = is_noun or any(last_noun(token.low, language.vocabulary) for token in block[at:end])
    return 0 if is_noun or block[at].low.endswith(_ADJECTIVE_ENDINGS) else end


def _is_role(block: Sequence[Token], at: int, end: int, vocabulary: Vocabulary) -> bool:
    """Return True if an occupation stands before a name: 'Bratschist Emil Sorge', 'Kontrolleur Sorge'."""
    low = block[at].low.rsplit("-", 1)[-1]
    if end - at < 2 or first_name_gender(low) or low in vocabulary.titles:
        return False
    if end - at == 2:
        return low.endswith(vocabulary.role_endings)
    return bool(first_name_gender(block[at + 1].low))


def _is_initial_object(block: Sequence[Token], at: int, end: int, language: SourceLanguage) -> bool:
    """Return True if an adjective and a noun are the object before the verb: 'Scharfe Worte fand die'."""
    before = block[at - 1] if at else None
    begins_clause = before is None or before.kind in MARKS
    if end - at != _ADJECTIVE_AND_NOUN or not begins_clause or end + 1 >= len(block):
        return False
    low, vocabulary = block[at].low, language.vocabulary
    is_adjective = low.endswith(_ADJECTIVE_ENDINGS) and not first_name_gender(low)
    is_body = vocabulary.nouns.get(last_noun(block[at + 1].low, vocabulary)) == "organisation"
    verb, behind = block[end], block[end + 1]
    has_subject = behind.low in language.tables.masculine or behind.low in language.tables.feminine
    is_verb = language.is_verb(verb.low) or language.tables.words.get(verb.low) in ("was", "would")
    return is_adjective and not is_body and is_verb and has_subject


def _is_before_full_name(block: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True if a name follows, so that any noun is an occupation: 'Kantorin Lena Husemann'."""
    names = block[at + 1 : at + 3]
    if (
        names
        and _is_occupation(block[at], language.vocabulary)
        and _is_first_name_in_place(block, at + 1, language)
    ):
        return True
    are_names = len(names) == 2 and names[0].kind == names[1].kind == "name"
    return are_names and bool(first_name_gender(names[0].low))


def _is_function_word(token: Token, language: SourceLanguage) -> bool:
    tables = language.tables
    return (
        token.low in tables.sources
        or token.low in tables.words
        or token.low in tables.elsewhere
        or token.low in tables.verbs
    )


def _is_certain_name(block: Sequence[Token], at: int, end: int, vocabulary: Vocabulary) -> bool:
    before = block[at - 1] if at else None
    if block[at].low in vocabulary.titles:
        return end - at > 1
    if end - at > 1:
        return bool(first_name_gender(block[at].low)) or not _is_article(before, vocabulary)
    return before is not None and bool(last_noun(before.low, vocabulary)) and before.kind in ("name", "word")


def _is_article(before: Token | None, vocabulary: Vocabulary) -> bool:
    """Return True if an article stands before a capital, which then is a noun: 'den Medien Vorwürfe'."""
    return before is not None and before.low in vocabulary.articles


def _is_name(  # noqa: PLR0911  # one return a kind of evidence
    block: Sequence[Token], at: int, language: SourceLanguage, surnames: frozenset[str]
) -> bool:
    """Return True if a single capital is a surname of the article, or stands beside a reporting verb."""
    token, tables, vocabulary = block[at], language.tables, language.vocabulary
    if token.text.isupper() and len(token.text) > 1 and not _is_common_noun(token, language):
        return True  # an acronym, with an article or without one: 'die UNO'
    if token.low.removesuffix("s") in surnames or token.low in surnames:
        return True
    if _is_common_noun(token, language) or _is_function_word(token, language):
        return False
    if token.low in vocabulary.organisation_words or token.low in vocabulary.titles:
        return True
    before = block[at - 1] if at else None
    after = block[at + 1] if at + 1 < len(block) else None
    if before is not None and before.low in tables.verbs:
        return not (
            _is_before_full_name(block, at, language) or _has_subject(block, at - 1, language, surnames)
        )
    if _is_initial_adverb(block, at, language, surnames):
        return False
    begins_clause = before is None or before.kind in ("punct", "quote")
    has_verb = after is not None and (after.low in tables.verbs or tables.words.get(after.low) == "has")
    return begins_clause and has_verb
