"""German, French and Spanish: times of day, durations, dates, days of a range, ranges of weekdays.

The numbers stay figures where no case or gender asks for a word; the cardinals come last.
"""

import re
from functools import cache

from briefing.write.normalization.european.semiotic_classes import Table, cardinal, feminine_one, ordinal
from briefing.write.normalization.patterns import any_of

# words after which a German day stands in the dative or accusative: 'am 26. Oktober'
_GERMAN_CASES = r"(?P<before>\b(?i:am|dem|den|vom|zum|bis|seit|ab|des|der|die|das)\s)?"
_ENDINGS = {"der": "", "die": "", "das": "", "": "r"}
# '2:05:30', '2h05min30s', '1 h 30 min'
_DURATION = re.compile(
    r"(?<![\w:.,])(?:(?P<a>\d{1,2}):(?P<b>[0-5]\d):(?P<c>[0-5]\d)(?![\w:])|"
    r"(?P<d>\d{1,2})\s?h\s?(?P<e>\d{1,2})\s?[Mm]in(?:ut\w{1,3}|\.)?(?:\s?(?P<f>\d{1,2})\s?s(?:\b|e[ck]\w{0,6}))?)(?:\s(?:Stunden|Std\.|heures|horas)(?!\w))?"
)
# '14:30' without a word for the hour, a time where its minutes are those of a timetable
_BARE_CLOCK = re.compile(r"(?<![\w:.,])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5][05])(?![\w:]|[.,]\d)")

# 'a la 1 de la tarde'
_ONE_OCLOCK = re.compile(r"(?<=\bla )1(?=\s(?:de la|en punto|y)\b)")


def verbalize_times(text: str, language: str, words: Table) -> str:
    """Write durations and times of day as words."""
    text = _DURATION.sub(lambda m: _verbalize_duration(m, words), text)
    units = _duration_unit_pattern(tuple(words["duration_units"]))
    text = units.sub(lambda m: _verbalize_with_unit(m, words), text)
    text = _hours_pattern(words["hour"]).sub(f" {words['to']} ", text)
    text = _clock_pattern(words["clock"]).sub(lambda m: _verbalize_time(m, language, words), text)
    if language == "es":
        text = _ONE_OCLOCK.sub("una", text)
    return _BARE_CLOCK.sub(lambda m: _verbalize_time(m, language, words), text)


def verbalize_dates(text: str, language: str, words: Table) -> str:
    """Write days before their month as words, and ranges of weekdays."""
    text = _first_day_pattern(language, words["months"]).sub(
        lambda m: _verbalize_first_day(m, language), text
    )
    return _day_pattern(language, words["months"]).sub(lambda m: _verbalize_day(m, language), text)


def verbalize_weekdays(text: str, words: Table) -> str:
    """Write 'Mo.-Fr.' as 'Montag bis Freitag', 'lun. 3' as 'lundi 3'."""
    names: dict[str, str] = words["weekdays"]

    def said(match: re.Match[str]) -> str:
        if not match["to"]:
            return names[match["day"].rstrip(".")]
        joint = words["and"] if match["joint"] == "/" else words["to"]
        return f"{names[match['from'].rstrip('.')]} {joint} {names[match['to'].rstrip('.')]}"

    return _weekday_pattern(tuple(names)).sub(said, text)


def _verbalize_duration(match: re.Match[str], words: Table) -> str:
    hours, minutes = match["a"] or match["d"], match["b"] or match["e"]
    seconds = match["c"] or match["f"]
    parts = [(hours, 0), (minutes, 1), *([(seconds, 2)] if seconds else [])]
    return " ".join(_count(number, words["durations"][unit]) for number, unit in parts)


def _verbalize_with_unit(match: re.Match[str], words: Table) -> str:
    """Return '3 Minuten 45 Sekunden' for '3:45 Minuten'."""
    unit = words["duration_units"][match["unit"]]
    rest = f" {_count(match['short'], words['durations'][unit + 1])}" if int(match["short"]) else ""
    return _count(match["long"], words["durations"][unit]) + rest


