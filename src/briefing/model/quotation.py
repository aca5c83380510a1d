"""Quotations: where they are in the article, who the speaker is, and how the speaker was found."""

from dataclasses import dataclass
from typing import Literal

Gender = Literal["female", "male", "group", "organisation", "unknown"]
QuotationKind = Literal["speech", "written", "headline", "scare"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of the text of one block.

    Attributes:
        block: Index in `article.blocks`.
        start: First character.
        end: Last character (exclusive).
    """

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, group or organisation that is quoted.

    Attributes:
        id: Made from the full name without case and accents, so it is the same in every article.
        name: The most complete form of the name in the article.
        role: The role that the article gives ('co-chair of the campaign'), or ''.
        gender: 'unknown' unless the article or the first name gives evidence.
        gender_source: The rule that determined the gender ('title', 'pronoun', 'first name'), or ''.
    """

    id: str
    name: str
    role: str = ""
    gender: Gender = "unknown"
    gender_source: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """How the speaker of a quotation was found.

    Attributes:
        rule: Name of the rule ('name said', 'pronoun', 'previous paragraph').
        words: Words of the article that name the speaker ('Sandell told the paper'), or ''.
        frame: Place of these words; None if the cue is not beside the quotation.
    """

    rule: str
    words: str = ""
    frame: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """One utterance.

    Attributes:
        spans: The text inside the outer quotation marks, one span for each block that it runs over.
        speaker: None if the article names nobody.
        attribution: How the speaker was found.
        kind: 'headline' and 'scare' stay with the narrator.
        language: Language tag if the quotation is clearly in another language than the article, else ''.
    """

    spans: tuple[Span, ...]
    speaker: Speaker | None
    attribution: Attribution
    kind: QuotationKind = "speech"
    language: str = ""
