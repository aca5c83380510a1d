"""Quotation marks: which of them opens, which closes, and the text between a pair.

Each mark is classified by its two neighbours first; an apostrophe neither opens nor closes. Then one pass
with a stack pairs the marks, so hostile text takes linear time. Only the outermost pairs become spans. A
quotation that a paragraph leaves open goes on in the next paragraph if that one begins with the same mark.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from briefing.quote.language.cue_words import CUE_WORDS

MarkStyle = Literal["double", "single", "guillemet", "single guillemet", "corner", "white corner"]
"""Only marks of one style close each other."""

# One mark, wire marks of two characters first: ''word'' ``word'' ’’word’’
_MARK = re.compile(r"''|``|‘‘|’’|[\"“”„‟«»‹›‘’‚‛'`「」『』＂]")
# A word or a decade before which a mark is an apostrophe: 'em, '90s, 'til
_ELISION = re.compile(rf"(?:{'|'.join(CUE_WORDS.elided)})\b|\d0?s\b|\d\ds?\b", re.IGNORECASE)
_WHITESPACE = " \t\r\n\u00a0\u202f\u2009\u200b\ufeff"
_BEFORE_OPENING = _WHITESPACE + "([{<-–—―/…:;=>*•|"
_SENTENCE_END = ".,!?…—–-;:"
_MAX_DEPTH = 8
_LOOKAHEAD = 6  # marks

_STYLES: dict[str, MarkStyle] = {
    **dict.fromkeys(['"', "“", "”", "„", "‟", "''", "``", "‘‘", "’’", "＂"], "double"),
    **dict.fromkeys(["‘", "’", "‚", "‛", "'", "`"], "single"),
    **dict.fromkeys(["«", "»"], "guillemet"),
    **dict.fromkeys(["‹", "›"], "single guillemet"),
    **dict.fromkeys(["「", "」"], "corner"),
    **dict.fromkeys(["『", "』"], "white corner"),
}


class QuoteMark(NamedTuple):
    """A mark at characters `start` to `end` of its block, and what it can do there."""

    text: str
    start: int
    end: int
    opens: bool
    closes: bool
    style: MarkStyle


class QuotedSpan(NamedTuple):
    """The text between an outer pair: characters `start` to `end` of the block, without the marks.

    `left` and `right` include the marks. `closed` is False if the block ends first; `reopened` is True if
    the span continues a quotation that the block before left open.
    """

    block: int
    left: int
    start: int
    end: int
    right: int
    closed: bool
    reopened: bool


class _Open(NamedTuple):
    """An opening mark that has no closing mark yet; the quotation begins at `start`."""

    style: MarkStyle
    text: str
    left: int
    start: int


class _MarkSite(NamedTuple):
    """A mark and the characters on both sides, which are spaces at the edges of the block."""

    mark: str
    before: str
    after: str
    text: str
    end: int


def find_quoted_spans(texts: Sequence[str]) -> tuple[QuotedSpan, ...]:
    """Return the outermost quotations of the blocks' texts, in order; they do not overlap."""
    found: list[QuotedSpan] = []
    open_before: _Open | None = None
    for number, text in enumerate(texts):
        following = texts[number + 1] if number + 1 < len(texts) else ""
        matcher = _MarkMatcher(number, text, open_before, following)
        matcher.run()
        found += matcher.found
        open_before = matcher.still_open
    return tuple(found)


