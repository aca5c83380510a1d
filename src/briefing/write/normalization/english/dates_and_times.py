"""Dates, years, decades and eras; times of day, time zones and durations."""

import re
from functools import partial

from briefing.text import read_table
from briefing.write.normalization.english.numbers import cardinal, decimal, ordinal, plural, year
from briefing.write.normalization.patterns import DASH, any_of, sentence_stop

_CALENDAR = read_table(__package__, "words/calendar.toml")
MONTHS: dict[str, str] = {form.lower(): name for name, forms in _CALENDAR["months"].items() for form in forms}
MONTH_NAMES = list(_CALENDAR["months"])
WEEKDAYS: dict[str, str] = {form: name for name, forms in _CALENDAR["weekdays"].items() for form in forms}

_MONTH = rf"(?P<month>{any_of(sorted(MONTHS))})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_TO_DAY = rf"(?:{DASH}(?P<to>[0-3]?\d)(?:st|nd|rd|th)?)?"
_YEAR = r"(?P<year>[12]\d{3})"

# 'Oct. 26, 2021', 'july 6th', 'Nov. 8-10', 'September 15'
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}[\s-]?{_DAY}{_TO_DAY}(?![\w:%/])(?!,\d{{3}}|\.\d)(?:(?:\s?,?\s|-){_YEAR}(?![\w,]*\d)\b)?",
    re.IGNORECASE,
)
# 'Dec. 31-Jan. 2'
_DAY_TO_MONTH = re.compile(rf"(?<=\d){DASH}(?=(?:{any_of(MONTHS)})\s\d)", re.IGNORECASE)
# 'Mon 5 Jan', 'Tue, Oct 3'
_WEEKDAY = re.compile(
    rf"\b(?P<day>{any_of(form.rstrip('.') for form in WEEKDAYS)})(?=,?\s(?:\d|(?:{any_of(MONTHS)})\s\d))",
    re.IGNORECASE,
)
# 'in court Mon', at the end of a headline or before a comma; 'to Wed' and 'the Sun' are no days
_LAST_WEEKDAY = re.compile(r"(?<=[a-z] )(?P<day>Mon|Tues?|Thu(?:rs?)?|Fri)(?=[,;]|\.?$)")
# '26 October 2021', '25th of july', '8-10 Nov.'
_DAY_FIRST = re.compile(
    rf"(?<![\w.,/:$£€-])(?P<the>the\s)?{_DAY}{_TO_DAY}(?:\sof\s|\s|-){_MONTH}(?!\w)(?:(?:,?\s|-){_YEAR}(?!\d)\b)?",
    re.IGNORECASE,
)
# 'July 2012', 'Sept. 2001'
_MONTH_AND_YEAR = re.compile(rf"\b{_MONTH},?\s{_YEAR}(?![\w,]*\d)\b", re.IGNORECASE)
# '2012-07-25', '2012/7/5'
_YEAR_FIRST = re.compile(rf"(?<![\w./-]){_YEAR}(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?![\w/-])")
# '01.10.2010', '7/25/2012', '25/7/12'
_YEAR_LAST = re.compile(
    r"(?<![\w./-])(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep)(?P<year>\d{4}|\d\d)(?![\w/-]|\.\d)"
)
# "1990s", "'90s", 'mid-80s'
_DECADE = re.compile(r"(?<![\w.,$£€])['’]?(?P<century>1\d|20)?(?P<decade>\d0)['’]?s\b")
# '1960s-80s'
_DECADES = re.compile(rf"(?<=\d0s){DASH}(?=['’]?(?:1\d|20)?\d0['’]?s\b)")
# '10/31', '9/30': no fraction that anybody counts in, but a day behind its month
_SLASHED_DAY = re.compile(
    r"(?<![\w.,/$€£-])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|2[1236789]|1[379])(?![\w/%]|[.,]\d|-)"
)
# 'on 5/6', but 'on 5/6 of the days'
_ON_DAY = re.compile(
    r"(?<=\b[Oo]n )(?P<first>0?[1-9]|[12]\d|3[01])/(?P<second>0?[1-9]|[12]\d|3[01])(?![\w/%]|[.,]\d|-|\sof\b)"
)
# 'Jan-Feb', 'March–May', 'Jan./Feb.'
_MONTHS_RANGE = re.compile(
    rf"\b(?:{any_of(MONTHS)})(?:{DASH}(?:{any_of(MONTHS)})|(?:/(?:{any_of(MONTHS)})){{1,3}})(?![\w/])",
    re.IGNORECASE,
)
# 'Mon-Fri', 'Monday–Thursday', 'Sat/Sun', 'Mon/Wed/Fri'
_WEEKDAY_FORMS: dict[str, str] = {
    form.lower(): name for name, forms in _CALENDAR["weekdays"].items() for form in (name, *forms)
} | {form.lower().rstrip("."): name for name, forms in _CALENDAR["weekdays"].items() for form in forms}
_ANY_WEEKDAY = any_of(form.title() for form in _WEEKDAY_FORMS)
_WEEKDAYS_RANGE = re.compile(
    rf"\b(?:{_ANY_WEEKDAY})(?:{DASH}(?:{_ANY_WEEKDAY})|(?:/(?:{_ANY_WEEKDAY})){{1,4}})(?![\w/])"
)
# "class of '98"
_SHORT_YEAR = re.compile(r"(?<!\w)['’](?P<year>\d\d)(?![\w'’])")
# '340 A.D', 'AD 79', '44 BCE'
_ERA_LAST = re.compile(r"(?<![\w.,])(?P<year>\d{1,4})\s?(?P<era>A\.?D|B\.?C\.?E|B\.?C|C\.?E)\b\.?(?=\W|$)")
_ERA_FIRST = re.compile(r"\bA\.?D\.?\s(?P<year>\d{1,4})\b(?![,.]\d)")
# '2010-2012', '1939–45', '2022/23'
_YEARS = re.compile(
    r"(?<![\w.,$£€/-])(?P<a>1[1-9]\d\d|20\d\d)(?:\s?[-–—]\s?|/(?=\d\d(?!\d)))(?P<b>1[1-9]\d\d|20\d\d|\d\d)(?![\w/-]|[.,]\d)"
)
# 'FY2024', 'FY 24'
_FISCAL_YEAR = re.compile(r"\bFY\s?['’]?(?P<year>20\d\d|\d\d)\b")
# '2Q22'
_QUARTER_OF = re.compile(r"(?<![\w.,])(?P<quarter>[1-4])Q\s?(?P<year>20\d\d|\d\d)(?!\w)")
# 'Q3', 'Q3 2024'
_QUARTER = re.compile(r"\bQ(?P<quarter>[1-4])(?!\w)")
# 'In 2010': four digits are a year unless they count something
_COUNTED = rf"(?=\s(?:{any_of(_CALENDAR['counted'])})\b)"
_BARE_YEAR = re.compile(
    rf"(?<![\w.,$£€#/-])(?P<year>1[1-9]\d\d|20\d\d|(?<=[Ii]n )10\d\d)(?![\w/%°]|[.,]\d)(?!{_COUNTED[3:-1]})"
)

