"""The frame behind a quotation: '“…,” X said', '“…,” said X', '“…” – X'."""

from collections.abc import Sequence

from briefing.quote.frames.frame import MOST_VERBS, Frame, according_to, speech_verbs
from briefing.quote.frames.signatures import signer_beside
from briefing.quote.frames.subjects import subject_after, subject_before
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Phrase

_PLAIN = frozenset(
    {"said", "says", "added", "adds", "wrote", "writes", "asked", "replied", "tweeted", "told"}
)
_NEAR = 4  # phrases
_DASHES = frozenset("—–-")


def frame_after(
    phrases: Sequence[Phrase], quote: int, end: int, inside: str, words: Vocabulary
) -> Frame | None:
    """The frame between a quotation and `end`; `inside` is the last character of the quotation."""
    signed = signer_beside(phrases, quote, end)
    if signed is not None:
        return Frame("dash", (signed,), signed, signed, end)
    at = quote + 1
    dash = False
    comma = inside == ","
    while at < end and phrases[at].kind == "punct" and phrases[at].low in ",—–-":
        dash = dash or phrases[at].low in _DASHES
        comma = comma or phrases[at].low == ","
        at += 1
    while at < end and phrases[at].kind in ("adv", "conj"):
        at += 1
    if at >= end:
        return None
    phrase = phrases[at]
    if phrase.low == "according":
        return according_to(phrases, at, at, end)
    if phrase.low in ("came", "comes"):
        return _came_from(phrases, at, end)
    if phrase.kind == "verb":
        return _verb_first(phrases, at, end)
    if phrase.low in ("as", "is", "was") and phrase.kind in ("sub", "aux"):
        at += 1
    closed = comma or inside in "?!…—–" or dash
    return _subject_first(phrases, at, end, closed=closed, comma=comma, dash=dash, words=words)


def _came_from(phrases: Sequence[Phrase], at: int, end: int) -> Frame | None:
    """'“…,” came the reply from X'."""
    source = next((i for i in range(at + 1, min(end, at + _NEAR)) if phrases[i].low == "from"), None)
    subject = subject_after(phrases, source, end) if source is not None else ()
    return Frame("said name", subject, at, at, end) if subject else None


def _verb_first(phrases: Sequence[Phrase], at: int, end: int) -> Frame:
    if phrases[at].low.endswith("ing"):
        return Frame("participle", (), at, at, end)
    return Frame("said name", subject_after(phrases, at, end), at, at, end)


def _subject_first(  # noqa: PLR0913  # what stands around a quotation: where, and which marks
    phrases: Sequence[Phrase], at: int, end: int, *, closed: bool, comma: bool, dash: bool, words: Vocabulary
) -> Frame | None:
    for verb in speech_verbs(phrases, at, end, words, weak=closed)[:MOST_VERBS]:
        if phrases[verb].low.endswith("ing"):
            continue
        if not closed and not _is_short(phrases, at, verb, end):
            return _closing(phrases, at, end, words)
        subject = subject_before(phrases, verb, at)
        if subject:
            return Frame("name said", subject, verb, at, end)
    if (
        comma
        and phrases[at].kind == "np"
        and at + 1 < end
        and phrases[at + 1].kind in ("word", "aux", "verb")
    ):
        return Frame("name beside", (at,), at + 1, at, end)
    if comma and phrases[at].low == "has" and at + 1 < end and phrases[at + 1].kind == "word":
        at += 1  # 'a savouré X'
    if comma and phrases[at].kind == "word" and at + 1 < end and phrases[at + 1].kind == "np":
        return Frame("name beside", subject_after(phrases, at, end), at, at, end)
    if dash and phrases[at].kind == "np" and at + 1 >= end:
        return Frame("dash", (at,), at, at, end)
    return None


def _closing(phrases: Sequence[Phrase], start: int, end: int, words: Vocabulary) -> Frame | None:
    """'“…” and its roof is a scandal, X said.': the quotation is a part of what X said."""
    for verb in speech_verbs(phrases, max(start, end - 3), end, words, weak=False):
        apart = verb - 2 >= start and phrases[verb - 2].low == "," and phrases[verb - 1].kind == "np"
        if apart and not phrases[verb].low.endswith("ing"):
            return Frame("name said", (verb - 1,), verb, verb - 1, end)
    return None


def _is_short(phrases: Sequence[Phrase], at: int, verb: int, end: int) -> bool:
    """'Smith said.' and no more: it belongs to the quotation before, whatever mark closed that."""
    return verb - at <= 2 and end - verb <= 2 and phrases[verb].low in _PLAIN
