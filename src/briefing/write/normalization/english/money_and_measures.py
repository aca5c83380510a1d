"""Class money ('$350/yr', '99p', 'USD 5 million') and class measure ('5-10 km', '-5°C', '6 ft 2 in')."""

import re
from functools import cache

from briefing.text import read_table
from briefing.write.normalization.english.numbers import cardinal, decimal, mixed_number, plural
from briefing.write.normalization.patterns import (
    DASH,
    MAGNITUDE_WORD,
    NO_NOUNS,
    NUMBER,
    any_of,
    is_adjective,
    sentence_stop,
)

_MONEY_TABLE = read_table(__package__, "words/money.toml")
_SIGNS: dict[str, list[str]] = _MONEY_TABLE["signs"]
_MAGNITUDES: dict[str, str] = _MONEY_TABLE["magnitudes"]
_AMOUNT_PER: dict[str, str] = _MONEY_TABLE["per"]

_SIGN = any_of(_SIGNS)
_MAGNITUDE = (
    rf"(?:\s?(?:{any_of(_MAGNITUDES)})(?![\w]))|(?:-(?:{any_of(w for w in _MAGNITUDES if len(w) > 6)})(?!\w))"
)
_CODE = r"[A-Z]{3}"

# '$1.2m', '-£5', 'US$76.3 trillion', '€ 40'
_AMOUNT_AFTER_SIGN = (
    rf"(?P<minus>[-−–](?=\S))?(?P<sign>{_SIGN})\s?(?P<number>{NUMBER})(?P<magnitude>{_MAGNITUDE})?"
)
# '$150-$200', '$5-10m', '$1 million to $2 million' needs nothing
_SIGN_FIRST = re.compile(
    rf"(?<![\w$€£¥]){_AMOUNT_AFTER_SIGN}"
    rf"(?:{DASH}(?:{_SIGN})?(?P<to>{NUMBER})(?P<to_magnitude>{_MAGNITUDE})?)?"
    rf"(?:\s?/\s?(?P<per>{any_of(_AMOUNT_PER)})\b)?"
)
# 'three $20 bills', 'a 5-year, $50m deal', 'over £1.2m repair bill'
_PRICED_NOUN = re.compile(
    rf"\s(?P<between>(?:[a-z][a-z-]{{2,20}}\s){{0,3}})(?:{any_of(_MONEY_TABLE['pieces'])})s?\b"
)
# 'tickets £6/£4'
_EITHER = re.compile(rf"(?<=\d)/(?=(?:{_SIGN})\d)")
# 'a £3m-a-year deal'
_RATE = re.compile(r"-(?:an?|per)-[a-z]")
# '40 €', '5bn €', '100 zł'
_SIGN_LAST = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER})(?P<magnitude>{_MAGNITUDE})?\s?(?P<sign>{_SIGN})(?!\w)"
)
# '99p', '50¢', '5c'
_SMALL = re.compile(r"(?<![\w.,])(?P<number>\d{1,3}(?:\.\d+)?)\s?(?P<sign>p|¢)(?!\w)(?!\.m)")
# 'USD 5 million', '5 million USD'
_CODE_FIRST = re.compile(rf"\b(?P<code>{_CODE})\s?(?P<number>{NUMBER})(?P<magnitude>{_MAGNITUDE})?(?![\w%])")
_CODE_LAST = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})(?P<magnitude>{_MAGNITUDE})?\s?(?P<code>{_CODE})\b")

_CODES_AND_WORDS = frozenset(_MONEY_TABLE["codes_and_words"])  # 'COP30', 'TOP 10'

_UNIT_TABLE = read_table(__package__, "words/units.toml")
_UNITS: dict[str, tuple[str, str]] = {
    form: (unit["one"], unit["many"]) for unit in _UNIT_TABLE["units"] for form in unit["forms"]
}
_UNIT_PER: dict[str, str] = _UNIT_TABLE["per"]
_UNIT = any_of(_UNITS)
_VALUE = rf"(?:\d+\s\d+/\d+|\d+/\d+|{NUMBER})"

# '4 1/2 lbs', '-5°C', '5-10 km', '3 million km', '12 mg/L', 'a 5-km run'
_MEASURE = re.compile(
    rf"(?<![\w.,$£€])(?<![A-Za-z]-)(?P<minus>[-−–](?=\d))?(?:(?P<low>{NUMBER})(?P<low_unit>%)?{DASH})?(?P<value>{_VALUE})"
    rf"(?P<magnitude>\s(?:{MAGNITUDE_WORD}))?(?P<gap>\s|-)?(?P<unit>{_UNIT})(?:/(?P<per>{any_of(_UNIT_PER)}))?"
    r"(?![\w/]|-\w*\d)"
)
# '5 A' is no current, '5 J' no energy: these letters count only where they touch the number
_ATTACHED_ONLY = frozenset(["A", "B", "J", "N", "v", "MP", "mp", "AU", "au", "pp", "in", "pc"])

