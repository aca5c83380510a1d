"""Who does what a verb says: the subject beside a verb, on the left or on the right."""

from collections.abc import Sequence

from briefing.quote.phrases import Mention, Phrase

_OBJECTS = frozenset({"him", "them", "me", "us", "himself", "herself", "themselves", "itself", "her"})
_PREPOSITION_OR_NOT = frozenset({"after", "before", "since", "until", "till"})
_MOST_SEGMENTS = 10

Subject = tuple[int, ...]


def subject_before(phrases: Sequence[Phrase], verb: int, start: int) -> Subject:
    """The noun phrases (their indices) on the left of a verb that are its subject; empty if there is none."""
    at = verb - 1
    while at >= start and (phrases[at].kind in ("adv", "aux") or phrases[at].low == "to"):
        at -= 1
    if at < start:
        return ()
    phrase = phrases[at]
    if phrase.kind == "np":
        return _adjacent(phrases, at, verb, start)
    if phrase.kind == "rel":
        return _antecedent(phrases, at, start)
    if phrase.kind == "punct" and phrase.low in ",—–-":
        return _beyond_parenthesis(phrases, at, start) or first_subject(phrases, start, verb)
    return first_subject(phrases, start, verb)


def _adjacent(phrases: Sequence[Phrase], at: int, verb: int, start: int) -> Subject:
    bare = phrases[verb].low.endswith("ing") or phrases[verb].kind != "verb"
    if phrases[at].low in _OBJECTS and not bare:
        return first_subject(phrases, start, verb)
    mention = phrases[at].mention
    is_document = mention is not None and mention.names_what == "document"
    if is_document and phrases[verb].low.endswith("ing"):
        return first_subject(phrases, start, at) or (at,)
    head = chain_head(phrases, at, start)
    if head is None:
        return _with_object(phrases, at, verb) or first_subject(phrases, start, verb)
    return _beyond_apposition(phrases, head, start) or _with_partners(phrases, head, start)


def _with_object(phrases: Sequence[Phrase], at: int, verb: int) -> Subject:
    """'…, with the spokeswoman Jane Doe saying': the object of 'with' speaks."""
    is_object = phrases[at - 1].low == "with" and phrases[verb].low.endswith("ing")
    return (at,) if is_object else ()


def _beyond_apposition(phrases: Sequence[Phrase], head: int, start: int) -> Subject:
    """'X, head of Y, a company in Z said': no comma closes the apposition, and X still speaks."""
    mention = phrases[head].mention
    first = phrases[start].mention
    if mention is None or mention.kind != "nominal" or first is None or head - start < 2:
        return ()
    named = first.name is not None and first.name.kind in ("person", "name")
    apart = phrases[start + 1].low == ","
    acts = any(phrases[at].kind in ("verb", "aux", "conj", "sub") for at in range(start + 1, head))
    return (start,) if named and apart and not acts else ()


def chain_head(phrases: Sequence[Phrase], last: int, start: int) -> int | None:
    """The first noun phrase of 'a spokesman for the mayor of London'; None if a preposition governs it.

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
            and not first.determined
            and first.names_what in ("person", "man", "woman")
        ):
            return last
    if head > start and phrases[head - 1].kind == "prep" and not _opens_clause(phrases, head - 1, last):
        return None
    return head


def _opens_clause(phrases: Sequence[Phrase], at: int, last: int) -> bool:
    """'just after Weaver uttered the lines': a verb follows, so no preposition stands here."""
    follows = last + 1 < len(phrases) and phrases[last + 1].kind == "verb"
    return follows and phrases[at].low in _PREPOSITION_OR_NOT and phrases[last + 1].low[-3:] != "ing"


def chain_head_before(phrases: Sequence[Phrase], verb: int, start: int) -> int | None:
    """The noun phrase right before a verb; None if there is none or a preposition governs it."""
    return chain_head(phrases, verb - 1, start) if phrases[verb - 1].kind == "np" else None


def _with_partners(phrases: Sequence[Phrase], head: int, start: int) -> Subject:
    """'A and B', 'A, B and C': all of them, if the list begins the clause."""
    members = [head]
    at = head - 1
    while at - 1 >= start and (phrases[at].kind == "conj" or phrases[at].low == ",") and len(members) < 5:
        if phrases[at].kind == "conj" and phrases[at].low not in ("and", "&", "or"):
            break
        before = at - 1
        if phrases[before].low == ",":
            before -= 1
        if before < start or phrases[before].kind != "np":
            break
        if phrases[at].low == "," and len(members) == 1:
            break
        left = chain_head(phrases, before, start)
        if left is None:
            break
        members.insert(0, left)
        at = left - 1
    clause_begins = at < start or phrases[at].kind in ("punct", "sub", "quote", "rel", "adv")
    if len(members) > 1 and clause_begins:
        return tuple(members)
    return (head,)


def _antecedent(phrases: Sequence[Phrase], relative: int, start: int) -> Subject:
    at = relative - 1
    if at >= start and phrases[at].low == ",":
        at -= 1
    if at < start or phrases[at].kind != "np":
        return first_subject(phrases, start, relative)
    head = chain_head(phrases, at, start)
    return (head if head is not None else at,)


def _beyond_parenthesis(phrases: Sequence[Phrase], comma: int, start: int) -> Subject:
    """'X, the co-chair of Y, who lives in Z, said': walk over the segments between commas to X."""
    fallback: Subject = ()
    partner: Subject = ()
    named: Subject = ()
    for begin, end in _segments_leftward(phrases, comma, start):
        first = begin
        joined = phrases[first].kind == "conj"
        if joined and first + 1 < end:
            first += 1
        if phrases[first].kind == "word" and first + 1 < end and phrases[first + 1].kind == "np":
            first += 1  # 'mechanical engineer X'
        mention = phrases[first].mention
        if mention is None or phrases[first].low in _OBJECTS:
            continue
        if joined and not partner and _names_person(mention):
            partner = (first,)
        elif _names_person(mention):
            found = (first, *partner) if partner else _following_partners(phrases, first, end)
            if _is_surely_person(mention):
                return found
            if named and _acts(phrases, first, end):
                break
            named = found
        elif not (mention.kind == "name" and fallback) or _is_described_by(phrases[fallback[0]], mention):
            fallback = (first,)
    return named or partner or fallback


def _names_person(mention: Mention) -> bool:
    """A pronoun, or a name that may be a person's; 'the 2016 Open' is none."""
    if mention.kind == "pronoun":
        return True
    if mention.name is None or mention.name.kind not in ("person", "name"):
        return False
    return not mention.determined or bool(mention.names_what or mention.name.titles)


