"""Tokens of another language with their function words and speech verbs read as English ones.

The frames are written once, over English function words. Here a German, French or Spanish sentence is brought
into their form, word by word: words are split that are written as one, an auxiliary goes before its
participle, a surname takes its particles in, and each word gets the `low` of its English counterpart. Text
and places stay.
"""

from collections.abc import Sequence

from briefing.quote.language.readings import Readings
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token
from briefing.quote.translate.adverbials import without_adverbials
from briefing.quote.translate.asides import without_asides
from briefing.quote.translate.capitals import lower_common_nouns
from briefing.quote.translate.expressions import with_expressions
from briefing.quote.translate.participles import silent_auxiliaries, spoken_participles
from briefing.quote.translate.particles import join_particles
from briefing.quote.translate.spelling import spelled_out

_MARKS = frozenset({"punct", "quote"})


def read_as_english(
    blocks: Sequence[Sequence[Token]], readings: Readings, words: Vocabulary
) -> list[list[Token]]:
    """The tokens of an article's blocks as the chunker wants them."""
    spelled = [spelled_out(block, readings, words) for block in blocks]
    plain = [with_expressions(without_adverbials(block, readings), readings) for block in spelled]
    joined = [without_asides(block, readings, words) for block in join_particles(plain, words)]
    if readings.capital_nouns:
        joined = lower_common_nouns(joined, readings, words)
    return [_Counterparts(block, readings, words).tokens() for block in joined]


