"""A description with whom it is of: 'a spokesman for the port' is somebody else than 'a spokesman'."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.quote.phrases.mentions import Mention, Phrase

_OF_WHOM = frozenset({"for", "of", "from"})
_MOST_STEPS = 3  # 'an aide to the head of the office of …'


def with_whom(text: str, phrases: Sequence[Phrase], at: int, end: int) -> Mention:
    """The mention at `at`; a described person with the words that say whose office it is."""
    mention = phrases[at].mention
    if mention is None:
        raise ValueError("no mention here")
    if mention.kind != "nominal" or mention.names_what not in ("person", "man", "woman"):
        return mention
    last = at
    while last + 2 < min(end, at + 2 * _MOST_STEPS + 1):
        beside = phrases[last + 2].mention
        office = (
            beside is None and phrases[last + 1].low == "of" and phrases[last + 2].kind in ("word", "verb")
        )
        named = beside is not None and beside.kind != "pronoun"
        if phrases[last + 1].low not in _OF_WHOM or not (named or office):
            break
        last += 2
    if last == at:
        return mention
    return replace(mention, words=tuple(text[mention.start : phrases[last].end].split()))
