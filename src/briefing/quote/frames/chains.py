"""Noun phrases that belong together: 'a spokesman for the mayor of London', 'A, B and C'."""

from collections.abc import Sequence

from briefing.quote.phrases.mentions import Phrase

OBJECTS = frozenset({"him", "them", "me", "us", "himself", "herself", "themselves", "itself", "her", "this"})
_BY = frozenset({"by", "from"})
_SHOWN = frozenset({"of"})
_AUTHORS = {"video": _SHOWN, "recording": _SHOWN, "tape": _SHOWN, "clip": _SHOWN}
_PREPOSITION_OR_NOT = frozenset({"after", "before", "since", "until", "till"})

Subject = tuple[int, ...]
"""The noun phrases that do something together, as indices of phrases; empty if there is none."""


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
    """'just after Quist began to sing': a verb follows, so no preposition stands here."""
    follows = last + 1 < len(phrases) and phrases[last + 1].kind == "verb"
    return follows and phrases[at].low in _PREPOSITION_OR_NOT and phrases[last + 1].low[-3:] != "ing"


def author(phrases: Sequence[Phrase], at: int, end: int) -> Subject:
    """Who wrote 'a statement by X' or is seen in 'a video of X': X speaks, and no paper."""
    mention = phrases[at].mention if at + 2 < end else None
    is_paper = mention is not None and mention.kind == "nominal" and mention.names_what == "document"
    if mention is None or not is_paper or phrases[at + 1].low not in _AUTHORS.get(mention.noun, _BY):
        return ()
    written = phrases[at + 2].mention
    writes = written is not None and (written.name is not None or written.names_what not in ("", "document"))
    return (at + 2,) if writes else ()


def chain_head_before(phrases: Sequence[Phrase], verb: int, start: int) -> int | None:
    """The noun phrase right before a verb; None if there is none or a preposition governs it."""
    return chain_head(phrases, verb - 1, start) if phrases[verb - 1].kind == "np" else None


def partners_before(phrases: Sequence[Phrase], head: int, start: int) -> Subject:
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


def partners_behind(phrases: Sequence[Phrase], first: int, end: int) -> Subject:
    """'A and B' where A begins the segment."""
    members = [first]
    at = first + 1
    while at + 1 < end and phrases[at].low in ("and", "&") and phrases[at + 1].kind == "np":
        members.append(at + 1)
        at += 2
    whole = at >= end or phrases[at].kind in ("verb", "aux", "adv", "word", "punct")
    return tuple(members) if whole else (first,)
