"""Assign a voice to each speaker: requested voices first, then the speakers with the most lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.cast.speaker_lines import SpeakerLines
from briefing.cast.voice_pools import (
    by_preference,
    candidate_pools,
    contradicts_gender,
    has_same_sound,
    is_similar,
    reserve_voices,
)
from briefing.cast.voice_requests import NO_REQUEST_RANK, VoiceRequests
from briefing.model import Gender, Voice

_UNNAMED_TURN = 4
_TURN: dict[Gender, int] = {"organisation": 1, "group": 1, "female": 2, "male": 2, "unknown": 3}
"""Groups come first, because only the neutral voices suit them; unknown speakers take what is left."""


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
