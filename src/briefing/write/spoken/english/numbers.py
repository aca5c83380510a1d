"""Numbers as English words.

Written here and not taken from num2words: a newsreader's form has no commas, 'and' is a matter of region, and
a page of figures must not cost a second (num2words takes 20 µs a number, this takes 2).
"""

from functools import lru_cache

from briefing.text import read_table

TABLE = read_table(__package__, "words/numbers.toml")
ONES: list[str] = TABLE["ones"]
TENS: list[str] = TABLE["tens"]
SCALES: list[str] = TABLE["scales"]
IRREGULAR_ORDINALS: dict[str, str] = TABLE["ordinals"]
LONGEST = 3 * len(SCALES)


def cardinal(digits: str) -> str:
    """'566,857' or '0012' as words; longer than decillions digit by digit."""
    digits = digits.replace(",", "")
    if len(digits) > LONGEST:
        return each_digit(digits)
    return cardinal_of(int(digits))


@lru_cache(maxsize=4096)
def cardinal_of(number: int) -> str:
    """A whole number of at most decillions."""
    if number == 0:
        return "zero"
    groups = []
    for scale in SCALES:
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
    """'1,234.50' as 'one thousand two hundred thirty-four point five zero', '.5' as 'point five'."""
    whole, _, fraction = number.partition(".")
    if not fraction:
        return cardinal(whole)
    return f"{cardinal(whole)} point {each_digit(fraction)}" if whole else f"point {each_digit(fraction)}"


def each_digit(digits: str) -> str:
    """'405' as 'four zero five'; what is no digit is left out."""
    return " ".join(ONES[int(digit)] for digit in digits if digit.isdecimal())


def ordinal(digits: str) -> str:
    """'21' as 'twenty-first'."""
    return ordinal_from_words(cardinal(digits))


def ordinal_from_words(words: str) -> str:
    """'one hundred twenty-one' as 'one hundred twenty-first'."""
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last in IRREGULAR_ORDINALS:
        return head + IRREGULAR_ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def plural(words: str) -> str:
    """'ninety' as 'nineties', 'six' as 'sixes', 'dollar' as 'dollars'."""
    if words.endswith("y") and not words.endswith(("ay", "ey", "oy")):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("s", "x", "ch", "sh")) else "s")


def digit_pairs(digits: str) -> str:
    """A number of a house or a flight: '1428' is 'fourteen twenty-eight', '737' 'seven thirty-seven'."""
    if len(digits) == 3 and digits[0] != "0":
        if digits[1] == "0":
            return cardinal(digits) if digits[2] == "0" else each_digit(digits)
        return f"{ONES[int(digits[0])]} {_below_hundred(int(digits[1:]))}"
    if len(digits) == 4 and digits[0] != "0":
        return year(digits)
    return cardinal(digits) if len(digits) < 3 and digits[:1] != "0" else each_digit(digits)


def year(digits: str) -> str:
    """'2010' is 'twenty ten', '1905' 'nineteen oh five', '1900' 'nineteen hundred'.

    Unlike a number it is said in two halves; the first years of a millennium are not: 'two thousand five'.
    """
    century, rest = divmod(int(digits), 100)
    round_thousand = century % 10 == 0 and rest < 10
    if not century or round_thousand or (century < 10 and not rest):
        return cardinal_of(int(digits))
    return f"{_below_hundred(century)} {_two_digits(rest) if rest else 'hundred'}"


def _two_digits(number: int) -> str:
    return f"oh {ONES[number]}" if number < 10 else _below_hundred(number)
