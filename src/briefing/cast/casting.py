"""Choose a voice for each segment of a script, and say what the user should know about the choice.

Requested voices are assigned first, then voices for the speakers with the most lines. In an audition voices
introduce themselves one after another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.cast.speaker_lines import CastsByLanguage, SpeakerLines, lines_by_speaker, segments_of
from briefing.cast.voice_pools import (
    all_voices,
    by_preference,
    candidate_pools,
    contradicts_gender,
    has_same_sound,
    is_similar,
    reserve_voices,
    voice_named,
)
from briefing.cast.voice_requests import NO_REQUEST_RANK, VoiceRequests, collect_requests, parse_direction
from briefing.model import (
    Cast,
    Casting,
    Gender,
    Narration,
    Quote,
    Role,
    Script,
    Section,
    Segment,
    Speaker,
    Voice,
)
from briefing.text import primary_tag, read_table

_UNNAMED_TURN = 4
_TURN: dict[Gender, int] = {"organisation": 1, "group": 1, "female": 2, "male": 2, "unknown": 3}
"""Groups come first, because only the neutral voices suit them; unknown speakers take what is left."""
_PAUSE_MS = 600
_REASON = "an audition"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The voice of a speaker.

    Attributes:
        lines: The speaker's lines in one cast.
        voice: The voice.
        reason: Why it is this voice.
        note: A sentence for the user, '' for none.
    """

    lines: SpeakerLines
    voice: Voice
    reason: str
    note: str = ""


def assign_voices(speakers: Sequence[SpeakerLines], requests: VoiceRequests) -> tuple[Assignment, ...]:
    """Return a voice for every speaker."""
    assigned: list[Assignment] = []
    for lines in sorted(speakers, key=lambda lines: _turn(lines, requests)):
        same_story = [assignment for assignment in assigned if assignment.lines.is_heard_with(lines)]
        assigned.append(
            _requested(lines, requests, same_story)
            or _same_id_as_in_other_language(lines, assigned, same_story)
            or _unused(lines, same_story)
            or _shared(lines, same_story)
        )
    return tuple(assigned)


def _turn(lines: SpeakerLines, requests: VoiceRequests) -> tuple[int, int, int, int, str]:
    request = requests.request_for(lines)
    rank = request.rank if request else NO_REQUEST_RANK
    turn = _TURN[lines.gender] if lines.key else _UNNAMED_TURN
    return (rank, turn, -len(lines.places), -lines.word_count, lines.key)


def _requested(
    lines: SpeakerLines, requests: VoiceRequests, same_story: Sequence[Assignment]
) -> Assignment | None:
    request = requests.request_for(lines)
    if request is None or (request.reason == "remembered" and _is_outdated(request.voice, lines, same_story)):
        return None
    return Assignment(lines, request.voice, request.reason)


def _is_outdated(voice: Voice, lines: SpeakerLines, same_story: Sequence[Assignment]) -> bool:
    """Return True if a remembered voice is taken in the story, or contradicts a gender that is now known."""
    return _is_taken(voice, same_story) or contradicts_gender(voice, lines.gender)


def _same_id_as_in_other_language(
    lines: SpeakerLines, assigned: Sequence[Assignment], same_story: Sequence[Assignment]
) -> Assignment | None:
    """Give a speaker of two languages the same voice id ('woman-2') in both, if it is free in the story."""
    ids = {other.voice.id for other in assigned if lines.key and other.lines.key == lines.key}
    voices = (voice for pool in candidate_pools(lines.cast, lines.gender) for voice in pool)
    same = [voice for voice in voices if voice.id in ids and not _is_taken(voice, same_story)]
    return Assignment(lines, same[0], "chosen by name, as in the other language") if same else None


def _unused(lines: SpeakerLines, same_story: Sequence[Assignment]) -> Assignment | None:
    """Give the preferred voice that is free in the story, if possible one similar to no voice heard there."""
    for pool in _preferred_pools(lines):
        free = [voice for voice in pool if not _is_taken(voice, same_story)]
        distinct = [voice for voice in free if not _is_similar_to_any(voice, lines, same_story)]
        if free:
            return _explained(lines, (distinct or free)[0])
    return None


