"""Noun phrases of a clause: chains with prepositions, coordination, and the first or the distant subject.

'a spokesman for the mayor of London'; 'A, B and C'; 'After the rain, X said'; 'X, the co-chair of Y, who
lives in Z, said'.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.phrases.mentions import Mention, Phrase, reports_in_passing

_CLAUSE_BEGINS_BEHIND = ("", ".", "?", "!", "…", ":", ";")  # '' is a quotation
_BE = ("was", "were", "is", "are")
GrammaticalRole = Literal["speaker", "subject", "clause subject", "possessor", "other"]

Subject = tuple[int, ...]
"""The noun phrases that are the subject of a verb, as indices of phrases; empty if there is none."""

_BY = frozenset({"by", "from"})
_SHOWN = frozenset({"of"})
_AUTHOR_PREPOSITIONS = dict.fromkeys(CUE_WORDS.recordings, _SHOWN)
_MAX_COORDINATED = 5
_MAX_SEGMENTS = 10
_PERSON_TYPES = ("person", "man", "woman")


class Sentence(NamedTuple):
    """Phrases `start` to `end` (exclusive) of a block, whose text is `text`.

    `actors` are the mentions that are a subject by their order, in languages with inversion.
    """

    text: str
    phrases: Sequence[Phrase]
    start: int
    end: int
    actors: frozenset[int] = frozenset()


def noun_phrase_head(phrases: Sequence[Phrase], last: int, start: int) -> int | None:
    """Return the head of 'a spokesman for the mayor of London'; None if a preposition governs it.

    A title before a preposition is part of the name: 'Director of Prosecutions Max Hill'.
    """
    head = last
    while head - 2 >= start and phrases[head - 1].kind == "prep" and phrases[head - 2].kind == "np":
        head -= 2
    final = phrases[last].mention
    first = phrases[head].mention
    if head != last and final is not None and first is not None:
        full = final.kind == "name" and final.name is not None and len(final.name.core) > 1
        if (
            full
            and first.kind == "nominal"
            and not first.has_determiner
            and first.entity_type in _PERSON_TYPES
            and final.name is not None
            and final.name.kind in ("person", "name")
        ):
            return last
    if head > start and phrases[head - 1].kind == "prep" and not _begins_clause(phrases, head - 1, last):
        return None
    return head


def _begins_clause(phrases: Sequence[Phrase], at: int, last: int) -> bool:
    """Return True if a verb follows, so that the word is no preposition: 'just after Quist began to sing'."""
    follows = last + 1 < len(phrases) and phrases[last + 1].kind == "verb"
    return (
        follows
        and phrases[at].low in CUE_WORDS.subordinating_prepositions
        and phrases[last + 1].low[-3:] != "ing"
    )


def document_author(phrases: Sequence[Phrase], at: int, end: int) -> Subject:
    """Return who wrote 'a statement by X' or is shown in 'a video of X': X speaks, not the document."""
    mention = phrases[at].mention if at + 2 < end else None
    is_paper = mention is not None and mention.kind == "nominal" and mention.entity_type == "document"
    if (
        mention is None
        or not is_paper
        or phrases[at + 1].low not in _AUTHOR_PREPOSITIONS.get(mention.noun, _BY)
    ):
        return ()
    written = phrases[at + 2].mention
    writes = written is not None and (written.name is not None or written.entity_type not in ("", "document"))
    return (at + 2,) if writes else ()


def noun_phrase_head_before(phrases: Sequence[Phrase], verb: int, start: int) -> int | None:
    """Return the noun phrase before a verb, past a place: 'Ein Tourist aus Bremen sagte'.

    None if there is none or a preposition governs it.
    """
    last = verb - 1
    while last - 2 >= start and phrases[last].kind == "word" and phrases[last - 1].kind == "prep":
        last -= 2
    return noun_phrase_head(phrases, last, start) if phrases[last].kind == "np" else None


def coordinated_before(phrases: Sequence[Phrase], head: int, start: int) -> Subject:
    """Return all of 'A and B' or 'A, B and C' if the list begins the clause, else only the last."""
    members = [head]
    at = head - 1
    while (
        at - 1 >= start
        and (phrases[at].kind == "conj" or phrases[at].low == ",")
        and len(members) < _MAX_COORDINATED
    ):
        if phrases[at].kind == "conj" and phrases[at].low not in ("and", "&", "or"):
            break
        before = at - 1
        if phrases[before].low == ",":
            before -= 1
        if before < start or phrases[before].kind != "np":
            break
        if phrases[at].low == "," and len(members) == 1:
            break
        left = noun_phrase_head(phrases, before, start)
        if left is None:
            break
        members.insert(0, left)
        at = left - 1
    clause_begins = at < start or phrases[at].kind in ("punct", "sub", "quote", "rel", "adv")
    if len(members) > 1 and clause_begins:
        return tuple(members)
    return (head,)


def coordinated_after(phrases: Sequence[Phrase], first: int, end: int) -> Subject:
    """Return 'A and B' where A begins the segment."""
    members = [first]
    at = first + 1
    while at + 1 < end and phrases[at].low in ("and", "&") and phrases[at + 1].kind == "np":
        members.append(at + 1)
        at += 2
    whole = at >= end or phrases[at].kind in ("verb", "aux", "adv", "word", "punct")
    return tuple(members) if whole else (first,)


def first_subject(phrases: Sequence[Phrase], start: int, end: int) -> Subject:
    """Return the first noun phrase that no preposition governs, past an introductory phrase."""
    at = start
    introduced: Subject = ()
    while at < end:
        phrase = phrases[at]
        if phrase.kind in ("prep", "sub", "participle") or (phrase.kind == "verb" and at == start):
            after = _past_comma(phrases, at, end)
            if after is None:
                return introduced or _ungoverned(phrases, at + 1, end)
            introduced = introduced or _ungoverned(phrases, at + 1, after)
            at = after
            continue
        if (
            phrase.kind == "np"
            and phrase.low not in CUE_WORDS.object_pronouns
            and not _is_adverbial(phrases, at, end)
        ):
            return coordinated_after(phrases, at, end)
        at += 1
    return introduced


def _is_adverbial(phrases: Sequence[Phrase], at: int, end: int) -> bool:
    """Return True if a noun phrase before a comma is one of time: 'A few minutes later,', 'That night,'."""
    mention = phrases[at].mention
    if mention is None or mention.kind != "nominal" or mention.entity_type:
        return False
    comma = at + 1
    while comma < end and phrases[comma].kind == "adv":
        comma += 1
    return comma + 1 < end and phrases[comma].low == "," and any(p.kind == "np" for p in phrases[comma:end])


def _past_comma(phrases: Sequence[Phrase], at: int, end: int) -> int | None:
    return next((i + 1 for i in range(at, end) if phrases[i].low == "," and i + 1 < end), None)


def _ungoverned(phrases: Sequence[Phrase], start: int, end: int) -> Subject:
    for at in range(start, end):
        if (
            phrases[at].kind == "np"
            and phrases[at].low not in CUE_WORDS.object_pronouns
            and (at == start or phrases[at - 1].kind != "prep")
        ):
            return (at,)
    return ()


def subject_before_parenthesis(phrases: Sequence[Phrase], comma: int, start: int) -> Subject:
    """Return X of 'X, the co-chair of Y, who lives in Z, said', over the segments between commas."""
    fallback: Subject = ()
    partner: Subject = ()
    named: Subject = ()
    for begin, end in _segments_leftward(phrases, comma, start):
        first = begin
        joined = phrases[first].kind == "conj"
        if joined and first + 1 < end:
            first += 1
        opened = _behind_opener(phrases, first, end)
        if opened is not None:
            first = opened
        elif phrases[first].kind in ("word", "adv") and first + 1 < end and phrases[first + 1].kind == "np":
            first += 1  # 'mechanical engineer X', 'even X'
        mention = phrases[first].mention
        if mention is None or phrases[first].low in CUE_WORDS.object_pronouns:
            continue
        if end - first == 2 and begin > start and reports_in_passing(phrases, first + 1):
            continue
        names_person = opened is not None or _names_person(mention)
        if joined and not partner and names_person:
            partner = (first,)
        elif names_person:
            found = (first, *partner) if partner else coordinated_after(phrases, first, end)
            if _is_surely_person(mention) and not _is_governed(phrases, first, start):
                return found
            if named and _has_verb(phrases, first, end):
                break
            named = found
        elif not (mention.kind == "name" and fallback) or _is_described_by(phrases[fallback[0]], mention):
            fallback = (first,)
    return named or partner or fallback


def _is_governed(phrases: Sequence[Phrase], at: int, start: int) -> bool:
    """Return True for Y in 'X, speaking for his client, Y, said': a preposition governs what Y is."""
    beside, first = phrases[at - 2].mention if at - 3 > start else None, phrases[start].mention
    is_described = beside is not None and beside.describes_person and phrases[at - 3].kind == "prep"
    is_named = first is not None and first.name is not None and first.name.kind == "person"
    return is_described and is_named and phrases[at - 1].low == "," and phrases[start + 1].low == ","


def _behind_opener(phrases: Sequence[Phrase], first: int, end: int) -> int | None:
    """Return the person behind an opener without a comma: 'On Friday X', 'Standing in the yard X'."""
    last = end - 1
    mention = phrases[last].mention
    if last <= first or mention is None or mention.name is None or mention.name.kind != "person":
        return None
    if len(mention.name.core) < 2:
        return None
    before, is_clause = phrases[last - 1], _opens_clause(phrases[first])
    if before.kind == "prep":  # 'In Port Ellis X' is one phrase
        others = len(mention.words) - len(mention.name.core) - len(mention.name.titles)
        return last if others > 0 and (last - 1 == first or is_clause) else None
    if is_clause and last - first > 1 and before.kind in ("np", "adv", "word"):
        return last
    return last if all(_is_opener(phrases, at) for at in range(first, last)) else None


def _opens_clause(phrase: Phrase) -> bool:
    """Return True if a subordinate clause begins: 'Standing in the yard', 'As rain fell'."""
    return phrase.kind == "sub" or (phrase.kind in ("participle", "verb") and phrase.low.endswith("ing"))


def _is_opener(phrases: Sequence[Phrase], at: int) -> bool:
    """Return True if a phrase belongs to an adverbial of time or place."""
    phrase, mention = phrases[at], phrases[at].mention
    is_place = mention is not None and mention.kind == "nominal" and mention.entity_type == ""
    is_governed = is_place and at > 0 and phrases[at - 1].kind == "prep"
    is_word = phrase.kind in ("prep", "adv") or phrase.low in CUE_WORDS.demonstratives  # 'That evening'
    return is_governed or is_word or _is_of_time(phrase)


def _is_of_time(phrase: Phrase) -> bool:
    is_calendar = phrase.kind == "word" and phrase.low in CUE_WORDS.days_and_months
    return is_calendar or phrase.low in CUE_WORDS.time_nouns or phrase.low in CUE_WORDS.time_modifiers


def _names_person(mention: Mention) -> bool:
    """Return True if a mention is a pronoun or a possible person's name; 'the 2016 Open' is neither."""
    if mention.kind == "pronoun":
        return True
    if mention.name is None or mention.name.kind not in ("person", "name"):
        return False
    return not mention.has_determiner or bool(mention.entity_type or mention.name.titles)


