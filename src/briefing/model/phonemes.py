"""A word whose sound is given in IPA, inside the text that an engine gets: 'Mr. ⟦Sandell|ˈsændəl⟧'."""

import re
from collections.abc import Callable

_MARKED = re.compile(r"⟦(?P<word>[^⟦⟧|]*)\|(?P<ipa>[^⟦⟧|]*)⟧")


def mark_ipa(word: str, ipa: str) -> str:
    """Return the word with its sound."""
    return f"⟦{word}|{ipa}⟧"


def plain_words(text: str) -> str:
    """Return the text for an engine that takes no IPA: each word as it is written."""
    return _MARKED.sub(lambda m: m["word"], text)


def say_ipa(text: str, form: Callable[[str], str]) -> str:
    """Return the text with `form` of the IPA in the place of each marked word."""
    return _MARKED.sub(lambda m: form(m["ipa"]), text)
