"""Numbers that belong to no class: ordinals, ranges and scores, ratios, sums, decimals, cardinals."""

import re

from briefing.text import read_table
from briefing.write.spoken.english.numbers import cardinal, decimal, each_digit, ordinal, plural
from briefing.write.spoken.english.patterns import DASH, NUMBER, WHOLE, any_of

FIXED: dict[str, str] = read_table(__package__, "words/fixed.toml")["fixed"]
FIXED_FORM = re.compile(rf"(?<![\w/])(?<!\d-)(?:{any_of(FIXED)})(?![\w/-])")
# '1,000th', '11st' (wrong in writing, still said)
ORDINAL = re.compile(rf"(?<![\w.])(?P<number>{WHOLE})-?(?P<ending>st|nd|rd|th)(?P<many>s?)\b", re.IGNORECASE)
# '5-10', '1,000–2,000', '3-2', '5-10 million'
RANGE = re.compile(rf"(?<![\w.,-])(?P<low>{NUMBER}){DASH}(?P<high>{NUMBER})(?![\w-]|[.,]\d)")
# '10-2-1', a record of games
RECORD = re.compile(r"(?<![\w.,-])\d{1,3}(?:[-–]\d{1,3}){2,3}(?![\w-]|[.,]\d)")
# '2:1', '16:9'
RATIO = re.compile(rf"(?<![\w.,:])(?P<low>{NUMBER}):(?P<high>{NUMBER})(?![\w:]|[.,]\d)")
# '4×100' without spaces is a relay, '4 × 100' a sum
RELAY = re.compile(r"(?<=\d)×(?=\d)(?!\d+\s?=)")
# '3x5', '5 x 10', '100x', '2*3'
TIMES = re.compile(rf"(?<![\w.,])(?P<low>{NUMBER})\s?(?P<sign>[x×*])(?:\s?(?P<high>{NUMBER}))?(?!\w)")
# '2+3', '5 - 3 = 2', '6÷2'
SUM = re.compile(rf"(?<=\d)\s?(?P<sign>[+÷=])\s?(?=\d)|(?<=\d) - (?={NUMBER}\s?=)")
SUMS = {"+": " plus ", "÷": " divided by ", "=": " equals ", "": " minus "}
# '6'2"', '5′11″'
HEIGHT = re.compile(
    r"(?<![\w.,])(?P<feet>[3-8])\s?['’′]\s?(?P<inches>\d\d?)(?:\s?(?:\"|”|″|''|’’))?(?!\w|['’]\w)"
)
# '-40', '−3.5'
NEGATIVE = re.compile(rf"(?<![\w)\].,-])[-−–](?P<number>{NUMBER})(?![\w-])")
# '+3.2'
POSITIVE = re.compile(rf"(?<![\w.,])\+(?P<number>{NUMBER})(?!\w)")
# '007', '0044'
LEADING_ZERO = re.compile(r"(?<![\w.,])0\d+(?![\w.])")
# '1,234.5', '.5', '0.1'
ANY_NUMBER = re.compile(rf"(?<![\w.,])(?:{NUMBER})(?!\w)|{NUMBER}")
# '2m viewers', '5bn people', '100k followers': without a currency, before what is counted
MILLIONS = re.compile(
    rf"(?<![\w.,$£€])(?P<number>{NUMBER})\s?(?P<letters>bn|tn|mn|mln|bln|mil|[mkMKB])(?=\s(?P<things>[a-z-]+))(?!\s(?:long|tall|high|wide|deep))"
)
# '7bn', '2.5M', '100k' with nothing behind them; '5K' and '10k' are runs
MAGNITUDE = re.compile(
    rf"(?<![\w.,$£€-])(?P<number>{NUMBER})\s?(?P<letters>bn|tn|mln|bln|(?<=\d)[MBkK])(?![\w/-])"
)
# '10^6', which is how `hush` gives '10⁶'
POWER = re.compile(r"(?<=\d)\^(?P<power>[-−]?\d{1,2})(?!\w)")
POWERS = {"2": " squared", "3": " cubed"}
# '100s of people', '1,000s', 'tens of 1000s'
ROUND = re.compile(r"(?<![\w.,$£€])(?P<number>1(?:0|00|,?000|0,?000|00,?000))['’]?s(?!\w)")
ROUNDS = {2: "tens", 3: "hundreds", 4: "thousands", 5: "tens of thousands", 6: "hundreds of thousands"}
# 'a .38-caliber pistol', '.22 rifle'
CALIBER = re.compile(
    r"(?<![\w.,])\.(?P<bore>\d\d)(?=[-\s](?:caliber|calibre|cal\b|rifle|pistol|revolver|handgun|Magnum))"
)
# '>100', '<5', '~50'
COMPARED = re.compile(r"(?<![\w<>~-])(?P<sign>[<>~])\s?(?=[$£€]?\d)")
COMPARISONS = {">": "more than ", "<": "less than ", "~": "about "}
# '5 > 3'
INEQUALITY = re.compile(r"(?<=\d)\s?(?P<sign>[<>])\s?(?=\d)")
INEQUALITIES = {">": " is greater than ", "<": " is less than "}
LETTERS = {"b": "billion", "t": "trillion", "m": "million", "k": "thousand"}
MANY = {"people", "children", "men", "women", "of", "more"}
RACES = {"hurdles", "finals", "metres", "meters", "races", "heats", "steps", "waves"}
RUNS = {"1", "2", "3", "4", "5", "8", "10"}  # 'a 5K', screens of '4K'
# '1.5.2', 'iOS 17.0.1'
VERSION = re.compile(r"(?<![\w.,])\d+(?:\.\d+){2,5}(?![\w]|[.,]\d)")
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def speak_fixed_forms(text: str) -> str:
    """'24/7', 'R&D', '>100', '.38-caliber'."""
    text = INEQUALITY.sub(lambda m: INEQUALITIES[m["sign"]], text)
    text = COMPARED.sub(lambda m: COMPARISONS[m["sign"]], text)
    text = CALIBER.sub(lambda m: m["bore"], text)
    return FIXED_FORM.sub(lambda m: FIXED[m[0]], text)


