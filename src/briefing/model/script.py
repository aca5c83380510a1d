"""What is said, in order, and where each word comes from.

A segment's `say` may give the sound of a word in IPA: 'Mr. ⟦Sandell|ˈsændəl⟧'.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from briefing.model.article import Article, Quotation, Span, Speaker

NarrationRole = Literal[
    "sign_on",
    "headlines",
    "headline",
    "source",
    "lede",
    "heading",
    "body",
    "introduction",
    "sign_off",
    "brief",
    "part",
]
SectionRole = Literal["opening", "story", "insert", "closing", "brief", "part"]
_MARKED = re.compile(r"⟦(?P<word>[^⟦⟧|]*)\|(?P<ipa>[^⟦⟧|]*)⟧")


@dataclass(frozen=True, slots=True)
class Reported:
    """An earlier story that a story goes on with.

    Attributes:
        day: ISO date of the programme that told it.
        title: Its headline.
    """

    day: str
    title: str


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its quotations: what the writer is given.

    Attributes:
        article: The article.
        quotations: Its quotations, in order.
        source: Name of the source as it is spoken.
        is_update: An earlier programme told the story, and there is something new in it.
        new_blocks: Indexes of the blocks that are new; all of them if it is empty.
        reported: The earlier story that it goes on with, None if it is not known to go on with any.
    """

    article: Article
    quotations: tuple[Quotation, ...]
    source: str = ""
    is_update: bool = False
    new_blocks: tuple[int, ...] = ()
    reported: Reported | None = None


PartPlace = Literal["opening", "between", "end"]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A part of the programme that the user adds: a text or a recording.

    Attributes:
        title: Title of its chapter.
        place: Where it is heard.
        limit_ms: Its longest duration.
        text: What is spoken, one paragraph a line; '' for a recording.
        recording: Path of an audio file; '' for a text.
        after: Number of the story after which a part between stories is heard; 0 for the first story, or for
            a recording every gap, where it replaces the chime.
    """

    title: str
    place: PartPlace
    limit_ms: int
    text: str = ""
    recording: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Narration:
    """The narrator's words.

    Attributes:
        text: The article's words, or a phrase of our own.
        say: What the engine is given.
        role: What the words are in the programme.
        spans: Where the words stand in the article.
        ours: It is a phrase of our own, which has no spans.
        language: BCP 47 tag; '' for the script's own.
        pause_ms: Silence that follows.
        named: Pairs of words of the article and those that are said for them: a pronoun with its name ('he',
            'Sandell'), a bare attribution with another ('Sandell said', 'He went on'); the first is '' where
            a clause of the article's gets its subject again ('and left' as 'And Sandell left').
        direction: What an editor wrote in a parenthetical ('voice: woman-2', 'slower').
    """

    text: str
    say: str
    role: NarrationRole = "body"
    spans: tuple[Span, ...] = ()
    ours: bool = False
    language: str = ""
    pause_ms: int = 0
    named: tuple[tuple[str, str], ...] = ()
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted person's words, in that person's voice.

    Attributes:
        text: The article's words.
        say: What the engine is given.
        speaker: The person; None when nobody is named.
        spans: Where the words stand in the article.
        language: BCP 47 tag; '' for the script's own.
        direction: As in a narration.
        pause_ms: Silence that follows.
    """

    text: str
    say: str
    speaker: Speaker | None
    spans: tuple[Span, ...] = ()
    language: str = ""
    direction: str = ""
    pause_ms: int = 0


Segment = Narration | Quote


@dataclass(frozen=True, slots=True)
class Insert:
    """A recording that a programme plays: an audio file.

    Attributes:
        path: The file.
        limit_ms: Its longest duration; the rest is cut.
        duration_ms: How long it is heard; 0 if unknown.
        pause_ms: Silence that follows.
    """

    path: str
    limit_ms: int
    duration_ms: int = 0
    pause_ms: int = 0


@dataclass(frozen=True, slots=True)
class AudioStory:
    """A recording that is told as a story of a programme.

    Attributes:
        title: Its title.
        source: Who made it, as the narrator credits it; '' if unknown.
        insert: The recording.
        url: URL of its page or of the file; '' for a file of the listener's own.
    """

    title: str
    source: str
    insert: Insert
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the opening, one story, a recording, a brief, a part of the user's own, or the closing.

    The first section in a row of briefs announces them and has no URL; each further one is a story told in
    brief. Together they are one chapter.

    Attributes:
        title: Its title.
        segments: The lines, in order.
        role: Which of them it is.
        url: URL of the story, '' for what is ours.
        source: Name of the source, '' for what is ours.
        chime_before: Play the chime before it.
        insert: A recording that is played after the lines. Its cue has the number behind the last line's.
    """

    title: str
    segments: tuple[Segment, ...]
    role: SectionRole = "story"
    url: str = ""
    source: str = ""
    chime_before: bool = False
    insert: Insert | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A programme as it will be spoken.

    Attributes:
        title: Its title.
        language: BCP 47 tag.
        sections: The opening, the stories, the briefs and the closing, in order, with the user's own parts.
    """

    title: str
    language: str
    sections: tuple[Section, ...]


def mark_ipa(word: str, ipa: str) -> str:
    """Return the word with its sound."""
    return f"⟦{word}|{ipa}⟧"


def plain_words(text: str) -> str:
    """Return the text for an engine that takes no IPA: each word as it is written."""
    return _MARKED.sub(lambda m: m["word"], text)


def say_ipa(text: str, form: Callable[[str], str]) -> str:
    """Return the text with `form` of the IPA in the place of each marked word."""
    return _MARKED.sub(lambda m: form(m["ipa"]), text)
