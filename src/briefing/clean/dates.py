"""Dates as pages write them, converted to ISO 8601 with the precision and the time zone of the page.

Also clock times at the head or the end of a line: '9:40', '2.15 p.m. GMT', '14.35 Uhr', '12h05'.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

from briefing.clean.line_patterns import is_date_word
from briefing.text import read_table

_ISO = re.compile(  # '2026-11-23T06:00:00.123+0100', '2026-11-23 06:00', '20261123T060000Z', '2026/11/23'
    r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.]?)(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)"
    r"(?:(?:[T_]|\s+(?:at\s)?)(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?=T|$)")  # '20261123T060000Z'
_MAIL = re.compile(r"^[A-Z][a-z]{2}, \d")  # 'Mon, 23 Nov 2026 06:00:00 +0100', RFC 5322
_EPOCH = re.compile(r"^(1\d{9})(?:\d{3})?$")  # seconds or milliseconds since 1970
_DAY_FIRST = re.compile(r"(?<!\d)(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>(?:19|20)\d\d)(?!\d)")
_MONTH_NAME = re.compile(  # 'November 23, 2026', '23. November 2026', '23 de noviembre de 2026'
    r"(?:(?P<early>\d\d?)(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?)?(?P<name>[^\W\d_]{3,12})\.?,?\s+(?:de[l]?\s+)?"
    r"(?:(?P<late>\d\d?)(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d\d?)[:.](?P<minute>\d\d)(?!\d)\s*(?P<half>[ap]\.?m\b)?", re.IGNORECASE
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_.-]|$)")  # '/2026/11/23/ferry-returns'
_MAX_CHARS = 100
_CLOCK_TIME = re.compile(
    r"(?<![\w:.,])(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?:[:.][0-5]\d)?(?![\d.,]\d))?"
    r"(?P<unit>\s?(?:Uhr|hs?|hrs)(?!\w))?(?P<half>\s?[ap]\.?\s?m\b\.?)?(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w.]*")
_SEPARATOR = re.compile(r"^[\s:|–—·•,/>-]+")
_MAX_STAMP_CHARS = 60
_NOON = 12


def iso_date(*candidates: str) -> str:
    """The first candidate that is a date, or a later, more precise one of the same day; '' if none is."""
    found = [date for candidate in candidates if (date := _date_in(candidate))]
    return max((date for date in found if date.startswith(found[0])), key=len, default="")


def _date_in(candidate: str) -> str:
    text = " ".join(candidate[:_MAX_CHARS].split())
    return next((date for parse in _PARSERS if text and (date := parse(text))), "")


def date_in_address(address: str) -> str:
    """The date in the path of an address: 'example.org/2026/11/23/ferry'."""
    found = _IN_ADDRESS.search(address)
    return _day(*map(int, found.groups())) if found else ""


def _from_iso(text: str) -> str:
    found = _ISO.match(_COMPACT.sub(r"\1-\2-\3", text))
    if not found:
        return ""
    day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
    if not day or not found["hour"]:
        return day
    clock = ":".join(part for part in (found["hour"], found["minute"], found["second"]) if part)
    return f"{day}T{clock}{_zone(found['zone'] or '')}" if int(found["hour"]) < 24 else day


def _zone(zone: str) -> str:
    if zone.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}" if zone else ""


def _from_mail(text: str) -> str:
    if not _MAIL.match(text):
        return ""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""


def _from_epoch(text: str) -> str:
    found = _EPOCH.match(text)
    return datetime.fromtimestamp(int(found[1]), UTC).isoformat() if found else ""


def _from_numbers(text: str) -> str:
    """'23.11.2026 06:00'. The order of '11/23/2026' is known only if one number is over 12."""
    found = _DAY_FIRST.search(text)
    if not found:
        return ""
    day, month = int(found["day"]), int(found["month"])
    if month > 12 >= day:
        day, month = month, day
    elif "/" in found[0] and day <= 12 and day != month:
        return ""
    return _with_clock(_day(int(found["year"]), month, day), text[found.end() :])


def _from_words(text: str) -> str:
    for found in _MONTH_NAME.finditer(text):
        month = _months().get(found["name"].casefold()) or _months().get(found["name"].casefold()[:3])
        day = found["late"] or found["early"]
        if month and day:
            return _with_clock(_day(int(found["year"]), month, int(day)), text[found.end() :])
    return ""


def _with_clock(day: str, rest: str) -> str:
    clock = _CLOCK.search(rest)
    if not day or not clock:
        return day
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{day}T{hour:02}:{clock['minute']}" if hour < 24 and int(clock["minute"]) < 60 else day


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return ""


@cache
def _months() -> dict[str, int]:
    table = read_table("briefing.text", "months.toml")
    return {name: number for names in table.values() for number, name in enumerate(names, 1)}


_PARSERS: tuple[Callable[[str], str], ...] = (_from_iso, _from_mail, _from_epoch, _from_numbers, _from_words)


class Stamp(NamedTuple):
    """The time at an end of a line.

    Attributes:
        clock: 'HH:MM', of 24 hours.
        words: The characters of the stamp, as they are in the line.
        rest: The text of the line without the stamp; '' if the line is a stamp and nothing else.
        is_apart: A mark stands between the stamp and the rest, or one of them is missing.
    """

    clock: str
    words: str
    rest: str
    is_apart: bool


def stamp_before(text: str) -> Stamp | None:
    """Return the stamp at the beginning of a line, behind a date if there is one."""
    for found in _CLOCK_TIME.finditer(text[:_MAX_STAMP_CHARS]):
        clock = _clock_of(found)
        if clock and _has_only_date_words(text[: found.start()]):
            end = _past_zone(text, found.end())
            rest = _SEPARATOR.sub("", text[end:])
            is_apart = not rest or bool(text[end : len(text) - len(rest)].strip())
            return Stamp(clock, text[: len(text) - len(rest)].strip(), rest, is_apart)
    return None


def stamp_behind(text: str) -> Stamp | None:
    """Return the stamp at the end of a line: 'Polls close 9:40 a.m.'"""
    tail = max(0, len(text) - _MAX_STAMP_CHARS)
    for found in _CLOCK_TIME.finditer(text, tail):
        clock = _clock_of(found)
        if clock and _has_only_date_words(text[found.end() :]):
            rest = text[: found.start()].rstrip(" :|–—·•,/-([")
            return Stamp(clock, text[len(rest) :].strip(), rest, is_apart=True)
    return None


def _clock_of(found: re.Match[str]) -> str:
    """Return 'HH:MM'; '' for a number without minutes, unit or half of the day."""
    half = (found["half"] or "").strip().lower()
    if not (found["minute"] or found["unit"] or half):
        return ""
    hour = int(found["hour"])
    if half:
        if hour > _NOON:
            return ""
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    return f"{hour % 24:02}:{found['minute'] or '00'}"


def _has_only_date_words(text: str) -> bool:
    return all(is_date_word(word) for word in _WORD.findall(text))


def _past_zone(text: str, at: int) -> int:
    """Return the end of the words of a time zone: '9:40 a.m. ET', '9:40 (GMT)'."""
    while found := re.compile(r"\s?[(\[]?([A-Z]{2,4})[)\]]?(?!\w)").match(text, at):
        if not is_date_word(found[1]):
            break
        at = found.end()
    return at
