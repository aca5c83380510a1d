"""Measures: a number and a unit, with rates and ranges: '12kg', '5-10 km', '60 km/h', '-5°C', '10%'."""

import re

from briefing.lexicon import read_table
from briefing.write.spoken.english.fractions import mixed_number
from briefing.write.spoken.english.numbers import decimal
from briefing.write.spoken.english.patterns import DASH, MAGNITUDE_WORD, NUMBER, any_of

TABLE = read_table(__package__, "words/units.toml")
UNITS: dict[str, tuple[str, str]] = {
    form: (unit["one"], unit["many"]) for unit in TABLE["units"] for form in unit["forms"]
}
PER: dict[str, str] = TABLE["per"]
UNIT = any_of(UNITS)
VALUE = rf"(?:\d+\s\d+/\d+|\d+/\d+|{NUMBER})"

# '4 1/2 lbs', '-5°C', '5-10 km', '3 million km', '12 mg/L', 'a 5-km run'
MEASURE = re.compile(
    rf"(?<![\w.,$£€])(?P<minus>[-−–](?=\d))?(?:(?P<low>{NUMBER})(?P<low_unit>%)?{DASH})?(?P<value>{VALUE})"
    rf"(?P<magnitude>\s(?:{MAGNITUDE_WORD}))?(?P<gap>\s|-)?(?P<unit>{UNIT})(?:/(?P<per>{any_of(PER)}))?"
    r"(?![\w/]|-\w*\d)"
)
# '5 A' is no current, '5 J' no energy: these letters count only where they touch the number
CLOSE_ONLY = frozenset(["A", "B", "J", "N", "v", "MP", "mp", "AU", "au", "pp"])


def speak_measures(text: str) -> str:
    """Every number with its unit as words."""
    return MEASURE.sub(_say_measure, text)


def _say_measure(match: re.Match[str]) -> str:
    unit, gap = match["unit"], match["gap"] or ""
    if gap and unit in CLOSE_ONLY:
        return match[0]
    value = _value(match["value"]) + (match["magnitude"] or "")
    one, many = UNITS[unit]
    single = match["value"] == "1" and not match["magnitude"] and not match["low"]
    adjective = gap == "-" or _is_before_a_noun(match)
    words = f"{value} {one if single or adjective else many}"
    if match["low"]:
        words = f"{decimal(match['low'])} to {words}"
    if match["per"]:
        words += f" per {PER[match['per']]}"
    stop = "." if unit.endswith(".") and not match.string[match.end() :].strip()[:1].isalnum() else ""
    return ("minus " if match["minus"] else "") + words + stop


def _value(written: str) -> str:
    return mixed_number(written) if "/" in written else decimal(written)


def _is_before_a_noun(match: re.Match[str]) -> bool:
    """'a 5km run': an article before and a word close after make the measure an adjective."""
    before = match.string[max(0, match.start() - 4) : match.start()]
    after = match.string[match.end() : match.end() + 2]
    has_article = before.lower().endswith((" a ", "the ")) or before.lower() == "a "
    return has_article and after[:1] == " " and after[1:].isalpha() and match["gap"] != " "
