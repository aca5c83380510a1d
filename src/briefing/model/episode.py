"""What is published: an episode, its chapters and its transcript."""

from dataclasses import dataclass

from briefing.model.quotation import Gender


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the programme; times in milliseconds."""

    title: str
    start_ms: int
    end_ms: int
    url: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """Who says what and when; the narrator's name is 'Narrator'. Times in milliseconds."""

    speaker: str
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class EpisodeSpeaker:
    """A quoted speaker as the listener is told: name, role, and which voice speaks."""

    name: str
    role: str
    gender: Gender
    voice: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that did not make it into the programme, and why."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class Episode:
    """One programme. `id` is made from the content; `date` is ISO 8601 with a zone, '' if nobody looked.

    `duration_ms` is the length of the decoded audio. `origins` say where the voices come from and under which
    licence, a sentence a cast.
    """

    id: str
    title: str
    date: str
    language: str
    duration_ms: int
    chapters: tuple[Chapter, ...]
    transcript: tuple[TranscriptLine, ...]
    speakers: tuple[EpisodeSpeaker, ...]
    left_out: tuple[LeftOut, ...] = ()
    origins: tuple[str, ...] = ()
