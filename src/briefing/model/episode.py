"""An episode with its chapters and transcript, the feed of episodes, and the news feeds that are read."""

from dataclasses import dataclass, field
from typing import Literal

from briefing.model.article import Gender


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the programme.

    Attributes:
        title: Its title.
        start_ms: Start in milliseconds.
        end_ms: End in milliseconds.
        url: URL of the story, '' for none.
        source: Name of the source, '' for none.
        items: The stories that are told in brief in this chapter, in order.
    """

    title: str
    start_ms: int
    end_ms: int
    url: str = ""
    source: str = ""
    items: tuple["Chapter", ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptWord:
    """A word of a transcript line, and when it is heard.

    Attributes:
        text: The word with what is written at it ('“Yes,').
        start_ms: Start in milliseconds.
        end_ms: End in milliseconds.
    """

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """Who says what and when.

    The word times have a number for each word of `text`, as spaces part them, or none where the engine does
    not know when a word is heard. Words are in order, do not overlap, and lie within the line. A word that
    is not spoken, such as a dash, lasts no time.

    Attributes:
        speaker: Name of the speaker; the narrator's is 'Narrator'.
        start_ms: Start in milliseconds.
        end_ms: End in milliseconds.
        text: The written line.
        word_starts_ms: Start of each word in milliseconds.
        word_ends_ms: End of each word in milliseconds.
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
    """A quoted speaker as the listener is told.

    Attributes:
        name: The name.
        role: The role that the article gives, or ''.
        gender: The gender.
        voice: Id of the voice that speaks.
    """

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
        waited_s: Seconds in which its host did not answer, 0 for another reason; neither compared nor stored.
    """

    source: str
    error: str
    title: str = ""
    feed: str = ""
    hint: str = field(default="", compare=False, metadata={"stored": False})
    waited_s: int = field(default=0, kw_only=True, compare=False, metadata={"stored": False})

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
    """One programme.

    Attributes:
        id: Made from the content.
        title: Its title.
        date: ISO 8601 with a zone; '' if it is unknown.
        language: BCP 47 tag.
        duration_ms: Length of the decoded audio.
        chapters: The chapters, in order.
        transcript: Every spoken line, in order.
        speakers: The quoted speakers.
        left_out: Sources that failed.
        origins: Where the voices come from and under which licence, a sentence for each cast.
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

    Attributes:
        folder: Name of the folder.
        slug: Name of its files, without suffix.
        audio_bytes: Length of the MP3.
        episode: The episode.
    """

    folder: str
    slug: str
    audio_bytes: int
    episode: Episode


@dataclass(frozen=True, slots=True)
class Feed:
    """The podcast of the listener.

    Attributes:
        title: Its title.
        description: Its description.
        language: BCP 47 tag.
        author: Its author.
        base: URL of the folder that holds the episodes, without a last slash. In a private feed it has the
            token, and so has every URL that is made from it.
        episodes: The episodes, newest first.
        email: Address of the owner, or ''.
        guid: The podcast's own id, whatever its URL; where it is '', one is made of the URL.
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
    """A feed of somebody else's that we read.

    Attributes:
        title: Its title.
        site: URL of its site.
        items: Its entries in its own order.
        is_podcast: It has no such entries, but audio.
    """

    title: str
    site: str
    items: tuple[SourceItem, ...]
    is_podcast: bool = False
