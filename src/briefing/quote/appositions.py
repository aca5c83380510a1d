"""Two names for one person side by side: 'the club's captain, Jane Doe,' and 'Jane Doe, the captain,'."""

from collections.abc import Iterator, Sequence

from briefing.quote.peeling import NameParts
from briefing.quote.phrases import Mention, Phrase

_CLOSING = ("punct", "quote", "rel", "prep")


def appositions(phrases: Sequence[Phrase], start: int, end: int) -> Iterator[tuple[Mention, NameParts]]:
    """The descriptions of persons between `start` and `end`, each with the name that stands beside it."""
    for comma in range(start + 1, end - 1):
        right = phrases[comma + 1].mention
        if phrases[comma].low != "," or right is None or not _closes(phrases, comma + 2, end):
            continue
        left = phrases[comma - 1].mention
        if left is not None and left.name is not None and _is_person(left.name) and _describes_one(right):
            yield right, left.name
        elif right.name is not None and _is_person(right.name):
            described = _description_before(phrases, comma, start)
            if described is not None and phrases[comma + 2 : comma + 3] and phrases[comma + 2].kind != "prep":
                yield described, right.name


def _closes(phrases: Sequence[Phrase], at: int, end: int) -> bool:
    return at >= end or phrases[at].kind in _CLOSING


def _description_before(phrases: Sequence[Phrase], comma: int, start: int) -> Mention | None:
    """The head of 'the captain of the club' before a comma, if an article or an owner makes it one person."""
    at = comma - 1
    while at - 2 >= start and phrases[at - 1].kind == "prep":
        at -= 2
    mention = phrases[at].mention
    return mention if mention is not None and _describes_one(mention) and mention.determined else None


def _describes_one(mention: Mention) -> bool:
    return mention.kind == "nominal" and mention.names_what in ("person", "man", "woman")


def _is_person(name: NameParts) -> bool:
    return name.kind in ("person", "name")
