"""The user's pronunciations: a word or phrase, and what is said for it."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache

from briefing.errors import UsageError
from briefing.model.phonemes import mark_ipa
from briefing.text import primary_tag

FIRST_SLOT = 0xF0000  # a private plane: no article may hold it, `hush` takes it out
SLOT = re.compile("[\U000f0000-\U000ffffd]")


def pronunciations_from_toml(text: str, language: str = "en") -> dict[str, str]:
    """Words and what is said for them, as `voices/pronunciations.toml` describes.

    Entries of the top level count in every language, those of a table in its own. Raises UsageError.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise UsageError(f"pronunciations: {cause}", 'each line is: "word" = "what is said"') from cause
    chosen = {word: said for word, said in table.items() if not isinstance(said, dict)}
    own = table.get(primary_tag(language), {})
    chosen |= own if isinstance(own, dict) else {}
    for word, said in chosen.items():
        if not isinstance(said, str) or not word.strip() or not said.strip():
            raise UsageError(f"pronunciations: {word!r} has no text", 'each line is: "word" = "what is said"')
    return chosen


def hide_words(text: str, pronunciations: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text with each pronounced word as one private sign, and what these signs stand for."""
    if not pronunciations:
        return text, ()
    said_by_word = {word.casefold(): said for word, said in pronunciations.items()}
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(_said(match[0], said_by_word[match[0].casefold()]))
        return chr(FIRST_SLOT + len(hidden) - 1)

    return _words_pattern(tuple(said_by_word)).sub(hide, text), tuple(hidden)


def show_words(text: str, hidden: tuple[str, ...]) -> str:
    """The text with the private signs said."""
    return SLOT.sub(lambda m: hidden[ord(m[0]) - FIRST_SLOT], text) if hidden else text


@lru_cache(maxsize=16)
def _words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def _said(word: str, said: str) -> str:
    """IPA stands between slashes; it goes to the engine with the word, for those that take none."""
    is_ipa = said.startswith("/") and said.endswith("/") and len(said) > 2
    return mark_ipa(word, said[1:-1]) if is_ipa else said
