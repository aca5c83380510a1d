"""Dates as a newsreader says them, and how old a story is on the programme's day."""

from datetime import date

from briefing.write.phrases import Phrases


def spoken_date(day: str, phrases: Phrases) -> str:
    """'2026-11-23' as 'Monday, November 23, 2026', '' for anything that is no date."""
    parsed = _date(day)
    return _fill("spoken_date", parsed, phrases) if parsed else ""


def spoken_age(published: str, today: str, phrases: Phrases) -> str:
    """'yesterday', 'on Thursday', 'on October 26'; the whole date where today is not known."""
    then, now = _date(published), _date(today)
    if then is None:
        return ""
    if now is None or then > now or (then.year != now.year and (now - then).days > 300):
        return _fill("earlier", then, phrases)
    match (now - then).days:
        case 0:
            return str(phrases.table["calendar"]["today"])
        case 1:
            return str(phrases.table["calendar"]["yesterday"])
        case days if days < 7:
            return _fill("this_week", then, phrases)
        case _:
            return _fill("this_year", then, phrases)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _fill(key: str, day: date, phrases: Phrases) -> str:
    calendar = phrases.table["calendar"]
    return str(calendar[key]).format(
        weekday=calendar["weekdays"][day.weekday()],
        month=calendar["months"][day.month - 1],
        day=day.day,
        year=day.year,
    )
