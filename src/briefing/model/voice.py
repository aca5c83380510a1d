"""Voices, casts, and who got which voice."""

from dataclasses import dataclass
from typing import Literal

from briefing.model.script import Script

VoiceGender = Literal["female", "male", "neutral"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One way of speaking. `id` is its name in the cast ('narrator', 'woman-2'), `name` the engine's own.

    `rate_wpm` is what the engine is asked for; `pitch` and `pitch_range` are 0 to 99 (the engine's default is
    50), None to leave them alone. `gain_centibel` (tenths of a decibel) is added to the measured levelling.
    `hertz` is the measured median pitch, 0 if unknown: casting keeps speakers apart by it.
    `options` are the engine's own, as pairs of key and value.
    """

    id: str
    engine: str
    name: str
    language: str
    gender: VoiceGender
    rate_wpm: int = 0
    pitch: int | None = None
    pitch_range: int | None = None
    gain_centibel: int = 0
    hertz: int = 0
    options: tuple[tuple[str, str], ...] = ()


LongQuotations = Literal["", "whole", "interrupted"]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who narrates and who may speak quotations, as a file in voices/ says it.

    Pools stand in order of preference. `pinned` pairs a speaker's id with a voice's id. `fallback` speaks
    a line whose own engine failed. `alike` holds pairs of voice ids that were measured to be too much alike
    for two speakers of one story; where it is empty, casting estimates likeness from pitch. `origin` says in
    a sentence where the voices come from and under which licence. `long_quotations` tells if the narrator
    interrupts a long quotation to name its speaker again; '' decides by the engines.
    """

    name: str
    language: str
    narrator: Voice
    women: tuple[Voice, ...]
    men: tuple[Voice, ...]
    neutral: tuple[Voice, ...]
    pinned: tuple[tuple[str, str], ...] = ()
    fallback: Voice | None = None
    description: str = ""
    alike: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    long_quotations: LongQuotations = ""


@dataclass(frozen=True, slots=True)
class Role:
    """The voice of one segment: `script.sections[section].segments[segment]`, and why it has this voice."""

    section: int
    segment: int
    voice: Voice
    reason: str


@dataclass(frozen=True, slots=True)
class Casting:
    """A script and a role for each of its segments, in the order of the script.

    `notes` are sentences for the user: more speakers than voices, a pinned voice that does not exist.
    `fallback` is the cast's, or its narrator: it speaks a line whose own engine failed. `origins` are those
    of the casts that speak, each once; `casts` names these casts, in the order in which they are heard.
    """

    script: Script
    roles: tuple[Role, ...]
    notes: tuple[str, ...] = ()
    fallback: Voice | None = None
    origins: tuple[str, ...] = ()
    casts: tuple[str, ...] = ()
