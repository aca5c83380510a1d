"""Which mark closes which, and what stands between a pair.

A walk from left to right with a stack, one step a mark, so hostile text stays linear. Only the outermost
pairs become spans; a paragraph that ends while a quotation is open hands it on when the next one opens again
with the same mark.
"""

from collections.abc import Sequence
from typing import NamedTuple

from briefing.quote.marks.signs import SOFT, Mark, begins_with, read_signs, strong_closes


class Marked(NamedTuple):
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
    family: str
    text: str
    left: int
    start: int


def read_marks(texts: Sequence[str]) -> tuple[Marked, ...]:
    """The outermost quotations of the blocks' texts, in order, not overlapping."""
    found: list[Marked] = []
    carried: _Open | None = None
    for number, text in enumerate(texts):
        following = texts[number + 1] if number + 1 < len(texts) else ""
        walk = _Walk(number, text, carried, following)
        walk.run()
        found += walk.found
        carried = walk.left_open
    return tuple(found)


class _Walk:
    """The walk through one block."""

    def __init__(self, number: int, text: str, carried: _Open | None, following: str) -> None:
        self.number = number
        self.text = text
        self.following = following
        self.found: list[Marked] = []
        self.stack: list[_Open] = []
        self.left_open: _Open | None = None
        self.marks = list(read_signs(text))
        self.strong_close_next = strong_closes(self.marks, text)
        self.reopened = self._begin(carried)

    def _begin(self, carried: _Open | None) -> bool:
        """Whether the block goes on with `carried`; without a mark of its own it is open from the start."""
        if carried is None or not self.marks:
            return False
        first = self.marks[0]
        if first.family == carried.family and first.opens and not self.text[: first.start].strip():
            return True
        outer = [mark for mark in self.marks if mark.family == carried.family]
        if carried.family != "single" and outer and outer[0].closes and not outer[0].opens:
            self.stack.append(_Open(carried.family, carried.text, 0, 0))
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

    def _is_apostrophe(self, index: int, mark: Mark) -> bool:
        """A single mark that is part of a word: O’Neil, the players’ union, ’em."""
        if mark.family != "single":
            return False
        if not mark.opens and not mark.closes:
            return True
        if not mark.closes or mark.opens or not self._is_open("single"):
            return not mark.opens
        before = self.text[mark.start - 1 : mark.start]
        plural = before in "sSzZnx" and self.text[mark.end : mark.end + 1] == " "
        after = self.text[mark.end + 1 : mark.end + 2]
        return plural and after.isalpha() and self.strong_close_next[index]

    def _is_open(self, family: str) -> bool:
        return any(open_.family == family for open_ in self.stack)

    def _close(self, mark: Mark) -> bool:
        if not self._is_open(mark.family):
            return False
        if mark.opens and not self._prefers_closing(mark):
            return False
        while self.stack:
            open_ = self.stack.pop()
            if open_.family == mark.family:
                break
        if not self.stack:
            self._record(open_, mark.start, mark.end, closed=True)
        return True

    def _prefers_closing(self, mark: Mark) -> bool:
        """A mark that could do both closes what is open, unless its form only ever opens."""
        opener = self.stack[-1].text
        if mark.text == "“":
            return opener in "„‟"
        if mark.text in "«»":
            return opener in "«»" and opener != mark.text
        if mark.text == "‘":
            return opener in "‚‛"
        return mark.text not in ("``", "‘‘", "„")

    def _open(self, index: int, mark: Mark) -> None:
        if self.stack and self.stack[0].family == mark.family and len(self.stack) == 1:
            rest = [m for m in self.marks[index + 1 : index + 6] if m.family == mark.family][:2]
            if len(rest) < 2 or not all(m.closes and not m.opens for m in rest):
                open_ = self.stack.pop()
                if mark.family == "single":
                    pass
                else:
                    self._record(open_, mark.start, mark.start, closed=False)
        if len(self.stack) < 8:
            self.stack.append(_Open(mark.family, mark.text, mark.start, mark.end))

    def _record(self, open_: _Open, end: int, right: int, *, closed: bool) -> None:
        if self.text[open_.start : end].strip(SOFT):
            reopened = self.reopened and not self.found
            self.found.append(Marked(self.number, open_.left, open_.start, end, right, closed, reopened))

    def _end(self) -> None:
        """What is open runs to the end of the block, a single mark only if the next block goes on."""
        if not self.stack:
            return
        open_ = self.stack[0]
        goes_on = begins_with(self.following, open_.family)
        if open_.family == "single" and not goes_on:
            self._restart_inside(open_)
            return
        end = len(self.text.rstrip())
        self._record(open_, end, end, closed=False)
        self.left_open = open_

    def _restart_inside(self, open_: _Open) -> None:
        """A single mark that never closes was an apostrophe: read again what it seemed to hold."""
        self.marks = [mark for mark in self.marks if mark.start > open_.left]
        if not any(mark.family != "single" for mark in self.marks):
            return
        self.marks = [mark for mark in self.marks if mark.family != "single"]
        self.strong_close_next = strong_closes(self.marks, self.text)
        self.stack = []
        self.run()
