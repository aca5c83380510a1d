"""The page as a tree of elements and a sequence of text lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefing.model import DropReason

UserChoice = Literal["keep", "drop", ""]
_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ITEM_NUMBER = re.compile(r"^(?:#|No\. ?)?\d{1,3}[.):]?$")
_LIST_TAGS = frozenset(("ul", "ol"))
_MAX_HEADING_CHARS = 350
_MAX_HEADING_DEPTH = 3  # of a line inside its heading
_NO_LIMIT = 1 << 30


@dataclass(slots=True, eq=False)
class Element:
    """A block element of the page. It contains the page's lines `first` to `last` (exclusive).

    `names` holds the words of class, id, role and data attributes: lower case, a space around each.
    `cells` is the number of cells of a table row. `user_choice` is set where one of the user's selectors
    matches the element or an ancestor of it.
    """

    tag: str
    parent: "Element | None"
    attributes: dict[str, str]
    names: str = " "
    children: list["Element"] = field(default_factory=list)
    first: int = 0
    last: int = 0
    cells: int = 0
    user_choice: UserChoice = ""

    def ancestors(self, limit: int = _NO_LIMIT) -> "list[Element]":
        """The element itself and its ancestors, innermost first, at most `limit` in all."""
        found: list[Element] = []
        at: Element | None = self
        while at is not None and len(found) < limit:
            found.append(at)
            at = at.parent
        return found

    def path_to(self, container: "Element") -> "list[Element]":
        """The element itself and its ancestors below `container`, innermost first."""
        found: list[Element] = []
        at: Element | None = self
        while at is not None and at is not container:
            found.append(at)
            at = at.parent
        return found

    def near_descendants(self) -> "list[Element]":
        """The children, then the grandchildren."""
        return [*self.children, *(inner for child in self.children for inner in child.children)]

    def descendants(self) -> "Iterator[Element]":
        """All elements inside this one, in document order."""
        stack = list(reversed(self.children))
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))


@dataclass(slots=True, eq=False)
class Line:
    """A run of text that a browser renders as one paragraph.

    `owner` is the innermost block element. `link_chars`, `bold_chars` and `italic_chars` count the characters
    inside links, inside bold or italics, and inside italics; `link_count` counts the links; `run_in` is the
    length of the beginning that is bold or italic.
    `reason` says why the line is dropped, None while it is kept, and `rule` names the rule that dropped it.
    `entry` is the number of the live blog's entry with the line, negative outside of the entries.
    `author` is the author of an embedded post. `is_subhead` marks a subhead that is recognised by position
    and form only. `user_choice` is what the user's own rules say about the line. `level` is kept by
    `heading_level`.
    """

    text: str
    owner: Element
    link_chars: int = 0
    bold_chars: int = 0
    italic_chars: int = 0
    link_count: int = 0
    run_in: int = 0
    reason: DropReason | None = None
    rule: str = ""
    author: str = ""
    entry: int | None = None
    is_subhead: bool = False
    user_choice: UserChoice = ""
    level: int | None = None

    def drop(self, reason: DropReason, rule: str) -> None:
        """Drop the line; a line that is dropped already keeps its reason."""
        if self.reason is None:
            self.reason, self.rule = reason, rule

    def restore(self) -> None:
        """Keep the line, whatever dropped it."""
        self.reason, self.rule = None, ""

    @property
    def chars(self) -> int:
        """Length in characters."""
        return len(self.text)

    @property
    def link_density(self) -> float:
        """The share of characters that are inside links, 0 to 1."""
        return self.link_chars / len(self.text)

    @property
    def is_bold(self) -> bool:
        """Return True if over 90 % of the characters are bold or italic."""
        return self.bold_chars * 10 > len(self.text) * 9

    @property
    def is_italic(self) -> bool:
        """Return True if over 90 % of the characters are italic."""
        return self.italic_chars * 10 > len(self.text) * 9


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image inside `owner`, before the page's line `at`; `texts` are its alt and title attributes."""

    at: int
    owner: Element
    texts: tuple[str, ...]


def heading_level(line: Line) -> int:
    """1 to 6 for a line inside a heading element, else 0.

    A heading that is all of a list item is its text, and one with the length of a paragraph is a paragraph.
    """
    if line.level is None:
        line.level = _find_level(line)
    return line.level


def _find_level(line: Line) -> int:
    element: Element | None = line.owner
    if len(line.text) > _MAX_HEADING_CHARS:
        return 0
    for _ in range(_MAX_HEADING_DEPTH):
        if element is None:
            return 0
        if level := _HEADING_LEVELS.get(element.tag, 0):
            return level if line.link_chars or not _is_item_text(element) else 0
        element = element.parent
    return 0


def _is_item_text(heading: Element) -> bool:
    """Return True if a list item has no text but this heading, and perhaps an inner list."""
    item = heading.parent
    if item is None or item.tag != "li":
        return False
    inner = [child for child in item.children if child is heading or child.tag in _LIST_TAGS]
    return sum(child.last - child.first for child in inner) == item.last - item.first


def is_number_heading(line: Line) -> bool:
    """Return True if the line is a heading that is only the number of an item: '5', '#5', 'No. 5'."""
    return bool(_ITEM_NUMBER.match(line.text)) and heading_level(line) > 0


def is_in_blockquote(line: Line) -> bool:
    """Return True if the line is inside a block quotation."""
    return any(element.tag == "blockquote" for element in line.owner.ancestors(4))


def lines_by_element(lines: Sequence[Line], container: Element) -> dict[Element, list[Line]]:
    """The lines inside each element below the container."""
    found: dict[Element, list[Line]] = {}
    for line in lines:
        for element in line.owner.path_to(container):
            found.setdefault(element, []).append(line)
    return found
