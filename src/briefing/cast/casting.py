"""A voice for each segment of a script."""

import re
from collections.abc import Mapping, Sequence

from briefing.cast.choice import Choice, Wishes, choose_voices, folded
from briefing.cast.keys import speaker_key
from briefing.cast.parts import Part, cast_for, parts_of
from briefing.cast.pool import voice_named
from briefing.model import Cast, Casting, Quote, Role, Script, Segment, Voice

_VOICE_DIRECTION = re.compile(r"\bvoice:\s*([^\s,;]+)", re.IGNORECASE)  # '(voice: woman-2, slower)'


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
    casts = casts or {}
    directed = _directions(script)
    parts = parts_of(script, cast, casts)
    choices = choose_voices(parts, Wishes(directed, folded(dict(cast.pinned)), folded(memory or {})))
    by_place = {place: choice for choice in choices for place in choice.part.places}
    roles = tuple(
        _role(script, cast, casts, by_place, (number, place))
        for number, section in enumerate(script.sections)
        for place in range(len(section.segments))
    )
    return Casting(script, roles, _notes(script, cast, casts, choices, memory or {}))


def _directions(script: Script) -> dict[str, str]:
    """Speaker to the voice that the first direction about them asks for: one speaker keeps one voice."""
    found: dict[str, str] = {}
    for quote in (segment for section in script.sections for segment in section.segments):
        if isinstance(quote, Quote) and quote.speaker and (wanted := _directed_voice(quote)):
            found.setdefault(speaker_key(quote.speaker.id) or speaker_key(quote.speaker.name), wanted)
    return found


def _directed_voice(quote: Quote) -> str:
    match = _VOICE_DIRECTION.search(quote.direction)
    return match.group(1) if match else ""


def _role(
    script: Script,
    cast: Cast,
    casts: Mapping[str, Cast],
    by_place: Mapping[tuple[int, int], Choice],
    place: tuple[int, int],
) -> Role:
    segment = script.sections[place[0]].segments[place[1]]
    if not isinstance(segment, Quote):
        speaking = cast_for(segment.language or script.language, cast, casts) or cast
        return Role(*place, speaking.narrator, "narrator")
    choice = by_place[place]
    directed = voice_named(choice.part.cast, _directed_voice(segment))
    if directed:
        return Role(*place, directed, "directed")
    return Role(*place, choice.voice, choice.reason)


def _notes(
    script: Script,
    cast: Cast,
    casts: Mapping[str, Cast],
    choices: Sequence[Choice],
    memory: Mapping[str, str],
) -> tuple[str, ...]:
    """Sentences for the user, each once, in the order of the script."""
    segments = [segment for section in script.sections for segment in section.segments]
    notes = [
        *(_language_note(segment.language or script.language, cast, casts) for segment in segments),
        *(_direction_note(segment, cast) for segment in segments),
        *(_memory_note(choice.part, memory) for choice in choices),
        *(choice.note for choice in choices),
    ]
    return tuple(dict.fromkeys(note for note in notes if note))


def _language_note(language: str, cast: Cast, casts: Mapping[str, Cast]) -> str:
    if cast_for(language, cast, casts):
        return ""
    return f"no cast speaks {language!r}; the voices of {cast.name!r} read it"


def _direction_note(segment: Segment, cast: Cast) -> str:
    wanted = _directed_voice(segment) if isinstance(segment, Quote) else ""
    return _missing_note(wanted, cast, "the script") if wanted else ""


def _memory_note(part: Part, memory: Mapping[str, str]) -> str:
    wanted = folded(memory).get(part.key, "")
    return _missing_note(wanted, part.cast, f"{part.name}'s memory") if wanted else ""


def _missing_note(wanted: str, cast: Cast, who: str) -> str:
    voice: Voice | None = voice_named(cast, wanted)
    return "" if voice else f"{who} asks for the voice {wanted!r}, which the cast {cast.name!r} does not have"