def _count(number: str, names: list[str]) -> str:
    return f"{int(number)} {names[0] if int(number) == 1 else names[1]}"


def _verbalize_time(match: re.Match[str], language: str, words: Table) -> str:
    groups = match.groupdict()
    minute, hour = groups.get("minute") or groups.get("minutes"), int(match["hour"])
    minutes = f" {cardinal(int(minute), language)}" if minute and minute != "00" else ""
    if language == "de":
        return f"{'ein' if hour == 1 else cardinal(hour, language)} Uhr{minutes}"
    said = feminine_one(cardinal(hour, language), language)
    if language == "fr":
        return f"{said} {'heure' if hour < 2 else 'heures'}{minutes}"
    return f"{said}{minutes or ''}" if hour == 1 else f"{said} {words['hour']}{minutes}"


def _verbalize_day(match: re.Match[str], language: str) -> str:
    day = int(match["day"])
    if language == "de":
        before = match["before"] or ""
        ending = _ENDINGS.get(before.strip().lower(), "n")
        return f"{before}{ordinal(day, language)}{ending} {match['month']}"
    if day == 1 and language == "fr":
        return f"premier {match['month']}"
    return f"{cardinal(day, language)} {match['month']}"


def _verbalize_first_day(match: re.Match[str], language: str) -> str:
    """Return the first of two days that share their month: 'vom fünften bis' of 'vom 5. bis 7. Mai'."""
    joint = " bis " if match["joint"].strip() in ("-", "–") else f" {match['joint'].strip()} "
    ending = _ENDINGS.get((match["before"] or "-").strip().lower(), "n")
    return f"{match['before'] or ''}{ordinal(int(match['day']), language)}{ending}{joint.replace('/', 'und')}"


@cache
def _clock_pattern(clock: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,:]){clock}")


@cache
def _hours_pattern(hour: str) -> re.Pattern[str]:
    """The dash of '9-17 Uhr' and of '9h-17h'."""
    return re.compile(
        rf"(?:(?<=\d)|(?<=\dh)|(?<=\d h))\s?[-–]\s?(?=[0-2]?\d(?:[.:][0-5]\d)?\s?(?:{hour}|h)(?!\w))"
    )


@cache
def _duration_unit_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w:.,])(?P<long>\d{{1,3}}):(?P<short>[0-5]\d)\s(?P<unit>{any_of(units)})(?!\w)")


@cache
def _weekday_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    day = any_of(forms)
    return re.compile(
        rf"(?<!\w)(?:(?P<from>(?:{day})\.?)\s?(?P<joint>[-–/])\s?(?P<to>(?:{day})(?:\.(?!\s[A-ZÄÖÜ]))?)(?![\w-])|"
        rf"(?P<day>(?:{day})\.)(?=,?\s\d))"
    )


@cache
def _day_pattern(language: str, months: str) -> re.Pattern[str]:
    stop = r"\.\s?" if language == "de" else r"\s"
    of = r"(?P<month>de\s(?:{0}))" if language == "es" else "(?P<month>{0})"
    cases = _GERMAN_CASES if language == "de" else ""
    return re.compile(rf"(?<![\w,])(?:{cases})(?<![\d.,])(?P<day>[0-3]?\d){stop}{of.format(months)}\b")


@cache
def _first_day_pattern(language: str, months: str) -> re.Pattern[str]:
    if language != "de":
        return re.compile(r"(?!)")
    return re.compile(
        rf"(?<![\w,])(?:{_GERMAN_CASES})(?<![\d.,])(?P<day>[0-3]?\d)\.(?P<joint>\s?[-–/]\s?|\s(?:bis|und|oder)\s)"
        rf"(?=(?:zum\s)?[0-3]?\d\.\s?(?:{months})\b)"
    )
