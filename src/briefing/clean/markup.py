"""HTML text to a tree, once, with the parts that hold no words cut away before the tree is built."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from bs4 import BeautifulSoup

from briefing.clean.tree import UNFELT, build_tree
from briefing.errors import NoArticleError

SILENT_OPENING = re.compile(  # '<script async', '<!-- a remark'
    r"<(?:(script|style|svg|noscript|iframe|object|canvas|math|video|audio|select|textarea)\b|!--)",
    re.IGNORECASE,
)
STRUCTURED_TYPE = re.compile(r"application/ld\+json", re.IGNORECASE)  # <script type="application/ld+json">
LONGEST_TAG = 30_000  # characters
LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]{{0,40}})\b[^<>]{{{LONGEST_TAG},}}>?")  # with a million attributes
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # NUL bytes, halves of characters
MOST_TAGS = 60_000  # the largest news pages that we know have 8,000


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page and the JSON-LD texts that stood in its scripts."""

    soup: BeautifulSoup
    structured: tuple[str, ...]


def parse_markup(text: str, max_chars: int, unfelt: Collection[str] = UNFELT) -> Markup:
    """Parse a page without `unfelt` tags. Raises NoArticleError when it is too large even without scripts."""
    spoken, structured = cut_silent_parts(text)
    if len(spoken) > max_chars or spoken.count("<") > MOST_TAGS:
        raise NoArticleError(
            f"the page is too large to hold an article: {len(spoken):,} characters of markup",
            "save the article alone as text, and give that file",
        )
    readable = CONTROL.sub("", spoken)
    if any(len(piece) > LONGEST_TAG for piece in readable.split("<")):
        readable = LONG_TAG.sub(r"<\1>", readable)
    return Markup(build_tree(readable, unfelt), structured)


def cut_silent_parts(text: str) -> tuple[str, tuple[str, ...]]:
    """The markup without scripts, styles, drawings and remarks, and the JSON-LD found in the scripts.

    Linear in the text, whatever is left open: a closing tag that is missing once is not sought again.
    """
    kept, structured, at = [], [], 0
    unclosed: set[str] = set()
    for opening in SILENT_OPENING.finditer(text):
        if opening.start() < at:
            continue
        tag = (opening[1] or "").lower()
        if tag in unclosed:
            continue
        end, after = _closing(text, tag, opening.end())
        if end < 0:
            unclosed.add(tag)
            continue
        if tag == "script" and STRUCTURED_TYPE.search(text, opening.start(), opening.start() + 300):
            structured.append(text[opening.end() : end].partition(">")[2])
        kept.append(text[at : opening.start()])
        at = after
    kept.append(text[at:])
    return "".join(kept), tuple(structured)


def _closing(text: str, tag: str, start: int) -> tuple[int, int]:
    """Where what stands in a silent part ends, and where the text goes on; -1 where the tag stays open."""
    if not tag:
        end = text.find("-->", start)
        return end, end + 3
    found = _closing_pattern(tag).search(text, start)
    if not found:
        return -1, -1
    after = text.find(">", found.end())
    return found.start(), after + 1 if after >= 0 else len(text)


@cache
def _closing_pattern(tag: str) -> re.Pattern[str]:
    return re.compile(f"</{tag}", re.IGNORECASE)
