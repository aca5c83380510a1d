"""The parts of a script: who speaks which segments, and in which language."""

from dataclasses import dataclass, replace

from briefing.cast.company import Company
from briefing.model import Cast, Gender, Quote, Script, Speaker
from briefing.text import name_slug


@dataclass(frozen=True, slots=True)
class Part:
    """One speaker's quotations in one cast (that is, in one language).

    `key` is the folded id, '' where nobody is named: all such quotations of one section are one part.
    `places` are segments as (section, segment); `order` counts them through the whole programme.
    """

    key: str
    name: str
    gender: Gender
    cast: Cast
    places: tuple[tuple[int, int], ...]
    order: tuple[int, ...]
    words: int

    @property
    def sections(self) -> frozenset[int]:
        """The sections in which the speaker is heard."""
        return frozenset(section for section, _ in self.places)

    def meets(self, other: "Part") -> bool:
        """Whether a listener hears both in one story, so that they must differ."""
        return not self.sections.isdisjoint(other.sections)

    def distance(self, other: "Part") -> int:
        """The fewest segments between a word of one and a word of the other."""
        return min(abs(mine - theirs) for mine in self.order for theirs in other.order)


def parts_of(script: Script, company: Company) -> tuple[Part, ...]:
    """Every part of the script, in the order in which they are first heard."""
    found: dict[tuple[str, str, int], Part] = {}
    segments = (
        ((number, at), segment)
        for number, section in enumerate(script.sections)
        for at, segment in enumerate(section.segments)
    )
    for order, (place, segment) in enumerate(segments):
        if isinstance(segment, Quote):
            line = _part_of_line(segment, company.cast_of(segment), place, order)
            whose = (line.cast.name, line.key, -1 if line.key else place[0])
            found[whose] = _joined(found[whose], line) if whose in found else line
    return _with_genders(tuple(found.values()))


def _part_of_line(quote: Quote, cast: Cast, place: tuple[int, int], order: int) -> Part:
    speaker = quote.speaker
    return Part(
        key=speaker_key(speaker) if speaker else "",
        name=speaker.name if speaker else "somebody who is not named",
        gender=speaker.gender if speaker else "unknown",
        cast=cast,
        places=(place,),
        order=(order,),
        words=len(quote.text.split()),
    )


def _joined(part: Part, line: Part) -> Part:
    return replace(
        part,
        gender=line.gender if part.gender == "unknown" else part.gender,
        places=part.places + line.places,
        order=part.order + line.order,
        words=part.words + line.words,
    )


def _with_genders(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What is known of a speaker in one language is known in all."""
    known = {part.key: part.gender for part in parts if part.key and part.gender != "unknown"}
    return tuple(replace(part, gender=known.get(part.key, part.gender)) for part in parts)


def speaker_key(speaker: Speaker) -> str:
    """Return the slug that identifies a speaker from day to day; '' without any letter or digit."""
    return name_slug(speaker.id) or name_slug(speaker.name)
