"""Which of the frames on both sides of a quotation gives it.

The frame that leads in to a quotation, and that of reported speech: 'X said:', 'according to X,', 'X:'.

The frame behind a quotation: '“…,” X said', '“…,” said X', '“…” – X'.
"""

from collections.abc import Sequence

from briefing.quote.cues.clauses import Subject, first_subject, noun_phrase_head_before
from briefing.quote.cues.cue import (
    MOST_VERBS,
    Cue,
    according_to_cue,
    find_signature_after,
    has_possessor,
    is_non_speaker,
    reporting_verbs,
)
from briefing.quote.cues.subjects import subject_after, subject_before
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Phrase
from briefing.quote.rule_groups import RuleGroup


class CueFinder:
    """The choice by the words of a language, with only these families of rules."""

    def __init__(self, words: Vocabulary, rule_groups: frozenset[RuleGroup]) -> None:
        self.words = words
        self.rule_groups = rule_groups

    def frame(self, phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str) -> Cue | None:
        """The frame of the quotation at `at`, whose words are `inside`, from `begin` to `limit`."""
        before = cue_before(phrases, begin, at, self.words) if "X said before" in self.rule_groups else None
        after = self._after(phrases, at, limit, inside)
        leads = at > begin and phrases[at - 1].kind == "punct" and phrases[at - 1].low in ",:"
        leads = leads and (begin == 0 or phrases[at - 1].low == ":")
        answered = inside[-1:] == "," and after is not None and bool(after.subject)
        if before is not None and leads and not (answered and is_non_speaker(phrases[before.subject[0]])):
            return before
        if after is not None and after.subject:
            return after
        label = label_cue(phrases, begin, at) if "colon" in self.rule_groups else None
        return before or label or after

    def _after(self, phrases: Sequence[Phrase], at: int, limit: int, inside: str) -> Cue | None:
        if "said X beside" not in self.rule_groups:
            return None
        return cue_after(phrases, at, limit, inside[-1:] or ".", self.words)


def cue_before(phrases: Sequence[Phrase], start: int, quote: int, words: Vocabulary) -> Cue | None:
    """The frame that leads in to a quotation: 'X said:', 'X added that', 'according to X,'."""
    if start >= quote:
        return None
    put = _put_it(phrases, start, quote) or _in_the_words_of(phrases, start, quote)
    if put is not None:
        return put
    strong = reporting_verbs(phrases, start, quote, words, weak=False)[-MOST_VERBS:]
    lead = phrases[quote - 1].low if phrases[quote - 1].kind == "punct" else ""
    weak = reporting_verbs(phrases, start, quote, words, weak=True)[-MOST_VERBS:] if lead else []
    for verb in (*reversed(strong), *reversed(weak)):
        subject = _lead_subject(phrases, verb, start, quote, words)
        if subject:
            return Cue("name said", subject, verb, start, quote)
    at = next((at for at in range(start, quote) if phrases[at].low == "according"), None)
    return according_to_cue(phrases, at, start, quote) if at is not None else None


def reported_speech_cue(phrases: Sequence[Phrase], start: int, end: int, words: Vocabulary) -> Cue | None:
    """The frame of reported speech; the first verb is that of the main clause: 'X said that Y had said …'."""
    for verb in reporting_verbs(phrases, start, end, words, weak=False)[:MOST_VERBS]:
        subject = subject_before(phrases, verb, start)
        if subject and not is_non_speaker(phrases[subject[0]]):
            return Cue("name said", subject, verb, start, end)
    frame = cue_before(phrases, start, end, words)
    return frame if frame is not None and not is_non_speaker(phrases[frame.subject[0]]) else None


def _put_it(phrases: Sequence[Phrase], start: int, quote: int) -> Cue | None:
    """'as X put it', 'as X, who lives there, puts it in a letter'."""
    for verb in range(start + 2, quote - 1):
        if phrases[verb].low not in ("put", "puts") or phrases[verb + 1].low != "it":
            continue
        begin = next((at for at in range(verb - 1, start - 1, -1) if phrases[at].low == "as"), None)
        subject = first_subject(phrases, begin + 1, verb) if begin is not None else ()
        if subject:
            return Cue("name said", subject, verb, start, quote)
    return None


def _in_the_words_of(phrases: Sequence[Phrase], start: int, quote: int) -> Cue | None:
    """'in the words of X,'."""
    for at in range(start, quote - 2):
        mention = phrases[at].mention
        if mention is None or mention.noun != "words" or phrases[at + 1].low != "of":
            continue
        subject = subject_after(phrases, at + 1, quote)
        if subject:
            return Cue("in the words of", subject, at, start, quote)
    return None


def label_cue(phrases: Sequence[Phrase], start: int, quote: int) -> Cue | None:
    """'X:' or any other clause that a colon ends right before the quotation."""
    if start >= quote or phrases[quote - 1].low != ":":
        return None
    subject = first_subject(phrases, start, quote - 1)
    if (
        subject
        and is_non_speaker(phrases[subject[0]])
        and quote - 2 > start
        and not has_possessor(phrases[subject[0]])
    ):
        beside = phrases[quote - 2].mention
        named = beside is not None and beside.name is not None and beside.name.kind in ("person", "name")
        subject = (quote - 2,) if named else _only_person(phrases, start, quote)
    return Cue("colon", subject, quote - 1, start, quote) if subject else None


