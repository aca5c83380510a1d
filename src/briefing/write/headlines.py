"""Headlines: whether the lede says the same again."""

import re

_WORD = re.compile(r"[^\W_]+")
# A headline's words share their beginning with the lede's: 'recall' and 'recalled'.
STEM_LETTERS = 5
REPEATED_SHARE = 0.8


def repeats(lede: str, headline: str) -> bool:
    """Whether the lede tells all that the headline tells, so that the headline need not be read before it."""
    telling = {_stem(word) for word in _WORD.findall(headline) if len(word) > 3 or word.isdigit()}
    said = {_stem(word) for word in _WORD.findall(lede)}
    return bool(telling) and len(telling & said) >= REPEATED_SHARE * len(telling)


def as_sentence(headline: str) -> str:
    """The headline with a full stop, so that the voice comes down."""
    text = " ".join(headline.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _stem(word: str) -> str:
    return word.casefold()[:STEM_LETTERS]
