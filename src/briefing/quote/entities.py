"""Somebody or something that can speak, and what tells whether it is a woman, a man, or several.

Who is whose husband, mother or son: 'her husband, Leon,', 'Janet and Ken Applewhite'.

The article's table of names: who is who, under which names, with which role.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefing.model import Gender
from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, NameParts, Phrase
from briefing.text import fold_name


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that can speak. `words` is the fullest name met so far.

    `nouns` are the titles and offices it was called by: 'the senator' may be this one. `told` counts what
    told the gender: titles and nouns of relation, or pronouns.
    """

    words: tuple[str, ...]
    kind: str
    order: int
    count: int = 0
    full_count: int = 0
    role: str = ""
    nouns: set[str] = field(default_factory=set)
    told: dict[tuple[str, str], int] = field(default_factory=dict)
    members: tuple["Entity", ...] = ()
    described: bool = False
    years: int = 0  # of age, 0 if nobody says

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def tell(self, gender: str, source: str) -> None:
        self.told[(gender, source)] = self.told.get((gender, source), 0) + 1

    @property
    def is_person(self) -> bool:
        return self.kind in ("person", "name")

    @property
    def is_named(self) -> bool:
        """Whether it is a person with a name that is more than a single capital."""
        sure = self.kind == "person" or len(self.words) > 1
        return self.is_person and sure and not self.described

    @property
    def can_speak(self) -> bool:
        """Whether it may be heard on when nothing says who speaks: 'Lee’s push' is a thing."""
        return self.kind not in ("thing", "place", "document", "nobody")

    def gender(self) -> tuple[Gender, str]:
        """The gender and what told it: titles, then relations, then the first name, then pronouns."""
        if self.kind == "group":
            return "group", "plural"
        if self.kind in ("organisation", "document"):
            return "organisation", "name"
        for source in ("title", "relation"):
            if found := self._said_by(source, 1):
                return found, source
        named = not self.described and (len(self.words) > 1 or self.kind == "person")
        first = first_name_gender(self.words[0]) if named else ""
        by_pronoun = self._said_by("pronoun", 1)
        if first in ("female", "male") and self._said_by("pronoun", 3) in (None, first):
            return first, "first name"
        if by_pronoun:
            return by_pronoun, "pronoun"
        return "unknown", ""

    def has_conflicting_first_name(self, gender: str) -> bool:
        """A name alone that is a man's first name, 'Osvaldo', is hardly 'she', unless it is a surname."""
        alone = len(self.words) == 1 and not self.described and self.gender()[0] == "unknown"
        return alone and first_name_gender(self.words[0]) in {"female", "male"} - {gender}

    def _said_by(self, source: str, least: int) -> Gender | None:
        if not self.told:
            return None
        female, male = self.told.get(("female", source), 0), self.told.get(("male", source), 0)
        if female >= least and female > 2 * male:
            return "female"
        if male >= least and male > 2 * female:
            return "male"
        return None


UNNAMED_SOURCE = Entity((), "nobody", -1)
"""Who says what 'hieß es' and 'dit-on' introduce."""


_SPOUSES = {"female": "wife", "male": "husband"}


class KinshipTable:
    """The relatives that the article names, by person and noun."""

    def __init__(self) -> None:
        self._by_noun: dict[tuple[int, str], Entity] = {}

    def tell(self, owner: Entity, noun: str, relative: Entity) -> None:
        """'her husband, Leon': what his wife is called is told too."""
        self._by_noun[owner.order, noun] = relative
        if noun in _SPOUSES.values():
            back = "wife" if noun == "husband" else "husband"
            self._by_noun.setdefault((relative.order, back), owner)

    def add_couple(self, one: Entity, other: Entity) -> None:
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


_PERSON_ENDINGS = ("ist", "ologist", "ian", "man", "woman", "person", "year-old", "-something")


