"""The subject that commas part from its verb: 'X, the co-chair of Y, who lives in Z, said'."""

from collections.abc import Sequence

from briefing.quote.frames.chains import OBJECTS, Subject, partners_behind
from briefing.quote.phrases.mentions import Mention, Phrase

_MOST_SEGMENTS = 10


def beyond_parenthesis(phrases: Sequence[Phrase], comma: int, start: int) -> Subject:
    """'X, the co-chair of Y, who lives in Z, said': walk over the segments between commas to X."""
    fallback: Subject = ()
    partner: Subject = ()
    named: Subject = ()
    for begin, end in _segments_leftward(phrases, comma, start):
        first = begin
        joined = phrases[first].kind == "conj"
        if joined and first + 1 < end:
            first += 1
        if phrases[first].kind in ("word", "adv") and first + 1 < end and phrases[first + 1].kind == "np":
            first += 1  # 'mechanical engineer X', 'even X'
        mention = phrases[first].mention
        if mention is None or phrases[first].low in OBJECTS:
            continue
        if joined and not partner and _names_person(mention):
            partner = (first,)
        elif _names_person(mention):
            found = (first, *partner) if partner else partners_behind(phrases, first, end)
            if _is_surely_person(mention):
                return found
            if named and _acts(phrases, first, end):
                break
            named = found
        elif not (mention.kind == "name" and fallback) or _is_described_by(phrases[fallback[0]], mention):
            fallback = (first,)
    return named or partner or fallback


def _names_person(mention: Mention) -> bool:
    """A pronoun, or a name that may be a person's; 'the 2016 Open' is none."""
    if mention.kind == "pronoun":
        return True
    if mention.name is None or mention.name.kind not in ("person", "name"):
        return False
    return not mention.determined or bool(mention.names_what or mention.name.titles)


def _is_surely_person(mention: Mention) -> bool:
    return mention.name is None or mention.name.kind == "person"


def _acts(phrases: Sequence[Phrase], start: int, end: int) -> bool:
    return any(phrases[at].kind in ("verb", "aux") for at in range(start, end))


def _is_described_by(phrase: Phrase, mention: Mention) -> bool:
    """'The Heath Fund, a charity, said': what a description with an article says of an organisation."""
    beside = phrase.mention
    indefinite = beside is not None and beside.determined and not beside.definite
    return indefinite and mention.name is not None and mention.name.kind == "organisation"


def _segments_leftward(phrases: Sequence[Phrase], comma: int, start: int) -> list[tuple[int, int]]:
    segments = []
    end = comma
    for at in range(comma - 1, start - 2, -1):
        boundary = (
            at < start
            or (phrases[at].kind == "punct" and phrases[at].low in ",—–-;:")
            or phrases[at].kind == "quote"
        )
        if not boundary:
            continue
        if at + 1 < end:
            segments.append((at + 1, end))
        end = at
        if at >= start and (phrases[at].low in ";:" or phrases[at].kind == "quote"):
            break
        if len(segments) >= _MOST_SEGMENTS:
            break
    return segments
