"""Plain text: a paragraph a block, blank lines between them."""

import re
from collections.abc import Sequence

from briefing.clean.element import Element, Line
from briefing.clean.lines import tidy

CLOSED = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$")  # a line that ends a sentence, or goes on
BLANK_LINE = re.compile(r"\n[ \t\r\f\v\xa0]*\n\s*")


def lines_of_text(text: str) -> list[Line]:
    """The paragraphs of a plain text; a text without a blank line has one a line."""
    root = Element("text", None, {})
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    pieces = BLANK_LINE.split(text) if BLANK_LINE.search(text) else text.split("\n")
    return [Line(tidied, root) for piece in pieces if (tidied := tidy(piece))]


def split_headline(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The headline and the lines behind it: a short first line without a full stop over a longer text.

    '' where the text begins with its first paragraph.
    """
    if len(lines) < 2 or not _is_headline(lines[0].text, lines[1].text):
        return "", list(lines)
    return lines[0].text, list(lines[1:])


def _is_headline(first: str, second: str) -> bool:
    return 8 <= len(first) <= 160 and len(second) > len(first) and not CLOSED.search(first)
