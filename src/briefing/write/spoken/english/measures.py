"""Measures: a number and a unit, with rates and ranges: '12kg', '5-10 km', '60 km/h', '-5°C', '10%'."""

import re

from briefing.text import read_table
from briefing.write.spoken.english.fractions import mixed_number
from briefing.write.spoken.english.numbers import decimal
from briefing.write.spoken.english.patterns import DASH, MAGNITUDE_WORD, NUMBER, any_of
from briefing.write.spoken.english.sentences import is_adjective, sentence_stop

TABLE = read_table(__package__, "words/units.toml")
UNITS: dict[str, tuple[str, str]] = {
    form: (unit["one"], unit["many"]) for unit in TABLE["units"] for form in unit["forms"]
}
PER: dict[str, str] = TABLE["per"]
UNIT = any_of(UNITS)
VALUE = rf"(?:\d+\s\d+/\d+|\d+/\d+|{NUMBER})"

# '4 1/2 lbs', '-5°C', '5-10 km', '3 million km', '12 mg/L', 'a 5-km run'
MEASURE = re.compile(
    rf"(?<![\w.,$£€])(?<![A-Za-z]-)(?P<minus>[-−–](?=\d))?(?:(?P<low>{NUMBER})(?P<low_unit>%)?{DASH})?(?P<value>{VALUE})"
    rf"(?P<magnitude>\s(?:{MAGNITUDE_WORD}))?(?P<gap>\s|-)?(?P<unit>{UNIT})(?:/(?P<per>{any_of(PER)}))?"
    r"(?![\w/]|-\w*\d)"
)
# '5 A' is no current, '5 J' no energy: these letters count only where they touch the number
CLOSE_ONLY = frozenset(["A", "B", "J", "N", "v", "MP", "mp", "AU", "au", "pp"])

# '6 ft 2 in', '6 feet 2 inches'
FEET_AND_INCHES = re.compile(
    r"(?<![\w.,])(?P<feet>\d{1,3})\s?(?:ft\.?|feet|foot)\s(?P<inches>\d\d?)\s?(?:in\.?|ins|inches)(?!\w)"
)
# '45° N', '0.1276° W'
BEARING = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})\s?°\s?(?P<way>[NSEW])(?![\w°])")
WAYS = {"N": "north", "S": "south", "E": "east", "W": "west"}
# '2h30m', '1h 5min'
HOURS_MINUTES = re.compile(r"(?<![\w.,])(?P<hours>\d{1,2})\s?h\s?(?P<minutes>\d{1,2})\s?m(?:in)?(?!\w)")
# '5 cm x 10 cm', '4x100m'; '3x5' is a pair
BY = re.compile(rf"(?<=[a-z\d])(?:\s[x×]\s|(?<=\d)[x×])(?={NUMBER}\s?(?:{UNIT})\b)")
# '12st 7lb', '15st'; '21st' is an ordinal
STONES = re.compile(
    r"(?<![\w.,])(?:(?P<stones>[5-9]|[1-3]\d)st\.?\s?(?P<pounds>\d\d?)\s?lbs?\b|(?P<only>[5-9]|[1-3][02-9])st(?!\w))"
)


def speak_measures(text: str) -> str:
    """Every number with its unit as words."""
    text = BEARING.sub(lambda m: f"{decimal(m['number'])} degrees {WAYS[m['way']]}", text)
    text = HOURS_MINUTES.sub(_say_hours_minutes, text)
    text = BY.sub(" by ", text)
    text = STONES.sub(_say_stones, text)
    text = FEET_AND_INCHES.sub(lambda m: f"{decimal(m['feet'])} feet {decimal(m['inches'])} inches", text)
    return MEASURE.sub(_say_measure, text)


def _say_hours_minutes(match: re.Match[str]) -> str:
    hours = f"{decimal(match['hours'])} hour{'' if match['hours'] == '1' else 's'}"
    return f"{hours} {decimal(match['minutes'])} minute{'' if match['minutes'] == '1' else 's'}"


def _say_stones(match: re.Match[str]) -> str:
    if match["only"]:
        return f"{decimal(match['only'])} stone"
    pounds = f"{decimal(match['pounds'])} pound{'' if match['pounds'] == '1' else 's'}"
    return f"{decimal(match['stones'])} stone {pounds}"


def _say_measure(match: re.Match[str]) -> str:
    unit, gap = match["unit"], match["gap"] or ""
    if (gap and unit in CLOSE_ONLY) or (not gap and unit == "K"):
        return match[0]
    value = _value(match["value"]) + (match["magnitude"] or "")
    one, many = UNITS[unit]
    single = match["value"] == "1" and not match["magnitude"] and not match["low"]
    adjective = gap == "-" or (not gap and is_adjective(match))
    words = f"{value} {one if single or adjective else many}"
    if match["low"]:
        words = f"{decimal(match['low'])} to {words}"
    if match["per"]:
        words += f" per {PER[match['per']]}"
    return ("minus " if match["minus"] else "") + words + sentence_stop(match)


def _value(written: str) -> str:
    return mixed_number(written) if "/" in written else decimal(written)
