"""Regular-expression fragments and Roman numerals, which several classes share."""

import re
from collections.abc import Iterable

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
