"""Pages that hold no article, told apart, so that the user knows what to do instead."""

import re
from collections.abc import Sequence

from briefing.clean.container import goodness
from briefing.clean.element import Line
from briefing.clean.structured import ARTICLE_TYPES, VIDEO_TYPES
from briefing.errors import NoArticleError
from briefing.model import Block

WALLS = (  # what a page says that shows a door instead of a story
    ("a cookie wall", re.compile(r"(?i)\b(?:cookies?|consent|einwilligung|cookie-einstellungen)\b")),
    ("a login wall", re.compile(r"(?i)\b(?:log ?in|sign in|password|anmelden|passwort|einloggen)\b")),
)
OPEN_FIRST = "open it in a browser, save the page, and give that file"
HINT = "give the address of one story, or its text in a file"


def check_article(blocks: Sequence[Block], address: str) -> None:
    """Raise NoArticleError when too little is left to tell."""
    words = sum(len(block.text.split()) for block in blocks)
    chars = sum(len(block.text) for block in blocks)
    if words < 3 and chars < 20:
        raise NoArticleError(f"there is no article in {address}", HINT)


def check_page(lines: Sequence[Line], blocks: Sequence[Block], types: Sequence[str], address: str) -> None:
    """Raise NoArticleError, saying which kind of page this is, when the page holds no article."""
    told = sum(len(block.text) for block in blocks)
    seen = " ".join(line.text for line in lines)[:20_000]
    if told < 600:
        for name, words in WALLS:
            shown = sum(bool(words.search(block.text)) for block in blocks)
            if len(words.findall(seen)) >= 3 and shown * 2 >= len(blocks):
                raise NoArticleError(f"{address} is {name}, not an article", OPEN_FIRST)
    if told < 300 and VIDEO_TYPES.intersection(types):
        raise NoArticleError(f"{address} is a video page, not an article", HINT)
    if not any(map(ARTICLE_TYPES.search, types)) and _is_front(lines, blocks):
        raise NoArticleError(f"{address} is a section front or a list of links, not an article", HINT)
    check_article(blocks, address)


def _is_front(lines: Sequence[Line], blocks: Sequence[Block]) -> bool:
    """Many linked headlines, and hardly a paragraph of running text among what would be told."""
    linked = [line for line in lines if line.linked * 10 > line.chars * 8 and line.chars > 25]
    running = [line for line in lines if not line.reason and goodness(line) > 120]
    told = sum(len(block.text) for block in blocks)
    return len(linked) >= 25 and told < 400 and len(running) < 2
