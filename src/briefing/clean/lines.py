"""One walk over the parsed page: its elements, its pictures, and the lines of text in them."""

import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, cast

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from briefing.clean.elements import Element, Line, Picture, UserChoice
from briefing.clean.html_tree import CAPTION_TAGS, INLINE_TAGS, KNOWN_TAGS, is_caption_span
from briefing.clean.inline_markup import ends_turn, is_heading_form, is_in_sentence, runs_on, split_details
from briefing.text import plain_letters

_METADATA_TAGS = frozenset(("title", "meta", "link", "base"))  # not 'head': an unclosed one holds the page
_PICTURE_TAGS = frozenset(("img", "amp-img"))
_MIN_PICTURE_PIXELS = 65  # anything smaller is an emoji, a portrait beside a byline, or a tracking pixel
_CELL_TAGS = frozenset(("td", "th"))  # a table row is one line
_BLOCK_TAGS = frozenset(("p", "div", "table", "h1", "h2", "h3", "ul", "center", "blockquote", "article"))
_ITALIC_TAGS = frozenset(("i", "em"))
_BOLD_TAGS = _ITALIC_TAGS | {"b", "strong", "u"}
_STRONG_TAGS = frozenset(("b", "strong"))
_HEADING_OWNERS = frozenset(("p", "div", "li", "td", "section", "article", "blockquote"))
_MIN_DROP_CAP_CHARS = 60  # of the paragraph that a letter in a block of its own begins
_MAX_DROP_CAPS = 20  # of a page: each costs a walk over its elements
_NOTE_RULE = "hidden_note"  # what is dropped of '<details>' in a sentence
_FOOTNOTE_HREF = re.compile(r"^#|#_?(?:fn|ftn|foot|note|cite|ref|end)", re.IGNORECASE)  # href="#fn1"
_MAX_TOGGLE_NODES = 6  # tags and texts inside a link that opens an answer
_MAX_TIME_TEXTS = 6  # inside a time element
_MAX_FOOTNOTE_NODES = 6  # tags and texts inside a footnote reference
_FOOTNOTE_MARK = re.compile(r"^[\[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,3}|[↩^].?)[\])]?$")  # '1', '[12]', '*', '↩'
_NAMING_ATTRIBUTE = re.compile(  # the attributes that name a part: data-component="RelatedList"
    r"(?:data-(?:component|module|test-?id|test|type|widget|qa|block|role|name|region|layout|element|ui)"
    r"|aria-label|type)\b"
)
_COMMON_ATTRIBUTES = frozenset(
    ("class", "id", "role", "style", "href", "src", "alt", "title")
)  # name nothing
_MAX_ID_CHARS = 45
_STATE_CLASS = re.compile(  # class="no-sidebar", class="font-size-xs": how a part looks
    r"(?<!\S)(?:(?:has|with|without|no(?!-?print))-\S+|font-size-(?:x*[sl]|md?|\d+|small|large)(?!\S))"
)
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")  # 'RelatedList__item-2': Related, List, item
_INVISIBLE_CHARS = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\u00ad\ud800-\udfff]"
)  # zero width, soft hyphen

_CHARACTER_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_INLINE_TAG = re.compile(r"</?(?:a|b|br|em|i|p|span|strong|sub|sup)\b[^<>]{0,200}>", re.IGNORECASE)
_PARAGRAPH_BREAK = re.compile(r"\n[ \t\r\f\v\xa0]*\n\s*|\n(?=[—―]\s?\S)")
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v\xa0]*\n\s*")
_NO_HEADLINE_END = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$")  # the line ends a sentence, or continues


class TimeElement(NamedTuple):
    """A `time` element: its attribute `datetime`, '' without one, and its text."""

    moment: str
    text: str