# '6 ft 2 in', '6 feet 2 inches'
_FEET_AND_INCHES = re.compile(
    r"(?<![\w.,])(?P<feet>\d{1,3})\s?(?:ft\.?|feet|foot)\s(?P<inches>\d\d?)\s?(?:in\.?|ins|inches)(?!\w)"
)
# '45° N', '0.1276° W'
_BEARING = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})\s?°\s?(?P<way>[NSEW])(?![\w°])")
_COMPASS_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
# '12 sq. miles', '5 cu. ft.'
_AREA = re.compile(r"(?<=\d)(?P<gap>\s?)(?P<kind>sq|cu)(?:\.\s?|\s)(?P<unit>[a-z]{1,11})\b(?![²³])")
_AREA_KINDS = {"sq": "square", "cu": "cubic"}
# 'per m²', '€5/m²'
_BARE_AREA = re.compile(r"(?<!\w)(?:[ckm]?m|ft|in|yd|mi)[²³](?!\w)")
_PER_AREA = re.compile(rf"(?<=\w)\s?/\s?(?P<unit>{_BARE_AREA.pattern})")
# '2h30m', '1h 5min'
_HOURS_MINUTES = re.compile(r"(?<![\w.,])(?P<hours>\d{1,2})\s?h\s?(?P<minutes>\d{1,2})\s?m(?:in)?(?!\w)")
# '5 cm x 10 cm', '4x100m'; '3x5' is a pair
_BY = re.compile(rf"(?<=[a-z\d])(?:\s[x×]\s|(?<=\d)[x×])(?={NUMBER}\s?(?:{_UNIT})\b)")
# '12st 7lb', '15st'; '21st' is an ordinal
_STONES = re.compile(
    r"(?<![\w.,])(?:(?P<stones>[5-9]|[1-3]\d)st\.?\s?(?P<pounds>\d\d?)\s?lbs?\b|(?P<only>[5-9]|[1-3][02-9])st(?!\w))"
)


def verbalize_money(text: str) -> str:
    """Write every amount of money as words."""
    text = _EITHER.sub(" or ", text)
    text = _SIGN_FIRST.sub(_verbalize_sign_first, text)
    text = _SIGN_LAST.sub(lambda m: _verbalize_amount(m["number"], m["magnitude"], _SIGNS[m["sign"]]), text)
    text = _SMALL.sub(_verbalize_small, text)
    text = _CODE_FIRST.sub(_verbalize_code, text)
    return _CODE_LAST.sub(_verbalize_code, text)


def _verbalize_sign_first(match: re.Match[str]) -> str:
    names = _SIGNS[match["sign"]]
    if is_adjective(match) or _is_price_of(match):
        names = [names[0], names[0], *names[2:]]
    words = _verbalize_amount(match["number"], match["magnitude"], names)
    if match["to"]:
        words = _verbalize_range(match, names)
    per = f" per {_AMOUNT_PER[match['per']]}" if match["per"] else ""
    return ("minus " if match["minus"] else "") + words + per


def _is_price_of(match: re.Match[str]) -> bool:
    """Return True if the amount modifies a noun: '£1.2m repair bill', not '£2 for the tickets'."""
    pieces = _PRICED_NOUN.match(match.string, match.end())
    bought = pieces is not None and NO_NOUNS.isdisjoint(pieces["between"].split())
    return bought or bool(_RATE.match(match.string, match.end()))


def _verbalize_range(match: re.Match[str], names: list[str]) -> str:
    low_magnitude, high_magnitude = match["magnitude"], match["to_magnitude"]
    high = _verbalize_amount(match["to"], high_magnitude, names)
    repeated = match[0].count(match["sign"]) > 1
    if repeated:
        return f"{_verbalize_amount(match['number'], low_magnitude, names)} to {high}"
    return f"{_amount(match['number'], low_magnitude)} to {high}"


def _verbalize_amount(number: str, magnitude: str | None, names: list[str]) -> str:
    if magnitude:
        return f"{_amount(number, magnitude)} {names[1]}"
    whole, _, fraction = number.partition(".")
    if len(fraction) > 2 and not fraction[2:].strip("0"):
        fraction = fraction[:2]
    if not fraction.strip("0"):
        return _count_units(whole, names[0], names[1])
    if len(names) < 4 and len(fraction) == 2 and fraction[0] != "0" and whole.strip("0"):
        return f"{_count_units(whole, names[0], names[1])} {cardinal(fraction)}"
    if len(names) < 4 or len(fraction) > 2:
        return f"{decimal(number)} {names[1]}"
    cents = _count_units(fraction.ljust(2, "0"), names[2], names[3])
    return cents if not whole.strip("0") else f"{_count_units(whole, names[0], names[1])} {cents}"


