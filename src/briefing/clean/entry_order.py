"""The entries of a live blog in the order in which they are told, or its summary alone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from briefing.clean.container import text_score
from briefing.clean.elements import Line, heading_level
from briefing.clean.line_patterns import is_names
from briefing.clean.live_blogs import (
    MIN_ENTRIES,
    OUTSIDE,
    RULE,
    SUMMARY,
    EntryRange,
    LiveBlog,
    Mark,
    direction,
    minutes_between,
    stamp_of,
    text_of,
)
from briefing.model import Entry

_BYLINE_LINES = 3  # of an entry: time, headline, byline


class ArrangedEntries(NamedTuple):
    """The lines of the article in the order in which they are told, and the time of each entry."""

    lines: list[Line]
    marks: dict[int, Mark]


def arrange_entries(lines: Sequence[Line], blog: LiveBlog, hours: int) -> ArrangedEntries:
    """Drop what is not told, and put the entries into their order, the oldest first.

    Args:
        lines: The lines of the article; those that rules cut out of others belong to the entry before.
        blog: What `find_live_blog` has found.
        hours: Only entries of so many hours before the latest one are told; 0 for all.
    """
    _complete(lines)
    if blog.has_summary:
        return _summary_alone(lines)
    latest = _latest_entries(blog, hours)
    parts: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        number = line.entry if line.entry is not None else OUTSIDE
        if number >= 0 and number not in latest:
            line.drop("other", RULE)
        parts[number].append(line)
    ordered = [line for number in latest for line in _without_stamp(parts[number])]
    older = [line for number in parts if number >= 0 and number not in latest for line in parts[number]]
    before, behind = _around_entries(lines)
    headings = {text_of(line) for line in lines if (line.entry or 0) >= 0 and heading_level(line)}
    for line in (*before, *behind):
        if not text_score(line) or text_of(line) in headings:
            line.drop("other", RULE)
    return ArrangedEntries(
        [*before, *ordered, *older, *behind], {number: blog.marks[number] for number in latest}
    )


def entries_as_they_stand(lines: Sequence[Line], blog: LiveBlog | None) -> ArrangedEntries:
    """Return the entries in the order of the page; none if the page is no live blog."""
    if blog is None:
        return ArrangedEntries(list(lines), {})
    _complete(lines)
    return ArrangedEntries(list(lines), dict(enumerate(blog.marks)))


def _complete(lines: Sequence[Line]) -> None:
    """Give lines that rules have made the entry of the line before."""
    latest = OUTSIDE
    for line in lines:
        line.entry = latest = latest if line.entry is None else line.entry


def _around_entries(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines outside the entries: those before the first one, and the others."""
    start = next((at for at, line in enumerate(lines) if (line.entry or 0) >= 0), len(lines))
    outside = [(at, line) for at, line in enumerate(lines) if line.entry == OUTSIDE]
    return [line for at, line in outside if at < start], [line for at, line in outside if at >= start]


def _summary_alone(lines: Sequence[Line]) -> ArrangedEntries:
    """Drop everything but the summary; items with a time are entries, the oldest first."""
    summary = [line for line in lines if line.entry == SUMMARY]
    marks: dict[int, Mark] = {}
    for line in summary:
        if line.reason in ("related", "navigation", "other"):
            line.restore()
        if stamp := stamp_of(line, has_time=True):
            marks[len(marks)] = Mark(0, "", stamp.clock)
        line.entry = len(marks) - 1 if marks else OUTSIDE
    rest = [line for line in lines if line not in summary]
    for line in rest:
        line.drop("other", RULE)
    if len(marks) < MIN_ENTRIES:
        return ArrangedEntries([*summary, *rest], {})
    numbers = list(marks)
    if direction([EntryRange(mark, 0, 0) for mark in marks.values()]) < 0:
        numbers.reverse()
    parts = (_without_stamp([line for line in summary if line.entry == number]) for number in numbers)
    heading = [line for line in summary if line.entry == OUTSIDE]
    return ArrangedEntries([*heading, *(line for part in parts for line in part), *rest], marks)


def _latest_entries(blog: LiveBlog, hours: int) -> list[int]:
    """Return the numbers of the entries in the time before the latest one, the oldest first.

    The entries before the latest one that sums them up are left out.
    """
    marks = blog.marks
    ranges = [EntryRange(mark, 0, 0) for mark in marks]
    numbers = list(range(len(marks)))
    if direction(ranges) < 0:
        numbers.reverse()
    if all(len(mark.moment) > 16 for mark in marks):
        numbers.sort(key=lambda number: datetime.fromisoformat(marks[number].moment))
    latest, passed = [numbers[-1]], 0
    for later, earlier in pairwise(reversed(numbers)):
        passed += max(0, minutes_between(marks[earlier], marks[later]))
        if hours and passed > 60 * hours:
            break
        latest.append(earlier)
    latest.reverse()
    return latest[latest.index(blog.recap) :] if blog.recap in latest else latest


def _without_stamp(entry: Sequence[Line]) -> list[Line]:
    """Return the lines of an entry; its time is dropped, also out of a line with text, and its byline too."""
    found: list[Line] = []
    is_open = True
    for line in (*entry[:_BYLINE_LINES], *entry[-1:]):
        if is_names(line.text) and not heading_level(line):
            line.drop("other", RULE)
    for line in entry:
        stamp = stamp_of(line, has_time=True) if is_open else None
        if stamp is None:
            found.append(line)
            continue
        is_open = False
        if stamp.rest:
            found.append(Line(stamp.words, line.owner, reason="other", rule=RULE))
            line.run_in = max(0, line.run_in - (line.text.find(stamp.rest)))
            line.text = stamp.rest
        else:
            line.drop("other", RULE)
        found.append(line)
    return found


def entries_of(arranged: ArrangedEntries) -> tuple[Entry, ...]:
    """Return the first block of each entry with its time; an entry without a kept line has none."""
    found: list[Entry] = []
    number, latest = 0, OUTSIDE
    for line in arranged.lines:
        if line.reason:
            continue
        entry = line.entry if line.entry is not None else OUTSIDE
        if entry != latest and entry in arranged.marks:
            mark = arranged.marks[entry]
            found.append(Entry(number, mark.clock, mark.moment))
        latest = entry
        number += 1
    return tuple(found)