_ZONES: dict[str, str] = _CALENDAR["zones"]
_ZONE_NAMES = rf"[ECMP]\.?[SD]\.?T\.?(?=\W|$)|[ECMP]T|{any_of(_CALENDAR['spelled_zones'])}"
_ZONE = rf"(?:\s?(?P<zone>(?i:{_ZONE_NAMES}))(?!\w))"
_HALF = r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm](?:\b\.?))"
# '1:59 p.m.est', '01:00', '23:15 GMT', '9.30am'
_CLOCK = re.compile(rf"(?<![\w:.,])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])(?:{_HALF})?{_ZONE}?")
# '5pm', '5 p.m. ET', '12am'
_HOUR = re.compile(rf"(?<![\w:.,])(?P<hour>[01]?\d|2[0-3])(?:[.](?P<minute>[0-5]\d))?{_HALF}{_ZONE}?")
# '5-7 p.m.', '9am-5pm' is two times
_HOURS = re.compile(
    rf"(?<![\w:.,])(?P<from>[01]?\d)(?::(?P<from_minute>[0-5]\d))?{DASH}(?=[01]?\d(?::[0-5]\d)?\s?[AaPp]\.?\s?[Mm]\b)"
)
# '9 a.m.-5 p.m.'
_UNTIL = re.compile(rf"(?P<half>[AaPp]\.?[Mm]\b\.?){DASH}(?=\d)")
# '1:01:01', '2:05:30'
_DURATION = re.compile(
    r"(?<![\w:.,])(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)(?![\d:])"
    rf"(?:{_HALF})?{_ZONE}?"
)
# '30:12 minutes', '2:05 hours'
_DURATION_WITH_UNIT = re.compile(
    r"(?<![\w:.,])(?P<long>\d{1,3}):(?P<short>[0-5]\d)(?P<part>\.\d+)?(?=\s(?P<unit>hour|hr|minute|min)s?\b\.?)\s\w+"
)

