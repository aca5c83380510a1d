"""One walk over the parsed page: its elements, and the lines of text in them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import cast

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from briefing.clean.element import Element, Line, Picture
from briefing.clean.tree import INLINE, is_set_apart

UNTOLD = frozenset(("title", "meta", "link", "base"))  # not the head: what follows unclosed stands in it
PICTURES = frozenset(("img", "amp-img"))
ICON_PIXELS = 65  # what is smaller is an emoji, a portrait beside a byline, or counts readers
CELLS = frozenset(("td", "th"))  # a row of a table is one line
BLOCKS = frozenset(("p", "div", "table", "h1", "h2", "h3", "ul", "center", "blockquote", "article"))
NOTE_ADDRESS = re.compile(r"^#|#_?(?:fn|ftn|foot|note|cite|ref|end)", re.IGNORECASE)  # href="#fn1"
MOST_IN_NOTE = 6  # tags and texts in the mark of a note
NOTE_MARK = re.compile(r"^[\[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,3}|[↩^].?)[\])]?$")  # '1', '[12]', '*', '↩'
SLANTED = frozenset(("i", "em"))
STRONG = SLANTED | {"b", "strong", "u"}
NAMING = re.compile(  # the data attributes that name a part: data-component="RelatedList"
    r"(?:data-(?:component|module|test-?id|test|type|widget|qa|block|role|name|region|layout|element|ui)"
    r"|aria-label|type)\b"
)
LONGEST_ID = 45
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")  # 'RelatedList__item-2' -> Related List item
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\ud800-\udfff]")  # zero width, soft hyphens


class LineReader:
    """Walks a parsed page and collects lines; `elements` are in document order."""

    def __init__(self, wishes: Mapping[Tag, str] | None = None) -> None:
        self._wishes = wishes or {}
        self.lines: list[Line] = []
        self.elements: list[Element] = []
        self.pictures: list[Picture] = []
        self._parts: list[str] = []
        self._linked = self._strong = self._slanted = self._links = 0
        self._link_depth = self._strong_depth = self._slant_depth = 0
        self._breaks = 0
        self._noted = False  # did the mark of a note stand in this line, maybe in brackets?
        self._layouts: set[Element] = set()  # rows whose cells hold parts of the page

    def read(self, soup: BeautifulSoup) -> Element:
        """Walk without recursion: pages nest as deep as they like."""
        root = Element("document", None, {})
        self.elements.append(root)
        stack: list[tuple[object, Element, bool]] = [
            (child, root, False) for child in reversed(soup.contents)
        ]
        while stack:
            node, around, leaving = stack.pop()
            if leaving:
                self._leave(node, around)  # type: ignore[arg-type]
            elif type(node) is NavigableString:
                self._add_text(node, around)
            elif isinstance(node, Tag) and is_note_mark(node):
                self._noted = True
            elif isinstance(node, Tag) and node.name not in UNTOLD:
                inner = self._enter(node, around)
                stack.append((node, inner, True))
                stack.extend((child, inner, False) for child in reversed(node.contents))
        self._flush(root)
        root.last = len(self.lines)
        return root

    def _enter(self, tag: Tag, around: Element) -> Element:
        name = tag.name
        if name == "br":
            self._breaks += 1
            if self._breaks > 1:
                self._flush(around)
            self._parts.append(" ")
            return around
        if name in CELLS and around not in self._layouts:
            self._parts.append(" ")
            return around
        if name in PICTURES:
            self._add_picture(tag, around)
        if self._is_inline(tag):
            self._link_depth += name == "a"
            self._links += name == "a"
            self._strong_depth += name in STRONG
            self._slant_depth += name in SLANTED
            return around
        self._flush(around)
        attributes = cast(dict[str, str], tag.attrs)  # the tree is built without lists of values
        element = Element(name, around, attributes, names_of(name, attributes), first=len(self.lines))
        element.wish = self._wishes.get(tag, around.wish) if self._wishes else ""
        around.children.append(element)
        self.elements.append(element)
        if name == "tr" and lays_out(tag):
            self._layouts.add(element)
        return element

    def _leave(self, tag: Tag, inner: Element) -> None:
        name = tag.name
        if name == "br" or (name in CELLS and inner.parent not in self._layouts):
            return
        if self._is_inline(tag):
            self._link_depth -= name == "a"
            self._strong_depth -= name in STRONG
            self._slant_depth -= name in SLANTED
            return
        self._flush(inner)
        inner.last = len(self.lines)

    def _is_inline(self, tag: Tag) -> bool:
        """Is the tag's text part of the line around it? Not a caption's, nor what the user's rules name."""
        if tag.name not in INLINE or is_set_apart(tag.name, tag.attrs):
            return False
        return not (self._wishes and tag in self._wishes)

    def _add_picture(self, tag: Tag, around: Element) -> None:
        sizes = [str(tag.get(side) or "") for side in ("width", "height")]
        if any(size.isdigit() and int(size) < ICON_PIXELS for size in sizes):
            return
        words = tuple(tidy(str(tag[key])) for key in ("alt", "title") if tag.get(key))
        self.pictures.append(Picture(len(self.lines), around, words))

    def _add_text(self, text: str, around: Element) -> None:
        if not text.isspace():
            self._breaks = 0
            size = len(text.strip())
            self._linked += size if self._link_depth else 0
            self._strong += size if self._strong_depth else 0
            self._slanted += size if self._slant_depth else 0
        self._parts.append(text)

    def _flush(self, owner: Element) -> None:
        if self._parts:
            joined = "".join(self._parts)
            if text := tidy(joined.replace("[]", "") if self._noted else joined):
                counts = (self._linked, self._strong, self._slanted, self._links)
                self.lines.append(Line(text, owner, *counts))
            self._parts.clear()
        self._linked = self._strong = self._slanted = self._links = self._breaks = 0
        self._noted = False


