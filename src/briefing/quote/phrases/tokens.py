"""The narrator's words around the quotations as tokens; a whole quotation is one token."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import EntityType, Vocabulary, first_name_gender
from briefing.quote.quote_marks import QuotedSpan

TokenKind = Literal["name", "word", "number", "punct", "quote"]
"""The form of a token: 'name' is any capitalized word."""

# In this order: Mr. and Sen. with their full stop, J. before a name, U.S., Ocasio-Cortez or can’t,
# 45-year-old or $1,200, three dots, any other mark
_TOKEN = re.compile(
    rf"(?:{'|'.join(CUE_WORDS.abbreviations)})\.(?=[\s,])"
    r"|[A-Z]\.(?=\s*[A-Z])(?:[A-Z]\.)*"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_](?:(?:[\w’'‘‑-]|&(?=\w))*\w)?"
    r"|[$€£]?\d(?:[\d,.:]*\d)?[\w%-]*"
    r"|\.{3}|[@#]\w+|[^\w\s]",
)
# The first words of 'more than'
_BEFORE_THAN = frozenset(word.partition("-")[0] for word in CUE_WORDS.approximators if "-" in word)
_LETTER_COMPOUND = re.compile(r"[A-Z]-[a-z]")  # 'T-shirt', 'U-turn'
# An article that a surname begins with: el-Sayed, al-Assad
_ARTICLE = re.compile(r"(?:a[lnrstdz]|ash|el|ul)[-‑][A-Z]")
_POSSESSIVE = ("'s", "’s", "'S", "’S", "‘s")
_SENTENCE_END = frozenset(".?!…:•")
_MAX_POSSESSED = 4  # tokens from a possessive to its noun
_MAX_MODIFIERS = 4  # tokens
_PERSON_TYPES = ("person", "man", "woman")


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation at characters `start` to `end` of the block.

    `low` is the word in lower case without its full stop; a possessive 's is a token of its own. `quote` is
    the number of the quotation.
    """

    text: str
    low: str
    start: int
    end: int
    kind: TokenKind
    quote: int = -1


@dataclass(frozen=True, slots=True)
class ArticleVocabulary:
    """A vocabulary, and how this article writes its words: in lower case, or capitalized inside sentences."""

    vocabulary: Vocabulary
    lowercase_words: frozenset[str]
    capitalized_words: frozenset[str] = frozenset()


def narration_tokens(text: str, quotes: Sequence[tuple[int, QuotedSpan]]) -> list[Token]:
    """Return the tokens of one block; `quotes` are its quotations with their numbers."""
    tokens: list[Token] = []
    at = 0
    for number, quoted in quotes:
        tokens += _words(text, at, quoted.left)
        tokens.append(Token("", "", quoted.left, quoted.right, "quote", number))
        at = quoted.right
    tokens += _words(text, at, len(text))
    return tokens


