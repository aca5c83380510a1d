"""Choose a voice for each segment of a script, and say what the user should know about the choice."""

from collections.abc import Iterator, Mapping, Sequence

from briefing.cast.speaker_lines import CastsByLanguage, lines_by_speaker, segments_of
from briefing.cast.voice_assignment import Assignment, assign_voices
from briefing.cast.voice_pools import voice_named
from briefing.cast.voice_requests import VoiceRequests, collect_requests, parse_direction
from briefing.model import Cast, Casting, Narration, Quote, Role, Script, Segment, Voice


def cast_script(
    script: Script,
    cast: Cast,
    memory: Mapping[str, str] | None = None,
    casts: Mapping[str, Cast] | None = None,
) -> Casting:
    """Choose a voice for each segment of a script.

    Args:
        script: The script.
        cast: The cast of the programme, with its pins.
        memory: Voice ids of earlier programmes, by the speaker's id or name.
        casts: The casts for segments in languages that `cast` does not speak, by BCP 47 tag.

    Returns:
        The casting: a role for each segment in the order of the script, and notes about missing and shared
        voices.
    """
    by_language = CastsByLanguage(script.language, cast, casts or {})
    requests = collect_requests(script, cast, memory or {})
    assignments = assign_voices(lines_by_speaker(script, by_language), requests)
    by_place = {place: assignment for assignment in assignments for place in assignment.lines.places}
    roles = tuple(
        Role(number, index, *_voice_and_reason(segment, by_language, by_place.get((number, index))))
        for number, section in enumerate(script.sections)
        for index, segment in enumerate(section.segments)
    )
    heard = _casts_heard(script, by_language)
    return Casting(
        script,
        roles,
        _notes(script, by_language, assignments, requests),
        cast.fallback or cast.narrator,
        origins=tuple(dict.fromkeys(cast.origin for cast in heard if cast.origin)),
        casts=tuple(cast.name for cast in heard),
    )


def _voice_and_reason(
    segment: Segment, casts: CastsByLanguage, assignment: Assignment | None
) -> tuple[Voice, str]:
    if isinstance(segment, Narration) or assignment is None:
        return casts.cast_for(segment).narrator, "narrator"
    direction = parse_direction(segment.direction)
    directed = voice_named(assignment.lines.cast, direction.voice)
    if directed:
        return direction.at_pace(directed), "directed"
    return direction.at_pace(assignment.voice), assignment.reason


def _casts_heard(script: Script, casts: CastsByLanguage) -> tuple[Cast, ...]:
    """Return the casts that speak, in the order in which they are first heard."""
    by_name = {cast.name: cast for cast in map(casts.cast_for, segments_of(script))}
    return tuple(by_name.values())


def _notes(
    script: Script, casts: CastsByLanguage, assignments: Sequence[Assignment], requests: VoiceRequests
) -> tuple[str, ...]:
    """Return sentences about languages without a cast, missing voices and shared voices, each once."""
    notes = [
        *_language_notes(script, casts),
        *_direction_notes(script, casts),
        *_request_notes(assignments, requests),
        *(assignment.note for assignment in assignments),
    ]
    return tuple(dict.fromkeys(note for note in notes if note))


def _language_notes(script: Script, casts: CastsByLanguage) -> Iterator[str]:
    for language in dict.fromkeys(map(casts.language_of, segments_of(script))):
        if casts.cast_speaking(language) is None:
            yield f"no cast speaks {language!r}; the voices of {casts.main.name!r} read it"


def _direction_notes(script: Script, casts: CastsByLanguage) -> Iterator[str]:
    for segment in segments_of(script):
        name = parse_direction(segment.direction).voice if isinstance(segment, Quote) else ""
        if name:
            yield _missing_voice(name, casts.cast_for(segment), "the script asks for")


def _request_notes(assignments: Sequence[Assignment], requests: VoiceRequests) -> Iterator[str]:
    for lines in (assignment.lines for assignment in assignments if assignment.lines.key):
        for voices, request in (
            (requests.pinned, "is pinned to"),
            (requests.remembered, "is remembered with"),
        ):
            if lines.key in voices:
                yield _missing_voice(voices[lines.key], lines.cast, f"{lines.name} {request}")


def _missing_voice(name: str, cast: Cast, request: str) -> str:
    """Return a note if the cast does not have the requested voice, else ''."""
    if voice_named(cast, name):
        return ""
    return f"{request} the voice {name!r}, which the cast {cast.name!r} does not have"