class _Counterparts:
    """The words of a block, each read as its English counterpart."""

    def __init__(self, tokens: Sequence[Token], readings: Readings, words: Vocabulary) -> None:
        self.source = tokens
        self.readings = readings
        self.words = words
        self.initial = True
        self.modal = False  # since the last mark
        self.found: list[Token] = []
        self.spoken = spoken_participles(tokens, readings)
        self.silent = silent_auxiliaries(tokens, readings, self.spoken)

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
        if taken := self._source_words(at):
            self._read_source(at, taken)
        elif taken := self._stand_in_words(at):
            self._read_stand_in(at)
        elif token.kind == "number":
            self.found.append(token)
        else:
            self._read_word(at, token)
        self.initial = False
        return taken or 1

    def _source_words(self, at: int) -> int:
        """How many words of 'according to' stand here."""
        if self.initial and self.source[at].low in self.readings.views and self._leads_in(at):
            return 1
        for words in self.readings.sources.get(self.source[at].low, ()):
            here = tuple(token.low for token in self.source[at : at + len(words)])
            follower = at + len(words)
            if here == words and follower < len(self.source):
                after = self.source[follower]
                speaks = after.low in self.readings.verbs or self.readings.words.get(after.low) == "has"
                links = after.low in self.readings.source_links
                return 0 if after.kind in _MARKS or speaks else len(words) + links
        return 0

    def _leads_in(self, at: int) -> bool:
        """Whether a comma and a quotation follow: 'Pour X, « … »'."""
        comma = next(
            (i for i in range(at, min(at + 12, len(self.source))) if self.source[i].text == ","), None
        )
        follows = self.source[comma + 1 : comma + 2] if comma is not None else ()
        return bool(follows) and follows[0].kind == "quote"

    def _stand_in_words(self, at: int) -> int:
        """'der 51-Jährige', 'la quinquagénaire': he and she by another name, two words."""
        readings = self.readings
        low = self.source[at].low
        if at + 1 >= len(self.source) or not (low in readings.feminine or low in readings.masculine):
            return 0
        word = self.source[at + 1]
        goes_on = at + 2 < len(self.source) and self.source[at + 2].text[:1].isupper()
        return 2 if not goes_on and (word.low.endswith(readings.stand_ins) or self._is_demonym(at)) else 0

    def _is_demonym(self, at: int) -> bool:
        """'la Bretonne' beside a verb: no name of a person has an article."""
        word = self.source[at + 1]
        if word.kind != "name" or not word.low.endswith(self.readings.demonyms) or self.initial:
            return False
        before = self.source[at - 1].low if at else ""
        after = self.source[at + 2].low if at + 2 < len(self.source) else ""
        known = word.low in self.words.organisation_words or word.low in self.words.place_words
        return not known and (self._speaks(before) or self._speaks(after))

    def _speaks(self, low: str) -> bool:
        readings = self.readings
        return low in readings.verbs or low in readings.participles or readings.words.get(low) == "has"

    def _read_stand_in(self, at: int) -> None:
        article, word = self.source[at : at + 2]
        low = "she" if article.low in self.readings.feminine else "he"
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
        if low == "said" and token.low == self.readings.source_after:
            self._free_the_source()
        if low:
            self.found.append(token._replace(low=low))

    def _free_the_source(self) -> None:
        """'Einer Sprecherin zufolge': the article before is no dative here."""
        for back in range(len(self.found) - 1, max(len(self.found) - 5, -1), -1):
            if self.found[back].text.lower() in self.readings.source_articles:
                self.found[back] = self.found[back]._replace(low="the")
                return

    def _low(self, at: int, token: Token) -> str:
        if token.kind == "name" and not self.initial:
            is_day = token.low in self.words.calendar and not self._is_called_so(at, token)
            return "also" if is_day else self._own(token)
        readings = self.readings
        if (token.low,) in readings.sources.get(token.low, ()):
            return "as"  # 'Según explica X'
        for read in (self._in_its_place(at, token), self._as_verb(at, token), readings.words.get(token.low)):
            if read is not None:
                return self._before_verb(at, read)
        return self._own(token)

    def _is_called_so(self, at: int, token: Token) -> bool:
        """'Domingo Rubiales': a day with a name behind."""
        after = self.source[at + 1] if at + 1 < len(self.source) else None
        return token.low in self.words.calendar_names and after is not None and after.kind == "name"

    def _in_its_place(self, at: int, token: Token) -> str | None:
        """What a word reads as for what stands beside it."""
        readings = self.readings
        if self._after_source() and token.low in readings.source_articles:
            return "the"
        if token.low in readings.nobody or self._is_impersonal(at, token):
            return "anybody"
        if token.low in readings.with_plural_verb and self._plural_verb_beside(at):
            return readings.with_plural_verb[token.low]
        if token.low in self.words.calendar or self._before_calendar(at) or self._is_bare_article(at):
            return "also"
        return self._after_another(at, token)

    def _is_impersonal(self, at: int, token: Token) -> bool:
        """'hieß es'."""
        if self.readings.words.get(token.low) != "it":
            return False
        beside = [self.source[place].low for place in (at - 1, at + 1) if 0 <= place < len(self.source)]
        return not self.readings.impersonal.isdisjoint(beside)

    def _is_infinitive(self, token: Token) -> bool:
        """'er will sich nicht äußern': behind a modal verb of the clause."""
        return self.modal and token.low.endswith(self.readings.infinitive_endings)

    def _as_verb(self, at: int, token: Token) -> str | None:
        if token.low in self.readings.verbs and not self._is_noun_here() and not self._is_infinitive(token):
            return self.readings.verbs[token.low]
        return self.readings.participles[token.low] if at in self.spoken else None

    def _own(self, token: Token) -> str:
        """A word that only looks like an English one must not be read as it."""
        if self.initial and token.kind == "name" and token.low.endswith(self.readings.adverb_endings):
            return "also"  # 'Visiblemente emocionado, dijo'
        if self.readings.capital_nouns and token.kind == "word" and self._stands_behind_noun(token):
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
        readings = self.readings
        before = self.source[at - 1] if at else None
        if before is not None and before.text == "," and self._opens_clause(at):
            return readings.after_comma[token.low]
        if before is not None and token.low in readings.after_noun and _is_nominal(before, self):
            return readings.after_noun[token.low]
        return readings.elsewhere.get(token.low)

    def _opens_clause(self, at: int) -> bool:
        """Whether 'die' after a comma is 'who': no noun follows."""
        readings = self.readings
        after = self.source[at + 1] if at + 1 < len(self.source) else None
        if self.source[at].low not in readings.after_comma or after is None or after.kind == "name":
            return False
        return after.low in readings.words or after.low in readings.with_plural_verb

    def _is_bare_article(self, at: int) -> bool:
        """'das ist wahr': where nouns have capitals, an article before none is no article."""
        if not self.readings.capital_nouns or self.source[at].low not in self.words.articles:
            return False
        for token in self.source[at + 1 : at + 6]:
            if token.kind == "punct" or token.low in self.readings.words:
                return True
            if token.text[:1].isupper() or token.kind in ("number", "quote") or token.low in self.words.nouns:
                return False
        return True

    def _before_calendar(self, at: int) -> bool:
        """'am Montag', 'este jueves', 'lundi matin': when it was is one adverb."""
        after = self.source[at + 1] if at + 1 < len(self.source) else None
        reads = self.readings.words.get(self.source[at].low) or self.readings.elsewhere.get(
            self.source[at].low
        )
        small = reads in ("the", "a", "at", "on", "in", "of", "to")
        return small and after is not None and after.low in self.words.calendar

    def _before_verb(self, at: int, english: str) -> str:
        """'l’a dit', 'le disait', 'lui a répondu': before a verb stands an object, and nobody who speaks."""
        readings = self.readings
        after = self.source[at + 1].low if at + 1 < len(self.source) else ""
        is_verb = after in readings.verbs or readings.words.get(after) == "has"
        if not is_verb or readings.capital_nouns:
            return english
        is_object = english in ("the", "him") or (english in ("us", "you") and after in readings.third_person)
        return "" if is_object else english

    def _plural_verb_beside(self, at: int) -> bool:
        beside = [self.source[i].low for i in (at - 1, at + 1) if 0 <= i < len(self.source)]
        verbs = (
            w for w in beside if w in self.readings.verbs or self.readings.words.get(w) in ("has", "was")
        )
        return any(verb.endswith(self.readings.plural_verbs) for verb in verbs)


def _is_nominal(token: Token, reader: _Counterparts) -> bool:
    pronoun = reader.readings.words.get(token.low) in ("he", "she", "it", "one")
    return pronoun or token.text[:1].isupper() or token.low in reader.words.nouns
