"""Times of the day and lengths of time: '5pm', '9:05 a.m. ET', '14:30', '1:01:01'."""

import re

from briefing.write.spoken.english.numbers import cardinal
from briefing.write.spoken.english.patterns import DASH
from briefing.write.spoken.english.sentences import sentence_stop

ZONES = {
    "ET": "Eastern time",
    "CT": "Central time",
    "MT": "Mountain time",
    "PT": "Pacific time",
}
ZONE_NAMES = (
    r"[ECMP]\.?[SD]\.?T\.?(?=\W|$)|[ECMP]T|GMT|UTC|BST|CET|CEST|IST|JST|KST|AEST|AEDT|EAT|WAT|MSK|SGT|HKT|"
    r"AKST|HST"
)
ZONE = rf"(?:\s?(?P<zone>(?i:{ZONE_NAMES}))(?!\w))"
HALF = r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm](?:\b\.?))"
# '1:59 p.m.est', '01:00', '23:15 GMT', '9.30am'
CLOCK = re.compile(rf"(?<![\w:.,])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])(?:{HALF})?{ZONE}?")
# '5pm', '5 p.m. ET', '12am'
HOUR = re.compile(rf"(?<![\w:.,])(?P<hour>[01]?\d|2[0-3])(?:[.](?P<minute>[0-5]\d))?{HALF}{ZONE}?")
# '5-7 p.m.', '9am-5pm' is two times
HOURS = re.compile(
    rf"(?<![\w:.,])(?P<from>[01]?\d)(?::(?P<from_minute>[0-5]\d))?{DASH}(?=[01]?\d(?::[0-5]\d)?\s?[AaPp]\.?\s?[Mm]\b)"
)
# '9 a.m.-5 p.m.'
UNTIL = re.compile(rf"(?P<half>[AaPp]\.?[Mm]\b\.?){DASH}(?=\d)")
# '1:01:01', '2:05:30'
DURATION = re.compile(
    r"(?<![\w:.,])(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)(?![\d:])"
    rf"(?:{HALF})?{ZONE}?"
)


# '0900 hours', '1430 GMT'
MILITARY = re.compile(
    r"(?<![\w:.,$-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
    r"(?=\s(?:hours|hrs|local time|GMT|UTC|BST|CET|EST|ET)\b)"
)


def speak_times(text: str) -> str:
    """Every time of the day as words."""
    text = MILITARY.sub(_say_military, text)
    text = DURATION.sub(_say_duration, text)
    text = UNTIL.sub(lambda m: f"{m['half']} to ", text)
    text = HOURS.sub(lambda m: f"{_clock(m['from'], m['from_minute'], bare=True)} to ", text)
    text = CLOCK.sub(_say_clock, text)
    return HOUR.sub(_say_clock, text)


def _say_clock(match: re.Match[str]) -> str:
    words = _clock(match["hour"], match["minute"], bare=bool(match["half"]))
    if match["half"]:
        words += f" {match['half'].upper()}.M"
    if match["zone"]:
        zone = match["zone"].upper().replace(".", "")
        words += f" {ZONES.get(zone, zone)}"
    return words + sentence_stop(match)


def _clock(hour: str, minute: str | None, *, bare: bool) -> str:
    hours = cardinal(hour)
    if minute is None or minute == "00":
        return hours if bare else f"{hours} o'clock"
    return f"{hours} oh {cardinal(minute)}" if minute[0] == "0" else f"{hours} {cardinal(minute)}"


def _say_military(match: re.Match[str]) -> str:
    hour = f"zero {cardinal(match['hour'])}" if match["hour"][0] == "0" else cardinal(match["hour"])
    return f"{hour} {'hundred' if match['minute'] == '00' else cardinal(match['minute'])}"


def _say_duration(match: re.Match[str]) -> str:
    parts = [_count(match[unit + "s"], unit) for unit in ("hour", "minute", "second")]
    words = f"{parts[0]} {parts[1]} and {parts[2]}"
    if match["half"]:
        words += f" {match['half'].upper()}.M"
    if match["zone"]:
        words += f" {match['zone'].upper().replace('.', '')}"
    return words + (sentence_stop(match) if match["half"] else "")


def _count(digits: str, unit: str) -> str:
    return f"{cardinal(digits)} {unit}{'' if int(digits) == 1 else 's'}"
