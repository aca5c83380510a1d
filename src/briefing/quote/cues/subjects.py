"""The subject of a reporting verb, before the verb or behind it."""

from collections.abc import Sequence

from briefing.quote.cues.clauses import (
    Subject,
    coordinated_after,
    coordinated_before,
    document_author,
    first_subject,
    noun_phrase_head,
    subject_before_parenthesis,
)
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.phrases.mentions import Phrase

_GOVERNED = ("np", "word", "prep")
_UNSPOKEN_TEXTS = CUE_WORDS.worn_texts | CUE_WORDS.displayed_texts


def subject_before(phrases: Sequence[Phrase], verb: int, start: int) -> Subject:
    """Return the subject before a verb, past its adverbs, auxiliaries and relative clauses."""
    at = verb - 1
    while at >= start and (phrases[at].kind in ("adv", "aux") or phrases[at].low == "to"):
        at -= 1
    if at < start:
        return ()
    phrase = phrases[at]
    if phrase.low == "as" and _is_quoted(phrases, at, start):
        return (at - 1,)
    if phrase.kind == "np":
        return _subject_beside(phrases, at, verb, start)
    if phrase.kind == "rel":
        return _antecedent(phrases, at, start)
    if phrase.kind == "punct" and phrase.low in ",—–-":
        return subject_before_parenthesis(phrases, at, start) or first_subject(phrases, start, verb)
    return first_subject(phrases, start, verb)


def _is_quoted(phrases: Sequence[Phrase], at: int, start: int) -> bool:
    """Return True if 'as' at `at` belongs to 'the Herald quoted X as saying'."""
    return at - 2 >= start and phrases[at - 2].kind == "verb" and phrases[at - 1].kind == "np"


def _subject_beside(phrases: Sequence[Phrase], at: int, verb: int, start: int) -> Subject:
    bare = phrases[verb].low.endswith("ing") or phrases[verb].kind != "verb"
    if phrases[at].low in CUE_WORDS.object_pronouns and not bare:
        return first_subject(phrases, start, verb)
    mention = phrases[at].mention
    is_document = (
        mention is not None and mention.entity_type == "document" and mention.noun not in _UNSPOKEN_TEXTS
    )
    if is_document and phrases[verb].low.endswith("ing"):
        return first_subject(phrases, start, at) or (at,)
    head = noun_phrase_head(phrases, at, start)
    if head is None:
        return _object_of_with(phrases, at, verb) or first_subject(phrases, start, verb)
    if wrote := document_author(phrases, head, verb):
        return wrote
    return _before_open_apposition(phrases, head, start) or coordinated_before(phrases, head, start)


def _object_of_with(phrases: Sequence[Phrase], at: int, verb: int) -> Subject:
    """Return the object of 'with', which speaks in '…, with the spokeswoman Jane Doe saying'."""
    is_object = phrases[at - 1].low == "with" and phrases[verb].low.endswith("ing")
    return (at,) if is_object else ()


def _before_open_apposition(phrases: Sequence[Phrase], head: int, start: int) -> Subject:
    """Return X of 'X, head of Y, a company in Z said', where no comma closes the apposition."""
    mention = phrases[head].mention
    first = phrases[start].mention
    if mention is None or mention.kind != "nominal" or first is None or head - start < 2:
        return ()
    named = first.name is not None and first.name.kind in ("person", "name")
    apart = phrases[start + 1].low == ","
    acts = any(phrases[at].kind in ("verb", "aux", "conj", "sub") for at in range(start + 1, head))
    return (start,) if named and apart and not acts else ()


def _antecedent(phrases: Sequence[Phrase], relative: int, start: int) -> Subject:
    at = relative - 1
    if at >= start and phrases[at].low == ",":
        at -= 1
    if at < start or phrases[at].kind != "np":
        return first_subject(phrases, start, relative)
    head = noun_phrase_head(phrases, at, start)
    return (head if head is not None else at,)


def subject_after(phrases: Sequence[Phrase], verb: int, end: int) -> Subject:
    """Return the subject behind a verb or preposition: 'said X', 'said the head, Jane Doe, on Monday'."""
    at = _past_word_of_manner(phrases, _past_adverbials(phrases, verb + 1, end), end)
    if at >= end or phrases[at].kind != "np" or phrases[at].low in CUE_WORDS.object_pronouns:
        return ()
    if wrote := document_author(phrases, at, end):
        return wrote
    named = _name_in_apposition(phrases, at, end)
    if named is not None:
        return (named,)
    return coordinated_after(phrases, at, end)


def _past_word_of_manner(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """Return the index behind a word of manner before a name: 'recordaba emocionado Benigno'."""
    beside = phrases[at + 1].mention if at + 1 < end and phrases[at].kind == "word" else None
    return at + 1 if beside is not None and beside.kind == "name" else at


def _past_adverbials(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """Return the index of the noun phrase behind 'on Monday', 'to the paper', 'in Mainz', if one follows."""
    begin = at
    while at < end and phrases[at].kind == "adv":
        at += 1
    bare = at
    while at + 1 < end and phrases[at].kind == "prep" and phrases[at + 1].kind in ("prep", "np", "word"):
        at += 1 if phrases[at + 1].kind == "prep" else 2
        while at < end and phrases[at].kind == "adv":
            at += 1
    follows = at < end and phrases[at].kind == "np" and at > begin
    return at if follows else bare


def _name_in_apposition(phrases: Sequence[Phrase], at: int, end: int) -> int | None:
    """Return the name behind a description: 'the school's head, Jane Doe,'."""
    mention = phrases[at].mention
    if mention is None or mention.kind != "nominal":
        return None
    comma = at + 1
    while comma + 1 < end and phrases[comma].kind == "prep" and phrases[comma + 1].kind in _GOVERNED:
        comma += 1 if phrases[comma + 1].kind == "prep" else 2  # German 'für den Sudan' is 'for to Sudan'
        while comma + 1 < end and phrases[comma].kind == "word":
            comma += 1
    name = comma + 1
    beside = phrases[name].mention if name < end and phrases[comma].low == "," else None
    if beside is None:
        return None
    parts = beside.name
    closes = name + 1 >= end or phrases[name + 1].kind == "punct"
    named = parts is not None and (parts.kind == "person" or mention.noun == "one")
    return name if named and closes else None
