"""Forms outside the United States: day before month, 'two nil', 'seven hundred and fifty'."""

import re

from briefing.text import read_table
from briefing.write.normalization.english.dates_and_times import MONTH_NAMES
from briefing.write.normalization.english.numbers import ONES, TENS, cardinal
from briefing.write.normalization.patterns import any_of, any_word

_TABLE = read_table(__package__, "words/british.toml")
MONTH_FIRST_REGIONS: frozenset[str] = frozenset(_TABLE["month_first_regions"])

# '05/04/2024', '3.4.24'
_DAY_FIRST = re.compile(
    r"(?<![\w./-])(?P<day>0?[1-9]|[12]\d|3[01])(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<year>20\d\d|19\d\d|\d\d)(?![\w/-]|\.\d)"
)
# 'on 5/6'
_ON_DAY = re.compile(
    r"(?<=\b[Oo]n )(?P<day>0?[1-9]|[12]\d|3[01])/(?P<month>0?[1-9]|1[0-2])(?![\w/%]|[.,]\d|-|\sof\b)"
)
# 'PMQs 12.00-12.45'; a number with a unit behind it is none
_DOTTED_TIMES = re.compile(
    r"(?<![\w.,$€£])(?P<from>[01]?\d|2[0-3])\.(?P<from_minute>[0-5][05])\s?[-–—]\s?"
    r"(?P<to>[01]?\d|2[0-3])\.(?P<to_minute>[0-5][05])(?=[,;)]|\.?$|\.\s|\s(?:[A-Z]|on\b|at\b|and\b|daily\b))"
)
# 'J12 of the M5', 'J3-J4'
_JUNCTION = re.compile(r"\bJ(?P<number>\d{1,2})(?P<letter>[A-D])?\b(?!-[a-z])")
_BETWEEN_JUNCTIONS = re.compile(r"(?<=\d)\s?[-–—]\s?(?=J\d)")
_ROAD = re.compile(rf"\b[AM]\d{{1,4}}\b|(?i:{any_word(_TABLE['traffic_words'])})")
# '3-0', '2–1'
_SCORE = re.compile(r"(?<![\w.,-])(?P<ours>\d{1,2})\s?[-–]\s?(?P<theirs>\d{1,2})(?![\w-]|[.,]\d)")
# words beside a result of a match, in its own sentence
_RESULT = re.compile(any_word(_TABLE["result_words"]), re.IGNORECASE)
_SMALL = rf"(?:{any_of(word for word in (*ONES, *TENS) if word != 'zero')})(?!\w)"
# 'seven hundred fifty', 'two thousand three', but 'two thousand three hundred'
_MORE = r"(?:-\w+)?(?! (?:hundred|thousand|million)\b)"
_AND = re.compile(
    rf"(?<=\bhundred )(?={_SMALL})|"
    rf"(?:(?<=\bthousand )|(?<=\bmillion )|(?<=\bbillion ))(?={_SMALL}{_MORE})"
)
# 'Rangers 2-1 Celtic'
_TEAM_BEFORE = re.compile(r"\b[A-Z][\w'’.]* $")
_TEAM_AFTER = re.compile(r" [A-Z]")
_AROUND = 60  # characters


def verbalize_day_first(text: str) -> str:
    """Write '05/04/2024' as '5 April 2024' and 'on 5/6' as 'on 5 June', for `verbalize_dates`."""
    text = _ON_DAY.sub(lambda m: f"{int(m['day'])} {MONTH_NAMES[int(m['month']) - 1]}", text)
    return _DAY_FIRST.sub(_write_out, text)


def verbalize_times_and_junctions(text: str) -> str:
    """Write '12.00-12.45' as '12:00 to 12:45', and 'J12' of a road as 'junction 12'."""
    text = _DOTTED_TIMES.sub(_write_times, text)
    if not _ROAD.search(text):
        return text
    text = _BETWEEN_JUNCTIONS.sub(" to ", text)
    return _JUNCTION.sub(lambda m: f"junction {m['number']}{' ' + m['letter'] if m['letter'] else ''}", text)


def _write_times(match: re.Match[str]) -> str:
    return f"{match['from']}:{match['from_minute']} to {match['to']}:{match['to_minute']}"


def verbalize_results(text: str) -> str:
    """Write 'a 3-0 win' as 'a three nil win'; votes and ages keep their 'to'."""
    return _SCORE.sub(_verbalize_score, text)


def verbalize_and(text: str) -> str:
    """Insert 'and' into numbers that are words already: 'seven hundred and fifty'."""
    return _AND.sub("and ", text)


def _write_out(match: re.Match[str]) -> str:
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    return f"{int(match['day'])} {MONTH_NAMES[int(match['month']) - 1]} {year}"


def _verbalize_score(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _AROUND) : match.start()].rpartition(". ")[2]
    after = match.string[match.end() : match.end() + _AROUND].partition(". ")[0]
    is_result = _RESULT.search(before) or _RESULT.search(after)
    if not is_result and not (_TEAM_BEFORE.search(before) and _TEAM_AFTER.match(after)):
        return match[0]
    return f"{_side(match['ours'])} {_side(match['theirs'])}"


def _side(goals: str) -> str:
    return "nil" if goals == "0" else cardinal(goals)
