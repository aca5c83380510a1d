"""The options of `write_script`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from briefing.model import AudioStory, OwnPart, Story
from briefing.write.summarization import Length

NO_PRONUNCIATIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a programme; each can be switched off.

    Attributes:
        sign_on: The programme's title and date, at the start.
        honesty: The notice that the voices are synthetic.
        headlines: The overview of all headlines, in a programme of several stories.
        headline: The headline of each story.
        source: The source and the age of each story.
        headings: The subheadings within a story.
        waiting: How many stories wait for the next programme, before the last line.
        sign_off: The last line of the programme.
        chime: The chime between two stories.
    """

    sign_on: bool = True
    honesty: bool = True
    headlines: bool = True
    headline: bool = True
    source: bool = True
    headings: bool = True
    sign_off: bool = True
    chime: bool = True
    waiting: bool = True


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What `write_script` writes beside the stories themselves.

    Attributes:
        title: The programme's name; '' for the story's headline or the default name.
        date: The programme's date in ISO 8601 ('2026-11-23'); '' for none.
        language: The programme's BCP 47 tag; '' for the language of most stories.
        length: How long the programme may last; None reads every paragraph.
        parts: Which parts the programme has.
        audio: Recordings that are told as stories, after the others; the narrator credits each.
        missing: How many sources could not be read; above 0, one line at the end tells it.
        waiting: How many new stories the programme has no time for; above 0, one line at the end tells it.
        waiting_first: The first of their headlines, which that line names.
        own_parts: Texts and recordings of the user's own.
        briefs: Stories that are told in brief, after the others: headline, first sentence, source.
        pronunciations: Words and their spoken forms, for `spoken_form`.
        interrupts_long_quotations: The narrator interrupts a quotation of more than about 50 words to name
            its speaker again, for voices that sound alike. Otherwise a quotation is spoken whole.
    """

    title: str = ""
    date: str = ""
    language: str = ""
    length: Length | None = None
    parts: Parts = Parts()
    audio: tuple[AudioStory, ...] = ()
    missing: int = 0
    waiting: int = 0
    waiting_first: tuple[str, ...] = ()
    own_parts: tuple[OwnPart, ...] = ()
    briefs: tuple[Story, ...] = ()
    pronunciations: Mapping[str, str] = field(default_factory=lambda: NO_PRONUNCIATIONS)
    interrupts_long_quotations: bool = False
