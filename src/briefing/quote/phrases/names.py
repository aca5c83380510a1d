"""Which capitals are a name: inside a sentence most are, at its head only what more than the place proves."""

import re

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.phrases.tokens import BlockTokens

_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z][\w.]*")  # 'Sen. Ann Lee, D-Ohio'
_PLAIN = frozenset({"said", "says", "told"})
_WHEN = frozenset({"last", "next", "early", "late", "mid"})
_LONGEST_NAME = 9  # tokens


def is_name(line: BlockTokens, at: int, *, initial: bool) -> bool:  # noqa: PLR0911  # one return a kind of word
    """Whether a name begins here; `initial` says that a sentence does too."""
    token = line.tokens[at]
    if token.kind != "name" or _PARTY_AND_STATE.fullmatch(token.text) or _is_verb_in_title(line, at):
        return False
    low, words = token.low, line.words
    kind = words.classes.get(low)
    if kind is not None:
        return kind == "aux" and (not initial or _names_speaker(line, at)) and is_followed_by_name(line, at)
    if low in words.calendar:
        return _is_month_name(line, at)
    if not initial or _is_written_high(line, at):
        return True
    if low in words.titles or low in words.adjectives:
        return is_followed_by_name(line, at)
    if low in words.nouns or low.endswith("ly"):
        return is_followed_by_name(line, at) and bool(first_name_gender(low))
    if is_followed_by_name(line, at):
        return not (low in words.verbs or low in line.lowercase_words) or _is_first_name(line, at)
    like_a_verb = low.endswith(("ing", "ed")) and not _says(line, at)
    return not (low in words.verbs or low in line.lowercase_words or like_a_verb)


def _is_first_name(line: BlockTokens, at: int) -> bool:
    """'Carol Reed told us', but 'Said Reed:' is what he does."""
    return bool(first_name_gender(line.tokens[at].low)) and not line.is_finite(at)


def _says(line: BlockTokens, at: int) -> bool:
    """'Reed told us', 'Fielding said': before a speech verb it is a name, but 'nothing said so far'."""
    speaks = at + 1 < len(line.tokens) and line.is_finite(at + 1)
    return speaks and not line.tokens[at].low.endswith("thing")


def _is_month_name(line: BlockTokens, at: int) -> bool:
    """'April Ryder': a month with a name behind, if nothing before it says when."""
    before = line.tokens[at - 1].low if at else ""
    tells_when = line.words.classes.get(before) in ("prep", "det") or before in _WHEN
    return (
        line.tokens[at].low in line.words.calendar_names and is_followed_by_name(line, at) and not tells_when
    )


def _is_verb_in_title(line: BlockTokens, at: int) -> bool:
    """'Ida Quist Joked That', where every word has a capital; 'Edward Said,' is a name."""
    low = line.tokens[at].low
    past = line.is_finite(at) and (low.endswith("ed") or low in _PLAIN)
    named = at > 0 and line.tokens[at - 1].kind == "name"
    return past and named and at + 1 < len(line.tokens) and line.tokens[at + 1].kind in ("name", "quote")


def _is_written_high(line: BlockTokens, at: int) -> bool:
    """Whether the word that begins a sentence has its capital elsewhere too, alone or with the next."""
    low = line.tokens[at].low
    if is_followed_by_name(line, at) and f"{low} {line.tokens[at + 1].low}" in line.capitalized_words:
        return True
    return low in line.capitalized_words and low not in line.lowercase_words


def _names_speaker(line: BlockTokens, at: int) -> bool:
    """“…,” Will Ames said: right behind a quotation a first name is one, although it is a verb too."""
    behind = at > 0 and line.tokens[at - 1].kind == "quote"
    return behind and bool(first_name_gender(line.tokens[at].low))


def is_followed_by_name(line: BlockTokens, at: int) -> bool:
    """Whether the next token has a capital."""
    return at + 1 < len(line.tokens) and line.tokens[at + 1].kind == "name"


def name_run_end(line: BlockTokens, begin: int) -> int:
    """The end of the run of capitals that begins here: 'Ursula von der Leyen', 'Jo “Ace” Lee'."""
    tokens = line.tokens
    at = begin
    while at < len(tokens) and at - begin < _LONGEST_NAME:
        if tokens[at].kind == "name" and (at == begin or _continues_name(line, at)):
            at += 1
            continue
        ahead = _past_particles(line, begin, at)
        if ahead > at > begin and ahead < len(tokens) and tokens[ahead].kind == "name":
            at = ahead
            continue
        break
    return at


def _past_particles(line: BlockTokens, begin: int, at: int) -> int:
    """Past 'von der' or a nickname in marks."""
    token = line.tokens[at]
    if token.kind == "quote" and at > begin and token.end - token.start < 25:
        return at + 1
    if token.low == line.words.conjunction and at - begin < 2:
        return at  # 'Diego y Tomás Leiva' are two
    while at < len(line.tokens) and line.tokens[at].low in line.words.particles:
        at += 1
    return at


def _continues_name(line: BlockTokens, at: int) -> bool:
    """Whether a name goes on with this capital; a month does if it is no date: 'Li Jun said'."""
    low = line.tokens[at].low
    if _is_verb_in_title(line, at):
        return False
    if low in line.words.calendar_names:
        ahead = line.tokens[at + 1 : at + 2]
        is_date = line.tokens[at].text.endswith(".") or (bool(ahead) and ahead[0].kind == "number")
        return not is_date and bool(first_name_gender(line.tokens[at - 1].low))
    return low not in line.words.calendar and line.words.classes.get(low) in (None, "aux")
