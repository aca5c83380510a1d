"""An entity of an article with the evidence of its gender, and the relatives that the article names."""

from dataclasses import dataclass, field
from typing import Literal

from briefing.model import Gender
from briefing.quote.descriptions import SPOUSES
from briefing.quote.language.first_names import first_name_gender

EntityKind = Literal["name", "person", "organisation", "place", "group", "document", "thing", "unnamed"]
"""'name' is a name whose words prove nothing: it may be a person's."""

GenderSource = Literal["title", "relation", "pronoun"]

_MIN_CONTRADICTIONS = 3  # pronouns that outweigh a first name


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
    def is_generic(self) -> bool:
        """Return True if the entity is a noun alone: 'schools', 'texts'."""
        return self.is_description and len(self.words) == 1 and self.words[0].islower()

    @property
    def can_speak(self) -> bool:
        """Return True if the entity may be the speaker where no cue names one."""
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
        if noun in SPOUSES.values():
            back = "wife" if noun == "husband" else "husband"
            self._relatives.setdefault((relative.order, back), person)

    def add_couple(self, one: Entity, other: Entity) -> None:
        """Record 'Janet and Ken Applewhite': 'her husband' is Ken, unless the article names another."""
        for person, partner in ((one, other), (other, one)):
            noun = SPOUSES.get(partner.gender()[0])
            if noun is not None and person.gender()[0] != partner.gender()[0]:
                self._relatives.setdefault((person.order, noun), partner)

    def find(self, person: Entity, noun: str) -> Entity | None:
        """Return the referent of 'her husband'."""
        return self._relatives.get((person.order, noun))
