"""Requests for a voice: a direction in the script, a pin, or the voice of an earlier programme.

A direction wins over a pin, a pin over a remembered voice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefing.cast.speaker_lines import SpeakerLines, segments_of, speaker_key
from briefing.cast.voice_pools import voice_named
from briefing.model import Cast, Casting, Quote, Role, Script, Speaker, Voice
from briefing.text import name_slug

NO_REQUEST_RANK = 3
_VOICE = re.compile(r"\bvoice:\s*([^\s,;]+)", re.IGNORECASE)  # 'voice: woman-2, slower' -> woman-2
_PACE = re.compile(r"\b(?:(much|a little)\s+)?(slower|faster)\b", re.IGNORECASE)  # 'much slower'
_PACE_STEP_PERCENT = {"a little": 7, "": 15, "much": 30}


@dataclass(frozen=True, slots=True)
class Direction:
    """What an editor wrote in brackets at a line of the script.

    Attributes:
        voice: The id or name of a voice, '' for none.
        pace_percent: The pace of the line in per cent of the voice's own.
    """

    voice: str = ""
    pace_percent: int = 100

    def at_pace(self, voice: Voice) -> Voice:
        """Return the voice at this pace. A voice without a rate keeps the pace of its engine."""
        return replace(voice, rate_wpm=voice.rate_wpm * self.pace_percent // 100)


def parse_direction(text: str) -> Direction:
    """Return the voice and the pace that a direction names; other words of it are ignored."""
    voice, pace = _VOICE.search(text), _PACE.search(text)
    return Direction(voice.group(1) if voice else "", 100 + _pace_step(pace) if pace else 100)


def _pace_step(pace: re.Match[str]) -> int:
    step = _PACE_STEP_PERCENT[(pace.group(1) or "").lower()]
    return step if pace.group(2).lower() == "faster" else -step


@dataclass(frozen=True, slots=True)
class VoiceRequest:
    """A requested voice.

    Attributes:
        voice: The voice.
        reason: 'directed', 'pinned' or 'remembered'.
        rank: 0 for the strongest request.
    """

    voice: Voice
    reason: str
    rank: int


@dataclass(frozen=True, slots=True)
class VoiceRequests:
    """The requested voices by speaker slug: ids or names of voices."""

    directed: Mapping[str, str]
    pinned: Mapping[str, str]
    remembered: Mapping[str, str]

    def request_for(self, lines: SpeakerLines) -> VoiceRequest | None:
        """Return the strongest request for a speaker whose voice the cast has."""
        by_reason = {"directed": self.directed, "pinned": self.pinned, "remembered": self.remembered}
        for rank, (reason, voices) in enumerate(by_reason.items()):
            voice = voice_named(lines.cast, voices.get(lines.key, "")) if lines.key else None
            if voice:
                return VoiceRequest(voice, reason, rank)
        return None


def collect_requests(script: Script, cast: Cast, memory: Mapping[str, str]) -> VoiceRequests:
    """Collect the directions of a script, the pins of its cast, and the remembered voices."""
    return VoiceRequests(_directed_voices(script), _by_slug(dict(cast.pinned)), _by_slug(memory))


def _directed_voices(script: Script) -> dict[str, str]:
    """Return the voice of the first direction for each speaker, who keeps it in all other lines."""
    found: dict[str, str] = {}
    for quote in segments_of(script):
        if isinstance(quote, Quote) and quote.speaker and (voice := parse_direction(quote.direction).voice):
            found.setdefault(speaker_key(quote.speaker), voice)
    return found


def _by_slug(voices: Mapping[str, str]) -> dict[str, str]:
    return {name_slug(speaker): voice for speaker, voice in voices.items()}


def pin_speakers(cast: Cast, pins: Mapping[str, str]) -> Cast:
    """Return a cast with the user's pins.

    Args:
        cast: The cast.
        pins: Voice ids by the speaker's name or id. They replace the cast's own pins for the same speakers.
    """
    return replace(cast, pinned=tuple((_by_slug(dict(cast.pinned)) | _by_slug(pins)).items()))


def voices_to_remember(casting: Casting) -> dict[str, str]:
    """Return the voices that the speakers of a programme should have in the next one.

    A voice is not remembered if it was shared for lack of voices, if a direction chose it for this script, or
    if it is a man's or a woman's for a speaker whose gender may become known.

    Args:
        casting: The casting of the programme.

    Returns:
        Voice ids by speaker id.
    """
    voices: dict[str, str] = {}
    for role in casting.roles:
        segment = casting.script.sections[role.section].segments[role.segment]
        if not isinstance(segment, Quote) or segment.speaker is None:
            continue
        if role.reason.startswith(("shared", "directed")) or _may_prove_wrong(role, segment.speaker):
            continue
        voices.setdefault(segment.speaker.id, role.voice.id)
    return voices


def _may_prove_wrong(role: Role, speaker: Speaker) -> bool:
    return speaker.gender == "unknown" and role.voice.gender != "neutral" and role.reason != "pinned"
