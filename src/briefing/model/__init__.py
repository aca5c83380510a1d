"""The nouns. Frozen, slotted, standard library only; each survives JSON (`codec`)."""

from briefing.model.article import (
    Article,
    Block,
    BlockQuote,
    Dropped,
    DropReason,
    Heading,
    ListItem,
    Paragraph,
)
from briefing.model.audio import Clip, Cue, Master, SpokenWord, Timeline
from briefing.model.episode import Chapter, Episode, EpisodeSpeaker, LeftOut, TranscriptLine, TranscriptWord
from briefing.model.feed import FeedItem, NewsFeed
from briefing.model.page import Page
from briefing.model.publication import Feed, PublishedEpisode
from briefing.model.quotation import Attribution, Gender, Quotation, QuotationKind, Span, Speaker
from briefing.model.script import (
    Narration,
    NarrationRole,
    Quote,
    Script,
    Section,
    SectionRole,
    Segment,
    Story,
)
from briefing.model.take import ClipStore, Spoken, Take
from briefing.model.voice import Cast, Casting, Role, Voice, VoiceGender

__all__ = [
    "Article",
    "Attribution",
    "Block",
    "BlockQuote",
    "Cast",
    "Casting",
    "Chapter",
    "Clip",
    "ClipStore",
    "Cue",
    "DropReason",
    "Dropped",
    "Episode",
    "EpisodeSpeaker",
    "Feed",
    "FeedItem",
    "Gender",
    "Heading",
    "LeftOut",
    "ListItem",
    "Master",
    "Narration",
    "NarrationRole",
    "NewsFeed",
    "Page",
    "Paragraph",
    "PublishedEpisode",
    "Quotation",
    "QuotationKind",
    "Quote",
    "Role",
    "Script",
    "Section",
    "SectionRole",
    "Segment",
    "Span",
    "Speaker",
    "Spoken",
    "SpokenWord",
    "Story",
    "Take",
    "Timeline",
    "TranscriptLine",
    "TranscriptWord",
    "Voice",
    "VoiceGender",
]
