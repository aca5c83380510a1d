"""How old somebody is: 'Jamie Ackroyd, 19,' may be called 'the teenager' and 'the 19-year-old'."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, Phrase
from briefing.quote.phrases.peeling import NameParts

_YEARS_OLD = re.compile(r"(\d{1,3})-year-old$")
_OLDEST = 110


class Aged(NamedTuple):
    """A name, and the age that stands beside it."""

    name: NameParts
    years: int


def ages(phrases: Sequence[Phrase], start: int, end: int) -> Iterator[Aged]:
    """'Jamie Ackroyd, 19,' and '19-year-old Jamie Ackroyd'."""
    for at in range(start, end):
        mention = phrases[at].mention
        if mention is None or mention.name is None or mention.kind != "name":
            continue
        years = _years_before(mention) or _years_behind(phrases, at, end)
        if years:
            yield Aged(mention.name, years)


def years_meant(mention: Mention, words: Vocabulary) -> range | None:
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
