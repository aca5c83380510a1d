"""The narrator's words around the quotations, as tokens; a quotation is one token."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from briefing.quote.marks import Marked

Kind = Literal["name", "word", "number", "punct", "quote"]

# Ocasio-Cortez, O’Neil, U.S., can’t, 45-year-old, 1,200, $3.5, … — ,
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_](?:[\w’'-]*\w)?|[$€£]?\d(?:[\d,.:]*\d)?[\w%-]*|\.{3}|[^\w\s]",
)


class Token(NamedTuple):
    """A word, a mark, or a whole quotation; `start` and `end` are characters of the block."""

    text: str
    start: int
    end: int
    kind: Kind
    quote: int = -1


def narration_tokens(text: str, quotes: Sequence[tuple[int, Marked]]) -> list[Token]:
    """The tokens of one block; each quotation (given with its number) is a token of its own."""
    tokens: list[Token] = []
    at = 0
    for number, marked in quotes:
        tokens += _words(text, at, marked.left)
        tokens.append(Token("", marked.left, marked.right, "quote", number))
        at = marked.right
    tokens += _words(text, at, len(text))
    return tokens


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        yield Token(word, match.start(), match.end(), _kind(word))


def _kind(word: str) -> Kind:
    first = word[0]
    if first.isalpha():
        return "name" if first.isupper() else "word"
    return "number" if first.isdigit() or first in "$€£" else "punct"
