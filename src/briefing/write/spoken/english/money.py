"""Money: signs and codes, magnitudes, cents, ranges, what an amount buys ('$350/yr')."""

import re
from functools import cache

from briefing.text import read_table
from briefing.write.spoken.english.numbers import cardinal, decimal, plural
from briefing.write.spoken.english.patterns import DASH, NUMBER, any_of
from briefing.write.spoken.english.sentences import NO_NOUNS, is_adjective

TABLE = read_table(__package__, "words/money.toml")
SIGNS: dict[str, list[str]] = TABLE["signs"]
MAGNITUDES: dict[str, str] = TABLE["magnitudes"]
PER: dict[str, str] = TABLE["per"]

SIGN = any_of(SIGNS)
MAGNITUDE = (
    rf"(?:\s?(?:{any_of(MAGNITUDES)})(?![\w]))|(?:-(?:{any_of(w for w in MAGNITUDES if len(w) > 6)})(?!\w))"
)
CODE = r"[A-Z]{3}"

# '$1.2m', '-£5', 'US$76.3 trillion', '€ 40'
AMOUNT_AFTER_SIGN = (
    rf"(?P<minus>[-−–](?=\S))?(?P<sign>{SIGN})\s?(?P<number>{NUMBER})(?P<magnitude>{MAGNITUDE})?"
)
# '$150-$200', '$5-10m', '$1 million to $2 million' needs nothing
SIGN_FIRST = re.compile(
    rf"(?<![\w$€£¥]){AMOUNT_AFTER_SIGN}"
    rf"(?:{DASH}(?:{SIGN})?(?P<to>{NUMBER})(?P<to_magnitude>{MAGNITUDE})?)?"
    rf"(?:\s?/\s?(?P<per>{any_of(PER)})\b)?"
)
# 'three $20 bills', 'a 5-year, $50m deal', 'over £1.2m repair bill'
PIECES = re.compile(rf"\s(?P<between>(?:[a-z][a-z-]{{2,20}}\s){{0,3}})(?:{any_of(TABLE['pieces'])})s?\b")
# 'tickets £6/£4'
EITHER = re.compile(rf"(?<=\d)/(?=(?:{SIGN})\d)")
# 'a £3m-a-year deal'
RATE = re.compile(r"-(?:an?|per)-[a-z]")
# '40 €', '5bn €', '100 zł'
SIGN_LAST = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER})(?P<magnitude>{MAGNITUDE})?\s?(?P<sign>{SIGN})(?!\w)"
)
# '99p', '50¢', '5c'
SMALL = re.compile(r"(?<![\w.,])(?P<number>\d{1,3}(?:\.\d+)?)\s?(?P<sign>p|¢)(?!\w)(?!\.m)")
# 'USD 5 million', '5 million USD'
CODE_FIRST = re.compile(rf"\b(?P<code>{CODE})\s?(?P<number>{NUMBER})(?P<magnitude>{MAGNITUDE})?(?![\w%])")
CODE_LAST = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})(?P<magnitude>{MAGNITUDE})?\s?(?P<code>{CODE})\b")


def speak_money(text: str) -> str:
    """Every amount of money in the text as words."""
    text = EITHER.sub(" or ", text)
    text = SIGN_FIRST.sub(_say_sign_first, text)
    text = SIGN_LAST.sub(lambda m: _say(m["number"], m["magnitude"], SIGNS[m["sign"]]), text)
    text = SMALL.sub(_say_small, text)
    text = CODE_FIRST.sub(_say_code, text)
    return CODE_LAST.sub(_say_code, text)


def _say_sign_first(match: re.Match[str]) -> str:
    names = SIGNS[match["sign"]]
    if is_adjective(match) or _is_price_of(match):
        names = [names[0], names[0], *names[2:]]
    words = _say(match["number"], match["magnitude"], names)
    if match["to"]:
        words = _say_range(match, names)
    per = f" per {PER[match['per']]}" if match["per"] else ""
    return ("minus " if match["minus"] else "") + words + per


def _is_price_of(match: re.Match[str]) -> bool:
    """'a £3m-a-year deal', '£1.2m repair bill'; not '£2 for the tickets'."""
    pieces = PIECES.match(match.string, match.end())
    bought = pieces is not None and NO_NOUNS.isdisjoint(pieces["between"].split())
    return bought or bool(RATE.match(match.string, match.end()))


def _say_range(match: re.Match[str], names: list[str]) -> str:
    low_magnitude, high_magnitude = match["magnitude"], match["to_magnitude"]
    high = _say(match["to"], high_magnitude, names)
    repeated = match[0].count(match["sign"]) > 1
    if repeated:
        return f"{_say(match['number'], low_magnitude, names)} to {high}"
    return f"{_amount(match['number'], low_magnitude)} to {high}"


def _say(number: str, magnitude: str | None, names: list[str]) -> str:
    if magnitude:
        return f"{_amount(number, magnitude)} {names[1]}"
    whole, _, fraction = number.partition(".")
    if len(fraction) > 2 and not fraction[2:].strip("0"):
        fraction = fraction[:2]
    if not fraction.strip("0"):
        return _count(whole, names[0], names[1])
    if len(names) < 4 and len(fraction) == 2 and fraction[0] != "0" and whole.strip("0"):
        return f"{_count(whole, names[0], names[1])} {cardinal(fraction)}"
    if len(names) < 4 or len(fraction) > 2:
        return f"{decimal(number)} {names[1]}"
    cents = _count(fraction.ljust(2, "0"), names[2], names[3])
    return cents if not whole.strip("0") else f"{_count(whole, names[0], names[1])} {cents}"


def _amount(number: str, magnitude: str | None) -> str:
    words = decimal(number)
    return f"{words} {MAGNITUDES[magnitude.strip(' -')]}" if magnitude else words


def _count(digits: str, one: str, many: str) -> str:
    return f"{cardinal(digits)} {one if digits.lstrip('0,') == '1' else many}"


def _say_small(match: re.Match[str]) -> str:
    many, one = ("pence", "penny") if match["sign"] == "p" else ("cents", "cent")
    return f"{decimal(match['number'])} {one if match['number'] == '1' else many}"


def _say_code(match: re.Match[str]) -> str:
    names = _names_by_code(match["code"])
    return _say(match["number"], match["magnitude"], names) if names else match[0]


@cache
def _names_by_code(code: str) -> list[str]:
    from babel.core import Locale  # noqa: PLC0415  babel is only loaded when a text holds a code

    locale = Locale.parse("en_US")
    if code not in locale.currencies or code in {"XXX", "XTS", "THE"}:
        return []
    many = locale._data["currency_names_plural"].get(code, {})
    one = many.get("one") or locale.currencies[code]
    return [one, many.get("other") or plural(one)]
