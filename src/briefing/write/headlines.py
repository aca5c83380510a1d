"""Headlines: whether the lede says the same again."""

import re

from briefing.text import sentence_spans
from briefing.write.phrases import Phrases

_WORD = re.compile(r"[^\W_]+")
# What a headline's word and the lede's may differ in: 'recalls' and 'recalled'.
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|d|en|er|e)$")
_STEM_LETTERS = 6


def repeats(lede: str, headline: str, phrases: Phrases) -> bool:
    """Whether the lede's first sentence tells all that the headline tells, so that it need not be read twice.

    One telling word that the lede lacks, a figure or a short name too, and the headline is read.
    """
    silent = set(phrases.words("silent_words"))
    telling = {_stem(word) for word in _WORD.findall(headline) if word.lower() not in silent}
    first = next((lede[start:end] for start, end in sentence_spans(lede)), "")
    return bool(telling) and telling <= {_stem(word) for word in _WORD.findall(first)}


def as_sentence(headline: str) -> str:
    """The headline with a full stop, so that the voice comes down."""
    text = " ".join(headline.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower())[:_STEM_LETTERS]