class EntityTable:
    """One table an article: full names first, then surnames and first names find their owner."""

    def __init__(self, vocabulary: Vocabulary, common: frozenset[str] = frozenset()) -> None:
        """`common` are the words that the article writes in lower case too."""
        self.vocabulary = vocabulary
        self.common = common
        self.entities: list[Entity] = []
        self.by_last: dict[str, list[Entity]] = defaultdict(list)
        self.by_first: dict[str, list[Entity]] = defaultdict(list)
        self.by_first_surname: dict[str, list[Entity]] = defaultdict(list)
        self.descriptions: dict[str, Entity] = {}
        self.described: dict[str, Entity] = {}  # by their noun, the latest of each
        self.kinship = KinshipTable()
        self.groups: dict[tuple[int, ...], Entity] = {}

    def learn(self, mentions: Iterable[Mention]) -> None:
        """Every name of the article, so that a surname is known before its full name is read."""
        for mention in mentions:
            for parts in (mention.name, mention.owner):
                if parts is not None and len(parts.core) > 1:
                    entity = self._full(parts)
                    entity.full_count += 1

    def add_couple(self, first: NameParts, second: NameParts) -> None:
        """'Janet and Ken Applewhite': she is an Applewhite too, unless Janet is somebody's surname."""
        if not self.by_last.get(fold_name(first.core[0])):
            partner = self._full(second)
            name = NameParts(first.titles, (*first.core, partner.words[-1]), "person")
            self.kinship.add_couple(self._full(name), partner)

    def add_family_surname(self, entity: Entity, owner: Entity) -> None:
        """'his wife, Tilly,' has his surname, as far as nothing else is told."""
        if len(entity.words) == 1 and len(owner.words) > 1 and entity.is_person:
            family = self.by_last[fold_name(owner.words[-1])]
            if entity not in family:
                family.append(entity)

    def find(self, mention: Mention) -> Entity:
        """The entity of a name."""
        parts = mention.name
        if parts is None:
            raise ValueError("a mention without a name")
        entity = self.entity_of_name(parts)
        entity.count += 1
        if entity.kind == "name" and mention.noun and mention.entity_type == "organisation":
            entity.kind = "organisation"  # 'the union URW'
        self._note_gender(entity, parts, mention)
        return entity

    def entity_of_name(self, parts: NameParts) -> Entity:
        if len(parts.core) > 1:
            return self._full(parts)
        return self._single(parts)

    def describe(self, mention: Mention) -> Entity:
        """The entity of a description: 'a police spokesman' is the same one throughout the article."""
        key = self._key(mention.words)
        again = self.described.get(mention.noun) if mention.definite and len(mention.words) == 2 else None
        entity = self.descriptions.get(key) or again
        if entity is None:
            kind = _kind_of(mention)
            entity = Entity(self._words(mention), kind, len(self.entities), described=True)
            self.entities.append(entity)
            self.descriptions[key] = entity
            if mention.entity_type in ("woman", "man"):
                entity.tell("female" if mention.entity_type == "woman" else "male", "relation")
        self.described[mention.noun] = entity
        entity.count += 1
        return entity

    def knows(self, mention: Mention) -> bool:
        """Whether the article has described anybody so: 'the clerk' may be 'a clerk of the bank'."""
        return self._key(mention.words) in self.descriptions or mention.noun in self.described

    def clear_descriptions(self) -> None:
        """Read from the top again: nobody has been described yet."""
        self.descriptions.clear()
        self.described.clear()

    def _words(self, mention: Mention) -> tuple[str, ...]:
        """The words of a description, without the capital of a sentence: 'the club's chairman'."""
        first, *rest = mention.text.split()
        low = mention.words[0].lower()
        common = low in self.vocabulary.articles or low in self.vocabulary.classes
        return (first[0].lower() + first[1:] if common and mention.determined else first, *rest)

    def call(self, entity: Entity, mention: Mention, role: str) -> None:
        """'the club's captain, Jane Doe': from here on the description means her, and tells what it tells."""
        entity.role = entity.role or role
        if mention.definite:
            self.descriptions[self._key(mention.words)] = entity
            self.descriptions[self._key(role.split())] = entity
        self._note_noun(entity, mention)

    def _key(self, words: Sequence[str]) -> str:
        articles = self.vocabulary.articles
        return " ".join(fold_name(word) for word in words if word.lower() not in articles)

    def group(self, members: tuple[Entity, ...]) -> Entity:
        key = tuple(sorted(member.order for member in members))
        if key not in self.groups:
            words = tuple(f" {self.vocabulary.conjunction} ".join(_names_together(members)).split())
            entity = Entity(words, "group", len(self.entities), members=members)
            self.entities.append(entity)
            self.groups[key] = entity
        return self.groups[key]

    def _full(self, parts: NameParts) -> Entity:
        last = fold_name(parts.core[-1])
        for entity in self.by_last[last]:
            if _is_same_name(parts.core, entity.words):
                if len(parts.core) > len(entity.words) and len(parts.core) <= 4:
                    entity.words = parts.core
                if parts.kind == "person":
                    entity.kind = "person"
                return entity
        return self._add(parts)

    def _single(self, parts: NameParts) -> Entity:
        word = fold_name(parts.core[0])
        candidates = self.by_last.get(word) or self.by_first.get(word) or self.by_first_surname.get(word)
        if not candidates:
            return self._add(parts)
        gender = next((self.vocabulary.titles.get(title) for title in parts.titles), None)
        fitting = [e for e in candidates if gender not in ("female", "male") or _fits(e, gender)]
        if not fitting and all(entity.gender()[1] != "first name" for entity in candidates):
            return self._add(parts)
        return max(fitting or candidates, key=lambda entity: (entity.full_count, -entity.order))

    def _add(self, parts: NameParts) -> Entity:
        kind = "person" if self._is_first_name(parts) else parts.kind
        entity = Entity(parts.core, kind, len(self.entities))
        self.entities.append(entity)
        self.by_last[fold_name(parts.core[-1])].append(entity)
        if len(parts.core) > 1 and self._may_be_person(parts):
            self.by_first[fold_name(parts.core[0])].append(entity)
            if self.vocabulary.two_surnames and len(parts.core) > 2:
                self.by_first_surname[fold_name(parts.core[-2])].append(entity)
        return entity

    def _is_first_name(self, parts: NameParts) -> bool:
        """'Josiane', whose surname nobody tells; in English it could be a surname."""
        alone = self.vocabulary.uses_elegant_variation and len(parts.core) == 1 and parts.kind == "name"
        return alone and first_name_gender(parts.core[0]) in ("female", "male")

    def _may_be_person(self, parts: NameParts) -> bool:
        """Whether a first name is to be expected; a 'Smith Foundation' is named after one."""
        if parts.kind != "name":
            return parts.kind == "person"
        return not any(fold_name(word) in self.common for word in parts.core[1:])

    def _note_gender(self, entity: Entity, parts: NameParts, mention: Mention) -> None:
        for title in parts.titles:
            told = self.vocabulary.titles.get(title)
            what = self.vocabulary.nouns.get(title)
            gender = (
                told if told in ("female", "male") else {"woman": "female", "man": "male"}.get(what or "")
            )
            if gender:
                entity.tell(gender, "title")
        in_full = self.vocabulary.titles_in_full
        entity.nouns.update(in_full.get(title, title) for title in parts.titles)
        self._note_noun(entity, mention)

    def _note_noun(self, entity: Entity, mention: Mention) -> None:
        if mention.entity_type in ("woman", "man"):
            entity.tell("female" if mention.entity_type == "woman" else "male", "relation")
        if mention.noun and mention.entity_type in ("woman", "man", "person"):
            entity.nouns.add(mention.noun)
            entity.role = entity.role or _role_before_name(mention)


