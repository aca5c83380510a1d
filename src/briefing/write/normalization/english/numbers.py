"""Numbers of no other class: cardinals, ordinals, decimals, ranges, ratios, sums, magnitudes; number words.

The number words do not come from num2words: a newsreader's form has no commas, 'and' depends on the region,
and speed matters (num2words takes 20 µs for a number, this module 2 µs).
"""

import re
from functools import lru_cache

from briefing.text import read_table
from briefing.write.normalization.patterns import DASH, NUMBER, WHOLE

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
# '1,000th', '11st' (wrong in writing, still said)
_ORDINAL = re.compile(rf"(?<![\w.])(?P<number>{WHOLE})-?(?P<ending>st|nd|rd|th)(?P<many>s?)\b", re.IGNORECASE)
# '5-10', '1,000–2,000', '3-2', '5-10 million', '18-34-year-olds'
_RANGE = re.compile(rf"(?<![\w.,-])(?P<low>{NUMBER}){DASH}(?P<high>{NUMBER})(?!\w|-(?![a-z])|[.,]\d)")
# '5-11s', people of these ages; 'takes 2-3s' is a time
_AGE_GROUP = re.compile(r"(?<![\w.,$€£-])(?P<low>\d{1,2})[-–](?P<high>\d{1,2})s\b")
_WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z]+)\s$")
_DURATIVE: frozenset[str] = frozenset(_TABLE["before_seconds"])
# '10-2-1', a record of games
_RECORD = re.compile(r"(?<![\w.,-])\d{1,3}(?:[-–]\d{1,3}){2,3}(?![\w-]|[.,]\d)")
# '2:1', '16:9'
_RATIO = re.compile(rf"(?<![\w.,:])(?P<low>{NUMBER}):(?P<high>{NUMBER})(?![\w:]|[.,]\d)")
# '4×100' without spaces is a relay, '4 × 100' a sum
_RELAY = re.compile(r"(?<=\d)×(?=\d)(?!\d+\s?=)")
# '3x5', '5 x 10', '100x', '2*3'
_TIMES = re.compile(rf"(?<![\w.,])(?P<low>{NUMBER})\s?(?P<sign>[x×*])(?:\s?(?P<high>{NUMBER}))?(?!\w)")
# '2+3', '5 - 3 = 2', '6÷2'
_SUM = re.compile(rf"(?<=\d)\s?(?P<sign>[+÷=])\s?(?=\d)|(?<=\d) - (?={NUMBER}\s?=)")
_SUMS: dict[str, str] = _TABLE["sums"]
# '6'2"', '5′11″'
_HEIGHT = re.compile(
    r"(?<![\w.,])(?P<feet>[3-8])\s?['’′]\s?(?P<inches>\d\d?)(?:\s?(?:\"|”|″|''|’’))?(?!\w|['’]\w)"
)
# '-40', '−3.5'
_NEGATIVE = re.compile(rf"(?<![\w)\].,-])[-−–](?P<number>{NUMBER})(?![\w-])")
# '+3.2'
_POSITIVE = re.compile(rf"(?<![\w.,])\+(?P<number>{NUMBER})(?!\w)")
# '007', '0044'
_LEADING_ZERO = re.compile(r"(?<![\w.,])0\d+(?![\w.])")
# '1,234.5', '.5', '0.1'
_ANY_NUMBER = re.compile(rf"(?<![\w.,])(?:{NUMBER})(?!\w)|{NUMBER}")
# '2m viewers', '5bn people', '100k followers': without a currency, before what is counted
_MILLIONS = re.compile(
    rf"(?<![\w.,$£€])(?P<number>{NUMBER})\s?(?P<letters>bn|tn|mn|mln|bln|mil|[mkMKB])(?=\s(?P<things>[a-z-]+))(?!\s(?:long|tall|high|wide|deep))"
)
# '7bn', '2.5M', '100k' with nothing behind them; '5K' and '10k' are runs
_MAGNITUDE = re.compile(
    rf"(?<![\w.,$£€-])(?P<number>{NUMBER})\s?(?P<letters>bn|tn|mln|bln|(?<=\d)[MBkK])(?!\w|/|-(?![a-z]))"
)
# '10^6', which is how `remove_unspoken` gives '10⁶'
_POWER = re.compile(r"(?<=[\dA-Za-z])\^(?P<power>[-−]?\d{1,2}|[a-z])(?!\w)")
# '6.02 × 10^23'
_SCIENTIFIC = re.compile(r"(?<=\d)\s?[×x]\s?(?=10\^)")
_POWERS: dict[str, str] = _TABLE["powers"]
# '100s of people', '1,000s', 'tens of 1000s'
_ROUND = re.compile(r"(?<![\w.,$£€])(?P<number>1(?:0|00|,?000|0,?000|00,?000))['’]?s(?!\w)")
_ROUNDS: dict[str, str] = _TABLE["rounds"]
_LETTERS: dict[str, str] = _TABLE["letters"]
_MANY: frozenset[str] = frozenset(_TABLE["many"])
_RACES: frozenset[str] = frozenset(_TABLE["races"])
_RUNS: frozenset[str] = frozenset(_TABLE["runs"])
# '1.5.2', 'iOS 17.0.1'
_VERSION = re.compile(r"(?<![\w.,])\d+(?:\.\d+){2,5}(?![\w]|[.,]\d)")
_ENDINGS: dict[str, str] = _TABLE["ordinal_endings"]


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


