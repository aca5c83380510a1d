"""Two names for one person side by side: 'the club's captain, Jane Doe,' and 'Jane Doe, the captain,'.

How old somebody is: 'Jamie Ackroyd, 19,' may be called 'the teenager' and 'the 19-year-old'.

A description with whom it is of: 'a spokesman for the port' is somebody else than 'a spokesman'.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, NameParts, Phrase

_CLOSING = ("punct", "quote", "rel", "prep")
_AFTER_ROLE = ("punct", "quote", "rel", "verb", "aux")
_KNOWN = frozenset({"known", "identified"})
_NAMED = frozenset({"as", "named", "nicknamed", "called"})
_LONGEST_ROLE = 12  # phrases


class Apposition(NamedTuple):
    """A description, the name that stands beside it, and where the whole description ends in the block.

    The mention of 'the captain of the club, Jane Doe' is 'the captain', its whole ends behind 'club'.
    """

    mention: Mention
    name: NameParts
    end: int


def appositions(phrases: Sequence[Phrase], start: int, end: int) -> Iterator[Apposition]:
    """The descriptions of persons between `start` and `end` that stand beside a name."""
    for comma in range(start + 1, end - 1):
        right = phrases[comma + 1].mention
        if right is not None and phrases[comma].low in _NAMED:
            yield from _named_so(phrases, comma, start)
        if phrases[comma].low != "," or right is None or not _closes(phrases, comma, start, end):
            continue
        left = phrases[comma - 1].mention
        if left is not None and left.name is not None and _is_described(left.name, right):
            yield Apposition(right, left.name, phrases[_chain_end(phrases, comma + 1, end)].end)
        elif right.name is not None and _is_person(right.name):
            described = _description_before(phrases, comma, start)
            if described is not None and phrases[comma + 2 : comma + 3] and phrases[comma + 2].kind != "prep":
                yield Apposition(described, right.name, phrases[comma - 1].end)


def _chain_end(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """The last phrase of 'a spokesman for the London-based watchdog Clear Air'."""
    last = at
    while last + 1 < min(end, at + _LONGEST_ROLE) and phrases[last + 1].kind not in _AFTER_ROLE:
        last += 1
    return last


def _named_so(phrases: Sequence[Phrase], at: int, start: int) -> Iterator[Apposition]:
    """'the harbour master known as Bob', 'a driver named Ann Lee'; `at` stands before the name."""
    named = phrases[at + 1].mention
    before = at - 2 if phrases[at].low == "as" else at - 1
    mention = phrases[before].mention if before >= start else None
    known = before < at - 1 and phrases[at - 1].low not in _KNOWN
    if known or named is None or named.name is None or not _is_person(named.name):
        return
    if mention is not None and mention.determined and _describes_one(mention):
        yield Apposition(mention, named.name, phrases[before].end)


def _closes(phrases: Sequence[Phrase], comma: int, start: int, end: int) -> bool:
    """Whether what stands behind the comma ends there; at the head of a clause an auxiliary ends it too.

    'Paul Ames, the mayor’s chief of staff was asked …'.
    """
    at = comma + 2
    if at >= end or phrases[at].kind in _CLOSING:
        return True
    beside = phrases[comma - 1].mention
    in_full = beside is not None and beside.name is not None and beside.name.kind == "person"
    heads = comma - 1 == start or phrases[comma - 2].kind == "sub"
    return in_full and heads and phrases[at].kind == "aux"


def _description_before(phrases: Sequence[Phrase], comma: int, start: int) -> Mention | None:
    """The head of 'the captain of the club' before a comma, if an article or an owner makes it one person."""
    at = comma - 1
    while at - 2 >= start and phrases[at - 1].kind == "prep":
        at -= 2
    mention = phrases[at].mention
    return mention if mention is not None and _describes_one(mention) and mention.determined else None


def _is_described(name: NameParts, mention: Mention) -> bool:
    """'Jane Doe, the captain', and behind a first name any office: 'Jane Doe, the harbour master'."""
    if _is_person(name) and _describes_one(mention):
        return True
    is_office = mention.kind == "nominal" and mention.determined and not mention.entity_type
    return name.kind == "person" and is_office


def _describes_one(mention: Mention) -> bool:
    return mention.kind == "nominal" and mention.entity_type in ("person", "man", "woman")


def _is_person(name: NameParts) -> bool:
    return name.kind in ("person", "name")


_YEARS_OLD = re.compile(r"(\d{1,3})-year-old$")
_OLDEST = 110


class AgedName(NamedTuple):
    """A name, and the age that stands beside it."""

    name: NameParts
    years: int


def ages(phrases: Sequence[Phrase], start: int, end: int) -> Iterator[AgedName]:
    """'Jamie Ackroyd, 19,' and '19-year-old Jamie Ackroyd'."""
    for at in range(start, end):
        mention = phrases[at].mention
        if mention is None or mention.name is None or mention.kind != "name":
            continue
        years = _years_before(mention) or _years_behind(phrases, at, end)
        if years:
            yield AgedName(mention.name, years)


def ages_described(mention: Mention, words: Vocabulary) -> range | None:
    """The ages of whom 'the teenager' or 'the 19-year-old' may mean."""
    told = _YEARS_OLD.match(mention.noun)
    return range(int(told[1]), int(told[1]) + 1) if told else words.ages.get(mention.noun)


def _years_before(mention: Mention) -> int:
    told = next((found for word in mention.words if (found := _YEARS_OLD.match(word))), None)
    return int(told[1]) if told else 0


def _years_behind(phrases: Sequence[Phrase], at: int, end: int) -> int:
    if at + 2 >= end or phrases[at + 1].low != "," or not phrases[at + 2].low.isdecimal():
        return 0
    closes = at + 3 >= end or phrases[at + 3].low in (",", ".", "and")
    years = int(phrases[at + 2].low)
    return years if closes and years < _OLDEST else 0


_OF_WHOM = frozenset({"for", "of", "from"})
_MOST_STEPS = 3  # 'an aide to the head of the office of …'


def full_description(text: str, phrases: Sequence[Phrase], at: int, end: int) -> Mention:
    """The mention at `at`; a described person with the words that say whose office it is."""
    mention = phrases[at].mention
    if mention is None:
        raise ValueError("no mention here")
    if mention.kind != "nominal" or mention.entity_type not in ("person", "man", "woman"):
        return mention
    last = at
    while last + 2 < min(end, at + 2 * _MOST_STEPS + 1):
        beside = phrases[last + 2].mention
        office = (
            beside is None and phrases[last + 1].low == "of" and phrases[last + 2].kind in ("word", "verb")
        )
        named = beside is not None and beside.kind != "pronoun"
        if phrases[last + 1].low not in _OF_WHOM or not (named or office):
            break
        last += 2
    if last == at:
        return mention
    return replace(mention, words=tuple(text[mention.start : phrases[last].end].split()))