def _is_surely_person(mention: Mention) -> bool:
    return mention.name is None or mention.name.kind == "person"


def _has_verb(phrases: Sequence[Phrase], start: int, end: int) -> bool:
    return any(phrases[at].kind in ("verb", "aux") for at in range(start, end))


def _is_described_by(phrase: Phrase, mention: Mention) -> bool:
    """Return True if a description with an indefinite article describes an organisation.

    'The Heath Fund, a charity, said'.
    """
    beside = phrase.mention
    indefinite = beside is not None and beside.has_determiner and not beside.is_definite
    return indefinite and mention.name is not None and mention.name.kind == "organisation"


def _segments_leftward(phrases: Sequence[Phrase], comma: int, start: int) -> list[tuple[int, int]]:
    segments = []
    end = comma
    for at in range(comma - 1, start - 2, -1):
        boundary = (
            at < start
            or (phrases[at].kind == "punct" and phrases[at].low in ",—–-;:")
            or phrases[at].kind == "quote"
        )
        if not boundary:
            continue
        if at + 1 < end:
            segments.append((at + 1, end))
        end = at
        if at >= start and (phrases[at].low in ";:" or phrases[at].kind == "quote"):
            break
        if len(segments) >= _MAX_SEGMENTS:
            break
    return segments


def grammatical_role(sentence: Sentence, at: int, last: int) -> GrammaticalRole:
    """Return the role of a mention whose last phrase is `last`, from the phrases beside it."""
    phrases, start, end = sentence.phrases, sentence.start, sentence.end
    if sentence.actors and _is_predicate(phrases, at):
        return "other"
    before = phrases[at - 1] if at > start else None
    is_emphasized = last + 1 < end and phrases[last + 1].low in CUE_WORDS.reflexive_pronouns
    behind = last + 2 if is_emphasized else last + 1  # 'Smith herself'
    after = phrases[behind] if behind < end else None
    is_behind_be = before is not None and before.kind == "aux" and _is_inverted(sentence, at)
    is_cleft = after is not None and after.low in ("who", "that") and at - 2 >= start
    if at in sentence.actors or is_behind_be or (is_cleft and phrases[at - 2].low == "it"):
        return "subject"  # 'it was X who'
    if before is not None and before.kind == "prep":
        return "subject" if _is_topic(sentence, at) else "other"
    if before is not None and before.kind == "verb" and before.low not in CUE_WORDS.verbs_with_listener:
        return "subject" if at - 2 >= start and phrases[at - 2].kind in ("quote", "punct") else "other"
    begins_clause = before is None or before.kind in ("punct", "sub", "quote", "conj", "rel")
    has_verb = after is not None and (after.kind in ("verb", "aux", "word", "adv") or after.low == ",")
    if not (begins_clause and has_verb):
        return "other"
    return "clause subject" if before is not None and before.kind in ("sub", "rel") else "subject"


