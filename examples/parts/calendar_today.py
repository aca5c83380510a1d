"""Say what an iCalendar file (RFC 5545) has for today.

    [[programme.part]]
    command = ["python3", "calendar_today.py", "calendar.ics"]

It reads whole days, times, and events that repeat daily, weekly or yearly. Times with a zone of their own
are taken as local time; UTC is converted.
"""

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

STEP_DAYS = {"DAILY": 1, "WEEKLY": 7}


def events(text: str) -> list[dict[str, str]]:
    """Return the properties of each event, without parameters; folded lines are joined."""
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").split("\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name.split(";")[0], value)
    return found


def start_of(event: dict[str, str]) -> tuple[date, str]:
    """Return the day of an event and its time, '' for a whole day."""
    value = event["DTSTART"]
    if "T" not in value:
        return datetime.strptime(value, "%Y%m%d").date(), ""
    moment = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")
    if value.endswith("Z"):
        moment = moment.replace(tzinfo=UTC).astimezone()
    return moment.date(), f"{moment.hour}:{moment.minute:02d}"


def is_on(event: dict[str, str], day: date) -> bool:
    """Return True if an event, or a repetition of it, is on a day."""
    first, _ = start_of(event)
    rule = dict(part.split("=", 1) for part in event.get("RRULE", "").split(";") if "=" in part)
    until = rule.get("UNTIL", "99991231")[:8]
    if day == first or not rule or day < first or f"{day:%Y%m%d}" > until:
        return day == first
    every = int(rule.get("INTERVAL", "1"))
    if rule["FREQ"] == "YEARLY":
        return (day.month, day.day) == (first.month, first.day) and (day.year - first.year) % every == 0
    step = STEP_DAYS.get(rule["FREQ"], 0) * every
    return bool(step) and (day - first).days % step == 0


def main(path: str) -> None:
    """Print a sentence for each event of the day; nothing if there is none."""
    day = date.fromisoformat(os.environ.get("PART_DATE") or date.today().isoformat())
    today = [event for event in events(Path(path).read_text(encoding="utf-8")) if is_on(event, day)]
    lines = ["Your calendar for today."] if today else []
    for event in sorted(today, key=lambda one: start_of(one)[1].zfill(5)):
        at = start_of(event)[1]
        name = event.get("SUMMARY", "An event").replace("\\,", ",").replace("\\;", ";").replace("\\n", ", ")
        lines.append(f"At {at}: {name}." if at else f"All day: {name}.")
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1])
