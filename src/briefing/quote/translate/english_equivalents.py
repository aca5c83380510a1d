"""Reads the tokens of another language as English ones.

The attribution rules are written once, for English function words. Here each word of a German, French or
Spanish sentence gets its English equivalent as `low`; the text and its place stay the same.
"""

from collections.abc import Sequence
from itertools import takewhile

from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import first_name_gender
from briefing.quote.phrases.tokens import Token, mid_sentence_capitals
from briefing.quote.translate.capitalization import lower_common_nouns
from briefing.quote.translate.grammar import (
    MARKS,
    SourceLanguage,
    dropped_auxiliaries,
    has_plural_verb,
    is_feminine,
    is_pronominal_article,
    is_relative_pronoun,
    precedes_day,
    reporting_participles,
    source_phrase_length,
    substitute_length,
)
from briefing.quote.translate.normalization import normalized

_SENTENCE_BEGINS_BEHIND = ".?!…:•—–-|"
_APART = (",", "—", "–", "-")
_SUBJECT_WITHIN = 5  # tokens behind an unknown verb
_ARTICLE_WITHIN = 4  # tokens before a postposition
_WEAK_VERB = "went"  # a reporting verb only beside a quotation mark
_NAMING_VERB = "named"
_PLAIN_VERB = "did"
_NOT_ENGLISH = "\u00b7"  # appended to a word that looks like an English one


def to_english_equivalents(blocks: Sequence[Sequence[Token]], language: SourceLanguage) -> list[list[Token]]:
    """Return the tokens of an article's blocks as the chunker expects them."""
    found = normalized(blocks, language)
    if language.tables.capitalizes_nouns:
        found = lower_common_nouns(found, language)
    names = frozenset(word for block in found for word in mid_sentence_capitals(block))
    return [_BlockTranslator(block, language, names).translate() for block in found]