class LineReader:
    """Walks a parsed page and collects lines, pictures and elements, all in document order."""

    def __init__(self, user_choices: Mapping[Tag, UserChoice] | None = None) -> None:
        self._user_choices = user_choices or {}
        self.lines: list[Line] = []
        self.elements: list[Element] = []
        self.pictures: list[Picture] = []
        self.has_footnotes = False  # the text has links to footnotes
        self.times: dict[int, TimeElement] = {}  # the first time element of a line, by its number
        self._parts: list[str] = []
        self._link_chars = self._bold_chars = self._italic_chars = self._link_count = 0
        self._link_depth = self._bold_depth = self._italic_depth = 0
        self._line_breaks = 0
        self._run_in_parts = -1  # how many parts are bold before the first that is not; -1 while all are
        self._has_footnote = False  # a footnote reference was removed from this line, perhaps from brackets
        self._layout_rows: set[Element] = set()  # table rows whose cells contain blocks
        self._in_sentence: set[int] = set()  # ids of tags that usually are blocks and here are part of a line
        self._drop_caps = 0
        self._notes: list[str] = []  # texts inside the line that a browser hides until a click

    def read(self, soup: BeautifulSoup) -> Element:
        """Walk the tree and return the root element. Not recursive: pages nest without a limit."""
        root = Element("document", None, {})
        self.elements.append(root)
        stack: list[tuple[object, Element, bool]] = [
            (child, root, False) for child in reversed(soup.contents)
        ]
        while stack:
            node, around, is_leaving = stack.pop()
            if is_leaving:
                self._leave(node, around)  # type: ignore[arg-type]
            elif type(node) is NavigableString:
                self._add_text(node, around)
            elif not isinstance(node, Tag) or node.name in _METADATA_TAGS:
                continue
            elif node.name == "a" and _is_footnote_reference(node):
                self._has_footnote = self.has_footnotes = True
            elif node.name == "details" and self._is_in_sentence(node):
                self._add_details(node, around)
            else:
                inner = self._enter(node, around)
                stack.append((node, inner, True))
                stack += [(child, inner, False) for child in reversed(node.contents)]
        self._flush(root)
        root.last = len(self.lines)
        return root

    def _enter(self, tag: Tag, around: Element) -> Element:
        """Open a tag and return the element that contains its children."""
        name = tag.name
        if name == "br":
            self._line_breaks += 1
            if self._line_breaks > 1:
                self._flush(around)
            elif self._parts:
                self._end_heading(tag, around)
            self._parts.append(" ")
            return around
        if name in _CELL_TAGS and around not in self._layout_rows:
            around.cells += 1
            self._parts.append(" ")
            return around
        if name in _PICTURE_TAGS:
            self._add_picture(tag, around)
        if name == "time" and len(self.lines) not in self.times:
            shown = normalize_space("".join(islice(tag.strings, _MAX_TIME_TEXTS)))
            self.times[len(self.lines)] = TimeElement(str(tag.get("datetime") or ""), shown)
        if name not in KNOWN_TAGS and self._is_in_sentence(tag):
            self._in_sentence.add(id(tag))
        if self._is_inline(tag):
            is_link = name == "a" and not _is_toggle(tag)
            self._link_depth += is_link
            self._link_count += is_link
            self._bold_depth += name in _BOLD_TAGS
            self._italic_depth += name in _ITALIC_TAGS
            return around
        self._flush(around)
        attributes = cast(dict[str, str], tag.attrs)  # the tree is built without multi-valued attributes
        element = Element(name, around, attributes, _names_of(name, attributes), first=len(self.lines))
        if self._user_choices:
            element.user_choice = self._user_choices.get(tag, around.user_choice)
        around.children.append(element)
        self.elements.append(element)
        if name == "tr" and _is_layout_row(tag):
            self._layout_rows.add(element)
        return element

    def _leave(self, tag: Tag, inner: Element) -> None:
        name = tag.name
        if name == "br" or (name in _CELL_TAGS and inner.parent not in self._layout_rows):
            return
        if self._is_inline(tag):
            self._link_depth -= name == "a" and not _is_toggle(tag)
            self._bold_depth -= name in _BOLD_TAGS
            self._italic_depth -= name in _ITALIC_TAGS
            if name in _STRONG_TAGS and not self._bold_depth:
                self._end_heading(tag, inner)
            return
        self._flush(inner)
        inner.last = len(self.lines)

    def _is_in_sentence(self, tag: Tag) -> bool:
        return not self._user_choices and is_in_sentence(tag, "".join(self._parts))

    def _add_details(self, tag: Tag, around: Element) -> None:
        """Add the summary of details inside a sentence to the line, and what they hide as a note after it."""
        shown, hidden = split_details(tag)
        self._add_text(NavigableString(shown), around)
        self._notes.append(hidden)

    def _end_heading(self, tag: Tag, owner: Element) -> None:
        """End the line at a break or the end of bold text if it is a turn, or a heading that runs on."""
        heading = normalize_space("".join(self._parts))
        if tag.name == "br" and ends_turn(heading, tag):
            self._flush(owner)
            return
        is_whole = tag.name == "br" or self._bold_chars * 10 > len(heading) * 8
        if owner.tag in _HEADING_OWNERS and is_whole and not self._link_chars and runs_on(heading, tag):
            self._flush(owner)
            self.lines[-1].is_subhead = is_heading_form(heading)

    def _is_inline(self, tag: Tag) -> bool:
        """Return True if the tag's text is part of the line around it."""
        name = tag.name
        if name not in INLINE_TAGS:
            return bool(self._in_sentence) and id(tag) in self._in_sentence
        if name in CAPTION_TAGS and is_caption_span(name, tag.attrs):
            return False
        return not (self._user_choices and tag in self._user_choices)

    def _add_picture(self, tag: Tag, owner: Element) -> None:
        sizes = [str(tag.get(side) or "") for side in ("width", "height")]
        if any(size.isdigit() and int(size) < _MIN_PICTURE_PIXELS for size in sizes):
            return
        texts = tuple(normalize_space(str(tag[key])) for key in ("alt", "title") if tag.get(key))
        self.pictures.append(Picture(len(self.lines), owner, texts))

    def _add_text(self, text: str, around: Element) -> None:
        if not text.isspace():
            self._line_breaks = 0
            size = len(text.strip())
            self._link_chars += size if self._link_depth else 0
            self._bold_chars += size if self._bold_depth else 0
            self._italic_chars += size if self._italic_depth else 0
            if self._run_in_parts < 0 and not self._bold_depth:
                self._run_in_parts = len(self._parts)
        self._parts.append(text)

    def _flush(self, owner: Element) -> None:
        """End the current line."""
        if not (self._parts or self._notes or self._link_count or self._has_footnote):
            return
        if self._parts:
            joined = "".join(self._parts)
            if text := normalize_space(joined.replace("[]", "") if self._has_footnote else joined):
                counts = (self._link_chars, self._bold_chars, self._italic_chars, self._link_count)
                cap = self._take_drop_cap(text)
                run_in = self._run_in(text)
                self.lines.append(Line(cap + text, owner, *counts, run_in + len(cap) if run_in else 0))
            self._parts.clear()
        if self._notes:
            self._flush_notes(owner)
        self._link_chars = self._bold_chars = self._italic_chars = self._link_count = self._line_breaks = 0
        self._has_footnote = False
        self._run_in_parts = -1

    def _run_in(self, text: str) -> int:
        """Return how many characters at the beginning of the current line are bold or italic."""
        if not self._bold_chars or self._run_in_parts == 0:
            return 0
        if self._run_in_parts < 0:
            return len(text)
        return min(len(text), len(normalize_space("".join(self._parts[: self._run_in_parts]))))

    def _flush_notes(self, owner: Element) -> None:
        for note in filter(None, map(normalize_space, self._notes)):
            self.lines.append(Line(note, owner, reason="other", rule=_NOTE_RULE))
        self._notes.clear()

    def _take_drop_cap(self, text: str) -> str:
        """Remove and return the letter in a block of its own that begins this paragraph; '' if none does."""
        last = self.lines[-1] if self.lines else None
        if last is None or last.chars > 1 or len(text) < _MIN_DROP_CAP_CHARS or not text[0].islower():
            return ""
        if not last.text.isupper() or last.owner.tag.startswith("h") or self._drop_caps == _MAX_DROP_CAPS:
            return ""
        self._drop_caps += 1
        self.lines.pop()
        for element in self.elements:
            element.first = min(element.first, len(self.lines))
            element.last = min(element.last, len(self.lines))
        return last.text


