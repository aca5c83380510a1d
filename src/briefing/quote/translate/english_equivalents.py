"""Tokens of another language with their function words and speech verbs read as English ones.

The frames are written once, over English function words. Here a German, French or Spanish sentence is brought
into their form, word by word: words are split that are written as one, an auxiliary goes before its
participle, a surname takes its particles in, and each word gets the `low` of its English counterpart. Text
and places stay.
"""

from collections.abc import Sequence

from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token
from briefing.quote.translate.capitalization import lower_common_nouns
from briefing.quote.translate.grammar import (
    dropped_auxiliaries,
    has_plural_verb,
    is_pronominal_article,
    is_relative_pronoun,
    precedes_day,
    reporting_participles,
    source_phrase_length,
    substitute_length,
)
from briefing.quote.translate.normalization import (
    join_multiword_verbs,
    join_particles,
    remove_adverbials,
    remove_postmodifiers,
    split_clitics,
)

_MARKS = frozenset({"punct", "quote"})


def to_english_equivalents(
    blocks: Sequence[Sequence[Token]], tables: TranslationTables, words: Vocabulary
) -> list[list[Token]]:
    """The tokens of an article's blocks as the chunker wants them."""
    spelled = [split_clitics(block, tables, words) for block in blocks]
    plain = [join_multiword_verbs(remove_adverbials(block, tables), tables) for block in spelled]
    joined = [remove_postmodifiers(block, tables, words) for block in join_particles(plain, words)]
    if tables.capitalizes_nouns:
        joined = lower_common_nouns(joined, tables, words)
    return [_BlockTranslator(block, tables, words).tokens() for block in joined]