def _is_topic(sentence: Sentence, at: int) -> bool:
    """Return True if the mention is the topic of the sentence: 'As for X,', 'For X, this is new'."""
    phrases, start, end = sentence.phrases, sentence.start, sentence.end
    is_introduced = at - 2 == start and phrases[start].low == "as"
    is_viewer = at - 1 == start and at + 1 < end and phrases[at + 1].low == ","
    return phrases[at - 1].low == "for" and (is_introduced or is_viewer)


def first_actors(phrases: Sequence[Phrase]) -> Iterator[int]:
    """Yield the first mention of each main clause of a block that can act: 'Das sieht Försterin X anders'.

    In German an adverbial, an object or 'das' stands before the finite verb as often as the subject.
    """
    is_open = True
    for at, phrase in enumerate(phrases):
        if phrase.mention is None:
            is_open = (is_open and phrase.kind not in ("rel", "sub")) or phrase.low in _CLAUSE_BEGINS_BEHIND
        elif is_open and _can_act(phrase.mention) and not _is_predicate(phrases, at):
            is_open = at > 0 and phrases[at - 1].kind == "prep" and not _is_viewer(phrases, at)
            if not is_open:
                yield at


def _is_viewer(phrases: Sequence[Phrase], at: int) -> bool:
    """Return True for X in 'Für X ist das Alltag', at the head of a sentence."""
    begins = at == 1 or phrases[at - 2].low in _CLAUSE_BEGINS_BEHIND
    return begins and phrases[at - 1].low == "for"


def _is_predicate(phrases: Sequence[Phrase], at: int) -> bool:
    """Return True if a bare noun before 'ist' is no subject: 'Eigentümer ist seit März die Firma X'."""
    mention, after = phrases[at].mention, phrases[at + 1 : at + 2]
    is_bare = mention is not None and mention.kind == "nominal" and not mention.has_determiner
    return is_bare and bool(after) and after[0].low in _BE


def _can_act(mention: Mention) -> bool:
    """Return True for a person, a body, and a pronoun that may be one."""
    if mention.kind == "pronoun":
        return mention.words[0] not in CUE_WORDS.object_pronouns and mention.words[0] != "it"
    return mention.kind == "name" or mention.entity_type not in ("", "document")


def _is_inverted(sentence: Sentence, at: int) -> bool:
    """Return True if verb and subject are inverted behind an adverbial: 'Among the guests was X, who'."""
    phrases, start = sentence.phrases, sentence.start
    is_introduced = phrases[start].kind == "prep" and phrases[at - 1].low in _BE
    return is_introduced and not any(p.kind in ("punct", "verb") for p in phrases[start + 1 : at])
