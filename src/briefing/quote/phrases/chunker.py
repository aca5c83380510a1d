"""Tokens into phrases: who is mentioned, which words speak, what joins them. No grammar beyond that.

Who or what is mentioned at a place of a block: a name, a pronoun, a description, or nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, NameParts, Phrase, PhraseKind, split_titles
from briefing.quote.phrases.names import is_name, name_run_end
from briefing.quote.phrases.tokens import ArticleVocabulary, BlockTokens, Token

_SENTENCE_BEGINS_BEHIND = ".?!…:•—–-|"
_LONGEST_BRACKET = 25  # tokens


def read_phrases(tokens: Sequence[Token], known: ArticleVocabulary) -> list[Phrase]:
    """The phrases of a block; what stands in round brackets is left out, it interrupts the sentence."""
    return list(_phrases(BlockTokens(tokens, known)))


def _phrases(line: BlockTokens) -> Iterator[Phrase]:
    at = 0
    initial = True
    while at < len(line.tokens):
        after = _past_brackets(line.tokens, at)
        if after > at:
            at = after
            continue
        at, phrase = _next(line, at, initial=initial)
        initial = phrase.kind == "quote" or (phrase.kind == "punct" and phrase.low in _SENTENCE_BEGINS_BEHIND)
        yield phrase


def _past_brackets(tokens: Sequence[Token], at: int) -> int:
    """Where the bracket ends that opens here; `at` if none does, or if somebody speaks in it."""
    if tokens[at].text != "(":
        return at
    for ahead in range(at + 1, min(at + _LONGEST_BRACKET, len(tokens))):
        if tokens[ahead].kind == "quote":
            return at
        if tokens[ahead].text == ")":
            return at if _may_sign(tokens, at, ahead) else ahead + 1
    return at


def _may_sign(tokens: Sequence[Token], at: int, close: int) -> bool:
    """Whether a bracket behind a quotation that ends a line may say whose it is: '“…” (Ann Lee, 4 May)'."""
    behind = at > 0 and tokens[at - 1].kind == "quote" and tokens[at + 1].kind == "name"
    return behind and all(token.kind == "punct" for token in tokens[close + 1 :])


def _next(line: BlockTokens, at: int, *, initial: bool) -> tuple[int, Phrase]:
    """The phrase that begins here, and where it ends."""
    token = line.tokens[at]
    if token.kind == "quote":
        return at + 1, Phrase("quote", "", token.start, token.end, quote=token.quote)
    if token.kind == "punct":
        return at + 1, Phrase("punct", token.text, token.start, token.end)
    end, mention = read_mention(line, at, initial=initial)
    if mention is not None:
        return end, Phrase("np", mention.words[-1].lower(), mention.start, mention.end, mention)
    return at + 1, Phrase(_word_kind(token.low, line.words), token.low, token.start, token.end)


def _word_kind(low: str, words: Vocabulary) -> PhraseKind:
    kind = words.classes.get(low)
    if kind in ("prep", "conj", "sub", "rel", "adv", "aux"):
        return kind  # type: ignore[return-value]
    if low in words.verbs:
        return "verb"
    if low.endswith("ly"):
        return "adv"
    return "participle" if low.endswith("ing") else "word"


_LONGEST_DESCRIPTION = 8  # tokens

Found = tuple[int, Mention | None]
"""Where the mention ends, and the mention; None if nobody is mentioned."""


class _Premodifiers(NamedTuple):
    """What a phrase began with: a determiner, and the common noun before a name with what it names."""

    determined: bool = False
    definite: bool = False
    noun: str = ""
    what: str = ""

    def mention_fields(self) -> tuple[str, str, bool, bool]:
        """In the order of a mention: the noun, what it names, and the determiner."""
        return self.noun, self.what, self.determined, self.definite


_BARE = _Premodifiers()
_COUNTED = _Premodifiers(determined=True)
_OWNED = _Premodifiers(determined=True, definite=True)


def read_mention(line: BlockTokens, at: int, *, initial: bool) -> Found:  # noqa: PLR0911  # one return a kind of word
    """What is mentioned here; `initial` says that a sentence begins here."""
    token = line.tokens[at]
    kind = line.words.classes.get(token.low)
    phrase = _NounPhrase(line, at, initial=initial)
    if kind == "poss" or (token.low == "her" and line.owns(at)):
        return phrase.described(at + 1, _OWNED)
    if kind == "pron":
        return _pronoun(token, at)
    if kind == "det":
        return phrase.with_determiner()
    if is_name(line, at, initial=initial):
        return phrase.named(at, _BARE)
    if token.kind == "number" and line.is_content(at + 1):
        return phrase.described(at + 1, _COUNTED)
    if line.is_verb_of_name(at):
        return at, None
    if line.noun(at) or line.starts_modified_noun(at) or line.starts_occupation(at):
        return phrase.described(at, _BARE)
    return at, None


def _pronoun(token: Token, at: int) -> Found:
    return at + 1, Mention("pronoun", token.start, token.end, (token.low,))


class _NounPhrase:
    """The noun phrase that begins at a place, read from left to right."""

    __slots__ = ("begin", "initial", "line", "tokens", "words")

    def __init__(self, line: BlockTokens, begin: int, *, initial: bool) -> None:
        self.line = line
        self.tokens = line.tokens
        self.words = line.words
        self.begin = begin
        self.initial = initial

    def with_determiner(self) -> Found:
        """'the chairman', 'another said'."""
        token = self.tokens[self.begin]
        behind = self.begin + 1
        definite = token.low in ("the", "this", "that", "these", "those")
        alone = token.low not in ("the", "a", "an", "every", "no", "any")
        if self.line.is_content(behind) and not (alone and self.line.is_finite(behind)):
            end, mention = self.described(behind, _Premodifiers(determined=True, definite=definite))
            if mention is not None:
                return end, mention
        if not alone:
            return self.begin, None
        what = "group" if token.low in ("both", "several", "many", "some", "others", "few") else "person"
        return behind, self._nominal(behind, _Premodifiers(determined=True, noun=token.low, what=what))

    def described(self, at: int, lead: _Premodifiers) -> Found:
        """A phrase that begins with common words: 'the club's chairman John Smith', 'a police spokesman'."""
        noun, what = "", ""
        content = False
        while at < len(self.tokens) and at - self.begin < _LONGEST_DESCRIPTION:
            token = self.tokens[at]
            if token.kind in ("punct", "quote"):
                break
            if (at > self.begin or not self.initial) and is_name(self.line, at, initial=False):
                return self.named(at, lead._replace(noun=noun, what=what))
            found = self.line.noun(at)
            if found and (not noun or noun in self.words.modifiers or token.low not in self.words.verbs):
                noun, what, content = token.low, found, True
            elif token.low == "'s":
                noun, what = "", ""
            elif noun or not self._may_describe(token, content=content):
                break
            else:
                # 'a snappy retort': no person is called snappy, and no verb bare
                noun, content = token.low if token.low in self.words.verbs else noun, True
            at += 1
        if not content or not (lead.determined or noun):
            return self.begin, None
        return at, self._description(at, lead._replace(noun=noun, what=what))

    def _may_describe(self, token: Token, *, content: bool) -> bool:
        """Whether a word can stand before the noun; a verb behind such a word is the sentence's."""
        kind = self.words.classes.get(token.low)
        if kind is not None and (content or kind not in ("adv", "det")):
            return False
        return not (content and self.words.verbs.get(token.low, "bare") != "bare")

    def _description(self, end: int, lead: _Premodifiers) -> Mention:
        last = self.tokens[end - 1]
        owner = self._owner_pronoun()
        mention = self._nominal(end, lead._replace(noun=lead.noun or last.low))
        return replace(mention, possessor_pronoun=owner) if owner else mention

    def _owner_pronoun(self) -> str:
        first = self.tokens[self.begin].low
        return first if first == "her" or self.words.classes.get(first) == "poss" else ""

    def named(self, at: int, lead: _Premodifiers) -> Found:
        """A phrase in which a name stands; a possessor or an organisation before the head is passed over."""
        while True:
            end = name_run_end(self.line, at)
            run = [token.text for token in self.tokens[at:end] if token.kind != "quote"]
            parts = split_titles(run, self.words, determined=lead.determined and not lead.noun)
            if end < len(self.tokens) and self.tokens[end].low == "'s" and self.line.is_content(end + 1):
                return self._after_possessor(end + 1, parts)
            more = self.line.end_of_nouns(end)
            if more == end:
                break
            lead = lead._replace(noun=self.tokens[more - 1].low, what=self.line.noun(more - 1))
            if more >= len(self.tokens) or not is_name(self.line, more, initial=False):
                return more, self._nominal(more, lead, parts)
            at = more
        return end, self._headed(end, lead, parts) if parts.core else self._titled(end, lead, parts)

    def _headed(self, end: int, lead: _Premodifiers, parts: NameParts) -> Mention:
        words = self.tokens[self.begin : end]
        texts = tuple(token.text for token in words)
        whose = self._owner_pronoun()
        return Mention(
            "name", words[0].start, words[-1].end, texts, parts, *lead.mention_fields(), None, whose
        )

    def _titled(self, end: int, lead: _Premodifiers, parts: NameParts) -> Mention:
        """Titles with capitals and no name: 'the Prime Minister'."""
        title = parts.titles[-1]
        told = self.words.nouns.get(title, "person")
        what = told if told in ("woman", "man") else "person"
        return self._nominal(end, lead._replace(noun=title, what=what))

    def _nominal(self, end: int, lead: _Premodifiers, owner: NameParts | None = None) -> Mention:
        words = self.tokens[self.begin : end]
        texts = tuple(token.text for token in words)
        return Mention("nominal", words[0].start, words[-1].end, texts, None, *lead.mention_fields(), owner)

    def _after_possessor(self, at: int, owner: NameParts) -> Found:
        """'s lawyer', 's Paul Ames', 's chief executive Jane Doe' after a name."""
        is_named = is_name(self.line, at, initial=False)
        end, mention = self.named(at, _OWNED) if is_named else self.described(at, _OWNED)
        if mention is None:
            return at - 1, None
        if mention.kind == "nominal":
            mention = replace(mention, determined=True, definite=True, owner=owner, possessor_pronoun="")
        return end, mention