def lines_of_plain_text(text: str) -> list[Line]:
    """The paragraphs of a plain text: blank lines separate them, or else each line is one.

    A line of dialogue that begins with a dash is a paragraph too.
    """
    root = Element("text", None, {})
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    has_blank_lines = _BLANK_LINE.search(text) is not None
    pieces = _PARAGRAPH_BREAK.split(text) if has_blank_lines else text.split("\n")
    return [Line(normal, root) for piece in pieces if (normal := normalize_space(piece))]


def split_headline(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The headline of a plain text and the lines after it; '' where the text starts with a paragraph.

    A headline is a short first line without a full stop before a longer line.
    """
    if len(lines) < 2 or not _is_headline(lines[0].text, lines[1].text):
        return "", list(lines)
    return lines[0].text, list(lines[1:])


def normalize_space(text: str) -> str:
    """The text with single spaces and plain letters, without invisible characters and escaped references."""
    if "&" in text:
        text = _unescape(text)
    if not text.isascii():
        text = plain_letters(_INVISIBLE_CHARS.sub("", text))
    return " ".join(text.split())


def _unescape(text: str) -> str:
    """The text without the character references of a page that was escaped twice or three times."""
    for _ in range(2):
        plain = _CHARACTER_REFERENCE.sub(lambda reference: html.unescape(reference[0]), text)
        if plain == text:
            return text
        text = _INLINE_TAG.sub("", plain)
    return text


@lru_cache(maxsize=20_000)
def name_words(raw: str) -> str:
    """'RelatedList__item-2' as ' related list item '."""
    return f" {' '.join(_NAME_WORD.findall(raw)).lower()} " if len(raw) < 2000 else " "


def _is_headline(first: str, second: str) -> bool:
    return 8 <= len(first) <= 160 and len(second) > len(first) and not _NO_HEADLINE_END.search(first)


def _is_toggle(link: Tag) -> bool:
    """Return True if a link leads nowhere and is a question, whose answer it opens."""
    if (link.attrs.get("href") or "#") not in ("#", "javascript:void(0)", "javascript:;"):
        return False
    inner = list(islice(link.descendants, _MAX_TOGGLE_NODES + 1))
    text = "".join(part for part in inner if isinstance(part, NavigableString))
    return len(inner) <= _MAX_TOGGLE_NODES and text.rstrip().endswith("?")


def _is_footnote_reference(link: Tag) -> bool:
    """Return True if the link is one from a number or a star to a note on the page, or back."""
    if not _FOOTNOTE_HREF.search(str(link.attrs.get("href") or "")):
        return False
    inner = list(islice(link.descendants, _MAX_FOOTNOTE_NODES + 1))
    text = "".join(part for part in inner if isinstance(part, NavigableString))
    return len(inner) <= _MAX_FOOTNOTE_NODES and bool(_FOOTNOTE_MARK.match(text.strip()))


def _is_layout_row(row: Tag) -> bool:
    """Return True if a cell of a table row contains blocks: the table is used for layout."""
    cells = [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in _CELL_TAGS]
    inner = [child for cell in cells for child in cell.contents if isinstance(child, Tag)]
    deeper = [child for tag in inner for child in tag.contents if isinstance(child, Tag)]
    return any(tag.name in _BLOCK_TAGS for tag in (*inner, *deeper))


def _names_of(tag: str, attributes: dict[str, str]) -> str:
    """The words of an element's class, role, id and naming attributes, in lower case between spaces.

    The id of a heading and a long id are slugs of a headline and name nothing.
    """
    if not attributes:
        return " "
    classes = _class_words(attributes.get("class", ""))
    if len(attributes) == 1 and "class" in attributes:
        return classes
    raw = [classes, attributes.get("role", "")]
    label = attributes.get("id", "")
    if not tag.startswith("h") and len(label) < _MAX_ID_CHARS:
        raw.append(label)
    for key, value in attributes.items():
        if key not in _COMMON_ATTRIBUTES and len(value) < 80 and _is_naming_attribute(key):
            raw.append(value)
    return name_words(" ".join(raw))


@lru_cache(maxsize=20_000)
def _class_words(classes: str) -> str:
    """The words of a class attribute without the states that frameworks write into it."""
    return name_words(_STATE_CLASS.sub("", classes))


@lru_cache(maxsize=2_000)
def _is_naming_attribute(key: str) -> bool:
    """Return True if an attribute of this name says what its part is."""
    return bool(_NAMING_ATTRIBUTE.match(key))
