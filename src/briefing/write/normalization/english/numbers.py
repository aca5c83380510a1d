"""Number words: cardinals, ordinals, decimals, years, digit sequences, fractions.

This module does not use num2words: a newsreader's form has no commas, 'and' depends on the region, and speed
matters (num2words takes 20 µs for a number, this module 2 µs).
"""

import re
from functools import lru_cache

from briefing.text import read_table

_TABLE = read_table(__package__, "words/numbers.toml")
ONES: list[str] = _TABLE["ones"]
TENS: list[str] = _TABLE["tens"]
_SCALES: list[str] = _TABLE["scales"]
_IRREGULAR_ORDINALS: dict[str, str] = _TABLE["ordinals"]
_LONGEST = 3 * len(_SCALES)

_WHOLE_SPLIT = 100  # '80/20', '60/40': two parts of a hundred
# '-1/2'
_MINUS = re.compile(r"(?<![\w)])[-−–](?=\d{1,3}/\d)")
# '4 1/2'
_MIXED = r"(?P<whole>\d+)\s(?P<top>\d{1,3})/(?P<bottom>\d{1,4})"
_MIXED_NUMBER = re.compile(rf"(?<![\w.,/]){_MIXED}(?:st|nd|rd|th)?(?![\w/]|[.,]\d)", re.IGNORECASE)
# '1/3', '1/3RD', '1/2007'
_FRACTION = re.compile(
    r"(?<![\w.,/])(?P<top>\d{1,4})\s?/\s?(?P<bottom>\d{1,4})(?:st|nd|rd|th)?(?![\w/]|[.,]\d)", re.IGNORECASE
)


def cardinal(digits: str) -> str:
    """Return '566,857' or '0012' as words; numbers above decillions are read digit by digit."""
    digits = digits.replace(",", "")
    if len(digits) > _LONGEST:
        return each_digit(digits)
    return cardinal_of(int(digits))


@lru_cache(maxsize=4096)
def cardinal_of(number: int) -> str:
    """Return a whole number, of at most decillions, as words."""
    if number == 0:
        return "zero"
    groups = []
    for scale in _SCALES:
        number, group = divmod(number, 1000)
        if group:
            groups.append(f"{_below_thousand(group)} {scale}".strip())
        if not number:
            break
    return " ".join(reversed(groups))


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{ONES[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]}-{ONES[ones]}" if ones else TENS[tens]


def decimal(number: str) -> str:
    """Return 'one thousand two hundred thirty-four point five zero' for '1,234.50', 'point five' for '.5'."""
    whole, _, fraction = number.partition(".")
    if not fraction:
        return cardinal(whole)
    return f"{cardinal(whole)} point {each_digit(fraction)}" if whole else f"point {each_digit(fraction)}"


def each_digit(digits: str) -> str:
    """Return 'four zero five' for '405'; other characters are left out."""
    return " ".join(ONES[int(digit)] for digit in digits if digit.isdecimal())


def ordinal(digits: str) -> str:
    """Return 'twenty-first' for '21'."""
    return ordinal_from_words(cardinal(digits))


def ordinal_from_words(words: str) -> str:
    """Return 'one hundred twenty-first' for 'one hundred twenty-one'."""
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last in _IRREGULAR_ORDINALS:
        return head + _IRREGULAR_ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def plural(words: str) -> str:
    """Return 'nineties' for 'ninety', 'sixes' for 'six', 'dollars' for 'dollar'."""
    if words.endswith("y") and not words.endswith(("ay", "ey", "oy")):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("s", "x", "ch", "sh")) else "s")


def digit_pairs(digits: str) -> str:
    """Return a house or flight number in pairs: 'fourteen twenty-eight' for '1428'."""
    if len(digits) == 3 and digits[0] != "0":
        if digits[1] == "0":
            return cardinal(digits) if digits[2] == "0" else each_digit(digits)
        return f"{ONES[int(digits[0])]} {_below_hundred(int(digits[1:]))}"
    if len(digits) == 4 and digits[0] != "0":
        return year(digits)
    return cardinal(digits) if len(digits) < 3 and digits[:1] != "0" else each_digit(digits)


def year(digits: str) -> str:
    """Return 'twenty ten' for '2010', 'nineteen oh five' for '1905', 'nineteen hundred' for '1900'.

    Unlike a number it is said in two halves; the first years of a millennium are not: 'two thousand five'.
    """
    century, rest = divmod(int(digits), 100)
    round_thousand = century % 10 == 0 and rest < 10
    if not century or round_thousand or (century < 10 and not rest):
        return cardinal_of(int(digits))
    return f"{_below_hundred(century)} {_two_digits(rest) if rest else 'hundred'}"


def _two_digits(number: int) -> str:
    return f"oh {ONES[number]}" if number < 10 else _below_hundred(number)


def verbalize_fractions(text: str) -> str:
    """Write every fraction as words."""
    text = _MINUS.sub("minus ", text)
    text = _MIXED_NUMBER.sub(lambda m: mixed_number(f"{m['whole']} {m['top']}/{m['bottom']}"), text)
    return _FRACTION.sub(lambda m: fraction(m["top"], m["bottom"]), text)


def mixed_number(written: str) -> str:
    """Return 'four and a half' for '4 1/2', 'three and three quarters' for '3 3/4', 'one half' for '1/2'."""
    whole, _, rest = written.rpartition(" ")
    top, _, bottom = rest.partition("/")
    if not whole:
        return fraction(top, bottom)
    part = "a half" if (int(top), int(bottom)) == (1, 2) else fraction(top, bottom)
    return f"{cardinal(whole)} and {part}"


def fraction(top: str, bottom: str) -> str:
    """Return 'three quarters' for '3' and '4', 'three over one' for '3' and '1'."""
    if int(top) + int(bottom) == _WHOLE_SPLIT and int(bottom) not in (1, 50):
        return f"{cardinal(top)} {cardinal(bottom)}"
    if int(bottom) < 2:
        return f"{cardinal(top)} over {cardinal(bottom)}"
    name = {2: "half", 4: "quarter"}.get(int(bottom)) or ordinal(bottom)
    if int(top) == 1:
        return f"{cardinal(top)} {name}"
    return f"{cardinal(top)} {'halves' if name == 'half' else plural(name)}"