def verbalize_powers(text: str) -> str:
    """Write '10^6' as '10 to the power of 6'."""
    return _POWER.sub(_verbalize_power, _SCIENTIFIC.sub(" times ", text))


def verbalize_age_groups(text: str) -> str:
    """Write 'jabs for 5-11s' as 'jabs for five to elevens'."""
    return _AGE_GROUP.sub(_verbalize_age_group, text)


def _verbalize_age_group(match: re.Match[str]) -> str:
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - 24), match.start())
    is_time = before is not None and before["word"].lower() in _DURATIVE
    if is_time:
        return f"{match['low']}-{match['high']} s"
    if int(match["low"]) >= int(match["high"]):
        return match[0]
    return f"{cardinal(match['low'])} to {plural(cardinal(match['high']))}"


def verbalize_ordinals(text: str) -> str:
    """Write '22nd' as 'twenty-second'."""
    return _ORDINAL.sub(_verbalize_ordinal, text)


def verbalize_millions(text: str) -> str:
    """Write '2m viewers' as 'two million viewers'."""
    text = _ROUND.sub(lambda m: _ROUNDS[m["number"].replace(",", "")], text)
    return _MAGNITUDE.sub(_verbalize_magnitude, _MILLIONS.sub(_verbalize_millions, text))


def verbalize_products(text: str) -> str:
    """Write '3x5' as 'three by five', '100x' as 'one hundred times'."""
    return _TIMES.sub(_verbalize_times, _RELAY.sub("x", text))


def verbalize_pairs(text: str) -> str:
    """Write records, heights, sums, ratios and ranges as words."""
    text = _RECORD.sub(lambda m: " ".join(map(cardinal, re.findall(r"\d+", m[0]))), text)
    text = _HEIGHT.sub(lambda m: f"{cardinal(m['feet'])} foot {cardinal(m['inches'])}", text)
    text = _SUM.sub(lambda m: _SUMS[m["sign"] or ""], text)
    text = _RATIO.sub(lambda m: f"{decimal(m['low'])} to {decimal(m['high'])}", text)
    return _RANGE.sub(lambda m: f"{decimal(m['low'])} to {decimal(m['high'])}", text)


def verbalize_numbers(text: str) -> str:
    """Write every number that is left as words, with its sign."""
    text = _VERSION.sub(lambda m: " point ".join(map(cardinal, m[0].split("."))), text)
    text = _NEGATIVE.sub(lambda m: f"minus {decimal(m['number'])}", text)
    text = _POSITIVE.sub(lambda m: f"plus {decimal(m['number'])}", text)
    text = _LEADING_ZERO.sub(lambda m: each_digit(m[0]), text)
    return _ANY_NUMBER.sub(_verbalize_number, text)


def _verbalize_power(match: re.Match[str]) -> str:
    power = match["power"].replace("−", "-")
    if power.startswith("-"):
        return f" to the minus {cardinal(power[1:])}"
    return _POWERS.get(power) or f" to the power of {power}"


def _verbalize_ordinal(match: re.Match[str]) -> str:
    digits = match["number"].replace(",", "")
    ending = match["ending"].lower()
    expected = "th" if digits[-2:-1] == "1" else _ENDINGS.get(digits[-1], "th")
    return (
        ordinal(digits) + match["many"]
        if ending == expected
        else f"{cardinal(digits)} {ending}{match['many']}"
    )


def _verbalize_millions(match: re.Match[str]) -> str:
    letters, things = match["letters"], match["things"]
    is_many = things in _MANY or (things.endswith("s") and things not in _RACES)
    if len(letters) == 1 and not is_many:
        return match[0]
    return f"{decimal(match['number'])} {_LETTERS[letters[0].lower()]}"


def _verbalize_magnitude(match: re.Match[str]) -> str:
    letters, number = match["letters"].lower(), match["number"]
    if letters == "k" and number in _RUNS:
        return match[0]
    return f"{decimal(number)} {_LETTERS[letters[0]]}"


def _verbalize_times(match: re.Match[str]) -> str:
    low = decimal(match["low"])
    if not match["high"]:
        return f"{low} times" if match["sign"] != "*" else low
    return f"{low} {'by' if match['sign'] == 'x' else 'times'} {decimal(match['high'])}"


def _verbalize_number(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    words = decimal(match[0])
    if after == "s" and not match.string[match.end() + 1 : match.end() + 2].isalnum():
        return plural(words) + "\ue000"
    return (" " if before.isalnum() else "") + words + (" " if after.isalnum() else "")