class _BlockTranslator:
    """The words of a block, each read as its English counterpart."""

    def __init__(self, tokens: Sequence[Token], tables: TranslationTables, words: Vocabulary) -> None:
        self.source = tokens
        self.tables = tables
        self.words = words
        self.initial = True
        self.modal = False  # since the last mark
        self.found: list[Token] = []
        self.spoken = reporting_participles(tokens, tables)
        self.silent = dropped_auxiliaries(tokens, tables, self.spoken)

    def tokens(self) -> list[Token]:
        at = 0
        while at < len(self.source):
            at += self._read(at, self.source[at])
        return self.found

    def _read(self, at: int, token: Token) -> int:
        """Read what stands here; the answer is how many tokens it was."""
        if token.kind in _MARKS:
            self.found.append(token)
            self.initial = token.kind == "quote" or token.text in ".?!…:•—–-|"
            self.modal = False
            return 1
        if taken := source_phrase_length(self.source, at, self.tables, initial=self.initial):
            self._read_source(at, taken)
        elif taken := substitute_length(self.source, at, self.tables, self.words, initial=self.initial):
            self._read_stand_in(at)
        elif token.kind == "number":
            self.found.append(token)
        else:
            self._read_word(at, token)
        self.initial = False
        return taken or 1

    def _read_stand_in(self, at: int) -> None:
        article, word = self.source[at : at + 2]
        low = "she" if article.low in self.tables.feminine else "he"
        self.found.append(Token(f"{article.text} {word.text}", low, article.start, word.end, "word"))

    def _read_source(self, at: int, count: int) -> None:
        first, last = self.source[at], self.source[at + count - 1]
        self.found.append(first._replace(low="according", kind="word"))
        self.found.append(Token("", "to", last.end, last.end, "word"))

    def _read_word(self, at: int, token: Token) -> None:
        if at in self.silent:
            return
        low = self._low(at, token)
        self.modal = self.modal or low == "would"
        if low == "said" and token.low == self.tables.source_postposition:
            self._free_the_source()
        if low:
            self.found.append(token._replace(low=low))

    def _free_the_source(self) -> None:
        """'Einer Sprecherin zufolge': the article before is no dative here."""
        for back in range(len(self.found) - 1, max(len(self.found) - 5, -1), -1):
            if self.found[back].text.lower() in self.tables.source_articles:
                self.found[back] = self.found[back]._replace(low="the")
                return

    def _low(self, at: int, token: Token) -> str:
        if token.kind == "name" and not self.initial:
            is_day = token.low in self.words.calendar and not self._is_called_so(at, token)
            return "also" if is_day else self._own(token)
        tables = self.tables
        if (token.low,) in tables.sources.get(token.low, ()):
            return "as"  # 'Según explica X'
        for read in (self._in_its_place(at, token), self._as_verb(at, token), tables.words.get(token.low)):
            if read is not None:
                return self._before_verb(at, read)
        return self._own(token)

    def _is_called_so(self, at: int, token: Token) -> bool:
        """'Domingo Rubiales': a day with a name behind."""
        after = self.source[at + 1] if at + 1 < len(self.source) else None
        return token.low in self.words.calendar_names and after is not None and after.kind == "name"

    def _in_its_place(self, at: int, token: Token) -> str | None:
        """What a word reads as for what stands beside it."""
        tables = self.tables
        if self._after_source() and token.low in tables.source_articles:
            return "the"
        if token.low in tables.impersonal_subjects or self._is_impersonal(at, token):
            return "anybody"
        if token.low in tables.with_plural_verb and has_plural_verb(self.source, at, self.tables):
            return tables.with_plural_verb[token.low]
        if (
            token.low in self.words.calendar
            or precedes_day(self.source, at, self.tables, self.words)
            or is_pronominal_article(self.source, at, self.tables, self.words)
        ):
            return "also"
        return self._after_another(at, token)

    def _is_impersonal(self, at: int, token: Token) -> bool:
        """'hieß es'."""
        if self.tables.words.get(token.low) != "it":
            return False
        beside = [self.source[place].low for place in (at - 1, at + 1) if 0 <= place < len(self.source)]
        return not self.tables.impersonal_verbs.isdisjoint(beside)

    def _is_infinitive(self, token: Token) -> bool:
        """'er will sich nicht äußern': behind a modal verb of the clause."""
        return self.modal and token.low.endswith(self.tables.infinitive_endings)

    def _as_verb(self, at: int, token: Token) -> str | None:
        if token.low in self.tables.verbs and not self._is_noun_here() and not self._is_infinitive(token):
            return self.tables.verbs[token.low]
        return self.tables.participles[token.low] if at in self.spoken else None

    def _own(self, token: Token) -> str:
        """A word that only looks like an English one must not be read as it."""
        if self.initial and token.kind == "name" and token.low.endswith(self.tables.adverb_endings):
            return "also"  # 'Visiblemente emocionado, dijo'
        if self.tables.capitalizes_nouns and token.kind == "word" and self._stands_behind_noun(token):
            return "also"
        clashes = token.low in self.words.classes or token.low in self.words.verbs
        return f"{token.low}\u00b7" if clashes or token.low.endswith(("ly", "ing")) else token.low

    def _stands_behind_noun(self, token: Token) -> bool:
        """'sagte der Trainer trocken': no part of what the noun names."""
        before = self.found[-1] if self.found else None
        return token.text.islower() and before is not None and before.kind == "word" and before.text.istitle()

    def _after_source(self) -> bool:
        return len(self.found) > 1 and self.found[-1].low == "to" and self.found[-1].text == ""

    def _is_noun_here(self) -> bool:
        """'la demande', 'le reproche': a form of a verb after an article is a noun."""
        return bool(self.found) and self.found[-1].low in (
            "the",
            "a",
            "his",
            "their",
            "our",
            "my",
            "of",
            "to",
        )

    def _after_another(self, at: int, token: Token) -> str | None:
        tables = self.tables
        before = self.source[at - 1] if at else None
        if before is not None and before.text == "," and is_relative_pronoun(self.source, at, self.tables):
            return tables.after_comma[token.low]
        if before is not None and token.low in tables.after_noun and _is_nominal(before, self):
            return tables.after_noun[token.low]
        return tables.elsewhere.get(token.low)

    def _before_verb(self, at: int, english: str) -> str:
        """'l’a dit', 'le disait', 'lui a répondu': before a verb stands an object, and nobody who speaks."""
        tables = self.tables
        after = self.source[at + 1].low if at + 1 < len(self.source) else ""
        is_verb = after in tables.verbs or tables.words.get(after) == "has"
        if not is_verb or tables.capitalizes_nouns:
            return english
        is_object = english in ("the", "him") or (english in ("us", "you") and after in tables.third_person)
        return "" if is_object else english


def _is_nominal(token: Token, reader: _BlockTranslator) -> bool:
    pronoun = reader.tables.words.get(token.low) in ("he", "she", "it", "one")
    return pronoun or token.text[:1].isupper() or token.low in reader.words.nouns
