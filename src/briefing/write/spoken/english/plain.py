"""Numbers that belong to no class: ordinals, scores and ranges, decimals, cardinals, and the last digits."""

import re

from briefing.write.spoken.english.numbers import cardinal, decimal, each_digit, ordinal, plural
from briefing.write.spoken.english.patterns import DASH, NUMBER, WHOLE

# '1,000th', '11st' (wrong in writing, still said)
ORDINAL = re.compile(rf"(?<![\w.])(?P<number>{WHOLE})-?(?P<ending>st|nd|rd|th)\b", re.IGNORECASE)
# '5-10', '1,000–2,000', '3-2'
RANGE = re.compile(rf"(?<![\w.,-])(?P<low>{NUMBER}){DASH}(?P<high>{NUMBER})(?![\w-]|[.,]\d)")
# '-40', '−3.5'
NEGATIVE = re.compile(rf"(?<![\w)\].,-])[-−–](?P<number>{NUMBER})(?![\w-])")
# '+3.2'
POSITIVE = re.compile(rf"(?<![\w.,])\+(?P<number>{NUMBER})(?!\w)")
# '1,234.5', '.5', '0.1'
ANY_NUMBER = re.compile(rf"(?<![\w.,])(?:{NUMBER})(?!\w)|{NUMBER}")
# '007', '0044'
LEADING_ZERO = re.compile(r"(?<![\w.,])0\d+(?![\w.])")
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def speak_ordinals(text: str) -> str:
    """'22nd' as 'twenty-second'."""
    return ORDINAL.sub(_say_ordinal, text)


def speak_ranges(text: str) -> str:
    """Two numbers with a dash: a range when it rises by tens, else a score."""
    return RANGE.sub(_say_range, text)


def speak_numbers(text: str) -> str:
    """Whatever number is left, with its sign."""
    text = NEGATIVE.sub(lambda m: f"minus {decimal(m['number'])}", text)
    text = POSITIVE.sub(lambda m: f"plus {decimal(m['number'])}", text)
    text = LEADING_ZERO.sub(lambda m: each_digit(m[0]), text)
    return ANY_NUMBER.sub(_say_number, text)


def _say_ordinal(match: re.Match[str]) -> str:
    digits = match["number"].replace(",", "")
    ending = match["ending"].lower()
    expected = "th" if digits[-2:-1] == "1" else ENDINGS.get(int(digits[-1]), "th")
    return ordinal(digits) if ending == expected else f"{cardinal(digits)} {ending}"


def _say_range(match: re.Match[str]) -> str:
    low, high = match["low"], match["high"]
    return f"{decimal(low)} {'to ' if _is_range(low, high) else ''}{decimal(high)}"


def _is_range(low: str, high: str) -> bool:
    """'3-2', '21-14' are scores: they fall, or both are small."""
    return float(low.replace(",", "")) < float(high.replace(",", ""))


def _say_number(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    words = decimal(match[0])
    if after == "s" and not match.string[match.end() + 1 : match.end() + 2].isalnum():
        return plural(words) + "\ue000"
    return (" " if before.isalnum() else "") + words + (" " if after.isalnum() else "")
