"""The language of a quotation, told by its small words; '' where they do not tell clearly."""

import re
from collections.abc import Mapping
from functools import cache

from briefing.quote.language.readings import LANGUAGES
from briefing.text import primary_tag, read_table

_SPOKEN = ("en", *LANGUAGES)
_WORD = re.compile(r"[^\W\d_]+(?:['’](?:m|s|t|re|ve)\b)?")  # don't is one word, l'eau two
_SHORTEST = 5  # words: 'Wir schaffen das' and 'C'est la vie' stay with the article's language
_FEWEST = 3  # different small words
_SHARE = 4  # of so many words one at the least is a small word of the language
_LEAD = 2  # so many more of them than of any language that has words which this one lacks
_MIXED = 3  # so many of them for one of the article's: a sentence with foreign words in it


def foreign_language(text: str, own: str) -> str:
    """The language that `text` is in, if we know it and it is clearly not `own` (a BCP 47 tag); else ''."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    found = _small_words_in(words)
    best = max(_SPOKEN, key=lambda language: len(found.get(language, ())))
    home = primary_tag(own)
    small = found.get(best, frozenset())
    if best == home or len(words) < _SHORTEST or len(small) < _FEWEST:
        return ""
    if sum(word in small for word in words) * _SHARE < len(words):
        return ""
    if len(found.get(home, frozenset()) - small) * _MIXED > len(small):
        return ""
    rivals = [theirs for language, theirs in found.items() if language != best]
    return best if all(_yields(theirs, small) for theirs in rivals) else ""


def _yields(theirs: frozenset[str], small: frozenset[str]) -> bool:
    """Whether another language has clearly less to say for itself."""
    return theirs < small or len(theirs) + _LEAD <= len(small)


def _small_words_in(words: list[str]) -> Mapping[str, frozenset[str]]:
    """The different small words of each language among these."""
    languages = _languages()
    met: dict[str, set[str]] = {}
    for word in set(words):
        for language in languages.get(word, ()):
            met.setdefault(language, set()).add(word)
    return {language: frozenset(small) for language, small in met.items()}


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """The languages that have a small word, by word."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in read_table("briefing.quote", "words/function_words.toml").items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found