# '0900 hours', '1430 GMT'
_MILITARY = re.compile(
    r"(?<![\w:.,$-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
    r"(?=\s(?:hours|hrs|local time|GMT|UTC|BST|CET|EST|ET)\b)"
)


def verbalize_dates(text: str) -> str:
    """Write dates with a month, decades and eras as words; years that stand alone come later."""
    text = _WEEKDAY.sub(lambda m: WEEKDAYS[m["day"].capitalize() + "."], text)
    text = _DAY_TO_MONTH.sub(" to ", text)
    text = _YEAR_FIRST.sub(_verbalize_year_first, text)
    text = _YEAR_LAST.sub(_verbalize_year_last, text)
    text = _SLASHED_DAY.sub(lambda m: _verbalize_numeric(int(m["month"]), int(m["day"]), "") or m[0], text)
    text = _ON_DAY.sub(lambda m: _verbalize_numeric(int(m["first"]), int(m["second"]), "") or m[0], text)
    text = _MONTH_FIRST.sub(_verbalize_month_first, text)
    text = _DAY_FIRST.sub(_verbalize_day_first, text)
    text = _MONTH_AND_YEAR.sub(lambda m: f"{_month(m)} {year(m['year'])}", text)
    text = _ERA_LAST.sub(lambda m: f"{year(m['year'])} {_era(m['era'])}", text)
    text = _ERA_FIRST.sub(lambda m: f"A.D {year(m['year'])}", text)
    text = _YEARS.sub(_verbalize_years, text)
    text = _DECADES.sub(" to ", text)
    text = _DECADE.sub(_verbalize_decade, text)
    text = _FISCAL_YEAR.sub(lambda m: f"fiscal year {_any_year(m['year'])}", text)
    text = _QUARTER_OF.sub(lambda m: f"the {ordinal(m['quarter'])} quarter of {_any_year(m['year'])}", text)
    return _QUARTER.sub(lambda m: f"Q {cardinal(m['quarter'])}", text)


def verbalize_calendar_ranges(text: str) -> str:
    """Write 'Jan-Mar' as 'January to March', 'Mon/Wed/Fri' as 'Monday, Wednesday and Friday'; 'court Mon'."""
    text = _LAST_WEEKDAY.sub(lambda m: WEEKDAYS[m["day"] + "."], text)
    if not any(mark in text for mark in "-–—/"):
        return text
    for pattern, names in ((_MONTHS_RANGE, MONTHS), (_WEEKDAYS_RANGE, _WEEKDAY_FORMS)):
        text = pattern.sub(partial(_verbalize_calendar_range, names), text)
    return text


def _verbalize_calendar_range(names: dict[str, str], match: re.Match[str]) -> str:
    said = [names[form.lower()] for form in re.split(r"\s?[-–—/]\s?", match[0])]
    stop = sentence_stop(match)
    if "/" in match[0]:
        return f"{', '.join(said[:-1])} and {said[-1]}{stop}"
    return " to ".join(said) + stop


def verbalize_years(text: str) -> str:
    """Write the years that stand alone; runs after ranges, scores and measures."""
    text = _SHORT_YEAR.sub(lambda m: _any_year(m["year"]), text)
    return _BARE_YEAR.sub(lambda m: year(m["year"]), text)


def _month(match: re.Match[str]) -> str:
    return MONTHS[match["month"].lower()]


def _is_day(digits: str | None) -> bool:
    return digits is None or 1 <= int(digits) <= 31


def _verbalize_month_first(match: re.Match[str]) -> str:
    if not _is_day(match["day"]) or not _is_day(match["to"]) or match["month"] == "may":
        return match[0]
    until = f" to {ordinal(match['to'])}" if match["to"] else ""
    rest = f", {year(match['year'])}" if match["year"] else ""
    return f"{_month(match)} {ordinal(match['day'])}{until}{rest}"


