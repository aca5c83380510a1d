"""Live blogs: entries with a time each, newest first on the page.

An entry is recognised by its form: a `time` element, a clock time at an end of a line, or an update of the
JSON-LD `LiveBlogPosting`, in places of the same markup. The article tells the summary if the page has one,
else the latest entries, the oldest first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from briefing.clean.dates import Stamp, iso_date, stamp_before, stamp_behind
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.line_patterns import alternatives, ends_sentence
from briefing.clean.lines import TimeElement, name_words
from briefing.clean.wording_rules import fold
from briefing.text import read_table

_WORDS = read_table("briefing.clean", "words/live_blog.toml")
OUTSIDE, SUMMARY = -1, -2  # values of `Line.entry`
RULE = "live_entry"
MIN_ENTRIES = 3
_MAX_ENTRIES = 500  # the time stays linear in any page
_BEGINNING_CHARS = 80  # of an update of the JSON-LD, by which its line is found
_MAX_SUMMARY_LINES = 30
_MIN_ENTRY_CHARS = 25  # of text outside links
_MIN_TEXT_SHARE = 0.55  # of the text around the entries that is inside them
_MAX_SUMMARY_HEADING_CHARS = 80
_MIN_SUMMARY_CHARS = 60
_MAX_BYLINE_CHARS = 40
_MAX_RECAP_TAIL = 12  # characters behind the words of such a heading: 'Summary so far'
_MAX_BOX_STEPS = 4  # from the heading of a summary to the element around its items
_MINUTES_PER_DAY = 1440


@dataclass(frozen=True, slots=True)
class PageTimes:
    """The times of a page, and the words by which it may be called a live blog.

    Attributes:
        elements: The first `time` element of each line, by the number of the line.
        updates: Time and beginning of the text of each update of the JSON-LD.
        names: The headline, the address and the types of the page.
    """

    elements: Mapping[int, TimeElement]
    updates: Sequence[tuple[str, str]] = ()
    names: str = ""


class Mark(NamedTuple):
    """The time of an entry: the number of its line, and the time as ISO 8601 ('' if unknown) and as clock."""

    at: int
    moment: str
    clock: str


@dataclass(frozen=True, slots=True)
class LiveBlog:
    """The entries of a page in page order, and the element around them and the summary.

    `recap` is the number of the first entry that sums up those before it in time, if there is one.
    """

    marks: tuple[Mark, ...]
    container: Element
    has_summary: bool
    recap: int | None = None


@dataclass(frozen=True, slots=True)
class EntryRange:
    """An entry: the lines `first` to `last` (exclusive) of the page."""

    mark: Mark
    first: int
    last: int


def find_live_blog(lines: Sequence[Line], first: int, times: PageTimes) -> LiveBlog | None:
    """Find the entries of a live blog behind line `first`, and set `entry` of each line.

    Returns:
        None if the page is no live blog; then no line is changed.
    """
    if not (times.updates or _live_words().search(f" {fold(times.names)} ")):
        return None
    found = [
        (ranges, around)
        for ranges, around in (_entry_ranges(lines, marks) for marks in _groups(lines, first, times))
        if _is_live_blog(lines, ranges, around)
    ]
    if not found:
        return None
    ranges, around = max(found, key=lambda one: sum(_entry_chars(lines, one[0])))
    ranges = _without_introduction(lines, ranges)
    entries = {at: number for number, one in enumerate(ranges) for at in range(one.first, one.last)}
    summary = _summary_lines(lines, first, entries)
    for at, line in enumerate(lines):
        line.entry = SUMMARY if at in summary else entries.get(at, OUTSIDE)
    if summary:
        around = common_element([around, *(lines[at].owner for at in summary)])
    for one in ranges:
        _drop_time_line(lines, one, times)
    recap = next((number for number, one in enumerate(ranges) if _is_recap(lines, one)), None)
    return LiveBlog(tuple(one.mark for one in ranges), around, bool(summary), recap)


def _groups(lines: Sequence[Line], first: int, times: PageTimes) -> list[list[Mark]]:
    """Return the times in places of the same markup."""
    groups: dict[tuple[object, ...], list[Mark]] = defaultdict(list)
    for at in range(first, len(lines)):
        line = lines[at]
        if line.reason or line.link_density > 0.8:
            continue
        if mark := _mark_of(line, at, times.elements.get(at)):
            group = groups[_style_of(line), at in times.elements]
            if len(group) < _MAX_ENTRIES:
                group.append(mark)
    groups["updates",] = list(_marks_of_updates(lines, first, times.updates))
    return [marks for marks in groups.values() if len(marks) >= MIN_ENTRIES]


def _style_of(line: Line) -> tuple[str, ...]:
    """Return the tags and the class of a line's place; headings of any level are one style."""
    owner, parent = line.owner, line.owner.parent
    if heading_level(line):
        return ("heading",)
    return (owner.tag, owner.attributes.get("class", ""), parent.tag if parent else "")


