"""Somebody or something that can speak, and what tells whether it is a woman, a man, or several."""

from dataclasses import dataclass, field

from briefing.model import Gender
from briefing.quote.language.first_names import first_name_gender


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

    def leans_from(self, gender: str) -> bool:
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


NOBODY = Entity((), "nobody", -1)
"""Who says what 'hieß es' and 'dit-on' introduce."""
