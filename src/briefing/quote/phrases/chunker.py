"""Joins tokens to phrases: mentions of entities, reporting verbs, and the words between them.

This is a chunker, not a parser: one pass from left to right, no syntax tree. Named entity recognition decides
which capitalized words begin a name, and where the name ends: inside a sentence most capitalized words are
names, at its head a word needs more evidence than its capital.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import EntityType, Vocabulary, first_name_gender
from briefing.quote.phrases.mentions import Mention, NameParts, Phrase, PhraseKind, split_titles
from briefing.quote.phrases.tokens import ArticleVocabulary, BlockTokens, Token

_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z][\w.]*")  # 'Sen. Ann Lee, D-Ohio'
_CONTRACTION = re.compile(r"'(?:m|re|ve|d|ll|s)$")  # 'you've'
_LONGEST_NAME = 9  # tokens
_ABSTRACT_LETTERS = 8  # Pence and Spence are names
_LONGEST_NICKNAME = 25  # characters
_SENTENCE_BEGINS_BEHIND = ".?!…:•—–-|"
_LONGEST_BRACKET = 25  # tokens
_LONGEST_DESCRIPTION = 8  # tokens

_Found = tuple[int, Mention | None]
"""Where a mention ends, and the mention; None if there is no mention."""


def is_name(block: BlockTokens, at: int, *, initial: bool) -> bool:  # noqa: PLR0911  # one return a word class
    """Return True if a name begins at a token; `initial` means that a sentence begins there too."""
    token = block.tokens[at]
    if token.kind != "name" or _PARTY_AND_STATE.fullmatch(token.text) or _is_verb_in_title(block, at):
        return False
    low, vocabulary = token.low, block.vocabulary
    word_class = vocabulary.classes.get(low) or vocabulary.classes.get(_CONTRACTION.sub("", low))
    if word_class is not None:
        could_be_name = word_class == "aux" and (not initial or _names_speaker(block, at))
        return could_be_name and _is_before_name(block, at)
    if low in vocabulary.calendar:
        return _is_month_name(block, at)
    if initial and block.is_time(at):
        return False
    if not initial or _is_capitalized_elsewhere(block, at):
        return True
    if _is_abstract_noun(block, at) or (low in CUE_WORDS.imperatives and _is_before_name(block, at)):
        return False
    if low in vocabulary.titles or low in vocabulary.adjectives:
        return _is_before_name(block, at)
    if low in vocabulary.nouns or low in vocabulary.inanimate_nouns or block.is_lowercase_word(at):
        return _is_before_name(block, at) and bool(first_name_gender(low))
    if _is_before_name(block, at):
        return not (low in vocabulary.verbs or low in block.lowercase_words) or _is_first_name(block, at)
    like_a_verb = low.endswith(("ing", "ed")) and not _has_verb_behind(block, at)
    return not (low in vocabulary.verbs or low in block.lowercase_words or like_a_verb)


def _is_abstract_noun(block: BlockTokens, at: int) -> bool:
    """Return True if the head of a sentence is a noun like 'Happiness', and no name stands there."""
    low = block.tokens[at].low
    is_abstract = len(low) >= _ABSTRACT_LETTERS and low.endswith(CUE_WORDS.abstract_endings)
    may_be_name = _is_before_name(block, at) or _has_verb_behind(block, at) or first_name_gender(low)
    return is_abstract and not may_be_name


def name_run_end(block: BlockTokens, start: int) -> int:
    """Return where the run of capitals ends: 'Ursula von der Leyen', 'Jo “Ace” Lee'."""
    tokens = block.tokens
    at = start
    while at < len(tokens) and at - start < _LONGEST_NAME:
        if tokens[at].kind == "name" and (at == start or _continues_name(block, at)):
            at += 1
            continue
        ahead = _past_particles(block, start, at)
        if ahead > at > start and ahead < len(tokens) and tokens[ahead].kind == "name":
            at = ahead
            continue
        break
    return at


def _is_first_name(block: BlockTokens, at: int) -> bool:
    """Return True if a word is a first name and no finite verb: 'Carol Reed told us', but 'Said Reed:'."""
    return bool(first_name_gender(block.tokens[at].low)) and not block.is_finite(at)


def _has_verb_behind(block: BlockTokens, at: int) -> bool:
    """Return True if a reporting verb follows: 'Fielding said', but not 'nothing said so far'."""
    has_verb = at + 1 < len(block.tokens) and block.is_finite(at + 1)
    return has_verb and not block.tokens[at].low.endswith("thing")


def _is_month_name(block: BlockTokens, at: int) -> bool:
    """Return True if a month is a first name: a name follows and no preposition stands before it."""
    before = block.tokens[at - 1].low if at else ""
    is_date = block.vocabulary.classes.get(before) in ("prep", "det") or before in CUE_WORDS.time_modifiers
    is_month = block.tokens[at].low in block.vocabulary.calendar_names
    return is_month and _is_before_name(block, at) and not is_date


def _is_verb_in_title(block: BlockTokens, at: int) -> bool:
    """Return True if a verb is in title case: 'Ida Quist Joked That', but not the name 'Edward Said,'."""
    low = block.tokens[at].low
    past = block.is_finite(at) and (low.endswith("ed") or low in CUE_WORDS.irregular_past_verbs)
    named = at > 0 and block.tokens[at - 1].kind == "name"
    return past and named and at + 1 < len(block.tokens) and block.tokens[at + 1].kind in ("name", "quote")


def _is_capitalized_elsewhere(block: BlockTokens, at: int) -> bool:
    """Return True if the article capitalizes the word inside a sentence, alone or with the next word."""
    low = block.tokens[at].low
    if _is_before_name(block, at) and f"{low} {block.tokens[at + 1].low}" in block.capitalized_words:
        return True
    return low in block.capitalized_words and low not in block.lowercase_words


def _names_speaker(block: BlockTokens, at: int) -> bool:
    """Return True if a quotation precedes a first name that is an auxiliary too: “…,” Will Ames said."""
    behind = at > 0 and block.tokens[at - 1].kind == "quote"
    return behind and bool(first_name_gender(block.tokens[at].low))


def _is_before_name(block: BlockTokens, at: int) -> bool:
    """Return True if the next token is capitalized."""
    return at + 1 < len(block.tokens) and block.tokens[at + 1].kind == "name"


def _past_particles(block: BlockTokens, start: int, at: int) -> int:
    """Return the index behind particles ('von der') or a nickname in quotation marks."""
    token = block.tokens[at]
    if token.kind == "quote" and at > start and token.end - token.start < _LONGEST_NICKNAME:
        return at + 1
    if token.low == block.vocabulary.conjunction and at - start < 2:
        return at  # 'Diego y Tomás Leiva' are two persons
    while at < len(block.tokens) and block.tokens[at].low in block.vocabulary.particles:
        at += 1
    return at


def _continues_name(block: BlockTokens, at: int) -> bool:
    """Return True if a name goes on with this capital; a month does if it is no date: 'Li Jun said'."""
    low = block.tokens[at].low
    if _is_verb_in_title(block, at):
        return False
    if low in block.vocabulary.calendar_names:
        ahead = block.tokens[at + 1 : at + 2]
        is_date = block.tokens[at].text.endswith(".") or (bool(ahead) and ahead[0].kind == "number")
        return not is_date and bool(first_name_gender(block.tokens[at - 1].low))
    word_class = block.vocabulary.classes.get(low)
    is_surname = word_class == "adv" and bool(first_name_gender(block.tokens[at - 1].low))  # 'Ivy Long'
    return low not in block.vocabulary.calendar and (word_class in (None, "aux") or is_surname)


class _Premodifiers(NamedTuple):
    """The beginning of a noun phrase: its determiner, and a common noun before the name."""

    has_determiner: bool = False
    is_definite: bool = False
    noun: str = ""
    entity_type: EntityType = ""

    def mention_fields(self) -> tuple[str, EntityType, bool, bool]:
        """Return the fields in the order of `Mention`."""
        return self.noun, self.entity_type, self.has_determiner, self.is_definite


_BARE = _Premodifiers()
_COUNTED = _Premodifiers(has_determiner=True)
_POSSESSED = _Premodifiers(has_determiner=True, is_definite=True)


def read_phrases(tokens: Sequence[Token], words: ArticleVocabulary) -> list[Phrase]:
    """Return the phrases of a block, without what stands in round brackets."""
    return list(_phrases(BlockTokens(tokens, words)))


def _phrases(block: BlockTokens) -> Iterator[Phrase]:
    at = 0
    initial = True
    while at < len(block.tokens):
        after = _past_brackets(block.tokens, at)
        if after > at:
            at = after
            continue
        at, phrase = _next_phrase(block, at, initial=initial)
        initial = phrase.kind == "quote" or (phrase.kind == "punct" and phrase.low in _SENTENCE_BEGINS_BEHIND)
        yield phrase


def _past_brackets(tokens: Sequence[Token], at: int) -> int:
    """Return the index behind the bracket that opens here; `at` if none does, or if it has a quotation."""
    if tokens[at].text != "(":
        return at
    for ahead in range(at + 1, min(at + _LONGEST_BRACKET, len(tokens))):
        if tokens[ahead].kind == "quote":
            return at
        if tokens[ahead].text == ")":
            return at if _may_be_signature(tokens, at, ahead) else ahead + 1
    return at


def _may_be_signature(tokens: Sequence[Token], at: int, close: int) -> bool:
    """Return True if a bracket with a name follows a quotation and ends the line: '“…” (Ann Lee, 4 May)'."""
    behind = at > 0 and tokens[at - 1].kind == "quote" and tokens[at + 1].kind == "name"
    return behind and all(token.kind == "punct" for token in tokens[close + 1 :])


def _next_phrase(block: BlockTokens, at: int, *, initial: bool) -> tuple[int, Phrase]:
    """Return where the phrase ends that begins here, and the phrase."""
    token = block.tokens[at]
    if token.kind == "quote":
        return at + 1, Phrase("quote", "", token.start, token.end, quote=token.quote)
    if token.kind == "punct":
        return at + 1, Phrase("punct", token.text, token.start, token.end)
    end, mention = _read_mention(block, at, initial=initial)
    if mention is not None:
        return end, Phrase("np", mention.words[-1].lower(), mention.start, mention.end, mention)
    return at + 1, Phrase(_word_kind(token.low, block.vocabulary), token.low, token.start, token.end)


def _word_kind(low: str, vocabulary: Vocabulary) -> PhraseKind:
    match vocabulary.classes.get(low):
        case "prep" | "conj" | "sub" | "rel" | "adv" | "aux" as word_class:
            return word_class
    if low in vocabulary.verbs:
        return "verb"
    if low.endswith("ly"):
        return "adv"
    return "participle" if low.endswith("ing") else "word"


def _read_mention(  # noqa: PLR0911  # one return a word class
    block: BlockTokens, at: int, *, initial: bool
) -> _Found:
    """Return the mention that begins here; `initial` means that a sentence begins here too."""
    token = block.tokens[at]
    word_class = block.vocabulary.classes.get(token.low)
    phrase = _NounPhrase(block, at, initial=initial)
    if word_class == "poss" or (token.low == "her" and block.is_possessive(at)):
        return phrase.described(at + 1, _POSSESSED)
    if block.is_chinese_surname(at):
        return phrase.named(at, _BARE)
    if word_class == "pron":
        return at + 1, Mention("pronoun", token.start, token.end, (token.low,))
    if word_class == "det":
        return phrase.with_determiner()
    number = block.number_behind_approximator(at)
    if number > at and block.is_content(number + 1):
        return _NounPhrase(block, number, initial=False).described(number + 1, _COUNTED)
    if is_name(block, at, initial=initial):
        return phrase.named(at, _BARE)
    if token.kind == "number" and block.is_content(at + 1):
        return phrase.described(at + 1, _COUNTED)
    if block.is_verb_of_name(at):
        return at, None
    if block.noun_type(at) or block.starts_modified_noun(at) or block.starts_occupation(at):
        return phrase.described(at, _BARE)
    return at, None


class _NounPhrase:
    """Reads the noun phrase that begins at an index, from left to right."""

    __slots__ = ("block", "initial", "start", "tokens", "vocabulary")

    def __init__(self, block: BlockTokens, start: int, *, initial: bool) -> None:
        self.block = block
        self.tokens = block.tokens
        self.vocabulary = block.vocabulary
        self.start = start
        self.initial = initial

    def with_determiner(self) -> _Found:
        """Read 'the chairman', or a determiner alone: 'another said'."""
        token = self.tokens[self.start]
        behind = self.start + 1
        stands_alone = token.low not in CUE_WORDS.dependent_determiners
        if self.block.is_content(behind) and not (stands_alone and self.block.is_finite(behind)):
            is_definite = token.low in CUE_WORDS.definite_determiners
            end, mention = self.described(behind, _Premodifiers(has_determiner=True, is_definite=is_definite))
            if mention is not None:
                return end, mention
        if not stands_alone:
            return self.start, None
        entity_type: EntityType = "group" if token.low in CUE_WORDS.plural_determiners else "person"
        if token.low in CUE_WORDS.demonstratives:
            entity_type = ""
        before = _Premodifiers(has_determiner=True, noun=token.low, entity_type=entity_type)
        return behind, self._nominal(behind, before)

    def described(self, at: int, before: _Premodifiers) -> _Found:
        """Read a phrase that begins with common words: 'the club's chairman John Smith', 'a spokesman'."""
        noun: str = ""
        entity_type: EntityType = ""
        has_content = False
        while at < len(self.tokens) and at - self.start < _LONGEST_DESCRIPTION:
            token = self.tokens[at]
            if token.kind in ("punct", "quote") or (has_content and self.block.is_time(at)):
                break
            if (at > self.start or not self.initial) and is_name(self.block, at, initial=False):
                return self.named(at, before._replace(noun=noun, entity_type=entity_type))
            found = self.block.noun_type(at)
            if found and has_content and not noun and self.block.is_adjective(at):
                noun = self.tokens[at - 1].low
            elif found and self._is_head(token, noun, entity_type):
                noun, entity_type, has_content = token.low, found, True
            elif found and entity_type:
                pass  # 'la patronal hotelera'
            elif token.low == "'s":
                noun, entity_type = "", ""
            elif noun or not self._may_modify(token, has_content=has_content):
                break
            else:
                # 'a snappy retort': neither an adjective nor a bare verb names a person
                noun, has_content = token.low if token.low in self.vocabulary.verbs else noun, True
            at += 1
        if not has_content or not (before.has_determiner or noun):
            return self.start, None
        return at, self._description(at, before._replace(noun=noun, entity_type=entity_type))

    def _is_head(self, token: Token, noun: str, entity_type: EntityType) -> bool:
        """Return True if a noun becomes the head: the last one, or the first where adjectives follow it."""
        if not noun or noun in self.vocabulary.modifiers:
            return True
        has_head = self.vocabulary.uses_elegant_variation and bool(entity_type)
        return not has_head and token.low not in self.vocabulary.verbs

    def _may_modify(self, token: Token, *, has_content: bool) -> bool:
        """Return True if a word can stand before the noun; a finite verb behind such a word cannot."""
        word_class = self.vocabulary.classes.get(token.low)
        if word_class is not None and (has_content or word_class not in ("adv", "det")):
            return False
        is_verb = token.low in CUE_WORDS.bare_verbs or self.vocabulary.verbs.get(token.low, "bare") != "bare"
        return not (has_content and is_verb)

    def _description(self, end: int, before: _Premodifiers) -> Mention:
        head = self.start + before.has_determiner if self.vocabulary.is_romance else end - 1
        possessor = self._possessor_pronoun()
        mention = self._nominal(end, before._replace(noun=before.noun or self.tokens[head].low))
        return replace(mention, possessor_pronoun=possessor) if possessor else mention

    def _possessor_pronoun(self) -> str:
        first = self.tokens[self.start].low
        return first if first == "her" or self.vocabulary.classes.get(first) == "poss" else ""

    def named(self, at: int, before: _Premodifiers) -> _Found:
        """Read a phrase with a name, past a possessor or an organisation before the head."""
        while True:
            end = name_run_end(self.block, at)
            run = [token.text for token in self.tokens[at:end] if token.kind != "quote"]
            has_article = before.has_determiner and not before.noun
            parts = split_titles(run, self.vocabulary, has_article=has_article)
            if end < len(self.tokens) and self.tokens[end].low == "'s" and self.block.is_content(end + 1):
                return self._after_possessor(end + 1, parts)
            more = self.block.end_of_nouns(end)
            if more == end:
                break
            last = self.tokens[more - 1].low
            before = before._replace(noun=last, entity_type=self.block.noun_type(more - 1))
            if more >= len(self.tokens) or not is_name(self.block, more, initial=False):
                return more, self._nominal(more, before, parts)
            at = more
        return end, self._name(end, before, parts) if parts.core else self._title(end, before, parts)

    def _name(self, end: int, before: _Premodifiers, parts: NameParts) -> Mention:
        words = self.tokens[self.start : end]
        texts = tuple(token.text for token in words)
        pronoun = self._possessor_pronoun()
        fields = before.mention_fields()
        return Mention("name", words[0].start, words[-1].end, texts, parts, *fields, None, pronoun)

    def _title(self, end: int, before: _Premodifiers, parts: NameParts) -> Mention:
        """Read capitalized titles without a name: 'the Prime Minister'."""
        title = parts.titles[-1]
        known = self.vocabulary.nouns.get(title, "person")
        entity_type: EntityType = known if known in ("woman", "man") else "person"
        return self._nominal(end, before._replace(noun=title, entity_type=entity_type))

    def _nominal(self, end: int, before: _Premodifiers, possessor: NameParts | None = None) -> Mention:
        words = self.tokens[self.start : end]
        texts = tuple(token.text for token in words)
        return Mention(
            "nominal", words[0].start, words[-1].end, texts, None, *before.mention_fields(), possessor
        )

    def _after_possessor(self, at: int, possessor: NameParts) -> _Found:
        """Read what follows a name's 's: 'lawyer', 'Paul Ames', 'chief executive Jane Doe'."""
        has_name = is_name(self.block, at, initial=False)
        end, mention = self.named(at, _POSSESSED) if has_name else self.described(at, _POSSESSED)
        if mention is None:
            return at - 1, None
        if mention.kind == "nominal":
            mention = replace(
                mention, has_determiner=True, is_definite=True, possessor=possessor, possessor_pronoun=""
            )
        return end, mention
