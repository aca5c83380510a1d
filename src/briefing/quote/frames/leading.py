"""The frame that leads in to a quotation, and that of reported speech: 'X said:', 'according to X,', 'X:'."""

from collections.abc import Sequence

from briefing.quote.frames.chains import Subject, chain_head_before
from briefing.quote.frames.frame import MOST_VERBS, Frame, according_to, is_owned, names_nobody, speech_verbs
from briefing.quote.frames.openings import first_subject
from briefing.quote.frames.subjects import subject_after, subject_before
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Phrase


def frame_before(phrases: Sequence[Phrase], start: int, quote: int, words: Vocabulary) -> Frame | None:
    """The frame that leads in to a quotation: 'X said:', 'X added that', 'according to X,'."""
    if start >= quote:
        return None
    put = _put_it(phrases, start, quote) or _in_the_words_of(phrases, start, quote)
    if put is not None:
        return put
    strong = speech_verbs(phrases, start, quote, words, weak=False)[-MOST_VERBS:]
    lead = phrases[quote - 1].low if phrases[quote - 1].kind == "punct" else ""
    weak = speech_verbs(phrases, start, quote, words, weak=True)[-MOST_VERBS:] if lead else []
    for verb in (*reversed(strong), *reversed(weak)):
        subject = _lead_subject(phrases, verb, start, quote, words)
        if subject:
            return Frame("name said", subject, verb, start, quote)
    at = next((at for at in range(start, quote) if phrases[at].low == "according"), None)
    return according_to(phrases, at, start, quote) if at is not None else None


def frame_over(phrases: Sequence[Phrase], start: int, end: int, words: Vocabulary) -> Frame | None:
    """The frame of reported speech; the first verb is that of the main clause: 'X said that Y had said …'."""
    for verb in speech_verbs(phrases, start, end, words, weak=False)[:MOST_VERBS]:
        subject = subject_before(phrases, verb, start)
        if subject and not names_nobody(phrases[subject[0]]):
            return Frame("name said", subject, verb, start, end)
    frame = frame_before(phrases, start, end, words)
    return frame if frame is not None and not names_nobody(phrases[frame.subject[0]]) else None


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
    if (
        subject
        and names_nobody(phrases[subject[0]])
        and quote - 2 > start
        and not is_owned(phrases[subject[0]])
    ):
        beside = phrases[quote - 2].mention
        named = beside is not None and beside.name is not None and beside.name.kind in ("person", "name")
        subject = (quote - 2,) if named else _only_person(phrases, start, quote)
    return Frame("colon", subject, quote - 1, start, quote) if subject else None


def _only_person(phrases: Sequence[Phrase], start: int, quote: int) -> Subject:
    """'For X, who ran twice, the loss was plain:': the only person that the clause names."""
    mentions = ((at, phrases[at].mention) for at in range(start, quote))
    persons = [at for at, m in mentions if m is not None and m.name is not None and m.name.kind == "person"]
    return (persons[0],) if len(persons) == 1 else ()


def _lead_subject(phrases: Sequence[Phrase], verb: int, start: int, quote: int, words: Vocabulary) -> Subject:
    agent = _agent(phrases, verb, start, quote)
    if agent:
        return agent
    if words.inverts and verb > start and chain_head_before(phrases, verb, start) is None:
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
