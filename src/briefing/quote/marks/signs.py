"""One mark at a time: of which family it is, and whether it opens, closes, or is an apostrophe.

A mark that could be several things (an apostrophe, a straight mark, the British single mark) is read from its
two neighbours here; what is open decides the rest (`pairs`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# One mark, wire marks of two characters first: ''word'' ``word'' ’’word’’
_MARK = re.compile(r"''|``|‘‘|’’|[\"“”„‟«»‹›‘’‚‛'`「」『』＂]")
# 'em, '90s, 'til: a mark before these is an apostrophe
_ELISION = re.compile(
    r"(?:em|tis|twas|til|till|cause|n|bout|round|cuz|neath|ello|ere|un)\b|\d0?s\b|\d\ds?\b", re.IGNORECASE
)
SOFT = " \t\r\n\u00a0\u202f\u2009\u200b\ufeff"
_BEFORE_OPENING = SOFT + "([{<-–—―/…:;=>*•|"
_SENTENCE_END = ".,!?…—–-;:"

_DOUBLE = frozenset({'"', "“", "”", "„", "‟", "''", "``", "‘‘", "’’", "＂"})
_SINGLE = frozenset({"‘", "’", "‚", "‛", "'", "`"})
_GUILLEMET = frozenset({"«", "»"})


class Mark(NamedTuple):
    """A mark at characters `start` to `end`; only marks of one `family` close each other."""

    text: str
    start: int
    end: int
    opens: bool
    closes: bool
    family: str


def read_signs(text: str) -> Iterator[Mark]:
    """The marks of a block in order; an apostrophe neither opens nor closes."""
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        family = _family(mark)
        if family == "single":
            opens, closes = _single(mark, before, after, text, end)
        elif family == "double":
            opens, closes = _double(mark, before, after)
        else:
            opens, closes = _angular(mark, before, after)
        yield Mark(mark, start, end, opens, closes, family)


def begins_with(text: str, family: str) -> bool:
    """Whether the first mark of that family stands before all words."""
    mark = _MARK.match(text.lstrip(SOFT))
    return mark is not None and _family(mark.group()) == family


def _family(mark: str) -> str:
    if mark in _DOUBLE:
        return "double"
    if mark in _SINGLE:
        return "single"
    if mark in _GUILLEMET:
        return "guillemet"
    return "corner" if mark in "「」" else "white corner" if mark in "『』" else "single guillemet"


def _double(mark: str, before: str, after: str) -> tuple[bool, bool]:
    if mark in ("„", "‟", "``", "‘‘"):
        return True, False
    if mark == "“":
        return after not in SOFT or before in SOFT, before not in SOFT or after in SOFT
    could_open = (before in _BEFORE_OPENING or before in "‘'") and after not in SOFT
    if mark in ("”", "’’"):
        return could_open and before in SOFT, True
    return _straight(before, after, could_open)


def _straight(before: str, after: str, could_open: bool) -> tuple[bool, bool]:
    """The mark of the typewriter: 5'2" is a measure, one with space on both sides could be either."""
    could_close = before not in SOFT
    if before.isdigit() and after in SOFT + ",.;x":
        return False, True
    if could_open == could_close:
        return True, not could_open or before not in "([{"
    return could_open, could_close


def _single(mark: str, before: str, after: str, text: str, end: int) -> tuple[bool, bool]:
    if before.isalnum() and after.isalnum():
        return False, False
    if mark in "‚‛":
        return after not in SOFT and before in _BEFORE_OPENING, False
    could_open = (before in _BEFORE_OPENING or before in '"“„«”') and after not in SOFT + ",.;:!?"
    if could_open and _ELISION.match(text, end):
        return False, False
    if mark == "‘":
        return could_open or not before.isalnum(), before not in SOFT
    could_close = before not in SOFT
    if mark == "’":
        return could_open and before in SOFT and after.isupper(), could_close
    return could_open, could_close and not (could_open and before in _BEFORE_OPENING and before in "([{")


def _angular(mark: str, before: str, after: str) -> tuple[bool, bool]:
    if mark in "「『":
        return True, False
    if mark in "」』":
        return False, True
    if mark in "«‹":
        return True, before not in SOFT or after in SOFT
    return before in _BEFORE_OPENING and after not in SOFT, True


def strong_closes(marks: Sequence[Mark], text: str) -> list[bool]:
    """For each mark: whether a single mark that surely closes comes before the next one that opens."""
    answer = [False] * len(marks)
    seen = False
    for index in range(len(marks) - 1, -1, -1):
        answer[index] = seen
        mark = marks[index]
        if mark.family != "single":
            continue
        if mark.opens and not mark.closes:
            seen = False
        elif mark.closes and (
            text[mark.start - 1] in _SENTENCE_END or text[mark.end : mark.end + 1] in ("", ",", ".")
        ):
            seen = True
    return answer