def _only_person(phrases: Sequence[Phrase], start: int, quote: int) -> Subject:
    """'For X, who ran twice, the loss was plain:': the only person that the clause names."""
    mentions = ((at, phrases[at].mention) for at in range(start, quote))
    persons = [at for at, m in mentions if m is not None and m.name is not None and m.name.kind == "person"]
    return (persons[0],) if len(persons) == 1 else ()


def _lead_subject(phrases: Sequence[Phrase], verb: int, start: int, quote: int, words: Vocabulary) -> Subject:
    agent = _agent(phrases, verb, start, quote)
    if agent:
        return agent
    if words.has_inversion and verb > start and noun_phrase_head_before(phrases, verb, start) is None:
        return subject_after(phrases, verb, quote) or subject_before(phrases, verb, start)
    before = subject_before(phrases, verb, start)
    is_participle = phrases[verb].low.endswith("ing")  # 'addressing the owner,': nobody who speaks
    return before if before or is_participle else subject_after(phrases, verb, quote)


def _agent(phrases: Sequence[Phrase], verb: int, start: int, quote: int) -> Subject:
    """'was told by X'."""
    passive = verb > start and phrases[verb - 1].low in ("was", "were", "is", "are", "been")
    if passive and verb + 2 < quote and phrases[verb + 1].low == "by" and phrases[verb + 2].kind == "np":
        return (verb + 2,)
    return ()


_PLAIN = frozenset(
    {"said", "says", "added", "adds", "wrote", "writes", "asked", "replied", "tweeted", "told"}
)
_NEAR = 4  # phrases
_DASHES = frozenset("—–-")


def cue_after(phrases: Sequence[Phrase], quote: int, end: int, inside: str, words: Vocabulary) -> Cue | None:
    """The frame between a quotation and `end`; `inside` is the last character of the quotation."""
    signed = find_signature_after(phrases, quote, end)
    if signed is not None:
        return Cue("dash", (signed,), signed, signed, end)
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
        return according_to_cue(phrases, at, at, end)
    if phrase.low in ("came", "comes"):
        return _came_from(phrases, at, end)
    if phrase.kind == "verb":
        return _verb_first(phrases, at, end)
    if phrase.low in ("as", "is", "was") and phrase.kind in ("sub", "aux"):
        at += 1
    closed = comma or inside in "?!…—–" or dash
    return _subject_first(phrases, at, end, closed=closed, comma=comma, dash=dash, words=words)


def _came_from(phrases: Sequence[Phrase], at: int, end: int) -> Cue | None:
    """'“…,” came the reply from X'."""
    source = next((i for i in range(at + 1, min(end, at + _NEAR)) if phrases[i].low == "from"), None)
    subject = subject_after(phrases, source, end) if source is not None else ()
    return Cue("said name", subject, at, at, end) if subject else None


def _verb_first(phrases: Sequence[Phrase], at: int, end: int) -> Cue:
    if phrases[at].low.endswith("ing"):
        return Cue("participle", (), at, at, end)
    return Cue("said name", subject_after(phrases, at, end), at, at, end)


def _subject_first(  # noqa: PLR0913  # what stands around a quotation: where, and which marks
    phrases: Sequence[Phrase], at: int, end: int, *, closed: bool, comma: bool, dash: bool, words: Vocabulary
) -> Cue | None:
    for verb in reporting_verbs(phrases, at, end, words, weak=closed)[:MOST_VERBS]:
        if phrases[verb].low.endswith("ing"):
            continue
        if not closed and not _is_short(phrases, at, verb, end):
            return _closing(phrases, at, end, words)
        subject = subject_before(phrases, verb, at)
        if subject:
            return Cue("name said", subject, verb, at, end)
    if (
        comma
        and phrases[at].kind == "np"
        and at + 1 < end
        and phrases[at + 1].kind in ("word", "aux", "verb")
    ):
        return Cue("name beside", (at,), at + 1, at, end)
    if comma and phrases[at].low == "has" and at + 1 < end and phrases[at + 1].kind == "word":
        at += 1  # 'a savouré X'
    if comma and phrases[at].kind == "word" and at + 1 < end and phrases[at + 1].kind == "np":
        return Cue("name beside", subject_after(phrases, at, end), at, at, end)
    if dash and phrases[at].kind == "np" and at + 1 >= end:
        return Cue("dash", (at,), at, at, end)
    return None


def _closing(phrases: Sequence[Phrase], start: int, end: int, words: Vocabulary) -> Cue | None:
    """'“…” and its roof is a scandal, X said.': the quotation is a part of what X said."""
    for verb in reporting_verbs(phrases, max(start, end - 3), end, words, weak=False):
        apart = verb - 2 >= start and phrases[verb - 2].low == "," and phrases[verb - 1].kind == "np"
        if apart and not phrases[verb].low.endswith("ing"):
            return Cue("name said", (verb - 1,), verb, verb - 1, end)
    return None


def _is_short(phrases: Sequence[Phrase], at: int, verb: int, end: int) -> bool:
    """'Smith said.' and no more: it belongs to the quotation before, whatever mark closed that."""
    return verb - at <= 2 and end - verb <= 2 and phrases[verb].low in _PLAIN