def is_note_mark(tag: Tag) -> bool:
    """Is this a link from a number or a star to a note on the same page, or back?"""
    if tag.name != "a" or not NOTE_ADDRESS.search(str(tag.attrs.get("href") or "")):
        return False
    inner = list(islice(tag.descendants, MOST_IN_NOTE + 1))
    words = "".join(part for part in inner if isinstance(part, NavigableString))
    return len(inner) <= MOST_IN_NOTE and bool(NOTE_MARK.match(words.strip()))


def lays_out(row: Tag) -> bool:
    """Does a cell of a table's row hold paragraphs or other blocks? Then it is a place on the page."""
    cells = [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in CELLS]
    inner = [child for cell in cells for child in cell.contents if isinstance(child, Tag)]
    held = [
        *inner,
        *(deeper for child in inner for deeper in child.contents if isinstance(deeper, Tag)),
    ]
    return any(tag.name in BLOCKS for tag in held)


def tidy(text: str) -> str:
    """Text with single spaces and no invisible marks."""
    return " ".join((text if text.isascii() else INVISIBLE.sub("", text)).split())


def names_of(tag: str, attributes: dict[str, str]) -> str:
    """What an element is called by its page's own makers, as lower-case words between spaces.

    The id of a heading, and one of many words, is a headline made into an address and names nothing.
    """
    if not attributes:
        return " "
    raw = [attributes.get("class", ""), attributes.get("role", "")]
    label = attributes.get("id", "")
    if not tag.startswith("h") and len(label) < LONGEST_ID:
        raw.append(label)
    raw += [value for key, value in attributes.items() if len(value) < 80 and is_naming(key)]
    return words_of(" ".join(raw))


@lru_cache(maxsize=2_000)
def is_naming(key: str) -> bool:
    """Does an attribute of this name say what its part is?"""
    return bool(NAMING.match(key))


@lru_cache(maxsize=20_000)
def words_of(raw: str) -> str:
    """'RelatedList__item-2' as ' related list item '."""
    return f" {' '.join(WORD.findall(raw)).lower()} " if len(raw) < 2000 else " "