def _is_surely_person(mention: Mention) -> bool:
    return mention.name is None or mention.name.kind == "person"


def _acts(phrases: Sequence[Phrase], start: int, end: int) -> bool:
    return any(phrases[at].kind in ("verb", "aux") for at in range(start, end))


def _is_described_by(phrase: Phrase, mention: Mention) -> bool:
    """'The Heath Fund, a charity, said': what a description with an article says of an organisation."""
    beside = phrase.mention
    indefinite = beside is not None and beside.determined and not beside.definite
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
        if len(segments) >= _MOST_SEGMENTS:
            break
    return segments


def _following_partners(phrases: Sequence[Phrase], first: int, end: int) -> Subject:
    """'A and B' where A begins the segment."""
    members = [first]
    at = first + 1
    while at + 1 < end and phrases[at].low in ("and", "&") and phrases[at + 1].kind == "np":
        members.append(at + 1)
        at += 2
    whole = at >= end or phrases[at].kind in ("verb", "aux", "adv", "word", "punct")
    return tuple(members) if whole else (first,)


def first_subject(phrases: Sequence[Phrase], start: int, end: int) -> Subject:
    """The first noun phrase of a clause that no preposition governs, past what introduces the clause."""
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
        if phrase.kind == "np" and phrase.low not in _OBJECTS and not _tells_when(phrases, at, end):
            return _following_partners(phrases, at, end)
        at += 1
    return introduced


def _tells_when(phrases: Sequence[Phrase], at: int, end: int) -> bool:
    """'A few minutes later,', 'That night,': a description of no person that a comma ends, others follow."""
    mention = phrases[at].mention
    if mention is None or mention.kind != "nominal" or mention.names_what:
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
            and phrases[at].low not in _OBJECTS
            and (at == start or phrases[at - 1].kind != "prep")
        ):
            return (at,)
    return ()


def subject_after(phrases: Sequence[Phrase], verb: int, end: int) -> Subject:
    """'said X', 'added X and Y', 'said the school's head, Jane Doe, on Monday'."""
    at = _past_adverbials(phrases, verb + 1, end)
    if at >= end or phrases[at].kind != "np" or phrases[at].low in _OBJECTS:
        return ()
    named = _name_in_apposition(phrases, at, end)
    if named is not None:
        return (named,)
    return _following_partners(phrases, at, end)


def _past_adverbials(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """Past 'on Monday', 'to the paper' and 'in Mainz' to the noun phrase behind, if one follows."""
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
    """The name after a description: 'the school's head, Jane Doe,'."""
    mention = phrases[at].mention
    if mention is None or mention.kind != "nominal":
        return None
    comma = at + 1
    while comma + 1 < end and phrases[comma].kind == "prep" and phrases[comma + 1].kind in ("np", "word"):
        comma += 2
    name = comma + 1
    if name >= end or phrases[comma].low != "," or phrases[name].mention is None:
        return None
    parts = phrases[name].mention.name  # type: ignore[union-attr]
    closes = name + 1 >= end or phrases[name + 1].kind == "punct"
    return name if parts is not None and parts.kind == "person" and closes else None