def _amount(number: str, magnitude: str | None) -> str:
    words = decimal(number)
    return f"{words} {_MAGNITUDES[magnitude.strip(' -')]}" if magnitude else words


def _count_units(digits: str, one: str, many: str) -> str:
    return f"{cardinal(digits)} {one if digits.lstrip('0,') == '1' else many}"


def _verbalize_small(match: re.Match[str]) -> str:
    many, one = ("pence", "penny") if match["sign"] == "p" else ("cents", "cent")
    return f"{decimal(match['number'])} {one if match['number'] == '1' else many}"


def _verbalize_code(match: re.Match[str]) -> str:
    names = _names_by_code(match["code"])
    if match["code"] in _CODES_AND_WORDS and (" " not in match[0] or len(match["number"]) < 3):
        return match[0]
    return _verbalize_amount(match["number"], match["magnitude"], names) if names else match[0]


@cache
def _names_by_code(code: str) -> list[str]:
    from babel.core import Locale  # noqa: PLC0415  babel is only loaded when a text holds a code

    locale = Locale.parse("en_US")
    if code not in locale.currencies or code in {"XXX", "XTS", "THE"}:
        return []
    many = locale._data["currency_names_plural"].get(code, {})
    one = many.get("one") or locale.currencies[code]
    return [one, many.get("other") or plural(one)]


def verbalize_measures(text: str) -> str:
    """Write every number with a unit as words."""
    text = _BEARING.sub(lambda m: f"{decimal(m['number'])} degrees {_COMPASS_POINTS[m['way']]}", text)
    text = _AREA.sub(_verbalize_area, text)
    text = _HOURS_MINUTES.sub(_verbalize_hours_minutes, text)
    text = _BY.sub(" by ", text)
    text = _STONES.sub(_verbalize_stones, text)
    text = _FEET_AND_INCHES.sub(lambda m: f"{decimal(m['feet'])} feet {decimal(m['inches'])} inches", text)
    return _MEASURE.sub(_verbalize_measure, text)


def verbalize_bare_areas(text: str) -> str:
    """Write 'per m²' as 'per square meter', and the same unit behind an amount of money: '€5/m²'."""
    if "²" not in text and "³" not in text:
        return text
    text = _PER_AREA.sub(lambda m: f" per {_UNITS[m['unit']][0]}", text)
    return _BARE_AREA.sub(lambda m: _UNITS[m[0]][0], text)


def _verbalize_area(match: re.Match[str]) -> str:
    """Return '12 sq. miles' as '12 square miles', '12 sq. km' as '12 sq km', which is one of the units."""
    if len(match["unit"]) > 3:
        return f" {_AREA_KINDS[match['kind']]} {match['unit']}"
    return f"{match['gap']}{match['kind']} {match['unit']}"


def _verbalize_hours_minutes(match: re.Match[str]) -> str:
    hours = f"{decimal(match['hours'])} hour{'' if match['hours'] == '1' else 's'}"
    return f"{hours} {decimal(match['minutes'])} minute{'' if match['minutes'] == '1' else 's'}"


def _verbalize_stones(match: re.Match[str]) -> str:
    if match["only"]:
        return f"{decimal(match['only'])} stone"
    pounds = f"{decimal(match['pounds'])} pound{'' if match['pounds'] == '1' else 's'}"
    return f"{decimal(match['stones'])} stone {pounds}"


def _verbalize_measure(match: re.Match[str]) -> str:
    unit, gap = match["unit"], match["gap"] or ""
    if (gap and unit in _ATTACHED_ONLY) or (not gap and unit == "K"):
        return match[0]
    value = _measured_value(match["value"]) + (match["magnitude"] or "")
    one, many = _UNITS[unit]
    single = match["value"] == "1" and not match["magnitude"] and not match["low"]
    adjective = gap == "-" or is_adjective(match)
    words = f"{value} {one if single or adjective else many}"
    if match["low"]:
        words = f"{decimal(match['low'])} to {words}"
    if match["per"]:
        words += f" per {_UNIT_PER[match['per']]}"
    return ("minus " if match["minus"] else "") + words + sentence_stop(match)


def _measured_value(written: str) -> str:
    return mixed_number(written) if "/" in written else decimal(written)
