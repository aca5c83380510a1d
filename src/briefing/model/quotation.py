"""Who is quoted, where, and what told us so."""

from dataclasses import dataclass
from typing import Literal

Gender = Literal["female", "male", "group", "organisation", "unknown"]
QuotationKind = Literal["speech", "written", "headline", "scare"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of `article.blocks[block].text`."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, group or organisation that is quoted.

    `id` is stable from day to day: made from the folded full name. `name` is the fullest form in the article;
    `role` is what the article calls them ('co-chair of the campaign'), '' if nothing.
    `gender_source` is the rule that told the gender ('title', 'pronoun', 'first name'), '' if unknown.
    """

    id: str
    name: str
    role: str = ""
    gender: Gender = "unknown"
    gender_source: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a quotation was given to its speaker.

    `rule` names the rule ('name said', 'pronoun', 'previous paragraph'); `words` is what the article says
    ('Sandell told the paper'); `frame` is where these words stand, None when
    the cue is not beside the quotation.
    """

    rule: str
    words: str = ""
    frame: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """One utterance. Each span lies inside the outer marks; it has several when it runs over blocks.

    `speaker` is None when nobody is named. Kinds 'headline' and 'scare' change no voice. `language` is
    that of speech which is clearly not in the article's, '' for the article's own.
    """

    spans: tuple[Span, ...]
    speaker: Speaker | None
    attribution: Attribution
    kind: QuotationKind = "speech"
    language: str = ""
