"""Regular-expression fragments that several classes share."""

import re
from collections.abc import Iterable

# '1,234', '2,00,000' (India), '1,234.5', '12', '.5'. Digits are ASCII: the first step folds all others.
WHOLE = r"\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)|\d+"
NUMBER = rf"(?:{WHOLE})(?:\.\d+)?|\.\d+"
# no digit, sign of a decimal or letter before: the number starts here
_START = r"(?<![\w.,])"
DASH = r"\s?[-–—]\s?"
MAGNITUDE_WORD = r"hundred|thousand|million|billion|trillion|quadrillion|dozen"


def any_of(words: Iterable[str]) -> str:
    """An alternation with the longest first, so that 'kilometres' is not read as 'k'."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
