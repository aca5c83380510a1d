"""An entity of an article with the evidence of its gender, its relatives, and what the article says of it.

Beside a name stand appositions, ages, offices and relatives.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from briefing.model import Gender
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import Vocabulary, first_name_gender
from briefing.quote.phrases.mentions import Mention, NameParts, Phrase

_SPOUSES = {"female": "wife", "male": "husband"}

_CLOSING = ("punct", "quote", "rel", "prep")
_MARKS = ("punct", "quote")
_AFTER_ROLE = ("punct", "quote", "rel", "verb", "aux")
_LONGEST_ROLE = 12  # phrases
_MAX_OFFICE_STEPS = 3  # 'an aide to the head of the office of …'
_YEARS_OLD = re.compile(r"(\d{1,3})-year-old$")
_MAX_AGE = 110
EntityKind = Literal["name", "person", "organisation", "place", "group", "document", "thing", "unnamed"]
"""'name' is a name whose words prove nothing: it may be a person's."""

GenderSource = Literal["title", "relation", "pronoun"]

_MIN_CONTRADICTIONS = 3  # pronouns that outweigh a first name


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


def ages(phrases: Sequence[Phrase], start: int, end: int, years_words: frozenset[str]) -> Iterator[AgedName]:
    """Yield the ages of 'Jamie Ackroyd, 19,', 'Julie Morel, 19 ans,' and '19-year-old Jamie Ackroyd'."""
    for at in range(start, end):
        mention = phrases[at].mention
        if mention is None or mention.name is None or mention.kind != "name":
            continue
        years = _age_before(mention) or _age_behind(phrases, at, end)
        years = years or _counted_years(phrases, at + 2, end, years_words)
        if years:
            yield AgedName(mention.name, years)


def age_of_description(phrases: Sequence[Phrase], at: int, end: int, years_words: frozenset[str]) -> int:
    """Return the years of 'ce colosse de 57 ans'; 0 if no age is stated."""
    is_stated = at + 1 < end and phrases[at + 1].low == "of"
    return _counted_years(phrases, at + 2, end, years_words) if is_stated else 0


def _counted_years(phrases: Sequence[Phrase], at: int, end: int, years_words: frozenset[str]) -> int:
    """Return 57 for '57 ans' at `at` behind a comma or a preposition; 0 if something else stands there."""
    mention = phrases[at].mention if at < end and phrases[at - 1].low in (",", "of") else None
    is_age = mention is not None and mention.words[0].isdecimal() and phrases[at].low in years_words
    years = int(mention.words[0]) if mention is not None and is_age else 0
    return years if years < _MAX_AGE else 0


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
    is_couple = mention.noun in ("couple", "pair", *_SPOUSES.values()) and mention.is_definite
    return is_couple or (mention.name is not None and "mrs" in mention.name.titles)


def _coordinated_names(phrases: Sequence[Phrase]) -> Iterator[tuple[NameParts, NameParts]]:
    for at in range(1, len(phrases) - 1):
        first, second = _name(phrases[at - 1].mention), _name(phrases[at + 1].mention)
        if phrases[at].low not in ("and", "&") or first is None or second is None:
            continue
        is_first_name = len(first.core) == 1 and first_name_gender(first.core[0]) in _SPOUSES
        if is_first_name and len(second.core) > 1 and second.kind == "person" and not second.titles:
            yield first, second


def _name(mention: Mention | None) -> NameParts | None:
    return mention.name if mention is not None else None