def _mark_of(line: Line, at: int, element: TimeElement | None) -> Mark | None:
    stamp = stamp_of(line, has_time=element is not None)
    moment = iso_date(element.moment if element is not None else "")
    moment = moment if "T" in moment else ""
    if stamp is None and not moment:
        return None
    return Mark(at, moment, stamp.clock if stamp is not None else moment[11:16])


def stamp_of(line: Line, *, has_time: bool) -> Stamp | None:
    """Return the clock time at an end of the line; without a `time` element it must stand apart."""
    before = stamp_before(line.text)
    if before is not None and (has_time or before.is_apart or before.rest[:1].isupper()):
        return before
    return stamp_behind(line.text) if has_time or heading_level(line) else None


def _marks_of_updates(
    lines: Sequence[Line], first: int, updates: Sequence[tuple[str, str]]
) -> Iterable[Mark]:
    """Yield the first line of each update of the JSON-LD that the page shows."""
    dated = ((fold(text)[:_BEGINNING_CHARS], iso_date(published)) for published, text in updates)
    moments = {beginning: moment for beginning, moment in dated if "T" in moment}
    for at in range(first, len(lines) if moments else first):
        beginning = fold(lines[at].text[:_BEGINNING_CHARS])
        if not lines[at].reason and beginning in moments:
            moment = moments.pop(beginning)
            yield Mark(at, moment, moment[11:16])


