"""The narrator's words around the quotations, as tokens; a quotation is one token.

The tokens of a block, and what kind of word stands at each place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.quote_marks import QuotedSpan

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


def narration_tokens(text: str, quotes: Sequence[tuple[int, QuotedSpan]]) -> list[Token]:
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


_LONGEST_OWNED = 4  # tokens


_SENTENCE_END = frozenset(".?!…:•")


@dataclass(frozen=True, slots=True)
class ArticleVocabulary:
    """A vocabulary, and the words that this article writes small, and with a capital inside sentences."""

    vocabulary: Vocabulary
    lowercase_words: frozenset[str]
    capitalized_words: frozenset[str] = frozenset()


def mid_sentence_capitals(tokens: Sequence[Token]) -> Iterator[str]:
    """The words, and pairs of words, that a sentence writes with a capital although they do not begin it.

    Behind a first name a word that looks like a verb is one too: 'Tom Reed', 'Eli Manning'.
    """
    opens = True  # the word before the pair ends a sentence, or there is none
    for before, token in pairwise(tokens):
        first, opens = opens, before.kind == "quote" or before.text in _SENTENCE_END
        if token.kind != "name" or before.kind not in ("word", "number", "name"):
            continue
        if before.kind != "name" or (token.low.endswith(("ed", "ing")) and first_name_gender(before.low)):
            yield token.low
        if before.kind == "name" and not first:
            yield f"{before.low} {token.low}"


class BlockTokens:
    """The tokens of one block; places are indices of tokens, and a place behind the last one is no word."""

    __slots__ = ("capitalized_words", "lowercase_words", "tokens", "words")

    def __init__(self, tokens: Sequence[Token], known: ArticleVocabulary) -> None:
        self.tokens = tokens
        self.words = known.vocabulary
        self.lowercase_words = known.lowercase_words
        self.capitalized_words = known.capitalized_words

    def is_finite(self, at: int) -> bool:
        """'another tweeted', 'one said'."""
        return self.words.verbs.get(self.tokens[at].low) == "finite"

    def is_verb_of_name(self, at: int) -> bool:
        """'The Harbor Times reports': right behind a name what could be a noun is what it does."""
        return at > 0 and self.tokens[at - 1].kind == "name" and self.is_finite(at)

    def is_content(self, at: int) -> bool:
        """Whether a noun phrase can go on with this token."""
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        if token.kind in ("punct", "quote"):
            return False
        return token.kind in ("name", "number") or self.words.classes.get(token.low) in (None, "det", "adv")

    def noun(self, at: int) -> str:
        """What the common noun here names, '' if none stands here."""
        if at >= len(self.tokens) or self.tokens[at].kind in ("punct", "quote"):
            return ""
        token = self.tokens[at]
        what = self.words.nouns.get(token.low, "")
        if not what and token.kind == "word" and token.low.endswith(self.words.woman_endings):
            return "woman"
        return what

    def owns(self, at: int) -> bool:
        """'her husband', 'her late brother', but 'told her that', 'told her on Monday'."""
        for ahead in range(at + 1, min(at + _LONGEST_OWNED, len(self.tokens))):
            if self.noun(ahead):
                return True
            if self.tokens[ahead].kind != "word" or self.tokens[ahead].low in self.words.classes:
                return False
        return False

    def is_modifier(self, low: str) -> bool:
        return low in self.words.modifiers or low in self.words.adjectives

    def starts_modified_noun(self, at: int) -> bool:
        """'senior party officials', 'former Smith adviser': only modifiers before a noun or a name."""
        if not self.is_modifier(self.tokens[at].low):
            return False
        for ahead in range(at, min(at + 4, len(self.tokens))):
            if self.noun(ahead) or self.tokens[ahead].kind == "name":
                return True
            if not self.is_modifier(self.tokens[ahead].low):
                return False
        return False

    def starts_occupation(self, at: int) -> bool:
        """'said bridge engineer Ann Lee': behind a verb or a mark any word, what people do, and a name."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        opens = before is None or before.kind in ("punct", "quote") or before.low in self.words.verbs
        plain = token.kind == "word" and not (
            token.low in self.words.classes or token.low in self.words.verbs
        )
        if not (opens and plain) or at + 2 >= len(self.tokens) or self.tokens[at + 2].kind != "name":
            return False
        if token.text[0].isupper() and self.tokens[at + 1].kind == "name":
            return bool(
                first_name_gender(self.tokens[at + 1].low)
            )  # 'warb Konzernbevollmächtigter Lars Teufel'
        return self.noun(at + 1) in ("person", "man", "woman")

    def end_of_nouns(self, end: int) -> int:
        """Where the nouns end that follow a name at once: 'Seaport economist', 'Quist campaign officials'."""
        at = end
        last = end
        while at < len(self.tokens) and at - end < 4 and self.tokens[at].kind == "word":
            low = self.tokens[at].low
            if self.noun(at) and low not in self.words.verbs:
                last = at + 1
            elif not self.is_modifier(low):
                break
            at += 1
        return last
