"""What several classes share: regular-expression fragments, Roman numerals, and the context of a match.

The context, in English: whether the full stop of a match ends the sentence, whether it modifies a noun.
"""

import re
from collections.abc import Iterable

from briefing.text import read_table

# '1,234', '2,00,000' (India), '1,234.5', '12', '.5'. Digits are ASCII: the first step folds all others.
WHOLE = r"\d{1,3}(?:,\d{2,3}){0,12},\d{3}(?!\d)|\d+"
# '1.234,5', '1 234', '12', '3,5'
EUROPEAN_NUMBER = r"\d{1,3}(?:[. \u00a0\u202f]\d{3}){1,12}(?:,\d+)?(?!\d)|\d+(?:,\d+)?"
NUMBER = rf"(?:{WHOLE})(?:\.\d+)?|\.\d+"
# no digit, sign of a decimal or letter before: the number starts here
_START = r"(?<![\w.,])"
DASH = r"\s?[-–—]\s?"
_ROMAN_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
MAGNITUDE_WORD = r"hundred|thousand|million|billion|trillion|quadrillion|dozen"
_TABLE = read_table("briefing.write.normalization.english", "words/sentences.toml")
STARTERS = frozenset(_TABLE["starters"])
_DETERMINERS = frozenset(_TABLE["determiners"])
NO_NOUNS = frozenset(_TABLE["no_nouns"])

# the word after a short form, behind closing marks
_NEXT_WORD = re.compile(r"[\"'”’)\]]?\s+(?P<open>[\"“‘(]?)(?P<word>[^\W\d_]+)")
_CLOSING = re.compile(r"[\"'”’)\]]{0,3}\s*$")
# 'a ', "NASA's "
_WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z]+)(?P<own>['’]s)?\s$")
_NOUN_AFTER = re.compile(r"\s(?P<word>[a-z]{2,})")


def any_of(words: Iterable[str]) -> str:
    """Return an alternation with the longest word first, so that 'kilometres' is not read as 'k'."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def any_word(words: Iterable[str]) -> str:
    """Return a pattern for whole words; '*' at the end of one stands for any ending."""
    endless = (re.escape(word).replace(r"\*", r"\w*") for word in words)
    return rf"\b(?:{'|'.join(sorted(endless, key=len, reverse=True))})\b"


def roman_value(roman: str) -> int:
    """Return the number that a Roman numeral stands for: 14 for 'XIV'."""
    numbers = [_ROMAN_LETTERS[letter] for letter in roman]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    return sum(-number if number < following else number for number, following in pairs)


def sentence_stop(match: re.Match[str]) -> str:
    """Return '.' if the full stop at the end of the match also ends the sentence, else ''."""
    if not match[0].endswith("."):
        return ""
    text, end = match.string, match.end()
    if _CLOSING.match(text, end):
        return "."
    following = _NEXT_WORD.match(text, end)
    if following is None:
        return ""
    begins = following["word"] in STARTERS or (following["open"] and following["word"][0].isupper())
    return "." if begins else ""


def is_adjective(match: re.Match[str]) -> bool:
    """Return True if a determiner precedes and a noun follows: 'a $5 bill', "NASA's 5km run"."""
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - 24), match.start())
    after = _NOUN_AFTER.match(match.string, match.end())
    if not before or not after or after["word"] in NO_NOUNS:
        return False
    return bool(before["own"]) or before["word"].lower() in _DETERMINERS
