"""Named entity recognition: which capitalized words begin a name, and where the name ends.

Inside a sentence most capitalized words are names. At its head a word needs more evidence than its capital.
"""

import re

from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.first_names import first_name_gender
from briefing.quote.phrases.tokens import BlockTokens

_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z][\w.]*")  # 'Sen. Ann Lee, D-Ohio'
_CONTRACTION = re.compile(r"'(?:m|re|ve|d|ll|s)$")  # 'you've'
_LONGEST_NAME = 9  # tokens
_ABSTRACT_LETTERS = 8  # Pence and Spence are names
_LONGEST_NICKNAME = 25  # characters


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
    if initial and low in CUE_WORDS.time_modifiers and _is_before_time(block, at):
        return False
    if not initial or _is_capitalized_elsewhere(block, at):
        return True
    if _is_abstract_noun(block, at):
        return False
    if low in vocabulary.titles or low in vocabulary.adjectives:
        return _is_before_name(block, at)
    if low in vocabulary.nouns or low.endswith("ly"):
        return _is_before_name(block, at) and bool(first_name_gender(low))
    if _is_before_name(block, at):
        return not (low in vocabulary.verbs or low in block.lowercase_words) or _is_first_name(block, at)
    like_a_verb = low.endswith(("ing", "ed")) and not _has_verb_behind(block, at)
    return not (low in vocabulary.verbs or low in block.lowercase_words or like_a_verb)


def _is_before_time(block: BlockTokens, at: int) -> bool:
    """Return True if a noun of time follows: 'Last week', 'Early Sunday'."""
    after = block.tokens[at + 1].low if at + 1 < len(block.tokens) else ""
    return after in CUE_WORDS.time_nouns or after in block.vocabulary.calendar


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
    return low not in block.vocabulary.calendar and block.vocabulary.classes.get(low) in (None, "aux")
