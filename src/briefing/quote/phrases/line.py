"""The tokens of a block, and what kind of word stands at each place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token

_LONGEST_OWNED = 4  # tokens


_SENTENCE_END = frozenset(".?!…:•")


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary, and the words that this article writes small, and with a capital inside sentences."""

    vocabulary: Vocabulary
    written_low: frozenset[str]
    written_high: frozenset[str] = frozenset()


def capitals_inside(tokens: Sequence[Token]) -> Iterator[str]:
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


class Line:
    """The tokens of one block; places are indices of tokens, and a place behind the last one is no word."""

    __slots__ = ("tokens", "words", "written_high", "written_low")

    def __init__(self, tokens: Sequence[Token], known: Words) -> None:
        self.tokens = tokens
        self.words = known.vocabulary
        self.written_low = known.written_low
        self.written_high = known.written_high

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

    def begins_modified_noun(self, at: int) -> bool:
        """'senior party officials', 'former Smith adviser': only modifiers before a noun or a name."""
        if not self.is_modifier(self.tokens[at].low):
            return False
        for ahead in range(at, min(at + 4, len(self.tokens))):
            if self.noun(ahead) or self.tokens[ahead].kind == "name":
                return True
            if not self.is_modifier(self.tokens[ahead].low):
                return False
        return False

    def begins_trade(self, at: int) -> bool:
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

    def noun_after_name(self, end: int) -> int:
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
