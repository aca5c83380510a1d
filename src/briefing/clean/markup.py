"""HTML text to a tree, once, with the parts that hold no words cut away before the tree is built."""

import re
import warnings
from dataclasses import dataclass

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from briefing.errors import NoArticleError

SILENT_OPENING = re.compile(  # '<script async', '<!-- a remark'
    r"<(script|style|svg|noscript|iframe|object|canvas|math|video|audio|select|textarea)\b|<!--",
    re.IGNORECASE,
)
STRUCTURED_TYPE = re.compile(r"application/ld\+json", re.IGNORECASE)  # <script type="application/ld+json">
LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})\b[^<>]{30000,}>?")  # a tag with a million attributes
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # NUL bytes and their kind
MOST_TAGS = 60_000  # the largest news pages that we know have 8,000


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page and the JSON-LD texts that stood in its scripts."""

    soup: BeautifulSoup
    structured: tuple[str, ...]


def parse_markup(text: str, max_chars: int) -> Markup:
    """Parse a page. Raises NoArticleError when what is left without scripts is too large to be a page."""
    spoken, structured = cut_silent_parts(CONTROL.sub("", text))
    if len(spoken) > max_chars or spoken.count("<") > MOST_TAGS:
        raise NoArticleError(
            f"the page is too large to hold an article: {len(spoken):,} characters of markup",
            "save the article alone as text, and give that file",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(LONG_TAG.sub(r"<\1>", spoken), "lxml", multi_valued_attributes=None)
    return Markup(soup, structured)


def cut_silent_parts(text: str) -> tuple[str, tuple[str, ...]]:
    """The markup without scripts, styles, drawings and remarks, and the JSON-LD found in the scripts.

    Linear in the text, whatever is left open: a closing tag that is missing once is not sought again.
    """
    folded = text.lower()
    kept, structured, at = [], [], 0
    unclosed: set[str] = set()
    for opening in SILENT_OPENING.finditer(text):
        if opening.start() < at:
            continue
        closing = "-->" if opening[1] is None else f"</{opening[1].lower()}"
        if closing in unclosed:
            continue
        end = folded.find(closing, opening.end())
        if end < 0:
            unclosed.add(closing)
            continue
        inside = text[opening.start() : end]
        if opening[1] and STRUCTURED_TYPE.search(inside, 0, 300):
            structured.append(inside.partition(">")[2])
        kept.append(text[at : opening.start()])
        after = folded.find(">", end)
        at = after + 1 if after >= 0 else len(text)
    kept.append(text[at:])
    return "".join(kept), tuple(structured)
