"""Dates: days, months and years in every order, ranges of them, decades, years before and after Christ."""

import re

from briefing.text import read_table
from briefing.write.spoken.english.numbers import cardinal, ordinal, plural, year
from briefing.write.spoken.english.patterns import DASH, any_of

TABLE = read_table(__package__, "words/calendar.toml")
MONTHS: dict[str, str] = {form.lower(): name for name, forms in TABLE["months"].items() for form in forms}
MONTH_NAMES = list(TABLE["months"])
WEEKDAYS: dict[str, str] = {form: name for name, forms in TABLE["weekdays"].items() for form in forms}

MONTH = rf"(?P<month>{any_of(sorted(MONTHS))})"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
TO_DAY = rf"(?:{DASH}(?P<to>[0-3]?\d)(?:st|nd|rd|th)?)?"
YEAR = r"(?P<year>[12]\d{3})"

# 'Oct. 26, 2021', 'july 6th', 'Nov. 8-10', 'September 15'
MONTH_FIRST = re.compile(
    rf"\b{MONTH}[\s-]?{DAY}{TO_DAY}(?![\w:%/])(?!,\d{{3}}|\.\d)(?:(?:\s?,?\s|-){YEAR}(?![\w,]*\d)\b)?",
    re.IGNORECASE,
)
# 'Dec. 31-Jan. 2'
DAY_TO_MONTH = re.compile(rf"(?<=\d){DASH}(?=(?:{any_of(MONTHS)})\s\d)", re.IGNORECASE)
# 'Mon 5 Jan', 'Tue, Oct 3'
WEEKDAY = re.compile(
    rf"\b(?P<day>{any_of(form.rstrip('.') for form in WEEKDAYS)})(?=,?\s(?:\d|(?:{any_of(MONTHS)})\s\d))",
    re.IGNORECASE,
)
# '26 October 2021', '25th of july', '8-10 Nov.'
DAY_FIRST = re.compile(
    rf"(?<![\w.,/:$£€-])(?P<the>the\s)?{DAY}{TO_DAY}(?:\sof\s|\s|-){MONTH}(?!\w)(?:(?:,?\s|-){YEAR}(?!\d)\b)?",
    re.IGNORECASE,
)
# 'July 2012', 'Sept. 2001'
MONTH_AND_YEAR = re.compile(rf"\b{MONTH},?\s{YEAR}(?![\w,]*\d)\b", re.IGNORECASE)
# '2012-07-25', '2012/7/5'
YEAR_FIRST = re.compile(rf"(?<![\w./-]){YEAR}(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?![\w/-])")
# '01.10.2010', '7/25/2012', '25/7/12'
YEAR_LAST = re.compile(
    r"(?<![\w./-])(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep)(?P<year>\d{4}|\d\d)(?![\w/-]|\.\d)"
)
# "1990s", "'90s", 'mid-80s'
DECADE = re.compile(r"(?<![\w.,$£€])['’]?(?P<century>1\d|20)?(?P<decade>\d0)['’]?s\b")
# '1960s-80s'
DECADES = re.compile(rf"(?<=\d0s){DASH}(?=['’]?(?:1\d|20)?\d0['’]?s\b)")
# '10/31', '9/30': no fraction that anybody counts in, but a day behind its month
SLASHED_DAY = re.compile(
    r"(?<![\w.,/$€£-])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|2[1236789]|1[379])(?![\w/%]|[.,]\d|-)"
)
# 'Jan-Feb 2020', 'March–May'
MONTHS_RANGE = re.compile(rf"\b(?P<a>{any_of(MONTHS)}){DASH}(?=(?:{any_of(MONTHS)})(?!\w))", re.IGNORECASE)
# "class of '98"
SHORT_YEAR = re.compile(r"(?<!\w)['’](?P<year>\d\d)(?![\w'’])")
# '340 A.D', 'AD 79', '44 BCE'
ERA_LAST = re.compile(r"(?<![\w.,])(?P<year>\d{1,4})\s?(?P<era>A\.?D|B\.?C\.?E|B\.?C|C\.?E)\b\.?(?=\W|$)")
ERA_FIRST = re.compile(r"\bA\.?D\.?\s(?P<year>\d{1,4})\b(?![,.]\d)")
# '2010-2012', '1939–45', '2022/23'
YEARS = re.compile(
    r"(?<![\w.,$£€/-])(?P<a>1[1-9]\d\d|20\d\d)(?:\s?[-–—]\s?|/(?=\d\d(?!\d)))(?P<b>1[1-9]\d\d|20\d\d|\d\d)(?![\w/-]|[.,]\d)"
)
# 'FY2024', 'FY 24'
FISCAL_YEAR = re.compile(r"\bFY\s?['’]?(?P<year>20\d\d|\d\d)\b")
# '2Q22'
QUARTER_OF = re.compile(r"(?<![\w.,])(?P<quarter>[1-4])Q\s?(?P<year>20\d\d|\d\d)(?!\w)")
# 'Q3', 'Q3 2024'
QUARTER = re.compile(r"\bQ(?P<quarter>[1-4])(?!\w)")
# 'In 2010': four digits are a year unless they count something
COUNTED = (
    r"(?=\s(?:people|men|women|children|troops|soldiers|students|workers|jobs|homes|miles|feet|acres|dollars|"
    r"euros|pounds|yen|times|votes|cases|deaths|members|employees|seats|meters|metres|kilometers|kilometres|"
    r"pages|words|points|units|cars|percent|years|hours|days|others|more)\b)"
)
BARE_YEAR = re.compile(
    rf"(?<![\w.,$£€#/-])(?P<year>1[1-9]\d\d|20\d\d|(?<=[Ii]n )10\d\d)(?![\w/%°]|[.,]\d)(?!{COUNTED[3:-1]})"
)


