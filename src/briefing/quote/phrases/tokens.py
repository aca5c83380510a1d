"""The narrator's words around the quotations, as tokens; a quotation is one token."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from briefing.quote.marks.pairs import Marked

Kind = Literal["name", "word", "number", "punct", "quote"]

# In this order: Mr. and Sen. with their full stop, J. before a name, U.S., Ocasio-Cortez or can’t,
# 45-year-old or $1,200, three dots, any other mark
_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Cpl|Pvt|Adm|Cmdr|Det|Prof|Rev|Hon|St|Jr|Sr|Insp|Supt"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs|Inc|Corp|Ltd|Co)\.(?=[\s,])"
    r"|[A-Z]\.(?=\s*[A-Z])(?:[A-Z]\.)*"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_](?:[\w’'‑-]*\w)?"
    r"|[$€£]?\d(?:[\d,.:]*\d)?[\w%-]*"
    r"|\.{3}|[@#]\w+|[^\w\s]",
)
# an article that a surname begins with: el-Sayed, al-Assad
_ARTICLE = re.compile(r"(?:a[lnrstdz]|ash|el|ul)[-‑][A-Z]")
_POSSESSIVE = ("'s", "’s", "'S", "’S")


class Token(NamedTuple):
    """A word, a mark, or a whole quotation; `start` and `end` are characters of the block.

    `low` is the word in lower case without a full stop of its own; a possessive 's is a word of its own.
    """

    text: str
    low: str
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
        tokens.append(Token("", "", marked.left, marked.right, "quote", number))
        at = marked.right
    tokens += _words(text, at, len(text))
    return tokens


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        word, first, last = match.group(), match.start(), match.end()
        if word[-2:] in _POSSESSIVE and len(word) > 2:
            yield _token(word[:-2], first, last - 2)
            yield Token(word[-2:], "'s", last - 2, last, "word")
        else:
            yield _token(word, first, last)


def _token(word: str, start: int, end: int) -> Token:
    low = word.lower()
    if word[0].isalpha():
        low = low.rstrip(".").replace("’", "'")
        is_name = word[0].isupper() or _ARTICLE.match(word)
        return Token(word, low, start, end, "name" if is_name else "word")
    if word[0] in "@#" and len(word) > 1:
        return Token(word, low, start, end, "name")
    return Token(word, low, start, end, "number" if word[0].isdigit() or word[0] in "$€£" else "punct")
