"""What an editor wrote at a line of the script, between brackets."""

import re
from dataclasses import dataclass, replace

from briefing.model import Voice

_VOICE = re.compile(r"\bvoice:\s*([^\s,;]+)", re.IGNORECASE)  # 'voice: woman-2, slower' -> woman-2
_PACE = re.compile(r"\b(?:(much|a little)\s+)?(slower|faster)\b", re.IGNORECASE)  # 'much slower'
_STEPS = {"a little": 7, "": 15, "much": 30}
"""How many percent of the rate a change of pace is worth."""


@dataclass(frozen=True, slots=True)
class Direction:
    """The voice that a line asks for ('' for none), and its pace in percent of the voice's own."""

    voice: str = ""
    pace_percent: int = 100

    def at_pace(self, voice: Voice) -> Voice:
        """The voice at the pace that is asked for; a voice without a rate of its own keeps its engine's."""
        return replace(voice, rate_wpm=voice.rate_wpm * self.pace_percent // 100)


def direction_from(text: str) -> Direction:
    """What we understand of a direction; the rest of it is for the reader."""
    voice, pace = _VOICE.search(text), _PACE.search(text)
    return Direction(voice.group(1) if voice else "", 100 + _step(pace) if pace else 100)


def _step(pace: re.Match[str]) -> int:
    size = _STEPS[(pace.group(1) or "").lower()]
    return size if pace.group(2).lower() == "faster" else -size
