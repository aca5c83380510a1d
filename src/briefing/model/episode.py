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
class TranscriptWord:
    """A word of a transcript line, with what is written at it ('“Yes,'), and when it is heard."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """Who says what and when; the narrator's name is 'Narrator'. Times in milliseconds.

    `word_starts_ms` and `word_ends_ms` have a number for each word of `text`, as spaces part them, or none
    where the engine does not know when a word is heard; words are in order, do not overlap, and lie within
    the line. A word that is not spoken, such as a dash, lasts no time.
    """

    speaker: str
    start_ms: int
    end_ms: int
    text: str
    word_starts_ms: tuple[int, ...] = ()
    word_ends_ms: tuple[int, ...] = ()

    @property
    def words(self) -> tuple[TranscriptWord, ...]:
        """Every word with its times; empty where a word has none."""
        texts, starts, ends = self.text.split(), self.word_starts_ms, self.word_ends_ms
        if not len(texts) == len(starts) == len(ends):
            return ()
        return tuple(map(TranscriptWord, texts, starts, ends))


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
