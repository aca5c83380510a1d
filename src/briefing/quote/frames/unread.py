"""Speech in a language whose words we do not read: where the marks stand and how long it is tells alone."""

from collections.abc import Sequence

from briefing.quote.frames.frame import Frame
from briefing.quote.marks.headlines import is_title_case
from briefing.quote.phrases.mentions import Phrase

_FEWEST_WORDS = 3
_LONG = 6  # words
_LONG_FRAGMENT = 10  # words in the middle of a sentence
_LONG_UNSPACED = 7  # letters, where no spaces part the words: 「他に選択肢がない」
_LONGEST_CLAUSE = 16  # phrases
_STOPS = ".,?!…。、！？"
_DASHES = "—–-―"


def may_be_speech(phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str) -> bool:
    """Whether the quotation at `at`, whose words are `inside`, is more than a term or a title."""
    words = inside.split()
    if len(words) == 1 and not inside.isascii():
        return len(inside) >= _LONG_UNSPACED
    before = phrases[at - 1] if at > begin else None
    apart = before is None or (before.kind in ("punct", "quote") and before.low != "(")
    behind = phrases[at + 1].low if at + 1 < limit else ""
    closes = inside[-1:] in _STOPS or (behind != "" and behind in _DASHES)
    if len(words) < _FEWEST_WORDS or (is_title_case(inside) and not closes):
        return False
    return (apart and (closes or len(words) > _LONG)) or len(words) > _LONG_FRAGMENT


def clause_behind(phrases: Sequence[Phrase], at: int, limit: int) -> Frame | None:
    """'«…», ha detto la sindaca Laura Conti.': the rest of the sentence, whoever its first phrase names."""
    begin = at + 1
    while begin < limit and phrases[begin].kind == "punct" and phrases[begin].low in _DASHES + ",":
        begin += 1
    is_clause = at + 1 < begin < limit <= begin + _LONGEST_CLAUSE and (
        at == 0 or phrases[at - 1].low in _STOPS
    )
    ends = limit == len(phrases) or phrases[limit - 1].low in _STOPS
    return Frame("beside", (0,), begin, begin, limit) if is_clause and ends else None