def _entry_ranges(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[list[EntryRange], Element]:
    """Return the lines of each entry, and the element around all of them."""
    places = [mark.at for mark in marks]
    own = [
        _own_element(lines[at].owner, before, after)
        for before, at, after in zip([-1, *places], places, [*places[1:], len(lines)], strict=False)
    ]
    around = common_element([lines[at].owner for at in places])
    own = [one if one is None or around in one.ancestors() else None for one in own]
    is_wrapped = sum(one is not None and one.last - one.first > 1 for one in own) * 5 >= len(own) * 4
    if is_wrapped:
        found = [
            EntryRange(mark, one.first, one.last)
            for mark, one in zip(marks, own, strict=True)
            if one is not None
        ]
        return found, around
    starts = _starts_of_flat_entries(lines, places)
    ends = [*starts[1:], around.last]
    return [EntryRange(*one) for one in zip(marks, starts, ends, strict=True)], around


def _own_element(owner: Element, before: int, after: int) -> Element | None:
    """Return the largest element with a mark and no other; None if its own element has several."""
    best = None
    for element in owner.ancestors():
        if element.first <= before or after < element.last:
            break
        best = element
    return best if best is not None and best.parent is not None else None


def common_element(elements: Sequence[Element]) -> Element:
    """Return the innermost element around all of these."""
    shared = elements[0].ancestors()
    for element in elements[1:]:
        own = set(element.ancestors())
        shared = [around for around in shared if around in own]
    return shared[0]


def _starts_of_flat_entries(lines: Sequence[Line], places: Sequence[int]) -> list[int]:
    """Return where entries without an element of their own begin: at the time, or at a heading before it."""
    has_heading = all(at > 0 and heading_level(lines[at - 1]) for at in places)
    return [at - 1 for at in places] if has_heading else list(places)


def _is_live_blog(lines: Sequence[Line], ranges: Sequence[EntryRange], around: Element) -> bool:
    if len(ranges) < MIN_ENTRIES:
        return False
    chars = _entry_chars(lines, ranges)
    has_text = sum(count >= _MIN_ENTRY_CHARS for count in chars) * 10 >= len(ranges) * 7
    total = sum(map(_text_chars, lines[around.first : around.last]))
    return has_text and sum(chars) >= _MIN_TEXT_SHARE * total and direction(ranges) != 0


def _without_introduction(lines: Sequence[Line], ranges: list[EntryRange]) -> list[EntryRange]:
    """Return the entries without an introduction: the first text of the page, with an older time."""
    first, second = ranges[0], ranges[1]
    has_heading = any(heading_level(line) for line in lines[first.first : first.last])
    is_older = direction(ranges) < 0 and minutes_between(first.mark, second.mark) > 0
    return ranges[1:] if is_older and not has_heading and len(ranges) > MIN_ENTRIES else ranges


def _entry_chars(lines: Sequence[Line], ranges: Sequence[EntryRange]) -> list[int]:
    return [sum(map(_text_chars, lines[one.first : one.last])) for one in ranges]


def _text_chars(line: Line) -> int:
    return 0 if line.reason else line.chars - line.link_chars


def direction(ranges: Sequence[EntryRange]) -> int:
    """Return 1 if most entries are later than the one before, -1 if earlier, 0 if they are in no order."""
    steps = [minutes_between(one.mark, two.mark) for one, two in pairwise(ranges)]
    later, earlier = sum(step >= 0 for step in steps), sum(step <= 0 for step in steps)
    if max(later, earlier) * 5 < len(steps) * 4 or sum(step == 0 for step in steps) * 2 > len(steps):
        return 0
    return 1 if later > earlier else -1


def minutes_between(one: Mark, two: Mark) -> int:
    """Return the minutes from one entry to the next; without dates, the shorter way round the clock."""
    if one.moment and two.moment and (len(one.moment) > 16) == (len(two.moment) > 16):
        difference = datetime.fromisoformat(two.moment) - datetime.fromisoformat(one.moment)
        return round(difference.total_seconds() / 60)
    minutes = [60 * int(mark.clock[:2]) + int(mark.clock[3:]) for mark in (one, two)]
    half = _MINUTES_PER_DAY // 2
    return (minutes[1] - minutes[0] + half) % _MINUTES_PER_DAY - half


def _summary_lines(lines: Sequence[Line], first: int, entries: Mapping[int, int]) -> range:
    """Return the lines of the summary with its heading; none if the page has no summary outside entries."""
    for at in range(first, len(lines)):
        line = lines[at]
        is_heading = line.chars <= _MAX_SUMMARY_HEADING_CHARS and _summary_heading().match(fold(line.text))
        if line.reason or at in entries or not is_heading:
            continue
        end = _end_of_summary(lines, at, entries)
        items = lines[at + 1 : end]
        is_long = len(items) > 1 and sum(map(_text_chars, items)) >= _MIN_SUMMARY_CHARS
        if is_long and not _lists_entries(items, lines, entries):
            return range(at, end)
    return range(0)


def _lists_entries(items: Sequence[Line], lines: Sequence[Line], entries: Iterable[int]) -> bool:
    """Return True if most items are headings of entries: a table of contents is no summary."""
    headings = [text_of(lines[at]) for at in entries if heading_level(lines[at])]
    listed = sum(any(text_of(item) in heading for heading in headings) for item in items)
    return listed * 2 > len(items)


def text_of(line: Line) -> str:
    """Return the folded text of a line without the time at an end of it."""
    stamp = stamp_of(line, has_time=True)
    return fold(stamp.rest if stamp is not None else line.text)


def _end_of_summary(lines: Sequence[Line], at: int, entries: Mapping[int, int]) -> int:
    """Return the end of the innermost element around the heading that has items, before the next heading."""
    around = lines[at].owner.ancestors(_MAX_BOX_STEPS)
    end = next((element.last for element in around if element.last - at > 2), at + 1)
    end = min(end, at + _MAX_SUMMARY_LINES)
    return next((b for b in range(at + 1, end) if b in entries or heading_level(lines[b])), end)


def _is_recap(lines: Sequence[Line], entry: EntryRange) -> bool:
    """Return True if an entry is a list under a heading like 'Summary' or 'What we know so far'."""
    own = lines[entry.first : entry.last]
    items = [line for line in own if any(element.tag == "li" for element in line.owner.ancestors())]
    headings = (stamp.rest if (stamp := stamp_before(line.text)) else line.text for line in own[:3])
    found = (_summary_heading().match(fold(text)) for text in headings)
    return len(items) > 1 and any(
        match and len(match.string) - match.end() <= _MAX_RECAP_TAIL for match in found
    )


def _drop_time_line(lines: Sequence[Line], entry: EntryRange, times: PageTimes) -> None:
    """Drop the line of an entry's time if it has only a byline beside it: '2 hours ago', '9:40 Ann Lee'."""
    at = next((at for at in range(entry.first, entry.last) if at in times.elements), None)
    if at is None:
        return
    line = lines[at]
    others = [one for one in lines[entry.first : entry.last] if one is not line and not one.reason]
    rest = line.text.replace(times.elements[at].text, " ").strip()
    is_label = len(rest) <= _MAX_BYLINE_CHARS and not ends_sentence(rest) and not heading_level(line)
    if not rest or (is_label and any(map(heading_level, others))):
        line.drop("other", RULE)


@cache
def _summary_heading() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_WORDS['summary'])})(?!\w)")


@cache
def _live_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(_WORDS['live'])})(?!\w)")


def address_words(address: str) -> str:
    """Return the words of an address: 'en direct greve' of 'https://site.example/en-direct-greve'."""
    return name_words(address.replace("-", " ").replace("_", " "))