def _names_together(members: tuple[Entity, ...]) -> list[str]:
    """'Ann' and 'Bob Lee' for two Lees."""
    surnames = {member.words[-1] for member in members}
    shared = len(surnames) == 1 and all(len(member.words) == 2 and member.is_person for member in members)
    return [*(one.words[0] if shared else one.name for one in members[:-1]), members[-1].name]


def _role_before_name(mention: Mention) -> str:
    """'the club's chairman Lee Smith' is the 'club's chairman'."""
    lows = [word.lower() for word in mention.words]
    if mention.noun not in lows:
        return mention.noun  # a compound of another language
    words = mention.words[: lows.index(mention.noun) + 1]
    return " ".join(words[mention.determined :]).replace(" 's", "'s").replace(" ’s", "’s")


def _kind_of(mention: Mention) -> str:
    """What a description names; a noun of no list is a thing, unless it is made like those of people."""
    if mention.entity_type in ("group", "organisation", "document"):
        return mention.entity_type
    is_person = mention.entity_type or mention.noun.endswith(_PERSON_ENDINGS)
    return "person" if is_person else "thing"


def _fits(entity: Entity, gender: str | None) -> bool:
    return entity.gender()[0] in (gender, "unknown")


def _is_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Paul W. Ames and Paul Ames; Marsh Quist and Ida Marsh Quist; J. Ames."""
    left, right = [fold_name(word).strip(".") for word in one], [fold_name(word).strip(".") for word in other]
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    first, second = left[0], right[0]
    return first[0] == second[0] and (len(first) == 1 or len(second) == 1 or first[:3] == second[:3])
