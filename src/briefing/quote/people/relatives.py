"""Who is whose husband, mother or son: 'her husband, Leon,', 'Janet and Ken Applewhite'."""

from collections.abc import Iterator, Sequence

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.people.entities import Entity
from briefing.quote.phrases.mentions import Mention, Phrase
from briefing.quote.phrases.peeling import NameParts

_SPOUSES = {"female": "wife", "male": "husband"}


class Relatives:
    """The relatives that the article names, by person and noun."""

    def __init__(self) -> None:
        self._by_noun: dict[tuple[int, str], Entity] = {}

    def tell(self, owner: Entity, noun: str, relative: Entity) -> None:
        """'her husband, Leon': what his wife is called is told too."""
        self._by_noun[owner.order, noun] = relative
        if noun in _SPOUSES.values():
            back = "wife" if noun == "husband" else "husband"
            self._by_noun.setdefault((relative.order, back), owner)

    def tell_couple(self, one: Entity, other: Entity) -> None:
        """'Janet and Ken Applewhite': her husband is Ken, if anybody is called so."""
        for owner, partner in ((one, other), (other, one)):
            noun = _SPOUSES.get(partner.gender()[0])
            if noun is not None and owner.gender()[0] != partner.gender()[0]:
                self._by_noun.setdefault((owner.order, noun), partner)

    def find(self, owner: Entity, noun: str) -> Entity | None:
        return self._by_noun.get((owner.order, noun))


def couples(blocks: Sequence[Sequence[Phrase]], *, everywhere: bool) -> Iterator[tuple[NameParts, NameParts]]:
    """The first name and the full name of 'Janet and Ken Applewhite', in an article about a couple.

    Elsewhere 'Quist and Paul Ames' are two surnames, unless the language has few that are first names.
    """
    mentions = [phrase.mention for phrases in blocks for phrase in phrases if phrase.mention is not None]
    if everywhere or any(_means_couple(mention) for mention in mentions):
        surnames = {mention.name.core for mention in mentions if mention.name and mention.name.titles}
        found = (pair for phrases in blocks for pair in _pairs(phrases))
        yield from (pair for pair in found if pair[0].core not in surnames)


def _means_couple(mention: Mention) -> bool:
    is_couple = mention.noun in ("couple", "pair", *_SPOUSES.values()) and mention.definite
    return is_couple or (mention.name is not None and "mrs" in mention.name.titles)


def _pairs(phrases: Sequence[Phrase]) -> Iterator[tuple[NameParts, NameParts]]:
    for at in range(1, len(phrases) - 1):
        first, second = _name(phrases[at - 1].mention), _name(phrases[at + 1].mention)
        if phrases[at].low not in ("and", "&") or first is None or second is None:
            continue
        is_first_name = len(first.core) == 1 and first_name_gender(first.core[0]) in _SPOUSES
        if is_first_name and len(second.core) > 1 and second.kind == "person" and not second.titles:
            yield first, second


def _name(mention: Mention | None) -> NameParts | None:
    return mention.name if mention is not None else None
