"""Voices, casts, and who got which voice."""

from dataclasses import dataclass
from typing import Literal

from briefing.model.script import Script

VoiceGender = Literal["female", "male", "neutral"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One way of speaking.

    Attributes:
        id: Its name in the cast ('narrator', 'woman-2').
        engine: Name of the engine.
        name: The engine's own name of the voice.
        language: BCP 47 tag.
        gender: The gender that a listener hears.
        rate_wpm: Words a minute that the engine is asked for; 0 for its own rate.
        pitch: 0 to 99 (the engine's default is 50); None to leave it alone.
        pitch_range: As `pitch`.
        gain_centibel: Tenths of a decibel that are added to the measured level.
        hertz: Measured median pitch, 0 if unknown: casting keeps speakers apart by it.
        options: The engine's own options, as pairs of key and value.
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

    Attributes:
        name: Name of the cast.
        language: BCP 47 tag.
        narrator: The narrator's voice.
        women: Women's voices in order of preference.
        men: Men's voices in order of preference.
        neutral: Other voices in order of preference.
        pinned: Pairs of a speaker's id and a voice's id.
        fallback: Speaks a line whose own engine failed.
        description: A sentence for the user.
        alike: Pairs of voice ids that were measured to be too much alike for two speakers of one story;
            where it is empty, casting estimates likeness from pitch.
        origin: A sentence: where the voices come from and under which licence.
        long_quotations: Tells if the narrator interrupts a long quotation to name its speaker again; ''
            decides by the engines.
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
    """The voice of one segment, `script.sections[section].segments[segment]`.

    Attributes:
        section: Index of the section.
        segment: Index of the segment in its section.
        voice: The voice.
        reason: Why the segment has this voice.
    """

    section: int
    segment: int
    voice: Voice
    reason: str


@dataclass(frozen=True, slots=True)
class Casting:
    """A script and a role for each of its segments.

    Attributes:
        script: The script.
        roles: The roles, in the order of the script.
        notes: Sentences for the user: more speakers than voices, a pinned voice that does not exist.
        fallback: Speaks a line whose own engine failed: the cast's fallback, or its narrator.
        origins: Those of the casts that speak, each once.
        casts: Names of these casts, in the order in which they are heard.
    """

    script: Script
    roles: tuple[Role, ...]
    notes: tuple[str, ...] = ()
    fallback: Voice | None = None
    origins: tuple[str, ...] = ()
    casts: tuple[str, ...] = ()
