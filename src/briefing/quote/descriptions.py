"""What an article says of a person beside the name: appositions, ages, offices and relatives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, NameParts, Phrase

SPOUSES = {"female": "wife", "male": "husband"}

_CLOSING = ("punct", "quote", "rel", "prep")
_MARKS = ("punct", "quote")
_AFTER_ROLE = ("punct", "quote", "rel", "verb", "aux")
_LONGEST_ROLE = 12  # phrases
_MAX_OFFICE_STEPS = 3  # 'an aide to the head of the office of …'
_YEARS_OLD = re.compile(r"(\d{1,3})-year-old$")
_MAX_AGE = 110


class Apposition(NamedTuple):
    """A description beside a name; the whole description ends at character `end` of the block.

    The mention of 'the captain of the club, Jane Doe' is 'the captain', and `end` is behind 'club'.
    """

    mention: Mention
    name: NameParts
    end: int


class AgedName(NamedTuple):
    """A name, and the age in years beside it."""

    name: NameParts
    years: int


def appositions(phrases: Sequence[Phrase], start: int, end: int) -> Iterator[Apposition]:
    """Yield the descriptions of persons beside a name: 'the club's captain, Jane Doe,'."""
    introduced: dict[NameParts, Mention] = {}  # 'la fiscal, Rosa Melero, el acusado': by the words before
    for comma in range(start + 1, end - 1):
        right = phrases[comma + 1].mention
        if right is not None and phrases[comma].low in CUE_WORDS.named:
            yield from _known_as(phrases, comma, start)
        if phrases[comma].low != "," or right is None or not _is_closed(phrases, comma, start, end):
            continue
        left = phrases[comma - 1].mention
        if left is not None and left.name is not None and _may_describe(right, left.name):
            before = introduced.get(left.name)
            if before is not None and {before.entity_type, right.entity_type} == {"man", "woman"}:
                continue
            yield Apposition(right, left.name, phrases[_role_end(phrases, comma + 1, end)].end)
        elif right.name is not None and _may_be_person(right.name):
            described = _description_before(phrases, comma, start)
            if described is not None and phrases[comma + 2 : comma + 3] and phrases[comma + 2].kind != "prep":
                introduced[right.name] = described
                yield Apposition(described, right.name, phrases[comma - 1].end)


def full_description(text: str, phrases: Sequence[Phrase], at: int, end: int) -> Mention:
    """Return the mention at `at`, with the words that tell a person's office.

    'a spokesman for the port' is somebody else than 'a spokesman for the ferry'.
    """
    mention = phrases[at].mention
    if mention is None:
        raise ValueError("no mention here")
    if not mention.describes_person:
        return mention
    last = at
    while last + 2 < min(end, at + 2 * _MAX_OFFICE_STEPS + 1):
        preposition, beside = phrases[last + 1].low, phrases[last + 2].mention
        is_word = beside is None and preposition == "of" and phrases[last + 2].kind in ("word", "verb")
        is_office = is_word or (beside is not None and beside.kind != "pronoun")
        if preposition not in CUE_WORDS.office_prepositions or not is_office:
            break
        last += 2
    if last == at:
        return mention
    return replace(mention, words=tuple(text[mention.start : phrases[last].end].split()))


def ages(phrases: Sequence[Phrase], start: int, end: int) -> Iterator[AgedName]:
    """Yield the ages of 'Jamie Ackroyd, 19,' and '19-year-old Jamie Ackroyd'."""
    for at in range(start, end):
        mention = phrases[at].mention
        if mention is None or mention.name is None or mention.kind != "name":
            continue
        years = _age_before(mention) or _age_behind(phrases, at, end)
        if years:
            yield AgedName(mention.name, years)


def ages_described(mention: Mention, vocabulary: Vocabulary) -> range | None:
    """Return the ages in years that 'the teenager' or 'the 19-year-old' may have."""
    found = _YEARS_OLD.match(mention.noun)
    return range(int(found[1]), int(found[1]) + 1) if found else vocabulary.ages.get(mention.noun)


def couples(blocks: Sequence[Sequence[Phrase]], *, everywhere: bool) -> Iterator[tuple[NameParts, NameParts]]:
    """Yield the first name and the full name of 'Janet and Ken Applewhite', in an article about a couple.

    In other articles 'Quist and Paul Ames' may be two surnames; `everywhere` is for languages in which few
    surnames are first names.
    """
    mentions = [phrase.mention for phrases in blocks for phrase in phrases if phrase.mention is not None]
    if everywhere or any(_implies_couple(mention) for mention in mentions):
        surnames = {mention.name.core for mention in mentions if mention.name and mention.name.titles}
        found = (pair for phrases in blocks for pair in _coordinated_names(phrases))
        yield from (pair for pair in found if pair[0].core not in surnames)


