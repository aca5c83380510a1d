"""The lines of each speaker, and the cast that speaks them.

A segment in another language is spoken by a cast of that language. So a speaker who is quoted in two
languages has lines in two casts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from briefing.model import Cast, Gender, Quote, Script, Segment, Speaker
from briefing.text import name_slug, primary_tag


@dataclass(frozen=True, slots=True)
class CastsByLanguage:
    """The casts of one programme.

    Attributes:
        language: The script's own language.
        main: The cast of the programme.
        others: The casts for other languages, by BCP 47 tag.
    """

    language: str
    main: Cast
    others: Mapping[str, Cast]

    def cast_for(self, segment: Segment) -> Cast:
        """Return the cast that speaks a segment: the main cast if no cast speaks its language."""
        return self.cast_speaking(self.language_of(segment)) or self.main

    def language_of(self, segment: Segment) -> str:
        """Return a segment's language, or the script's if the segment has none of its own."""
        return segment.language or self.language

    def cast_speaking(self, language: str) -> Cast | None:
        """Return the cast that speaks a language, None if there is none.

        Only the primary subtag counts for the main cast: a British programme quotes an American with British
        voices. Among the other casts, the exact tag comes first.
        """
        primary = primary_tag(language)
        if primary in ("", "und", primary_tag(self.main.language)):
            return self.main
        if language in self.others:
            return self.others[language]
        return next((cast for tag, cast in self.others.items() if primary_tag(tag) == primary), None)


def foreign_languages(script: Script, cast: Cast) -> frozenset[str]:
    """Return the languages of a script that a cast does not speak.

    Args:
        script: The script.
        cast: The cast of the programme.

    Returns:
        BCP 47 tags; a cast for each of them is needed.
    """
    casts = CastsByLanguage(script.language, cast, {})
    tags = {casts.language_of(segment) for segment in segments_of(script)}
    return frozenset(tag for tag in tags if casts.cast_speaking(tag) is None)


def segments_of(script: Script) -> Iterator[Segment]:
    """Yield the segments of all sections in order."""
    return (segment for section in script.sections for segment in section.segments)


@dataclass(frozen=True, slots=True)
class SpeakerLines:
    """The quotations of one speaker that one cast speaks.

    Attributes:
        key: The speaker's slug; '' for an unnamed speaker. The unnamed quotations of one section are one
            `SpeakerLines`.
        name: The speaker's name, for messages.
        gender: The speaker's gender, as far as any line says it.
        cast: The cast that speaks these lines.
        places: The segments as (section, segment).
        positions: The same segments, counted through the whole programme.
        word_count: Number of words in all lines.
    """

    key: str
    name: str
    gender: Gender
    cast: Cast
    places: tuple[tuple[int, int], ...]
    positions: tuple[int, ...]
    word_count: int

    @property
    def sections(self) -> frozenset[int]:
        """The sections in which the speaker is heard."""
        return frozenset(section for section, _ in self.places)

    def is_heard_with(self, other: "SpeakerLines") -> bool:
        """Return True if a listener hears both speakers in one story, so that their voices must differ."""
        return not self.sections.isdisjoint(other.sections)

    def distance_to(self, other: "SpeakerLines") -> int:
        """Return the smallest number of segments between a line of this speaker and one of the other."""
        return min(abs(mine - theirs) for mine in self.positions for theirs in other.positions)


def lines_by_speaker(script: Script, casts: CastsByLanguage) -> tuple[SpeakerLines, ...]:
    """Return the lines of every speaker in every cast, in the order in which they are first heard."""
    found: dict[tuple[str, str, int], SpeakerLines] = {}
    segments = (
        ((number, index), segment)
        for number, section in enumerate(script.sections)
        for index, segment in enumerate(section.segments)
    )
    for position, (place, segment) in enumerate(segments):
        if isinstance(segment, Quote):
            line = _single_line(segment, casts.cast_for(segment), place, position)
            group = (line.cast.name, line.key, -1 if line.key else place[0])
            found[group] = _joined(found[group], line) if group in found else line
    return _with_genders(tuple(found.values()))


def _single_line(quote: Quote, cast: Cast, place: tuple[int, int], position: int) -> SpeakerLines:
    speaker = quote.speaker
    return SpeakerLines(
        key=speaker_key(speaker) if speaker else "",
        name=speaker.name if speaker else "an unnamed speaker",
        gender=speaker.gender if speaker else "unknown",
        cast=cast,
        places=(place,),
        positions=(position,),
        word_count=len(quote.text.split()),
    )


def _joined(lines: SpeakerLines, line: SpeakerLines) -> SpeakerLines:
    return replace(
        lines,
        gender=line.gender if lines.gender == "unknown" else lines.gender,
        places=lines.places + line.places,
        positions=lines.positions + line.positions,
        word_count=lines.word_count + line.word_count,
    )


def _with_genders(speakers: tuple[SpeakerLines, ...]) -> tuple[SpeakerLines, ...]:
    """Return the lines with the gender that the speaker has in any language."""
    known = {lines.key: lines.gender for lines in speakers if lines.key and lines.gender != "unknown"}
    return tuple(replace(lines, gender=known.get(lines.key, lines.gender)) for lines in speakers)


def speaker_key(speaker: Speaker) -> str:
    """Return the slug that identifies a speaker from day to day; '' for a name without letters and digits."""
    return name_slug(speaker.id) or name_slug(speaker.name)