class _MarkMatcher:
    """Pairs the marks of one block."""

    def __init__(self, number: int, text: str, open_before: _Open | None, following: str) -> None:
        self.number = number
        self.text = text
        self.following = following
        self.found: list[QuotedSpan] = []
        self.stack: list[_Open] = []
        self.still_open: _Open | None = None
        self.marks = list(_quote_marks(text))
        self.certain_close_follows = _certain_closers(self.marks, text)
        self.reopened = self._continues(open_before)

    def _continues(self, open_before: _Open | None) -> bool:
        """Return True if the block continues `open_before`; without an opening mark it starts inside."""
        if open_before is None or not self.marks:
            return False
        first = self.marks[0]
        if first.style == open_before.style and first.opens and not self.text[: first.start].strip():
            return True
        same = [mark for mark in self.marks if mark.style == open_before.style]
        if open_before.style != "single" and same and same[0].closes and not same[0].opens:
            self.stack.append(_Open(open_before.style, open_before.text, 0, 0))
            return True
        return False

    def run(self) -> None:
        """Pair all marks of the block."""
        for index, mark in enumerate(self.marks):
            if self._is_apostrophe(index, mark):
                continue
            if mark.closes and self._close(mark):
                continue
            if mark.opens:
                self._open(index, mark)
        self._finish()

    def _is_apostrophe(self, index: int, mark: QuoteMark) -> bool:
        """Return True if a single mark is part of a word: O’Neil, the players’ union, ’em."""
        if mark.style != "single":
            return False
        if not mark.opens and not mark.closes:
            return True
        if not mark.closes or mark.opens or not self._is_open("single"):
            return not mark.opens
        before = self.text[mark.start - 1 : mark.start]
        is_plural = before in "sSzZnx" and self.text[mark.end : mark.end + 1] == " "
        after = self.text[mark.end + 1 : mark.end + 2]
        return is_plural and after.isalpha() and self.certain_close_follows[index]

    def _is_open(self, style: MarkStyle) -> bool:
        return any(opened.style == style for opened in self.stack)

    def _close(self, mark: QuoteMark) -> bool:
        """Return True if the mark closes a quotation of its style, and close it."""
        if not self._is_open(mark.style):
            return False
        if mark.opens and not self._prefers_closing(mark):
            return False
        while self.stack:
            opened = self.stack.pop()
            if opened.style == mark.style:
                break
        if not self.stack:
            self._record(opened, mark.start, mark.end, closed=True)
        return True

    def _prefers_closing(self, mark: QuoteMark) -> bool:
        """Return True if an ambiguous mark closes what is open; some forms do so only after their partner."""
        opener = self.stack[-1].text
        if mark.text == "“":
            return opener in "„‟"
        if mark.text in "«»":
            return opener in "«»" and opener != mark.text
        if mark.text == "‘":
            return opener in "‚‛"
        return mark.text not in ("``", "‘‘", "„")

    def _open(self, index: int, mark: QuoteMark) -> None:
        """Open a quotation; a second opening mark of one style ends the first, unless both close later."""
        if len(self.stack) == 1 and self.stack[0].style == mark.style:
            ahead = self.marks[index + 1 : index + _LOOKAHEAD]
            same = [other for other in ahead if other.style == mark.style][:2]
            if len(same) < 2 or not all(other.closes and not other.opens for other in same):
                opened = self.stack.pop()
                if mark.style != "single":
                    self._record(opened, mark.start, mark.start, closed=False)
        if len(self.stack) < _MAX_DEPTH:
            self.stack.append(_Open(mark.style, mark.text, mark.start, mark.end))

    def _record(self, opened: _Open, end: int, right: int, *, closed: bool) -> None:
        if self.text[opened.start : end].strip(_WHITESPACE):
            reopened = self.reopened and not self.found
            self.found.append(
                QuotedSpan(self.number, opened.left, opened.start, end, right, closed, reopened)
            )

    def _finish(self) -> None:
        """End what is open with the block; a single mark only if the next block continues the quotation."""
        if not self.stack:
            return
        opened = self.stack[0]
        if opened.style == "single" and not _starts_with_mark(self.following, opened.style):
            self._retry_without_single_marks(opened)
            return
        end = len(self.text.rstrip())
        self._record(opened, end, end, closed=False)
        self.still_open = opened

    def _retry_without_single_marks(self, opened: _Open) -> None:
        """Read the rest of the block again: a single mark that never closes was an apostrophe."""
        self.marks = [mark for mark in self.marks if mark.start > opened.left]
        if not any(mark.style != "single" for mark in self.marks):
            return
        self.marks = [mark for mark in self.marks if mark.style != "single"]
        self.certain_close_follows = _certain_closers(self.marks, self.text)
        self.stack = []
        self.run()


def _quote_marks(text: str) -> Iterator[QuoteMark]:
    """Yield the marks of a block in order, with what each can do by its neighbours."""
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        site = _MarkSite(mark, text[start - 1] if start else " ", text[end : end + 1] or " ", text, end)
        style = _STYLES[mark]
        if style == "single":
            opens, closes = _single_directions(site)
        elif style == "double":
            opens, closes = _double_directions(site)
        else:
            opens, closes = _bracket_directions(site)
        yield QuoteMark(mark, start, end, opens, closes, style)


def _starts_with_mark(text: str, style: MarkStyle) -> bool:
    """Return True if the text starts with a mark of that style."""
    mark = _MARK.match(text.lstrip(_WHITESPACE))
    return mark is not None and _STYLES[mark.group()] == style


def _double_directions(site: _MarkSite) -> tuple[bool, bool]:
    """Return whether a double mark can open and whether it can close."""
    mark, before, after = site.mark, site.before, site.after
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
    return _straight_directions(before, after, could_open=could_open)


def _straight_directions(before: str, after: str, *, could_open: bool) -> tuple[bool, bool]:
    """Return the same for a typewriter mark: 5'2" is a measure, one between spaces is ambiguous."""
    could_close = before not in _WHITESPACE
    if before.isdigit() and after in _WHITESPACE + ",.;x":
        return False, True
    if could_open == could_close:
        return True, not could_open or before not in "([{"
    return could_open, could_close


def _single_directions(site: _MarkSite) -> tuple[bool, bool]:
    """Return the same for a single mark; an apostrophe does neither."""
    mark, before, after = site.mark, site.before, site.after
    if before.isalnum() and after.isalnum():
        return False, False
    if mark in "‚‛":
        return after not in _WHITESPACE and before in _BEFORE_OPENING, False
    could_open = (before in _BEFORE_OPENING or before in '"“„«”') and after not in _WHITESPACE + ",.;:!?"
    if could_open and _ELISION.match(site.text, site.end):
        return False, False
    if mark == "‘":
        return could_open or not before.isalnum(), before not in _WHITESPACE
    could_close = before not in _WHITESPACE
    if mark == "’":
        return could_open and before in _WHITESPACE and after.isupper(), could_close
    return could_open, could_close and not (could_open and before in _BEFORE_OPENING and before in "([{")


def _bracket_directions(site: _MarkSite) -> tuple[bool, bool]:
    """Return the same for guillemets, which point either way, and for corner brackets."""
    mark, before, after = site.mark, site.before, site.after
    if mark in "「『":
        return True, False
    if mark in "」』":
        return False, True
    if mark in "«‹":
        return True, before not in _WHITESPACE or after in _WHITESPACE
    return before in _BEFORE_OPENING and after not in _WHITESPACE, True


def _certain_closers(marks: Sequence[QuoteMark], text: str) -> list[bool]:
    """Return for each mark whether a single mark that surely closes follows before one that opens."""
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
