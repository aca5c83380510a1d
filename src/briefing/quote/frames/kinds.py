"""Speech or not: what is said aloud changes the voice, a title, a term and a scare quote do not."""

import re
from collections.abc import Sequence

from briefing.quote.frames.frame import Frame
from briefing.quote.marks.headlines import is_title_case
from briefing.quote.phrases.mentions import Phrase

_LONG_FRAGMENT_WORDS = 6
_LONG_OBJECT_WORDS = 10  # behind a preposition: 'a response to “…”'
_LEAST_CLAUSE_WORDS = 4  # a clause of its own: 'while “Ohio is no desert.”'
_LEAST_WOVEN_WORDS = 4  # goes on in the narrator's words: 'when the tide came, “he left” with the crew'
_SAID = frozenset({"name said", "said name", "participle", "according to", "in the words of", "colon"})
_NEAR = 3  # phrases
_ALOUD = ("chant", "shout", "yell", "scream", "cry", "cried", "roar", "boo")
_ARTS = frozenset({"sang", "sings", "sing", "singing", "wrote", "writes", "read", "reads", "penned"})
# What somebody says of somebody, and no title: 'That’s Ann Lee.'
_PRONOUN = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|[Hh]e|[Ss]he|[Ii]t|[Tt]hat|[Tt]here)\b")


def is_speech(  # noqa: PLR0913, PLR0917  # where it stands, its words, its frame; one return a case
    phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str, frame: Frame | None
) -> bool:
    """Whether the quotation at `at` changes the voice."""
    words = inside.split()
    closes = inside[-1:] in ".,?!…—–"
    opens = not words or words[0][:1].isupper() or words[0][:1] in "[…'‘“\"I"
    said = frame is not None and bool(frame.subject)
    before = phrases[at - 1] if at > begin else None
    leads_in = before is None or (before.kind in ("punct", "quote") and (said or before.low != "("))
    led = before is not None and before.low in ",:"
    whole = at + 1 >= limit and (
        before is None or (said and before.kind == "verb" and before.low not in _ARTS)
    )
    if is_title_case(inside) and not (whole and _is_sentence(inside)) and not _is_said(frame, before, at):
        return False
    woven = led and not (opens or closes) and at + 1 < limit and len(words) < _LEAST_WOVEN_WORDS
    if woven or _is_work(phrases, at, limit) or _is_excerpt(phrases, begin, at):
        return False
    aloud = closes and len(words) > 1 and _is_aloud(phrases, at)
    if aloud or (said and leads_in and (closes or led or _is_signed(frame))):
        return True
    if before is not None and not leads_in:
        return len(words) > _least(before, said=said and opens and closes) and (opens or closes)
    if len(words) <= 1:
        return at == begin > 0 and opens and inside[-1:] in ".?!…"
    return closes or (opens and len(words) > _LONG_FRAGMENT_WORDS)


def _is_said(frame: Frame | None, before: Phrase | None, at: int) -> bool:
    """Whether words in title case are said: their frame stands right beside them."""
    if frame is None or frame.rule not in _SAID or (before is not None and before.low == "("):
        return False
    follows = frame.first > at and (not frame.subject or frame.subject[0] <= at + _NEAR)
    return follows or (before is not None and (before.low in ",:" or before.low.startswith(_ALOUD)))


def _is_aloud(phrases: Sequence[Phrase], at: int) -> bool:
    """'they chanted “…” and “…”'."""
    first = at - 2 if at > 2 and phrases[at - 1].low == "and" and phrases[at - 2].kind == "quote" else at
    return first > 0 and phrases[first - 1].low.startswith(_ALOUD)


def _is_signed(frame: Frame | None) -> bool:
    return frame is not None and frame.rule == "dash"


def _is_work(phrases: Sequence[Phrase], at: int, limit: int) -> bool:
    """'“The pier closes,” by X': a title and its author."""
    author = phrases[at + 2].mention if at + 2 < limit and phrases[at + 1].low == "by" else None
    return author is not None and author.name is not None


def _is_excerpt(phrases: Sequence[Phrase], begin: int, at: int) -> bool:
    """'“A Title,” by X: “…”': a list of articles quotes what they are about, and nobody speaks."""
    is_byline = begin > 0 and phrases[begin - 1].kind == "quote" and phrases[begin].low == "by"
    return is_byline and phrases[at - 1].low == ":"


def _is_sentence(inside: str) -> bool:
    return inside[-1:] in ".?!…" and _PRONOUN.search(inside) is not None


def _least(before: Phrase, *, said: bool) -> int:
    """How many words inside the narrator's sentence are no speech yet; `said`: they are a sentence."""
    if said and before.kind == "verb":
        return 1
    if said and before.kind == "sub":
        return _LEAST_CLAUSE_WORDS - 1
    return _LONG_OBJECT_WORDS if before.kind == "prep" else _LONG_FRAGMENT_WORDS
