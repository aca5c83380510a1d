"""One mark at a time: of which style it is, and whether it opens, closes, or is an apostrophe.

A mark that could be several things (an apostrophe, a straight mark, the British single mark) is read from its
two neighbours here; what is open decides the rest (`pairs`).

Which mark closes which, and what stands between a pair.

A walk from left to right with a stack, one step a mark, so hostile text stays linear. Only the outermost
pairs become spans; a paragraph that ends while a quotation is open hands it on when the next one opens again
with the same mark.
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
_WHITESPACE = " \t\r\n\u00a0\u202f\u2009\u200b\ufeff"
_BEFORE_OPENING = _WHITESPACE + "([{<-–—―/…:;=>*•|"
_SENTENCE_END = ".,!?…—–-;:"

_DOUBLE = frozenset({'"', "“", "”", "„", "‟", "''", "``", "‘‘", "’’", "＂"})
_SINGLE = frozenset({"‘", "’", "‚", "‛", "'", "`"})
_GUILLEMET = frozenset({"«", "»"})


class QuoteMark(NamedTuple):
    """A mark at characters `start` to `end`; only marks of one `style` close each other."""

    text: str
    start: int
    end: int
    opens: bool
    closes: bool
    style: str


def quote_marks(text: str) -> Iterator[QuoteMark]:
    """The marks of a block in order; an apostrophe neither opens nor closes."""
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        style = _style_of(mark)
        if style == "single":
            opens, closes = _single_directions(mark, before, after, text, end)
        elif style == "double":
            opens, closes = _double_directions(mark, before, after)
        else:
            opens, closes = _bracket_directions(mark, before, after)
        yield QuoteMark(mark, start, end, opens, closes, style)


def _starts_with_mark(text: str, style: str) -> bool:
    """Whether the first mark of that style stands before all words."""
    mark = _MARK.match(text.lstrip(_WHITESPACE))
    return mark is not None and _style_of(mark.group()) == style


def _style_of(mark: str) -> str:
    if mark in _DOUBLE:
        return "double"
    if mark in _SINGLE:
        return "single"
    if mark in _GUILLEMET:
        return "guillemet"
    return "corner" if mark in "「」" else "white corner" if mark in "『』" else "single guillemet"


def _double_directions(mark: str, before: str, after: str) -> tuple[bool, bool]:
    if mark in ("„", "‟", "``", "‘‘"):
        return True, False
    if mark == "“":
        return (
            after not in _WHITESPACE or before in _WHITESPACE,
            before not in _WHITESPACE or after in _WHITESPACE,
        )
    could_open = (before in _BEFORE_OPENING or before in "‘'") and after not in _WHITESPACE
    if mark in ("”", "’’"):
        return could_open and before in _WHITESPACE, True
    return _straight_directions(before, after, could_open)


def _straight_directions(before: str, after: str, could_open: bool) -> tuple[bool, bool]:
    """The mark of the typewriter: 5'2" is a measure, one with space on both sides could be either."""
    could_close = before not in _WHITESPACE
    if before.isdigit() and after in _WHITESPACE + ",.;x":
        return False, True
    if could_open == could_close:
        return True, not could_open or before not in "([{"
    return could_open, could_close


def _single_directions(mark: str, before: str, after: str, text: str, end: int) -> tuple[bool, bool]:
    if before.isalnum() and after.isalnum():
        return False, False
    if mark in "‚‛":
        return after not in _WHITESPACE and before in _BEFORE_OPENING, False
    could_open = (before in _BEFORE_OPENING or before in '"“„«”') and after not in _WHITESPACE + ",.;:!?"
    if could_open and _ELISION.match(text, end):
        return False, False
    if mark == "‘":
        return could_open or not before.isalnum(), before not in _WHITESPACE
    could_close = before not in _WHITESPACE
    if mark == "’":
        return could_open and before in _WHITESPACE and after.isupper(), could_close
    return could_open, could_close and not (could_open and before in _BEFORE_OPENING and before in "([{")


def _bracket_directions(mark: str, before: str, after: str) -> tuple[bool, bool]:
    if mark in "「『":
        return True, False
    if mark in "」』":
        return False, True
    if mark in "«‹":
        return True, before not in _WHITESPACE or after in _WHITESPACE
    return before in _BEFORE_OPENING and after not in _WHITESPACE, True


def _certain_closers(marks: Sequence[QuoteMark], text: str) -> list[bool]:
    """For each mark: whether a single mark that surely closes comes before the next one that opens."""
    answer = [False] * len(marks)
    seen = False
    for index in range(len(marks) - 1, -1, -1):
        answer[index] = seen
        mark = marks[index]
        if mark.style != "single":
            continue
        if mark.opens and not mark.closes:
            seen = False
        elif mark.closes and (
            text[mark.start - 1] in _SENTENCE_END or text[mark.end : mark.end + 1] in ("", ",", ".")
        ):
            seen = True
    return answer


class QuotedSpan(NamedTuple):
    """What stands between an outer pair: characters `start` to `end` of the block, marks not included.

    `left` and `right` are the same with the marks. `closed` is False when the block ends first;
    `reopened` says that it goes on with a quotation that the block before left open.
    """

    block: int
    left: int
    start: int
    end: int
    right: int
    closed: bool
    reopened: bool


