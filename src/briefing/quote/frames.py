"""The words beside a quotation that give it to somebody: 'X said', 'said X', 'according to X', 'X:'."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quote.clauses import Subject, chain_head_before, first_subject, subject_after, subject_before
from briefing.quote.phrases import Phrase
from briefing.quote.vocabulary import Vocabulary

_MOST_VERBS = 12  # of one sentence, nearest first: the time stays linear whatever it holds
_DASHES = frozenset("—–-")


@dataclass(frozen=True, slots=True)
class Frame:
    """Phrases `first` to `last` (exclusive) attribute a quotation; `subject` are the speakers' phrases.

    An empty subject says that the words have none of their own ('adding', 'said in a letter').
    """

    rule: str
    subject: Subject
    verb: int
    first: int
    last: int


def frame_after(
    phrases: Sequence[Phrase], quote: int, end: int, inside: str, words: Vocabulary
) -> Frame | None:
    """The frame between a quotation and `end`; `inside` is the last character of the quotation."""
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
        return _according_to(phrases, at, at, end)
    if phrase.kind == "verb":
        return _verb_first(phrases, at, end)
    if phrase.low in ("as", "is", "was") and phrase.kind in ("sub", "aux"):
        at += 1
    closed = comma or inside in "?!…—–" or dash
    return _subject_first(phrases, at, end, closed=closed, comma=comma, dash=dash, words=words)


def _verb_first(phrases: Sequence[Phrase], at: int, end: int) -> Frame:
    if phrases[at].low.endswith("ing"):
        return Frame("participle", (), at, at, end)
    return Frame("said name", subject_after(phrases, at, end), at, at, end)


def _subject_first(  # noqa: PLR0913  # what stands around a quotation: where, and which marks
    phrases: Sequence[Phrase], at: int, end: int, *, closed: bool, comma: bool, dash: bool, words: Vocabulary
) -> Frame | None:
    for verb in _verbs(phrases, at, end, words, weak=closed)[:_MOST_VERBS]:
        if phrases[verb].low.endswith("ing"):
            continue
        if not closed and not _is_short(phrases, at, verb, end):
            return None
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
    if comma and phrases[at].kind == "word" and at + 1 < end and phrases[at + 1].kind == "np":
        return Frame("name beside", subject_after(phrases, at, end), at, at, end)
    if dash and phrases[at].kind == "np" and at + 1 >= end:
        return Frame("dash", (at,), at, at, end)
    return None


def _is_short(phrases: Sequence[Phrase], at: int, verb: int, end: int) -> bool:
    """'Smith said.' and no more: it belongs to the quotation before, whatever mark closed that."""
    return verb - at <= 2 and end - verb <= 2


def _verbs(phrases: Sequence[Phrase], start: int, end: int, words: Vocabulary, *, weak: bool) -> list[int]:
    return [
        at
        for at in range(start, end)
        if phrases[at].kind == "verb" and (weak or phrases[at].low not in words.weak_verbs)
    ]


def frame_before(phrases: Sequence[Phrase], start: int, quote: int, words: Vocabulary) -> Frame | None:
    """The frame that leads in to a quotation: 'X said:', 'X added that', 'according to X,'."""
    if start >= quote:
        return None
    put = _put_it(phrases, start, quote) or _in_the_words_of(phrases, start, quote)
    if put is not None:
        return put
    strong = _verbs(phrases, start, quote, words, weak=False)[-_MOST_VERBS:]
    lead = phrases[quote - 1].low if phrases[quote - 1].kind == "punct" else ""
    weak = _verbs(phrases, start, quote, words, weak=True)[-_MOST_VERBS:] if lead else []
    for verb in (*reversed(strong), *reversed(weak)):
        subject = _lead_subject(phrases, verb, start, quote, words)
        if subject:
            return Frame("name said", subject, verb, start, quote)
    at = next((at for at in range(start, quote) if phrases[at].low == "according"), None)
    return _according_to(phrases, at, start, quote) if at is not None else None


def _according_to(phrases: Sequence[Phrase], at: int, start: int, end: int) -> Frame | None:
    """'according to X', 'according to hydrologist X'."""
    source = at + 1
    while source + 1 < end and phrases[source + 1].kind == "word":
        source += 1
    subject = subject_after(phrases, source, end)
    return Frame("according to", subject, at, start, end) if subject else None


def frame_over(phrases: Sequence[Phrase], start: int, end: int, words: Vocabulary) -> Frame | None:
    """The frame of reported speech; the first verb is that of the main clause: 'X said that Y had said …'."""
    for verb in _verbs(phrases, start, end, words, weak=False)[:_MOST_VERBS]:
        subject = subject_before(phrases, verb, start)
        if subject and not names_nobody(phrases[subject[0]]):
            return Frame("name said", subject, verb, start, end)
    return frame_before(phrases, start, end, words)


def _put_it(phrases: Sequence[Phrase], start: int, quote: int) -> Frame | None:
    """'as X put it', 'as X, who lives there, puts it in a letter'."""
    for verb in range(start + 2, quote - 1):
        if phrases[verb].low not in ("put", "puts") or phrases[verb + 1].low != "it":
            continue
        begin = next((at for at in range(verb - 1, start - 1, -1) if phrases[at].low == "as"), None)
        subject = first_subject(phrases, begin + 1, verb) if begin is not None else ()
        if subject:
            return Frame("name said", subject, verb, start, quote)
    return None


def _in_the_words_of(phrases: Sequence[Phrase], start: int, quote: int) -> Frame | None:
    """'in the words of X,'."""
    for at in range(start, quote - 2):
        mention = phrases[at].mention
        if mention is None or mention.noun != "words" or phrases[at + 1].low != "of":
            continue
        subject = subject_after(phrases, at + 1, quote)
        if subject:
            return Frame("in the words of", subject, at, start, quote)
    return None


def label_before(phrases: Sequence[Phrase], start: int, quote: int) -> Frame | None:
    """'X:' or any other clause that a colon ends right before the quotation."""
    if start >= quote or phrases[quote - 1].low != ":":
        return None
    subject = first_subject(phrases, start, quote - 1)
    if subject and names_nobody(phrases[subject[0]]) and quote - 2 > start:
        beside = phrases[quote - 2].mention
        named = beside is not None and beside.name is not None and beside.name.kind in ("person", "name")
        subject = (quote - 2,) if named else ()
    return Frame("colon", subject, quote - 1, start, quote) if subject else None


def names_nobody(phrase: Phrase) -> bool:
    """Whether a description names nobody who could speak: 'the timing', 'a smile'."""
    mention = phrase.mention
    return mention is not None and mention.kind == "nominal" and mention.names_what in ("", "document")


def _lead_subject(phrases: Sequence[Phrase], verb: int, start: int, quote: int, words: Vocabulary) -> Subject:
    agent = _agent(phrases, verb, start, quote)
    if agent:
        return agent
    if words.inverts and verb > start and chain_head_before(phrases, verb, start) is None:
        return subject_after(phrases, verb, quote) or subject_before(phrases, verb, start)
    return subject_before(phrases, verb, start) or subject_after(phrases, verb, quote)


def _agent(phrases: Sequence[Phrase], verb: int, start: int, quote: int) -> Subject:
    """'was told by X'."""
    passive = verb > start and phrases[verb - 1].low in ("was", "were", "is", "are", "been")
    if passive and verb + 2 < quote and phrases[verb + 1].low == "by" and phrases[verb + 2].kind == "np":
        return (verb + 2,)
    return ()
