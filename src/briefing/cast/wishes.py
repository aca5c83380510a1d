"""What was decided about a speaker before: by an editor, by the cast file, by an earlier programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from briefing.cast.direction import direction_from
from briefing.cast.parts import Part, speaker_key
from briefing.cast.pool import voice_named
from briefing.model import Cast, Quote, Script, Voice
from briefing.text import name_slug


@dataclass(frozen=True, slots=True)
class Wish:
    """A voice that was decided on, how (`reason`), and how much it counts: rank 0 most."""

    voice: Voice
    reason: str
    rank: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """Voice ids by folded speaker. Directions win over pins, pins over memory.

    Memory alone may yield: two who were never in one story before can remember the same voice.
    """

    directed: Mapping[str, str]
    pinned: Mapping[str, str]
    remembered: Mapping[str, str]
    RANKS: ClassVar[int] = 3

    def about(self, part: Part) -> Wish | None:
        """The strongest wish about a part that its cast can fulfil."""
        named = {"directed": self.directed, "pinned": self.pinned, "remembered": self.remembered}
        for rank, (reason, voices) in enumerate(named.items()):
            voice = voice_named(part.cast, voices.get(part.key, "")) if part.key else None
            if voice:
                return Wish(voice, reason, rank)
        return None


def wishes_from(script: Script, cast: Cast, memory: Mapping[str, str]) -> Wishes:
    """The wishes of the script's editor, of the cast file, and of the memory."""
    return Wishes(_directions(script), _folded(dict(cast.pinned)), _folded(memory))


def _directions(script: Script) -> dict[str, str]:
    """Speaker to the voice that the first direction about them asks for: one speaker keeps one voice."""
    found: dict[str, str] = {}
    for quote in (segment for section in script.sections for segment in section.segments):
        if isinstance(quote, Quote) and quote.speaker and (voice := direction_from(quote.direction).voice):
            found.setdefault(speaker_key(quote.speaker), voice)
    return found


def _folded(voices: Mapping[str, str]) -> dict[str, str]:
    return {name_slug(speaker): voice for speaker, voice in voices.items()}