class _BlockTranslator:
    """Translates the words of a block from left to right."""

    def __init__(self, tokens: Sequence[Token], language: SourceLanguage, names: frozenset[str]) -> None:
        self.source = tokens
        self.names = names  # capitalized inside a sentence, anywhere in the article
        self.language = language
        self.tables = language.tables
        self.vocabulary = language.vocabulary
        self.is_initial = True  # a sentence begins here
        self.is_after_modal = False  # since the last mark
        self.found: list[Token] = []
        self.participles = reporting_participles(tokens, self.tables)
        self.dropped = dropped_auxiliaries(tokens, self.tables, self.participles)

    def translate(self) -> list[Token]:
        """Return the tokens with their English equivalents."""
        at = 0
        while at < len(self.source):
            at += self._read(at, self.source[at])
        return self.found

    def _read(self, at: int, token: Token) -> int:
        """Read what stands here, and return how many tokens it is."""
        if token.kind in MARKS:
            self.found.append(token)
            self.is_initial = token.kind == "quote" or token.text in _SENTENCE_BEGINS_BEHIND
            self.is_after_modal = False
            return 1
        if length := source_phrase_length(self.source, at, self.tables, initial=self.is_initial):
            self._read_source(at, length)
        elif length := substitute_length(self.source, at, self.language, initial=self.is_initial):
            self._read_substitute(at)
        elif token.kind == "number":
            self.found.append(token)
        else:
            self._read_word(at, token)
        self.is_initial = False
        return length or 1

    def _read_substitute(self, at: int) -> None:
        article, word = self.source[at : at + 2]
        low = "she" if is_feminine(article.low, word.low, self.tables) else "he"
        self.found.append(Token(f"{article.text} {word.text}", low, article.start, word.end, "word"))

    def _read_source(self, at: int, count: int) -> None:
        first, last = self.source[at], self.source[at + count - 1]
        self.found.append(first._replace(low="according", kind="word"))
        self.found.append(Token("", "to", last.end, last.end, "word"))

    def _read_word(self, at: int, token: Token) -> None:
        if at in self.dropped or self._is_governed_adjective(at, token) or self._is_object_behind_verb(token):
            return
        low = self._equivalent(at, token)
        self.is_after_modal = self.is_after_modal or low == "would"
        if low == "said" and token.low == self.tables.source_postposition:
            self._free_governed_article()
        if low:
            self.found.append(token._replace(low=low))

    def _is_governed_adjective(self, at: int, token: Token) -> bool:
        """Return True if an adjective parts a preposition from its noun: 'des getöteten Jungen'."""
        if not self.found or self.vocabulary.classes.get(self.found[-1].low) != "prep":
            return False
        is_inflected = token.text.islower() and token.low.endswith(self.tables.adjective_endings)
        if not is_inflected or token.low in self.tables.words or token.low in self.tables.elsewhere:
            return False
        return at + 1 < len(self.source) and self.source[at + 1].text[:1].isupper()

    def _is_object_behind_verb(self, token: Token) -> bool:
        """Return True if a pronoun stands between a German verb and its subject: 'beschrieb ihn Ruland'."""
        if not self.vocabulary.has_inversion or not self.found:
            return False
        vocabulary, before = self.vocabulary, self.found[-1].low
        is_verb = before in vocabulary.verbs or vocabulary.classes.get(before) == "aux"
        return is_verb and self.tables.words.get(token.low) in ("him", "us")

    def _free_governed_article(self) -> None:
        """Read the article of 'Einer Sprecherin zufolge' as 'the', although it is a dative."""
        for back in range(len(self.found) - 1, max(len(self.found) - 1 - _ARTICLE_WITHIN, -1), -1):
            if self.found[back].text.lower() in self.tables.source_articles:
                self.found[back] = self.found[back]._replace(low="the")
                return

    def _equivalent(self, at: int, token: Token) -> str:
        """Return the equivalent of a word; '' drops it."""
        if token.kind == "name" and not self.is_initial:
            is_day = token.low in self.vocabulary.calendar and not self._is_first_name(at, token)
            return "also" if is_day else self._untranslated(at, token)
        tables = self.tables
        if (token.low,) in tables.sources.get(token.low, ()):
            return "as"  # 'Según explica X'
        for low in (self._by_context(at, token), self._as_verb(at, token), tables.words.get(token.low)):
            if low is not None:
                return self._unless_object(at, low)
        return self._untranslated(at, token)

    def _is_first_name(self, at: int, token: Token) -> bool:
        """Return True if a name follows the name of a day: 'Domingo Rubiales'."""
        after = self.source[at + 1] if at + 1 < len(self.source) else None
        return token.low in self.vocabulary.calendar_names and after is not None and after.kind == "name"

    def _by_context(self, at: int, token: Token) -> str | None:
        """Return the equivalent that the words beside a word determine."""
        tables = self.tables
        if self._is_after_source() and token.low in tables.source_articles:
            return "the"
        if token.low in tables.impersonal_subjects or self._is_impersonal(at, token):
            return "anybody"
        if token.low in tables.with_plural_verb and has_plural_verb(self.source, at, tables):
            return tables.with_plural_verb[token.low]
        is_adverbial = (
            token.low in self.vocabulary.calendar
            or precedes_day(self.source, at, self.language)
            or is_pronominal_article(self.source, at, self.language)
        )
        return "also" if is_adverbial and not self._is_relative(at) else self._by_preceding(at, token)

    def _is_relative(self, at: int) -> bool:
        follows_comma = at > 0 and self.source[at - 1].text == ","
        return follows_comma and is_relative_pronoun(self.source, at, self.tables)

    def _is_impersonal(self, at: int, token: Token) -> bool:
        """Return True if 'it' has no referent: 'hieß es'."""
        if self.tables.words.get(token.low) != "it":
            return False
        beside = [self.source[place].low for place in (at - 1, at + 1) if 0 <= place < len(self.source)]
        return not self.tables.impersonal_verbs.isdisjoint(beside)

    def _as_verb(self, at: int, token: Token) -> str | None:
        is_naming = self._is_before_quotation(at) or self._is_before_name(at)
        if token.low in self.tables.naming_verbs and is_naming:
            return _NAMING_VERB
        if token.low in self.tables.verbs and not (self._is_noun(token) or self._is_infinitive(token)):
            return self.tables.verbs[token.low]
        is_participle = at in self.participles and not self._is_noun(token)  # 'a répondu le prévenu'
        return self.tables.participles[token.low] if is_participle else None

    def _is_before_quotation(self, at: int) -> bool:
        return at + 1 < len(self.source) and self.source[at + 1].kind == "quote"

    def _is_before_name(self, at: int) -> bool:
        """Return True if 'heißt' or 's'appelle' gives a person's name: 'Der Täter heißt Ruland'."""
        after = self.source[at + 1] if at + 1 < len(self.source) else None
        is_apart = bool(self.found) and self.found[-1].kind not in MARKS
        return is_apart and after is not None and after.kind == "name" and bool(first_name_gender(after.low))

    def _is_infinitive(self, token: Token) -> bool:
        """Return True if a modal verb of the clause precedes: 'er will sich nicht äußern'."""
        return self.is_after_modal and token.low.endswith(self.tables.infinitive_endings)

    def _is_noun(self, token: Token) -> bool:
        """Return True if a form of a verb follows a determiner: 'la demande', 'le reproche'."""
        if self.tables.capitalizes_nouns and token.text.islower():
            return False
        return bool(self.found) and self.found[-1].low in CUE_WORDS.before_nouns

    def _untranslated(self, at: int, token: Token) -> str:
        """Return 'also' for an adverb, a verb for one by its position, or else the word itself.

        A word that looks like an English function word or verb is changed.
        """
        if self.is_initial and token.kind == "name" and self._is_initial_modifier(at, token):
            return "also"
        if self._is_finite(token):
            return _WEAK_VERB if self._follows_quotation() else _PLAIN_VERB
        if self.vocabulary.has_inversion and self._is_verb_by_position(at, token):
            return _WEAK_VERB
        if self._follows_quotation() and self._is_romance_verb(at, token):
            return _WEAK_VERB
        if self.tables.capitalizes_nouns and token.kind == "word" and self._is_behind_noun(token):
            return "also"
        is_english = token.low in self.vocabulary.classes or token.low in self.vocabulary.verbs
        if is_english and self.tables.capitalizes_nouns and token.text.istitle():
            is_english = token.low not in self.vocabulary.nouns  # 'die Mutter'
        return token.low + _NOT_ENGLISH if is_english or token.low.endswith(("ly", "ing")) else token.low

    def _is_finite(self, token: Token) -> bool:
        """Return True for a finite verb that reports nothing: 'la boulangère charge', 'se encuentra X'."""
        tables, low = self.tables, token.low
        is_formed = low.endswith(tables.finite_endings) and low not in tables.not_finite
        if not (low in tables.finite_verbs or is_formed) or low in self.vocabulary.nouns:
            return False
        if token.kind == "name":
            is_known = low in self.names or bool(first_name_gender(low)) or low not in tables.finite_verbs
            return self.is_initial and not is_known
        before = self.found[-1].low if self.found else ""
        return before not in CUE_WORDS.before_nouns and self.vocabulary.classes.get(before) != "prep"

    def _is_initial_modifier(self, at: int, token: Token) -> bool:
        """Return True if an adverb, an adjective or a participle begins a sentence, and no name.

        'Visiblemente emocionado, dijo', 'Imperturbable, la ministre', 'Consultado por la prensa, Vera'.
        """
        if token.low.endswith(self.tables.adverb_endings):
            return True
        after = self.source[at + 1] if at + 1 < len(self.source) else None
        is_known = (
            token.low in self.names or token.low in self.vocabulary.nouns or first_name_gender(token.low)
        )
        if after is None or is_known or not self.vocabulary.uses_elegant_variation:
            return False
        if token.low.endswith(self.tables.participle_endings) and after.kind == "word":
            return self.vocabulary.classes.get(self.tables.words.get(after.low, "")) == "prep"
        return after.text == "," and self._is_noun_phrase(at + 2)

    def _is_noun_phrase(self, at: int) -> bool:
        """Return True if a name, an article or a pronoun stands here."""
        token = self.source[at] if at < len(self.source) else None
        if token is None:
            return False
        is_pronoun = self.tables.words.get(token.low) in ("he", "she", "they", "the", "a", "his")
        return token.kind == "name" or is_pronoun

    def _is_verb_by_position(self, at: int, token: Token) -> bool:
        """Return True if an unknown word stands between '“…”,' and a subject: '“…”, bemerkte X'."""
        marks = [mark.text for mark in self.source[max(0, at - 3) : at] if mark.text in _APART]
        before = self.source[at - len(marks) - 1] if at > len(marks) else None
        if before is None or before.kind != "quote" or "," not in marks or not token.text.islower():
            return False
        behind = takewhile(lambda one: one.kind not in MARKS, self.source[at + 1 : at + 1 + _SUBJECT_WITHIN])
        return any(self._may_begin_subject(one) for one in behind)

    def _follows_quotation(self) -> bool:
        """Return True if a quotation and a comma stand before, past the pronouns that are dropped."""
        before = self.found[-2:]
        return len(before) > 1 and before[0].kind == "quote" and before[1].text == ","

    def _is_romance_verb(self, at: int, token: Token) -> bool:
        """Return True if an unknown word stands between '« … »,' and a subject: '« … », temporise Julie'."""
        after = self.source[at + 1] if at + 1 < len(self.source) else None
        is_plain = token.text.islower() and not self.vocabulary.has_inversion
        if after is None or not is_plain or token.low in self.vocabulary.nouns:
            return False
        return after.kind not in MARKS and self._may_begin_subject(after)

    def _may_begin_subject(self, token: Token) -> bool:
        is_article = token.low in (*self.tables.feminine, *self.tables.masculine)
        is_pronoun = self.tables.words.get(token.low) in ("he", "she", "his", "their")
        return is_article or is_pronoun or token.text[:1].isupper()

    def _is_behind_noun(self, token: Token) -> bool:
        """Return True if a lower-case word follows a noun: 'sagte der Trainer trocken'."""
        before = self.found[-1] if self.found else None
        return token.text.islower() and before is not None and before.kind == "word" and before.text.istitle()

    def _is_after_source(self) -> bool:
        return len(self.found) > 1 and self.found[-1].low == "to" and self.found[-1].text == ""

    def _by_preceding(self, at: int, token: Token) -> str | None:
        tables = self.tables
        before = self.source[at - 1] if at else None
        if before is not None and self._is_document(before) and self._is_genitive(token):
            return "by"  # 'in einer Mitteilung des Ministeriums'
        if self._is_relative(at):
            return tables.after_comma[token.low]
        is_genitive = before is not None and token.low in tables.after_noun and self._takes_genitive(before)
        if is_genitive and not self._begins_occupation(at):
            return tables.after_noun[token.low]
        return tables.elsewhere.get(token.low)

    def _is_document(self, token: Token) -> bool:
        is_noun = token.text[:1].isupper() and self.tables.capitalizes_nouns
        return is_noun and self.vocabulary.nouns.get(token.low) == "document"

    def _is_genitive(self, token: Token) -> bool:
        return "of" in (self.tables.words.get(token.low), self.tables.after_noun.get(token.low))

    def _unless_object(self, at: int, low: str) -> str:
        """Return '' for an object before its verb: 'l’a dit', 'le disait', 'leur a répondu'."""
        tables = self.tables
        after = self.source[at + 1].low if at + 1 < len(self.source) else ""
        is_verb = after in tables.verbs and after not in self.vocabulary.nouns  # 'l’attaquant'
        is_verb = is_verb or tables.words.get(after) == "has"
        if not is_verb or tables.capitalizes_nouns:
            return low
        is_object = low in ("the", "him", "their") or (low in ("us", "you") and after in tables.third_person)
        return "" if is_object else low

    def _begins_occupation(self, at: int) -> bool:
        """Return True if 'der' is a nominative: a man's occupation and a name follow ('der Reeder Ole')."""
        behind = self.source[at + 1 : at + 3]
        if not self.tables.capitalizes_nouns or self.source[at].low not in self.tables.masculine:
            return False
        kind = self.vocabulary.nouns.get(behind[0].low) if behind else ""
        return len(behind) > 1 and kind in ("person", "man") and behind[1].kind == "name"

    def _takes_genitive(self, token: Token) -> bool:
        """Return True if a genitive may follow; German names take none: 'in Kiel der Reeder'."""
        if self.tables.capitalizes_nouns and token.low in self.tables.words:
            return self.tables.words[token.low] in ("he", "she", "it", "one")  # 'Doch der Minister'
        is_role = token.low.endswith(self.vocabulary.role_endings)
        is_name = token.kind == "name" and self.tables.capitalizes_nouns and not is_role
        return self._is_nominal(token) and not is_name

    def _is_nominal(self, token: Token) -> bool:
        is_pronoun = self.tables.words.get(token.low) in ("he", "she", "it", "one")
        return is_pronoun or token.text[:1].isupper() or token.low in self.vocabulary.nouns