def speak_powers(text: str) -> str:
    """'10^6' as '10 to the power of 6'."""
    return POWER.sub(lambda m: POWERS.get(m["power"]) or f" to the power of {m['power']}", text)


def speak_ordinals(text: str) -> str:
    """'22nd' as 'twenty-second'."""
    return ORDINAL.sub(_say_ordinal, text)


def speak_millions(text: str) -> str:
    """'2m viewers' as 'two million viewers'."""
    text = ROUND.sub(lambda m: ROUNDS[len(m["number"].replace(",", ""))], text)
    return MAGNITUDE.sub(_say_magnitude, MILLIONS.sub(_say_millions, text))


def speak_products(text: str) -> str:
    """'3x5' as 'three by five', '100x' as 'one hundred times'."""
    return TIMES.sub(_say_times, RELAY.sub("x", text))


def speak_pairs(text: str) -> str:
    """Two numbers and what stands between them."""
    text = RECORD.sub(lambda m: " ".join(map(cardinal, re.findall(r"\d+", m[0]))), text)
    text = HEIGHT.sub(lambda m: f"{cardinal(m['feet'])} foot {cardinal(m['inches'])}", text)
    text = SUM.sub(lambda m: SUMS[m["sign"] or ""], text)
    text = RATIO.sub(lambda m: f"{decimal(m['low'])} to {decimal(m['high'])}", text)
    return RANGE.sub(lambda m: f"{decimal(m['low'])} to {decimal(m['high'])}", text)


def speak_numbers(text: str) -> str:
    """Whatever number is left, with its sign."""
    text = VERSION.sub(lambda m: " point ".join(map(cardinal, m[0].split("."))), text)
    text = NEGATIVE.sub(lambda m: f"minus {decimal(m['number'])}", text)
    text = POSITIVE.sub(lambda m: f"plus {decimal(m['number'])}", text)
    text = LEADING_ZERO.sub(lambda m: each_digit(m[0]), text)
    return ANY_NUMBER.sub(_say_number, text)


def _say_ordinal(match: re.Match[str]) -> str:
    digits = match["number"].replace(",", "")
    ending = match["ending"].lower()
    expected = "th" if digits[-2:-1] == "1" else ENDINGS.get(int(digits[-1]), "th")
    return (
        ordinal(digits) + match["many"]
        if ending == expected
        else f"{cardinal(digits)} {ending}{match['many']}"
    )


def _say_millions(match: re.Match[str]) -> str:
    letters, things = match["letters"], match["things"]
    is_many = things in MANY or (things.endswith("s") and things not in RACES)
    if len(letters) == 1 and not is_many:
        return match[0]
    return f"{decimal(match['number'])} {LETTERS[letters[0].lower()]}"


def _say_magnitude(match: re.Match[str]) -> str:
    letters, number = match["letters"].lower(), match["number"]
    if letters == "k" and number in RUNS:
        return match[0]
    return f"{decimal(number)} {LETTERS[letters[0]]}"


def _say_times(match: re.Match[str]) -> str:
    low = decimal(match["low"])
    if not match["high"]:
        return f"{low} times" if match["sign"] != "*" else low
    return f"{low} {'by' if match['sign'] == 'x' else 'times'} {decimal(match['high'])}"


def _say_number(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    words = decimal(match[0])
    if after == "s" and not match.string[match.end() + 1 : match.end() + 2].isalnum():
        return plural(words) + "\ue000"
    return (" " if before.isalnum() else "") + words + (" " if after.isalnum() else "")
