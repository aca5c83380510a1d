"""A fetched page, and the article of a page: its blocks, and the lines that were dropped, with reasons."""

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


@dataclass(frozen=True, slots=True)
class Heading:
    """A subheading of the body, level 2 to 6. The headline itself is `Article.title`."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text.

    `run_in` is the length of its run-in head, the words at its beginning that the page sets in bold or
    italics: a question, the label of a speaker. It is neither compared nor stored.
    """

    text: str
    run_in: int = field(default=0, compare=False, metadata={"stored": False})


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list. `number` is the one that the page shows before it, 0 if the list has no numbers."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A passage that the page sets apart as quoted; `author` where the page names one (an embedded post)."""

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
    """A piece of the page's article that is dropped, and why. Pieces are in page order.

    `blocks_before` is the number of the article's blocks before it. `rule` names the rule of `clean` that
    dropped it, for the diagnosis of a page; it is neither compared nor stored.
    """

    text: str
    reason: DropReason
    blocks_before: int = field(default=0, compare=False)
    rule: str = field(default="", compare=False, metadata={"stored": False})


@dataclass(frozen=True, slots=True)
class Article:
    """The story of a page. `published` is ISO 8601 as precise as the page is, '' if it says nothing.

    `language` is a BCP 47 tag ('en', 'en-GB', 'de'). `title_source` is 'lede' when no headline is given and
    the title was made from the first paragraph. `cut` says that the page shows only the story's beginning.
    `entries` are those of a live blog, the oldest first. `corrections` are the numbers of the blocks that
    correct the story; they are the last ones.
    Law: blocks and dropped together are the story area's words.
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

    `address` is what the user gave (an address, a path, '-'); `final_address` is where the redirects ended,
    '' for a file. `fetched` is ISO 8601 with a zone, '' where nobody looked at a clock.
    """

    address: str
    final_address: str
    text: str
    media_type: Literal["text/html", "text/plain"]
    fetched: str = ""