class _Open(NamedTuple):
    style: str
    text: str
    left: int
    start: int


def find_quoted_spans(texts: Sequence[str]) -> tuple[QuotedSpan, ...]:
    """The outermost quotations of the blocks' texts, in order, not overlapping."""
    found: list[QuotedSpan] = []
    open_before: _Open | None = None
    for number, text in enumerate(texts):
        following = texts[number + 1] if number + 1 < len(texts) else ""
        walk = _MarkMatcher(number, text, open_before, following)
        walk.run()
        found += walk.found
        open_before = walk.still_open
    return tuple(found)


class _MarkMatcher:
    """The walk through one block."""

    def __init__(self, number: int, text: str, open_before: _Open | None, following: str) -> None:
        self.number = number
        self.text = text
        self.following = following
        self.found: list[QuotedSpan] = []
        self.stack: list[_Open] = []
        self.still_open: _Open | None = None
        self.marks = list(quote_marks(text))
        self.certain_close_follows = _certain_closers(self.marks, text)
        self.reopened = self._begin(open_before)

    def _begin(self, open_before: _Open | None) -> bool:
        """Return True if the block continues `open_before`; without a mark of its own it starts inside it."""
        if open_before is None or not self.marks:
            return False
        first = self.marks[0]
        if first.style == open_before.style and first.opens and not self.text[: first.start].strip():
            return True
        outer = [mark for mark in self.marks if mark.style == open_before.style]
        if open_before.style != "single" and outer and outer[0].closes and not outer[0].opens:
            self.stack.append(_Open(open_before.style, open_before.text, 0, 0))
            return True
        return False

    def run(self) -> None:
        for index, mark in enumerate(self.marks):
            if self._is_apostrophe(index, mark):
                continue
            if mark.closes and self._close(mark):
                continue
            if mark.opens:
                self._open(index, mark)
        self._end()

    def _is_apostrophe(self, index: int, mark: QuoteMark) -> bool:
        """A single mark that is part of a word: O’Neil, the players’ union, ’em."""
        if mark.style != "single":
            return False
        if not mark.opens and not mark.closes:
            return True
        if not mark.closes or mark.opens or not self._is_open("single"):
            return not mark.opens
        before = self.text[mark.start - 1 : mark.start]
        plural = before in "sSzZnx" and self.text[mark.end : mark.end + 1] == " "
        after = self.text[mark.end + 1 : mark.end + 2]
        return plural and after.isalpha() and self.certain_close_follows[index]

    def _is_open(self, style: str) -> bool:
        return any(open_.style == style for open_ in self.stack)

    def _close(self, mark: QuoteMark) -> bool:
        if not self._is_open(mark.style):
            return False
        if mark.opens and not self._prefers_closing(mark):
            return False
        while self.stack:
            open_ = self.stack.pop()
            if open_.style == mark.style:
                break
        if not self.stack:
            self._record(open_, mark.start, mark.end, closed=True)
        return True

    def _prefers_closing(self, mark: QuoteMark) -> bool:
        """A mark that could do both closes what is open, unless its form only ever opens."""
        opener = self.stack[-1].text
        if mark.text == "“":
            return opener in "„‟"
        if mark.text in "«»":
            return opener in "«»" and opener != mark.text
        if mark.text == "‘":
            return opener in "‚‛"
        return mark.text not in ("``", "‘‘", "„")

    def _open(self, index: int, mark: QuoteMark) -> None:
        if self.stack and self.stack[0].style == mark.style and len(self.stack) == 1:
            rest = [m for m in self.marks[index + 1 : index + 6] if m.style == mark.style][:2]
            if len(rest) < 2 or not all(m.closes and not m.opens for m in rest):
                open_ = self.stack.pop()
                if mark.style == "single":
                    pass
                else:
                    self._record(open_, mark.start, mark.start, closed=False)
        if len(self.stack) < 8:
            self.stack.append(_Open(mark.style, mark.text, mark.start, mark.end))

    def _record(self, open_: _Open, end: int, right: int, *, closed: bool) -> None:
        if self.text[open_.start : end].strip(_WHITESPACE):
            reopened = self.reopened and not self.found
            self.found.append(QuotedSpan(self.number, open_.left, open_.start, end, right, closed, reopened))

    def _end(self) -> None:
        """What is open runs to the end of the block, a single mark only if the next block goes on."""
        if not self.stack:
            return
        open_ = self.stack[0]
        goes_on = _starts_with_mark(self.following, open_.style)
        if open_.style == "single" and not goes_on:
            self._retry_without_single_marks(open_)
            return
        end = len(self.text.rstrip())
        self._record(open_, end, end, closed=False)
        self.still_open = open_

    def _retry_without_single_marks(self, open_: _Open) -> None:
        """A single mark that never closes was an apostrophe: read again what it seemed to hold."""
        self.marks = [mark for mark in self.marks if mark.start > open_.left]
        if not any(mark.style != "single" for mark in self.marks):
            return
        self.marks = [mark for mark in self.marks if mark.style != "single"]
        self.certain_close_follows = _certain_closers(self.marks, self.text)
        self.stack = []
        self.run()