def _explained(lines: SpeakerLines, voice: Voice) -> Assignment:
    note = ""
    if contradicts_gender(voice, lines.gender):
        note = (
            f"the cast {lines.cast.name!r} has no {lines.gender} voice; {lines.name} speaks with {voice.id}"
        )
    return Assignment(lines, voice, f"chosen by name among the {voice.gender} voices", note)


def _shared(lines: SpeakerLines, same_story: Sequence[Assignment]) -> Assignment:
    """Give the voice whose other speakers are heard farthest away."""

    def others_with(voice: Voice) -> list[SpeakerLines]:
        return [other.lines for other in same_story if has_same_sound(other.voice, voice)]

    voices = [voice for pool in _preferred_pools(lines) for voice in pool]
    voice = max(voices, key=lambda voice: min(lines.distance_to(other) for other in others_with(voice)))
    names = " and ".join(other.name for other in others_with(voice))
    note = f"more speakers than voices: {lines.name} shares {voice.id} with {names}"
    return Assignment(lines, voice, "shared: more speakers than voices", note)


def _preferred_pools(lines: SpeakerLines) -> tuple[tuple[Voice, ...], ...]:
    reserve = reserve_voices(lines.cast)
    pools = candidate_pools(lines.cast, lines.gender)
    return tuple(by_preference(lines.key, pool, reserve) for pool in pools)


def _is_taken(voice: Voice, same_story: Sequence[Assignment]) -> bool:
    return any(has_same_sound(other.voice, voice) for other in same_story)


def _is_similar_to_any(voice: Voice, lines: SpeakerLines, same_story: Sequence[Assignment]) -> bool:
    """Return True if a voice is similar to the narrator or to a voice of the same cast in the story."""
    same_cast = [other.voice for other in same_story if other.lines.cast.name == lines.cast.name]
    return any(is_similar(voice, other, lines.cast.alike) for other in (lines.cast.narrator, *same_cast))


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


def audition_of_cast(cast: Cast) -> Casting:
    """Return an audition of every voice of a cast.

    Args:
        cast: The cast. Its language is the language of every line.

    Returns:
        A casting with one line for each voice, the narrator first. If an engine fails, the cast's fallback
        (without one, its narrator) speaks the line.
    """
    title = _phrases(cast.language)["title"].format(cast=cast.name)
    fallback = cast.fallback or cast.narrator
    return _casting(title, cast.language, [(voice, cast.language) for voice in all_voices(cast)], fallback)


def audition_of_voices(voices: tuple[Voice, ...]) -> Casting:
    """Return an audition of some voices, each in its own language.

    Args:
        voices: One voice or more. The language of the first is the language of the title.

    Returns:
        A casting with one line for each voice and without a fallback: if a voice fails, no other voice speaks
        its line.
    """
    language = voices[0].language
    title = _phrases(language)["voices"].format(voices=", ".join(voice.id for voice in voices))
    return _casting(title, language, [(voice, voice.language) for voice in voices], None)


def _casting(
    title: str, language: str, voices: Iterable[tuple[Voice, str]], fallback: Voice | None
) -> Casting:
    lines = [(voice, _introduction(voice, spoken)) for voice, spoken in voices]
    script = Script(title, language, (Section(title, tuple(line for _, line in lines)),))
    roles = tuple(Role(0, index, voice, _REASON) for index, (voice, _) in enumerate(lines))
    return Casting(script, roles, fallback=fallback)


def _introduction(voice: Voice, language: str) -> Segment:
    text = _phrases(language)["line"].format(voice=voice.id.replace("-", " "))
    speaker = Speaker(id=f"audition-{voice.id}", name=voice.id)
    return Quote(text, text, speaker, language=language, pause_ms=_PAUSE_MS)


def _phrases(language: str) -> dict[str, str]:
    """Return the phrases in a language ('de-AT' gives German), in English for a language without phrases."""
    phrases: dict[str, dict[str, str]] = read_table("briefing.cast", "words/audition.toml")
    return phrases.get(primary_tag(language), phrases["en"])