def _verbalize_day_first(match: re.Match[str]) -> str:
    if not _is_day(match["day"]) or not _is_day(match["to"]):
        return match[0]
    until = f" to {ordinal(match['to'])}" if match["to"] else ""
    rest = f" {year(match['year'])}" if match["year"] else ""
    return f"{match['the'] or 'the '}{ordinal(match['day'])}{until} of {_month(match)}{rest}"


def _verbalize_year_first(match: re.Match[str]) -> str:
    return _verbalize_numeric(int(match["m"]), int(match["d"]), match["year"]) or match[0]


def _verbalize_year_last(match: re.Match[str]) -> str:
    a, b = int(match["a"]), int(match["b"])
    return _verbalize_numeric(a, b, match["year"]) or _verbalize_numeric(b, a, match["year"]) or match[0]


def _verbalize_numeric(month: int, day: int, digits: str) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    said = f"{MONTH_NAMES[month - 1]} {ordinal(str(day))}"
    return f"{said}, {_any_year(digits)}" if digits else said


def _any_year(digits: str) -> str:
    """Return 'ninety-eight' for '98', 'oh five' for '05'."""
    if len(digits) == 4:
        return year(digits)
    return f"oh {cardinal(digits)}" if digits[0] == "0" else cardinal(digits)


def _verbalize_years(match: re.Match[str]) -> str:
    return f"{year(match['a'])} to {_any_year(match['b'])}"


def _verbalize_decade(match: re.Match[str]) -> str:
    if not match["century"]:
        return plural(cardinal(match["decade"])) if match["decade"] != "00" else "two thousands"
    return plural(year(match["century"] + match["decade"]))


def _era(era: str) -> str:
    return ".".join(era.replace(".", ""))


def verbalize_times(text: str) -> str:
    """Write every time of day as words."""
    text = _MILITARY.sub(_verbalize_military, text)
    text = _DURATION_WITH_UNIT.sub(_verbalize_duration_with_unit, text)
    text = _DURATION.sub(_verbalize_duration, text)
    text = _UNTIL.sub(lambda m: f"{m['half']} to ", text)
    text = _HOURS.sub(lambda m: f"{_clock(m['from'], m['from_minute'], bare=True)} to ", text)
    text = _CLOCK.sub(_verbalize_clock, text)
    return _HOUR.sub(_verbalize_clock, text)


def _verbalize_clock(match: re.Match[str]) -> str:
    words = _clock(match["hour"], match["minute"], bare=bool(match["half"]))
    if match["half"]:
        words += f" {match['half'].upper()}.M"
    if match["zone"]:
        zone = match["zone"].upper().replace(".", "")
        words += f" {_ZONES.get(zone, zone)}"
    return words + sentence_stop(match)


def _clock(hour: str, minute: str | None, *, bare: bool) -> str:
    hours = cardinal(hour)
    if minute is None or minute == "00":
        return hours if bare else f"{hours} o'clock"
    return f"{hours} oh {cardinal(minute)}" if minute[0] == "0" else f"{hours} {cardinal(minute)}"


def _verbalize_military(match: re.Match[str]) -> str:
    hour = f"zero {cardinal(match['hour'])}" if match["hour"][0] == "0" else cardinal(match["hour"])
    return f"{hour} {'hundred' if match['minute'] == '00' else cardinal(match['minute'])}"


def _verbalize_duration_with_unit(match: re.Match[str]) -> str:
    """Return 'thirty minutes twelve seconds' for '30:12 minutes'."""
    long, short = ("hour", "minute") if match["unit"][0] == "h" else ("minute", "second")
    if match["part"]:
        return f"{_count(match['long'], long)} {decimal(match['short'] + match['part'])} {short}s"
    rest = f" {_count(match['short'], short)}" if int(match["short"]) else ""
    return f"{_count(match['long'], long)}{rest}"


def _verbalize_duration(match: re.Match[str]) -> str:
    parts = [_count(match[unit + "s"], unit) for unit in ("hour", "minute", "second")]
    words = f"{parts[0]} {parts[1]} and {parts[2]}"
    if match["half"]:
        words += f" {match['half'].upper()}.M"
    if match["zone"]:
        words += f" {match['zone'].upper().replace('.', '')}"
    return words + (sentence_stop(match) if match["half"] else "")


def _count(digits: str, unit: str) -> str:
    return f"{cardinal(digits)} {unit}{'' if int(digits) == 1 else 's'}"
