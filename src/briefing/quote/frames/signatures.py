"""Who signs a quotation: a line behind it that is a name and a role, '— Ann Lee, baker'."""

from collections.abc import Sequence

from briefing.quote.phrases.mentions import Phrase

_LONGEST = 16  # phrases
_DASHES = frozenset("—–-―")
_ACTS = frozenset({"verb", "aux", "quote", "rel", "sub"})


def signer(phrases: Sequence[Phrase]) -> int | None:
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


def signer_beside(phrases: Sequence[Phrase], quote: int, end: int) -> int | None:
    """Who signs in the same line: '“…” — Ann Lee, in May', '“…” (Ann Lee, 4 May)'."""
    if quote + 1 >= end or phrases[quote + 1].low not in _DASHES | {"("}:
        return None
    at = signer(phrases[quote + 1 : min(end, quote + 2 + _LONGEST)])
    return at + quote + 1 if at is not None else None


def _may_sign(phrase: Phrase, *, dashed: bool, last: bool) -> bool:
    """A person's name in full; behind a dash a part of it, and alone there any name."""
    name = phrase.mention.name if phrase.mention is not None else None
    if name is None or not (dashed or len(name.core) > 1):
        return False
    return name.kind == "person" or (name.kind == "name" and dashed and last)
