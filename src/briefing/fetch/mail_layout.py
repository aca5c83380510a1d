"""Flatten the HTML of a mail to blocks of text with the look of their letters, without layout tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "div", "dd", "dl", "dt", "fieldset",
        "figure", "footer", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *HEADINGS,
    )
)  # fmt: skip
_CELLS = ("td", "th", "section", "body")
_NO_TEXT = (
    "script", "style", "head", "title", "template", "svg", "object", "select", "textarea", "map",
    "figcaption",
)  # fmt: skip
# how newsletters hide the first words that an inbox shows, and tracking pixels
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|opacity:0(?:\.0*)?(?:;|$)|max-height:0(?:px)?(?:;|$)"
    r"|font-size:[01](?:px)?(?:;|$)|line-height:[01](?:px)?(?:;|$)"
)
# 'font-size:18px', 'font-size:1.5em'
_FONT_SIZE = re.compile(r"font-size:(\d++(?:\.\d++)?|\.\d++)(px|pt|rem|em|%)")
_BOLD = re.compile(r"font-weight:(?:bold|[6-9]00)")
_FONT_SIZES_PX = {"1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48}  # <font size="4">
_DEFAULT_PX = 16.0
_PIXELS = ("0", "1", "2", "0px", "1px", "2px")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u034f\u00ad\u200e\u200f"))


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a mail.

    Attributes:
        tag: 'h2', 'p', 'li' or 'blockquote'; 'hr' for a rule and 'img' for a picture, which have no text.
        html: Its text with inline markup.
        text: Its words.
        url: The URL of the link that covers it, '' without one or with several.
        is_linked: Links cover all of its words.
        is_bold: All of its words are in bold letters.
        size_px: Size of its letters.
        cell: Number of the table cell that holds it.
    """

    tag: str
    html: str = ""
    text: str = ""
    url: str = ""
    is_linked: bool = False
    is_bold: bool = False
    size_px: float = _DEFAULT_PX
    cell: int = 0

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class _Look:
    """What a text inherits from the elements around it."""

    tag: str = "p"
    size_px: float = _DEFAULT_PX
    is_bold: bool = False
    url: str = ""
    cell: int = 0


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of a mail in the order of its text, without what it hides."""
    soup = BeautifulSoup(html, "lxml")
    for element in soup.find_all(_is_hidden):
        element.extract()
    return _joined((*_walk(soup, _Look()), None))


def _is_hidden(element: Tag) -> bool:
    style = _style_of(element)
    return element.name in _NO_TEXT or element.has_attr("hidden") or _HIDDEN.search(style) is not None


def _style_of(element: Tag) -> str:
    return str(element.get("style", "")).replace(" ", "").lower()


def _walk(element: Tag, look: _Look) -> Iterator[Block | None]:
    """Yield the runs of text of an element, None where a block ends. No recursion: tables nest deeply."""
    stack: list[tuple[PageElement | None, _Look]] = [(element, look)]
    cells = 0
    while stack:
        node, look = stack.pop()
        if node is None:
            yield None
        elif isinstance(node, Tag):
            if node.name in ("br", "hr"):
                yield Block(node.name, cell=look.cell)
            elif node.name == "img":
                yield from _picture(node, look)
            else:
                cells += node.name in _CELLS
                inner = _look_of(node, look, cells)
                if node.name in _BLOCKS:
                    yield None
                    stack.append((None, look))
                stack.extend((child, inner) for child in reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield _piece(str(node).translate(_INVISIBLE), look)


def _picture(node: Tag, look: _Look) -> Iterator[Block]:
    """Yield a picture; none for the pixel that counts readers."""
    if str(node.get("width", "")) not in _PIXELS and str(node.get("height", "")) not in _PIXELS:
        yield Block("img", url=look.url, cell=look.cell)


def _look_of(node: Tag, look: _Look, cells: int) -> _Look:
    style = _style_of(node)
    link = str(node.get("href", "")) if node.name == "a" else ""
    return _Look(
        node.name if node.name in (*HEADINGS, "li", "blockquote") else look.tag,
        _size_of(node, style, look.size_px),
        look.is_bold or node.name in ("b", "strong", "th") or _BOLD.search(style) is not None,
        link if link.startswith(("http://", "https://", "#")) else look.url,
        cells if node.name in _CELLS else look.cell,
    )


def _size_of(node: Tag, style: str, inherited_px: float) -> float:
    said = _FONT_SIZE.search(style)
    if said is not None:
        units = {"px": 1, "pt": 4 / 3, "rem": _DEFAULT_PX, "em": inherited_px, "%": inherited_px / 100}
        return float(said[1]) * units[said[2]]
    own = str(node.get("size", "")) if node.name == "font" else ""
    return float(_FONT_SIZES_PX.get(own, inherited_px))


def _piece(text: str, look: _Look) -> Block:
    html = escape(text, quote=False)
    return Block(look.tag, html, text, look.url, bool(look.url), look.is_bold, look.size_px, look.cell)


def _joined(pieces: Sequence[Block | None]) -> list[Block]:
    """Join runs of text to blocks. One line break is a blank, except after a bold or linked line."""
    blocks: list[Block] = []
    run: list[Block] = []
    breaks = 0
    for piece in pieces:
        if piece is None or piece.tag == "hr":
            blocks += _block_of(run)
            blocks += [piece] if piece is not None else []
            run, breaks = [], 0
        elif piece.tag == "img":
            if breaks or not any(one.text.strip() for one in run):  # inside a line it is a symbol
                blocks += [*_block_of(run), piece]
                run, breaks = [], 0
        elif piece.tag == "br":
            breaks += 1
            if breaks == 2 or _is_line_of_its_own(run):
                blocks += _block_of(run)
                run = []
            elif run:
                run.append(replace(run[-1], html=" ", text=" "))
        else:
            breaks = 0 if piece.text.strip() else breaks
            run.append(piece)
    return blocks


def _is_line_of_its_own(run: Sequence[Block]) -> bool:
    said = [piece for piece in run if piece.text.strip()]
    return bool(said) and (all(one.is_bold for one in said) or all(one.url for one in said))


def _block_of(run: Sequence[Block]) -> list[Block]:
    """Return the block of the runs between two boundaries; none if they hold no words."""
    text = " ".join("".join(piece.text for piece in run).split())
    said = [piece for piece in run if re.search(r"\w", piece.text)]
    if not said:
        return []
    urls = {piece.url for piece in said}
    html = " ".join("".join(_inline(piece) for piece in run).split())
    size = max(said, key=lambda piece: len(piece.text)).size_px
    url = urls.pop() if len(urls) == 1 else ""
    is_linked = bool(url) or (bool(urls) and "" not in urls)
    is_bold = all(piece.is_bold for piece in said)
    return [Block(said[0].tag, html, text, url, is_linked, is_bold, size, said[0].cell)]


def _inline(piece: Block) -> str:
    return f"<b>{piece.html}</b>" if piece.is_bold and piece.text.strip() else piece.html
