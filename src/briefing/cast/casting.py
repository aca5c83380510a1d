"""A voice for each segment of a script."""

from collections.abc import Mapping

from briefing.cast.choice import Choice, choose_voices
from briefing.cast.company import Company
from briefing.cast.direction import direction_from
from briefing.cast.notes import notes_on
from briefing.cast.parts import parts_of
from briefing.cast.pool import voice_named
from briefing.cast.wishes import wishes_from
from briefing.model import Cast, Casting, Narration, Role, Script, Segment, Voice


def cast_script(
    script: Script,
    cast: Cast,
    memory: Mapping[str, str] | None = None,
    casts: Mapping[str, Cast] | None = None,
) -> Casting:
    """A role for every segment, in the order of the script.

    `memory` says which voice (by id) a speaker (by id or name) had before; `casts` are the other casts by
    their language, for the segments that are not in the main cast's.
    """
    company = Company(script.language, cast, casts or {})
    wishes = wishes_from(script, cast, memory or {})
    choices = choose_voices(parts_of(script, company), wishes)
    by_place = {place: choice for choice in choices for place in choice.part.places}
    roles = tuple(
        Role(number, at, *_voice_and_reason(segment, company, by_place.get((number, at))))
        for number, section in enumerate(script.sections)
        for at, segment in enumerate(section.segments)
    )
    heard = _casts_heard(script, company)
    return Casting(
        script,
        roles,
        notes_on(script, company, choices, wishes),
        cast.fallback or cast.narrator,
        origins=tuple(dict.fromkeys(cast.origin for cast in heard if cast.origin)),
        casts=tuple(cast.name for cast in heard),
    )


def _casts_heard(script: Script, company: Company) -> tuple[Cast, ...]:
    """The casts that speak, in the order in which they are first heard."""
    segments = (segment for section in script.sections for segment in section.segments)
    by_name = {cast.name: cast for cast in map(company.cast_of, segments)}
    return tuple(by_name.values())


def _voice_and_reason(segment: Segment, company: Company, choice: Choice | None) -> tuple[Voice, str]:
    if isinstance(segment, Narration) or choice is None:
        return company.cast_of(segment).narrator, "narrator"
    direction = direction_from(segment.direction)
    directed = voice_named(choice.part.cast, direction.voice)
    if directed:
        return direction.at_pace(directed), "directed"
    return direction.at_pace(choice.voice), choice.reason