@dataclass(slots=True, eq=False)
class Entity:
    """A possible speaker, and the evidence that the article gives of it.

    Attributes:
        words: The fullest name so far, or the words of a description.
        kind: What the entity is, as far as the article has proved.
        order: The number of the entity in its article.
        full_count: How often the full name occurs.
        role: The first description beside the name, for the output.
        role_nouns: Titles and offices: 'the senator' may be this person.
        gender_evidence: How often each source points to a gender.
        members: The members of a group.
        is_description: The article gives no name, only a description.
        age: In years, 0 if unknown.
        named_in: The latest sentence with the full name, by its number; -1 if there is none.
        article: The article of the latest subject, in languages with inversion: 'die Leitung … sie'.
    """

    words: tuple[str, ...]
    kind: EntityKind
    order: int
    full_count: int = 0
    role: str = ""
    role_nouns: set[str] = field(default_factory=set)
    gender_evidence: dict[tuple[str, GenderSource], int] = field(default_factory=dict)
    members: tuple["Entity", ...] = ()
    is_description: bool = False
    age: int = 0
    named_in: int = -1
    article: str = ""

    @property
    def name(self) -> str:
        """The fullest name, or the description."""
        return " ".join(self.words)

    def add_gender_evidence(self, gender: str, source: GenderSource) -> None:
        """Count one more piece of evidence."""
        key = (gender, source)
        self.gender_evidence[key] = self.gender_evidence.get(key, 0) + 1

    def confirm_kind(self, kind: EntityKind) -> None:
        """Record what the article proves: a name is a person's, or an organisation's."""
        self.kind = kind

    @property
    def is_person(self) -> bool:
        """Return True if the entity is a person, or a name that may be one."""
        return self.kind in ("person", "name")

    @property
    def is_named(self) -> bool:
        """Return True if the entity is a person with more than a single capitalized word for a name."""
        is_proven = self.kind == "person" or len(self.words) > 1
        return self.is_person and is_proven and not self.is_description

    @property
    def is_only_capitalized(self) -> bool:
        """Return True if nothing but a capital makes one word a name: 'Inference is what readers need'."""
        return self.kind == "name" and len(self.words) == 1 and self.gender()[0] == "unknown"

    @property
    def is_unproven(self) -> bool:
        """Return True for one capitalized word, and for a group of them: 'Bread, Love and Dreams'."""
        is_word = self.kind == "name" and len(self.words) == 1
        return is_word or (bool(self.members) and all(one.is_only_capitalized for one in self.members))

    @property
    def is_generic(self) -> bool:
        """Return True if the entity is a noun alone: 'schools', 'texts'."""
        return self.is_description and len(self.words) == 1 and self.words[0].islower()

    def is_called(self, noun: str, compound: str) -> bool:
        """Return True if a title or an office fits: 'der Chef' a 'Parteichef', 'der Regierungschef' not.

        Args:
            noun: The noun, without the first parts of a German compound.
            compound: The whole compound; in other languages the same as the noun.
        """
        if noun not in self.role_nouns or compound == noun:
            return noun in self.role_nouns
        others = [role for role in self.role_nouns if role != noun and role.endswith(noun)]
        return not others or any(role.endswith(compound) or compound.endswith(role) for role in others)

    @property
    def can_speak(self) -> bool:
        """Return True if the entity may be the speaker where no cue names one; 'the opener' may be a song."""
        if self.is_description and self.words[-1] in CUE_WORDS.ambiguous_nouns:
            return False
        return self.kind not in ("thing", "place", "document", "unnamed")

    def gender(self) -> tuple[Gender, str]:
        """Return the gender and its source: titles, then relations, the first name, and pronouns."""
        if self.kind == "group":
            return "group", "plural"
        if self.kind in ("organisation", "document"):
            return "organisation", "name"
        for source in ("title", "relation"):
            if found := self._gender_by(source, 1):
                return found, source
        is_name = not self.is_description and (len(self.words) > 1 or self.kind == "person")
        first = first_name_gender(self.words[0]) if is_name else ""
        by_pronoun = self._gender_by("pronoun", 1)
        if first in ("female", "male") and self._gender_by("pronoun", _MIN_CONTRADICTIONS) in (None, first):
            return first, "first name"
        if by_pronoun:
            return by_pronoun, "pronoun"
        return "unknown", ""

    def has_conflicting_first_name(self, gender: str) -> bool:
        """Return True if a first name alone contradicts a gender: 'Osvaldo' as the referent of 'she'."""
        if gender not in ("female", "male"):
            return False
        is_alone = len(self.words) == 1 and not self.is_description and self.gender()[0] == "unknown"
        return is_alone and first_name_gender(self.words[0]) in {"female", "male"} - {gender}

    def _gender_by(self, source: GenderSource, least: int) -> Gender | None:
        """Return the gender that a source gives at least so often, and twice as often as the other."""
        if not self.gender_evidence:
            return None
        female = self.gender_evidence.get(("female", source), 0)
        male = self.gender_evidence.get(("male", source), 0)
        if female >= least and female > 2 * male:
            return "female"
        if male >= least and male > 2 * female:
            return "male"
        return None


UNNAMED_SOURCE = Entity((), "unnamed", -1)
"""The speaker of 'hieß es' and 'dit-on'."""


class KinshipTable:
    """The relatives that an article names, by person and noun."""

    def __init__(self) -> None:
        self._relatives: dict[tuple[int, str], Entity] = {}

    def add(self, person: Entity, noun: str, relative: Entity) -> None:
        """Record 'her husband, Leon', and that she is his wife."""
        self._relatives[person.order, noun] = relative
        if noun in _SPOUSES.values():
            back = "wife" if noun == "husband" else "husband"
            self._relatives.setdefault((relative.order, back), person)

    def add_couple(self, one: Entity, other: Entity) -> None:
        """Record 'Janet and Ken Applewhite': 'her husband' is Ken, unless the article names another."""
        for person, partner in ((one, other), (other, one)):
            noun = _SPOUSES.get(partner.gender()[0])
            if noun is not None and person.gender()[0] != partner.gender()[0]:
                self._relatives.setdefault((person.order, noun), partner)

    def find(self, person: Entity, noun: str) -> Entity | None:
        """Return the referent of 'her husband'."""
        return self._relatives.get((person.order, noun))
