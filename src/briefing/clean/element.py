"""The page as the room sees it: a light tree, and the lines of text in it, in the order of reading."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.model import DropReason


@dataclass(slots=True, eq=False)
class Element:
    """A tag that can matter. It holds the lines `first` to `last` (exclusive) of the page.

    `wish` is 'keep' or 'drop' where the user's own selectors say so, inherited from around.
    `names` is what class, id and data attributes call it: lower-case words with a space around each.
    """

    tag: str
    parent: "Element | None"
    attributes: dict[str, str]
    names: str = " "
    children: list["Element"] = field(default_factory=list)
    first: int = 0
    last: int = 0
    wish: str = ""

    def ancestors(self, most: int = 1 << 30) -> "list[Element]":
        """The element itself and what is around it, inside out, `most` of them in all."""
        found: list[Element] = []
        at: Element | None = self
        while at is not None and len(found) < most:
            found.append(at)
            at = at.parent
        return found

    def descendants(self) -> "Iterator[Element]":
        """Everything inside the element, in document order."""
        waiting = list(reversed(self.children))
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


@dataclass(slots=True, eq=False)
class Line:
    """A run of text that a browser would set as one paragraph.

    `linked`, `strong` and `slanted` count the characters inside links, inside bold or italics, and inside
    italics alone; `links` counts the links.
    `owner` is the innermost block element. `reason` says why the line is not told, None while it is;
    `author` who wrote an embedded post. `is_subhead` is for what only place and form make a subhead.
    """

    text: str
    owner: Element
    linked: int = 0
    strong: int = 0
    slanted: int = 0
    links: int = 0
    reason: DropReason | None = None
    author: str = ""
    is_subhead: bool = False

    @property
    def chars(self) -> int:
        """Length in characters."""
        return len(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture on the page: it stands before line `at`, inside `owner`; `words` are its alt and title."""

    at: int
    owner: Element
    words: tuple[str, ...]
