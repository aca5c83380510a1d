"""The parts of a script: who speaks which segments, and in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefing.cast.keys import speaker_key
from briefing.model import Cast, Gender, Quote, Script


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


def parts_of(script: Script, cast: Cast, casts: Mapping[str, Cast]) -> tuple[Part, ...]:
    """Every part of the script, in the order in which they are first heard."""
    found: dict[tuple[str, str, int], Part] = {}
    order = 0
    for number, section in enumerate(script.sections):
        for place, segment in enumerate(section.segments):
            order += 1
            if not isinstance(segment, Quote):
                continue
            its_cast = cast_for(segment.language or script.language, cast, casts) or cast
            line = _part_of_line(segment, its_cast, (number, place), order)
            whose = (its_cast.name, line.key, -1 if line.key else number)
            found[whose] = _joined(found[whose], line) if whose in found else line
    return tuple(found.values())


def cast_for(language: str, cast: Cast, casts: Mapping[str, Cast]) -> Cast | None:
    """The cast that speaks a language: the main one where it does, else the nearest; None when nobody does.

    Accents do not count against the main cast: a British programme quotes an American in British voices.
    """
    wanted = _primary(language)
    if wanted in ("", "und", _primary(cast.language)):
        return cast
    if language in casts:
        return casts[language]
    return next((other for tag, other in casts.items() if _primary(tag) == wanted), None)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


def _part_of_line(quote: Quote, cast: Cast, place: tuple[int, int], order: int) -> Part:
    speaker = quote.speaker
    key = (speaker_key(speaker.id) or speaker_key(speaker.name)) if speaker else ""
    name = speaker.name if speaker else "somebody who is not named"
    gender: Gender = speaker.gender if speaker else "unknown"
    return Part(key, name, gender, cast, (place,), (order,), len(quote.text.split()))


def _joined(part: Part, line: Part) -> Part:
    return replace(
        part,
        gender=line.gender if part.gender == "unknown" else part.gender,
        places=part.places + line.places,
        order=part.order + line.order,
        words=part.words + line.words,
    )
