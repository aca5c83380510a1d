"""The subject of a clause read from its beginning, past what introduces it: 'After the rain, X said'."""

from collections.abc import Sequence

from briefing.quote.frames.chains import OBJECTS, Subject, partners_behind
from briefing.quote.phrases.mentions import Phrase


def first_subject(phrases: Sequence[Phrase], start: int, end: int) -> Subject:
    """The first noun phrase of a clause that no preposition governs, past what introduces the clause."""
    at = start
    introduced: Subject = ()
    while at < end:
        phrase = phrases[at]
        if phrase.kind in ("prep", "sub", "participle") or (phrase.kind == "verb" and at == start):
            after = _past_comma(phrases, at, end)
            if after is None:
                return introduced or _ungoverned(phrases, at + 1, end)
            introduced = introduced or _ungoverned(phrases, at + 1, after)
            at = after
            continue
        if phrase.kind == "np" and phrase.low not in OBJECTS and not _tells_when(phrases, at, end):
            return partners_behind(phrases, at, end)
        at += 1
    return introduced


def _tells_when(phrases: Sequence[Phrase], at: int, end: int) -> bool:
    """'A few minutes later,', 'That night,': a description of no person that a comma ends, others follow."""
    mention = phrases[at].mention
    if mention is None or mention.kind != "nominal" or mention.names_what:
        return False
    comma = at + 1
    while comma < end and phrases[comma].kind == "adv":
        comma += 1
    return comma + 1 < end and phrases[comma].low == "," and any(p.kind == "np" for p in phrases[comma:end])


def _past_comma(phrases: Sequence[Phrase], at: int, end: int) -> int | None:
    return next((i + 1 for i in range(at, end) if phrases[i].low == "," and i + 1 < end), None)


def _ungoverned(phrases: Sequence[Phrase], start: int, end: int) -> Subject:
    for at in range(start, end):
        if (
            phrases[at].kind == "np"
            and phrases[at].low not in OBJECTS
            and (at == start or phrases[at - 1].kind != "prep")
        ):
            return (at,)
    return ()
