"""A frame: the words beside a quotation that give it to somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quote.frames.chains import Subject, author
from briefing.quote.frames.subjects import subject_after
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Phrase

MOST_VERBS = 12  # of one sentence, nearest first: the time stays linear whatever it holds


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


def speech_verbs(
    phrases: Sequence[Phrase], start: int, end: int, words: Vocabulary, *, weak: bool
) -> list[int]:
    """The speech verbs between `start` and `end`; `weak` counts those too that speak only beside a mark."""
    return [
        at
        for at in range(start, end)
        if phrases[at].kind == "verb" and (weak or phrases[at].low not in words.weak_verbs)
    ]


def according_to(phrases: Sequence[Phrase], at: int, start: int, end: int) -> Frame | None:
    """'according to X', 'according to hydrologist X'."""
    source = at + 1
    while source + 1 < end and phrases[source + 1].kind == "word":
        source += 1
    subject = author(phrases, source + 1, end) or subject_after(phrases, source, end)
    return Frame("according to", subject, at, start, end) if subject else None


def names_nobody(phrase: Phrase) -> bool:
    """Whether a description names nobody who could speak: 'the timing', 'a smile'."""
    mention = phrase.mention
    return mention is not None and mention.kind == "nominal" and mention.names_what in ("", "document")


def is_owned(phrase: Phrase) -> bool:
    """'Lee’s answer', 'her message': it is the owner who speaks."""
    mention = phrase.mention
    return mention is not None and (mention.owner is not None or mention.owner_pronoun in ("his", "her"))
