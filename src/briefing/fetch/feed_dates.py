"""The dates of feeds, which are written in more ways than RFC 822 and RFC 3339 know."""

import re
from datetime import UTC, datetime, timedelta, timezone

from briefing.text import read_table

_EARLIEST_YEAR = 1990  # an earlier date is a mistake: 0, or a number that was read as a date
_MILLISECONDS = 1_000
_MAX_SECONDS = 10_000_000_000
# '1764460800', '1764460800000': seconds or milliseconds since 1970
_UNIX_TIME = re.compile(r"^\d{9,13}$")
_ISO = re.compile(r"^\d{4}-?\d{2}")
_ISO_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)$")
# '30. Nov 2026', '30 November 26'; 'November 30, 2026'; '11/30/2026', '30.11.2026'
_DAY_FIRST = re.compile(r"\b(\d{1,2})\.?[\s-]+([^\W\d_]{3,})\.?,?[\s-]+(\d{4}|\d{2})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})\2(\d{4})\b")
# '09:42:59', '9:42 pm'
_TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]m\b)?", re.IGNORECASE)
# '+0530', '-08:00', 'CEST'
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})\b")
_ZONE = re.compile(r"\b([A-Z]{1,5})\b\s*$")


def iso_date(text: str) -> str:
    """Return a feed's date as ISO 8601 in UTC; '' if it is no date, or one that no article can have.

    A date without a zone is taken for UTC.
    """
    text = text.strip()
    try:
        moment = _moment_of(text)
    except (ValueError, OverflowError, OSError):
        return ""
    if moment is None or moment.year < _EARLIEST_YEAR:
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def is_plausible(published: str, now: str) -> bool:
    """Return True if a date is at most a day after the fetch; both in ISO 8601, '' if unknown."""
    if not published or not now:
        return True
    return datetime.fromisoformat(published) <= datetime.fromisoformat(now) + timedelta(days=1)


def _moment_of(text: str) -> datetime | None:
    if _UNIX_TIME.match(text):
        seconds = int(text)
        return datetime.fromtimestamp(seconds / (_MILLISECONDS if seconds > _MAX_SECONDS else 1), UTC)
    if _ISO.match(text):
        moment = datetime.fromisoformat(_ISO_ZONE.sub("Z", text.upper()))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    day = _day_of(text)
    return None if day is None else _with_time(day, text)


def _day_of(text: str) -> datetime | None:
    if found := _DAY_FIRST.search(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    elif found := _MONTH_FIRST.search(text):
        month, day, year = _month(found[1]), int(found[2]), int(found[3])
    elif found := _NUMBERS.search(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if found[2] == "." or first > 12 else (second, first)
    else:
        return None
    return datetime(year + 2000 if year < 100 else year, month, day, tzinfo=UTC) if month else None


def _month(name: str) -> int:
    """Return the number of a month by its name or the start of its name; 0 for another word."""
    name = name.casefold()
    for months in read_table("briefing.text", "months.toml").values():
        for number, month in enumerate(months, 1):
            if month.startswith(name) or name == f"{month[:3]}t":  # 'sept'
                return number
    return 0


def _with_time(day: datetime, text: str) -> datetime:
    found = _TIME.search(text)
    if found is None:
        return day
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    local = day.replace(hour=hour, minute=int(found[2]), second=min(int(found[3] or 0), 59))
    return local.replace(tzinfo=_zone_of(text[found.end() :])).astimezone(UTC)


def _zone_of(text: str) -> timezone:
    if found := _OFFSET.search(text):
        minutes = int(found[2]) * 60 + int(found[3])
        return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    name = _ZONE.search(text)
    hours: float = read_table("briefing.fetch", "words/zones.toml").get(name[1], 0) if name else 0
    return timezone(timedelta(hours=hours))