def speak_dates(text: str) -> str:
    """Every date with a month, and every decade and era, as words. Bare years come later."""
    text = WEEKDAY.sub(lambda m: WEEKDAYS[m["day"].capitalize() + "."], text)
    text = DAY_TO_MONTH.sub(" to ", text)
    text = YEAR_FIRST.sub(_say_year_first, text)
    text = YEAR_LAST.sub(_say_year_last, text)
    text = SLASHED_DAY.sub(lambda m: _say_numeric(int(m["month"]), int(m["day"]), "") or m[0], text)
    text = MONTHS_RANGE.sub(lambda m: f"{MONTHS[m['a'].lower()]} to ", text)
    text = MONTH_FIRST.sub(_say_month_first, text)
    text = DAY_FIRST.sub(_say_day_first, text)
    text = MONTH_AND_YEAR.sub(lambda m: f"{_month(m)} {year(m['year'])}", text)
    text = ERA_LAST.sub(lambda m: f"{year(m['year'])} {_era(m['era'])}", text)
    text = ERA_FIRST.sub(lambda m: f"A.D {year(m['year'])}", text)
    text = YEARS.sub(_say_years, text)
    text = DECADES.sub(" to ", text)
    text = DECADE.sub(_say_decade, text)
    text = FISCAL_YEAR.sub(lambda m: f"fiscal year {_any_year(m['year'])}", text)
    text = QUARTER_OF.sub(lambda m: f"the {ordinal(m['quarter'])} quarter of {_any_year(m['year'])}", text)
    return QUARTER.sub(lambda m: f"Q {cardinal(m['quarter'])}", text)


def speak_years(text: str) -> str:
    """Years that stand alone; called when ranges, scores and measures have taken their numbers."""
    text = SHORT_YEAR.sub(lambda m: _any_year(m["year"]), text)
    return BARE_YEAR.sub(lambda m: year(m["year"]), text)


def _month(match: re.Match[str]) -> str:
    return MONTHS[match["month"].lower()]


def _is_day(digits: str | None) -> bool:
    return digits is None or 1 <= int(digits) <= 31


def _say_month_first(match: re.Match[str]) -> str:
    if not _is_day(match["day"]) or not _is_day(match["to"]) or match["month"] == "may":
        return match[0]
    until = f" to {ordinal(match['to'])}" if match["to"] else ""
    rest = f", {year(match['year'])}" if match["year"] else ""
    return f"{_month(match)} {ordinal(match['day'])}{until}{rest}"


def _say_day_first(match: re.Match[str]) -> str:
    if not _is_day(match["day"]) or not _is_day(match["to"]):
        return match[0]
    until = f" to {ordinal(match['to'])}" if match["to"] else ""
    rest = f" {year(match['year'])}" if match["year"] else ""
    return f"{match['the'] or 'the '}{ordinal(match['day'])}{until} of {_month(match)}{rest}"


def _say_year_first(match: re.Match[str]) -> str:
    return _say_numeric(int(match["m"]), int(match["d"]), match["year"]) or match[0]


def _say_year_last(match: re.Match[str]) -> str:
    a, b = int(match["a"]), int(match["b"])
    return _say_numeric(a, b, match["year"]) or _say_numeric(b, a, match["year"]) or match[0]


def _say_numeric(month: int, day: int, digits: str) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    said = f"{MONTH_NAMES[month - 1]} {ordinal(str(day))}"
    return f"{said}, {_any_year(digits)}" if digits else said


def _any_year(digits: str) -> str:
    """Two digits as they are said: '98' is 'ninety-eight', '05' 'oh five'."""
    if len(digits) == 4:
        return year(digits)
    return f"oh {cardinal(digits)}" if digits[0] == "0" else cardinal(digits)


def _say_years(match: re.Match[str]) -> str:
    return f"{year(match['a'])} to {_any_year(match['b'])}"


def _say_decade(match: re.Match[str]) -> str:
    if not match["century"]:
        return plural(cardinal(match["decade"])) if match["decade"] != "00" else "two thousands"
    return plural(year(match["century"] + match["decade"]))


def _era(era: str) -> str:
    return ".".join(era.replace(".", ""))
