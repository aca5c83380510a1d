"""A frame: the words beside a quotation that give it to somebody.

Who signs a quotation: a line behind it that is a name and a role, '— Ann Lee, baker'.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quote.cues.clauses import Subject, document_author
from briefing.quote.cues.subjects import subject_after
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Phrase

MOST_VERBS = 12  # of one sentence, nearest first: the time stays linear whatever it holds


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases `first` to `last` (exclusive) attribute a quotation; `subject` are the speakers' phrases.

    An empty subject says that the words have none of their own ('adding', 'said in a letter').
    """

    rule: str
    subject: Subject
    verb: int
    first: int
    last: int


def reporting_verbs(
    phrases: Sequence[Phrase], start: int, end: int, words: Vocabulary, *, weak: bool
) -> list[int]:
    """The speech verbs between `start` and `end`; `weak` counts those too that speak only beside a mark."""
    return [
        at
        for at in range(start, end)
        if phrases[at].kind == "verb" and (weak or phrases[at].low not in words.weak_verbs)
    ]


def according_to_cue(phrases: Sequence[Phrase], at: int, start: int, end: int) -> Cue | None:
    """'according to X', 'according to hydrologist X'."""
    source = at + 1
    while source + 1 < end and phrases[source + 1].kind == "word":
        source += 1
    subject = document_author(phrases, source + 1, end) or subject_after(phrases, source, end)
    return Cue("according to", subject, at, start, end) if subject else None


def is_non_speaker(phrase: Phrase) -> bool:
    """Whether a description names nobody who could speak: 'the timing', 'a smile'."""
    mention = phrase.mention
    return mention is not None and mention.kind == "nominal" and mention.entity_type in ("", "document")


def has_possessor(phrase: Phrase) -> bool:
    """'Lee’s answer', 'her message': it is the owner who speaks."""
    mention = phrase.mention
    return mention is not None and (mention.owner is not None or mention.possessor_pronoun in ("his", "her"))


_LONGEST = 16  # phrases
_DASHES = frozenset("—–-―")
_ACTS = frozenset({"verb", "aux", "quote", "rel", "sub"})


def find_signature(phrases: Sequence[Phrase]) -> int | None:
    """The phrase that names who signs, if the line is nothing but that: 'Ann Lee, a baker in Leeds.'"""
    at = 0
    while at < len(phrases) and (phrases[at].low in _DASHES or phrases[at].low == "("):
        at += 1
    if at >= len(phrases) or len(phrases) > _LONGEST or any(phrase.kind in _ACTS for phrase in phrases):
        return None
    alone = at + 1 >= len(phrases) or phrases[at + 1].kind == "punct" or phrases[at + 1].low == "of"
    dated = at + 2 < len(phrases) and phrases[at + 2].low.isdigit()
    signs = _may_sign(phrases[at], dashed=phrases[0].low in _DASHES, last=len(phrases) - at <= 2)
    return at if signs and (alone or dated) else None


def find_signature_after(phrases: Sequence[Phrase], quote: int, end: int) -> int | None:
    """Who signs in the same line: '“…” — Ann Lee, in May', '“…” (Ann Lee, 4 May)'."""
    if quote + 1 >= end or phrases[quote + 1].low not in _DASHES | {"("}:
        return None
    at = find_signature(phrases[quote + 1 : min(end, quote + 2 + _LONGEST)])
    return at + quote + 1 if at is not None else None


def _may_sign(phrase: Phrase, *, dashed: bool, last: bool) -> bool:
    """A person's name in full; behind a dash a part of it, and alone there any name."""
    name = phrase.mention.name if phrase.mention is not None else None
    if name is None or not (dashed or len(name.core) > 1):
        return False
    return name.kind == "person" or (name.kind == "name" and dashed and last)