def mid_sentence_capitals(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words, and the pairs of words, that are capitalized although they do not begin a sentence.

    After a first name a word that looks like a verb counts too: 'Tom Reed', 'Eli Manning'.
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
        low = "u.s" if word == "US" else low.rstrip(".").replace("’", "'")
        is_name = (word[0].isupper() or _ARTICLE.match(word)) and not _LETTER_COMPOUND.match(word)
        return Token(word, low, start, end, "name" if is_name else "word")
    if word[0] in "@#" and len(word) > 1:
        return Token(word, low, start, end, "name")
    return Token(word, low, start, end, "number" if word[0].isdigit() or word[0] in "$€£" else "punct")


class BlockTokens:
    """The tokens of one block, and lookups of the word at an index; no word is past the last index."""

    __slots__ = ("capitalized_words", "lowercase_words", "tokens", "vocabulary")

    def __init__(self, tokens: Sequence[Token], words: ArticleVocabulary) -> None:
        self.tokens = tokens
        self.vocabulary = words.vocabulary
        self.lowercase_words = words.lowercase_words
        self.capitalized_words = words.capitalized_words

    def is_finite(self, at: int) -> bool:
        """Return True if a finite reporting verb is here: 'another tweeted', 'one said'."""
        return self.vocabulary.verbs.get(self.tokens[at].low) == "finite"

    def is_lowercase_word(self, at: int) -> bool:
        """Return True for an adverb, and for 'Season-ticket' in 'Season-ticket holder Ann Lee'."""
        _, hyphen, last = self.tokens[at].text.rpartition("-")
        is_before_name = at + 1 < len(self.tokens) and self.tokens[at + 1].kind == "name"
        is_compound = bool(hyphen) and last.islower() and not is_before_name
        return is_compound or self.tokens[at].low.endswith("ly")

    def is_chinese_surname(self, at: int) -> bool:
        """Return True for 'He' of 'He Jianxiong said': another name follows, and no verb."""
        if self.tokens[at].text != "He" or at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        is_function_word = after.low in self.vocabulary.classes or after.low in self.vocabulary.verbs
        return after.kind == "name" and not is_function_word and not after.low.endswith("ed")

    def is_verb_of_name(self, at: int) -> bool:
        """Return True if a verb follows a name, although it could be a noun: 'The Harbor Times reports'."""
        return at > 0 and self.tokens[at - 1].kind == "name" and self.is_finite(at)

    def is_content(self, at: int) -> bool:
        """Return True if a noun phrase can continue with this token."""
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        if token.kind in ("punct", "quote"):
            return False
        return token.kind in ("name", "number") or self.vocabulary.classes.get(token.low) in (
            None,
            "det",
            "adv",
        )

    def is_time(self, at: int) -> bool:
        """Return True if an adverbial of time is here: 'last week', 'Early Sunday', a day and no noun."""
        ahead = self.tokens[at + 1].low if at + 1 < len(self.tokens) else ""
        if self.tokens[at].low in CUE_WORDS.time_modifiers:
            return ahead in CUE_WORDS.time_nouns or ahead in self.vocabulary.calendar
        is_day = self.tokens[at].low in CUE_WORDS.days_and_months and at > 0
        return is_day and self.tokens[at - 1].kind == "word" and not self.is_content(at + 1)

    def number_behind_approximator(self, at: int) -> int:
        """Return where the number of 'around 200', 'more than two' begins; `at` if there is none."""
        is_single = self.tokens[at].low in CUE_WORDS.approximators
        if not is_single and self.tokens[at].low not in _BEFORE_THAN:
            return at
        is_pair = "-".join(token.low for token in self.tokens[at : at + 2]) in CUE_WORDS.approximators
        number = at + 2 if is_pair else at + 1
        if number >= len(self.tokens) or not (is_pair or is_single):
            return at
        is_number = self.tokens[number].kind == "number" or self.tokens[number].low in CUE_WORDS.numerals
        return number if is_number else at

    def noun_type(self, at: int) -> EntityType:
        """Return what the common noun here names; '' if no known noun is here."""
        if at >= len(self.tokens) or self.tokens[at].kind in ("punct", "quote"):
            return ""
        token = self.tokens[at]
        if token.low == "one" and at > 0 and self.tokens[at - 1].low == "other":
            return "person"  # 'the other one'
        entity_type = self.vocabulary.nouns.get(token.low, "")
        if not entity_type and token.kind == "word" and token.low.endswith(self.vocabulary.woman_endings):
            return "woman"
        return entity_type

    def is_possessive(self, at: int) -> bool:
        """Return True if 'her' is a possessive: 'her husband', 'her late brother', but 'told her that'."""
        for ahead in range(at + 1, min(at + _MAX_POSSESSED, len(self.tokens))):
            if self.noun_type(ahead):
                return True
            if self.tokens[ahead].kind != "word" or self.tokens[ahead].low in self.vocabulary.classes:
                return False
        return False

    def is_modifier(self, low: str) -> bool:
        """Return True if a word can stand between a determiner and its noun."""
        return low in self.vocabulary.modifiers or low in self.vocabulary.adjectives

    def starts_modified_noun(self, at: int) -> bool:
        """Return True if only modifiers stand before a noun or a name: 'senior party officials'."""
        if not self.is_modifier(self.tokens[at].low):
            return False
        for ahead in range(at, min(at + _MAX_MODIFIERS, len(self.tokens))):
            if self.noun_type(ahead) or self.tokens[ahead].kind == "name":
                return True
            if not self.is_modifier(self.tokens[ahead].low):
                return False
        return False

    def is_adjective(self, at: int) -> bool:
        """Return True if a noun of persons is an adjective behind a noun: 'la médecine vétérinaire'."""
        is_formed = self.tokens[at].low.endswith(CUE_WORDS.adjectival_nouns)
        is_behind_noun = self.tokens[at - 1].low not in self.vocabulary.modifiers
        return self.vocabulary.is_romance and is_formed and is_behind_noun

    def starts_occupation(self, at: int) -> bool:
        """Return True if an occupation and a name follow a verb: 'said bridge engineer Ann Lee'."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        verbs, classes = self.vocabulary.verbs, self.vocabulary.classes
        opens = before is None or before.kind in ("punct", "quote") or before.low in verbs
        plain = token.kind == "word" and not (token.low in classes or token.low in verbs)
        if not (opens and plain) or at + 2 >= len(self.tokens) or self.tokens[at + 2].kind != "name":
            return False
        if token.text[0].isupper() and self.tokens[at + 1].kind == "name":
            # 'warb Konzernbevollmächtigter Lars Teufel'
            return bool(first_name_gender(self.tokens[at + 1].low))
        return self.noun_type(at + 1) in _PERSON_TYPES

    def end_of_nouns(self, start: int) -> int:
        """Return where the nouns after a name end: 'Seaport economist', 'Quist campaign officials'."""
        at = start
        last = start
        while at < len(self.tokens) and at - start < _MAX_MODIFIERS and self.tokens[at].kind == "word":
            low = self.tokens[at].low
            if self.noun_type(at) and low not in self.vocabulary.verbs:
                last = at + 1
            elif not self.is_modifier(low):
                break
            at += 1
        return last
