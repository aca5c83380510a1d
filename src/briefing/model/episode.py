"""An episode with its chapters and transcript, the feed of episodes, and the news feeds that are read."""

from dataclasses import dataclass, field
from typing import Literal

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
    """A source or a story that did not make it into the programme, and why.

    Attributes:
        source: URL, path or file name.
        error: A sentence without a period; it often begins with the source.
        title: Title of the story, '' for a whole source.
        feed: Name of the source that named the story, or of the source itself; '' if it has none.
        hint: What the user can do about it, '' if nothing; it is neither compared nor stored.
    """

    source: str
    error: str
    title: str = ""
    feed: str = ""
    hint: str = field(default="", compare=False, metadata={"stored": False})

    @property
    def name(self) -> str:
        """What was left out: "Harbour News: 'Bridge opens'", 'Harbour News', or the URL."""
        if self.title:
            return f"{self.feed}: '{self.title}'" if self.feed else f"'{self.title}'"
        return self.feed or self.source

    @property
    def reason(self) -> str:
        """The error without the name before it."""
        if self.feed and not self.title:
            return self.error
        return self.error.removeprefix(self.source).lstrip(": ")

    @property
    def named(self) -> str:
        """Both in one line: "Harbour News: 'Bridge opens' (answers 404 Not Found)"."""
        if self.title:
            return f"{self.name} ({self.reason})"
        return self.error if self.error.startswith(self.name) else f"{self.name}: {self.error}"


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


@dataclass(frozen=True, slots=True)
class PublishedEpisode:
    """An episode on disk: `folder/slug.mp3` and the files beside it, below the feed.

    `audio_bytes` is the length of the MP3.
    """

    folder: str
    slug: str
    audio_bytes: int
    episode: Episode


@dataclass(frozen=True, slots=True)
class Feed:
    """Episodes, newest first. `base` is the address of the folder that holds them, without a last slash.

    In a private feed `base` carries the token, and so does every address that is made from it. `guid` is the
    podcast's own id, whatever its address; where it is '', one is made of the address.
    """

    title: str
    description: str
    language: str
    author: str
    base: str
    episodes: tuple[PublishedEpisode, ...]
    email: str = ""
    guid: str = ""


TextPolicy = Literal["auto", "feed", "page"]
"""Whose text of an item is told: the source's own, the web page's, or the one that has more of the story."""

AfterTold = Literal["keep", "read", "archive"]
"""What happens in the source to an item that was told."""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One item of a source that we read: an entry of a feed, a mail, a saved article.

    Attributes:
        key: The item's own id, which never changes; its URL where it has none.
        url: URL of the web page or path of the file; '' for an item that is on no page.
        title: Plain text, possibly empty.
        published: ISO 8601 in UTC, '' if unknown.
        updated: ISO 8601 in UTC, '' if unknown.
        stamp: Changes when the item changes: its time of update, or a hash of its content.
        html: The text that the source itself has of the item, as HTML; '' if it has none.
    """

    key: str
    url: str
    title: str
    published: str = ""
    updated: str = ""
    stamp: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class NewsFeed:
    """A feed of somebody else's that we read: its title, its site's address, its entries in its own order."""

    title: str
    site: str
    items: tuple[SourceItem, ...]
