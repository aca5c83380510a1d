"""The words of a line in sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hibari.g2p.normalize import TITLES

from briefing.speak.engines.hibari.line import LineWord

# '.', '?”'
_ENDS_SENTENCE = re.compile(r"[.!?…][”)]*$")
# 'p.m', 'U.S'
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z])+")
_INITIAL = re.compile(r"[A-HJ-Z]")


def sentences_of(words: Sequence[LineWord]) -> tuple[tuple[LineWord, ...], ...]:
    """The words in sentences; the stop of a title or an initial before a name is not spoken and ends none."""
    sentences: list[tuple[LineWord, ...]] = []
    current: list[LineWord] = []
    for word, following in zip(words, (*words[1:], None), strict=True):
        current.append(_without_its_stop(word, following))
        continues = following is not None and following.text[:1].islower()  # '"Why?" she asked'
        if _ENDS_SENTENCE.search(current[-1].after) and not continues:
            sentences.append(tuple(current))
            current = []
    return (*sentences, tuple(current)) if current else tuple(sentences)


def _without_its_stop(word: LineWord, following: LineWord | None) -> LineWord:
    """'Dr. Smith' as 'Dr Smith', 'Gen. Lee' as 'General Lee', 'J. Smith' as 'J Smith', 'p.m. today'."""
    if word.after != "." or word.ipa or following is None or following.before:
        return word
    if following.text[:1].islower() and _DOTTED.fullmatch(word.core):
        return replace(word, after="")
    if not following.text[:1].isupper():
        return word
    if word.core in TITLES:
        return replace(word, core=TITLES[word.core], after="")
    return replace(word, after="") if _INITIAL.fullmatch(word.core) else word
