"""Who signs a quotation: a line behind it that is a name and a role, '— Ann Lee, baker'."""

from collections.abc import Sequence

from briefing.quote.phrases.mentions import Phrase

_LONGEST = 16  # phrases
_DASHES = frozenset("—–-―")
_ACTS = frozenset({"verb", "aux", "quote", "rel", "sub"})


def signer(phrases: Sequence[Phrase]) -> int | None:
    """The phrase that names who signs, if the line is nothing but that: 'Ann Lee, a baker in Leeds.'"""
    at = 0
    while at < len(phrases) and phrases[at].low in _DASHES:
        at += 1
    if at >= len(phrases) or len(phrases) > _LONGEST or any(phrase.kind in _ACTS for phrase in phrases):
        return None
    alone = at + 1 >= len(phrases) or phrases[at + 1].kind == "punct" or phrases[at + 1].low == "of"
    return at if alone and _is_named_in_full(phrases[at], dashed=at > 0) else None


def _is_named_in_full(phrase: Phrase, *, dashed: bool) -> bool:
    name = phrase.mention.name if phrase.mention is not None else None
    return name is not None and name.kind == "person" and (dashed or len(name.core) > 1)
