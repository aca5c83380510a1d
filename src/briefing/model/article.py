"""A fetched page, the article of a page, and the quotations in it.

An article has blocks, and the lines that were dropped, with reasons. A quotation says where it is in the
article, who the speaker is, and how the speaker was found.
"""

from dataclasses import dataclass, field
from typing import Literal

DropReason = Literal[
    "caption",
    "credit",
    "promotion",
    "related",
    "newsletter",
    "contributor",
    "author_bio",
    "navigation",
    "advert",
    "embed",
    "comment",
    "legal",
    "pull_quote",
    "duplicate",
    "other",
]
Gender = Literal["female", "male", "group", "organisation", "unknown"]
QuotationKind = Literal["speech", "written", "headline", "scare"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A subheading of the body. The headline itself is `Article.title`.

    Attributes:
        text: The subheading.
        level: 2 to 6.
    """

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text.

    Attributes:
        text: The paragraph.
        run_in: Length in characters of its run-in head, the words at its beginning that the page sets in
            bold or italics: a question, the label of a speaker. It is neither compared nor stored.
    """

    text: str
    run_in: int = field(default=0, compare=False, metadata={"stored": False})


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list.

    Attributes:
        text: The item, without its bullet or number.
        number: The number that the page shows before it, 0 if the list has no numbers.
    """

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A passage that the page sets apart as quoted.

    Attributes:
        text: The passage.
        author: Who wrote it, where the page names one (an embedded post); else ''.
    """

    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a live blog.

    Attributes:
        block: The number of its first block.
        clock: Its local time, 'HH:MM' of 24 hours.
        moment: The same in ISO 8601 with the date, '' if the page does not give it.
    """

    block: int
    clock: str
    moment: str = ""


Block = Heading | Paragraph | ListItem | BlockQuote


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the page's article that is dropped, and why.

    Attributes:
        text: The piece.
        reason: The kind of text that it is.
        blocks_before: Number of the article's blocks before it.
        rule: Name of the rule of `clean` that dropped it, for the diagnosis of a page; it is neither
            compared nor stored.
    """

    text: str
    reason: DropReason
    blocks_before: int = field(default=0, compare=False)
    rule: str = field(default="", compare=False, metadata={"stored": False})


@dataclass(frozen=True, slots=True)
class Article:
    """The story of a page. Law: blocks and dropped together are the story area's words.

    Attributes:
        url: The canonical URL, or that of the page.
        title: The headline.
        byline: Names of the authors.
        site: Name of the site or newspaper.
        published: ISO 8601, as precise as the page is; '' if it says nothing.
        language: BCP 47 tag ('en', 'en-GB', 'de').
        image: URL of the main picture, or ''.
        blocks: Headings, paragraphs, list items and block quotations, in order.
        dropped: What was dropped of the article, and why, in page order.
        title_source: 'lede' when no headline is given and the title was made from the first paragraph.
        cut: The page shows only the story's beginning.
        entries: Those of a live blog, the oldest first.
        corrections: Indexes of the blocks that correct the story; they are the last ones.
    """

    url: str
    title: str
    byline: tuple[str, ...]
    site: str
    published: str
    language: str
    image: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]
    title_source: Literal["headline", "lede"] = "headline"
    cut: bool = False
    entries: tuple[Entry, ...] = ()
    corrections: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a plain text, decoded.

    Attributes:
        address: What the user gave: a URL, a path, or '-'.
        final_address: Where the redirects ended, '' for a file.
        text: The decoded markup or text.
        media_type: Whether it is HTML or plain text.
        fetched: Time of the fetch, ISO 8601 with a zone; '' if it is unknown.
    """

    address: str
    final_address: str
    text: str
    media_type: Literal["text/html", "text/plain"]
    fetched: str = ""


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