def _role_end(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """Return the last phrase of 'a spokesman for the London-based watchdog Clear Air'."""
    last = at
    while last + 1 < min(end, at + _LONGEST_ROLE) and phrases[last + 1].kind not in _AFTER_ROLE:
        last += 1
    return last


def _known_as(phrases: Sequence[Phrase], at: int, start: int) -> Iterator[Apposition]:
    """Read 'the harbour master known as Bob', 'a driver named Ann Lee'; `at` is the word before the name."""
    named = phrases[at + 1].mention
    before = at - 2 if phrases[at].low == "as" else at - 1
    mention = phrases[before].mention if before >= start else None
    is_other_as = before < at - 1 and phrases[at - 1].low not in CUE_WORDS.known_as
    if is_other_as or named is None or named.name is None or not _may_be_person(named.name):
        return
    if mention is not None and mention.has_determiner and mention.describes_person:
        yield Apposition(mention, named.name, phrases[before].end)


def _is_closed(phrases: Sequence[Phrase], comma: int, start: int, end: int) -> bool:
    """Return True if the apposition behind a comma ends there.

    At the head of a clause an auxiliary ends it too: 'Paul Ames, the mayor’s chief of staff was asked …'.
    """
    at = comma + 2
    if at >= end or phrases[at].kind in _CLOSING:
        return True
    behind = next((place for place in range(at, end) if phrases[place].kind != "adv"), end)
    if behind > at and (behind >= end or phrases[behind].kind in _MARKS):
        return True  # 'Paul Ames, mayor since January.'
    beside = phrases[comma - 1].mention
    is_full_name = beside is not None and beside.name is not None and beside.name.kind == "person"
    begins_clause = comma - 1 == start or phrases[comma - 2].kind == "sub"
    return is_full_name and begins_clause and phrases[at].kind == "aux"


def _description_before(phrases: Sequence[Phrase], comma: int, start: int) -> Mention | None:
    """Return the head of 'the captain of the club' before a comma, if a determiner makes it one person."""
    at = comma - 1
    while at - 2 >= start and phrases[at - 1].kind == "prep":
        at -= 2
    mention = phrases[at].mention
    is_one_person = mention is not None and mention.describes_person and mention.has_determiner
    return mention if is_one_person else None


def _may_describe(mention: Mention, name: NameParts) -> bool:
    """Return True if a mention describes the name: 'Jane Doe, the captain'."""
    if _may_be_person(name) and mention.describes_person:
        return True
    is_office = mention.kind == "nominal" and mention.has_determiner and not mention.entity_type
    return name.kind == "person" and is_office


def _may_be_person(name: NameParts) -> bool:
    return name.kind in ("person", "name")


def _age_before(mention: Mention) -> int:
    found = next((match for word in mention.words if (match := _YEARS_OLD.match(word))), None)
    return int(found[1]) if found else 0


def _age_behind(phrases: Sequence[Phrase], at: int, end: int) -> int:
    if at + 2 >= end or phrases[at + 1].low != "," or not phrases[at + 2].low.isdecimal():
        return 0
    is_closed = at + 3 >= end or phrases[at + 3].low in (",", ".", "and")
    years = int(phrases[at + 2].low)
    return years if is_closed and years < _MAX_AGE else 0


def _implies_couple(mention: Mention) -> bool:
    is_couple = mention.noun in ("couple", "pair", *SPOUSES.values()) and mention.is_definite
    return is_couple or (mention.name is not None and "mrs" in mention.name.titles)


def _coordinated_names(phrases: Sequence[Phrase]) -> Iterator[tuple[NameParts, NameParts]]:
    for at in range(1, len(phrases) - 1):
        first, second = _name(phrases[at - 1].mention), _name(phrases[at + 1].mention)
        if phrases[at].low not in ("and", "&") or first is None or second is None:
            continue
        is_first_name = len(first.core) == 1 and first_name_gender(first.core[0]) in SPOUSES
        if is_first_name and len(second.core) > 1 and second.kind == "person" and not second.titles:
            yield first, second


def _name(mention: Mention | None) -> NameParts | None:
    return mention.name if mention is not None else None
