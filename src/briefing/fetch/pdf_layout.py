"""The text of a PDF in reading order: from lines of letters on pages to headings, paragraphs and list items.

A PDF has letters at places and nothing else, so each step below is a judgement by geometry: columns, running
heads, footnotes, tables, paragraphs, hyphens. The constants are shares of the size of the letters.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Literal, NamedTuple

from briefing.text import read_table

BlockKind = Literal["heading", "paragraph", "list_item"]


class Line(NamedTuple):
    """A run of letters on one baseline of a page, in points from the upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    page: int

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, a paragraph or an item of a list, with the size of its letters."""

    kind: BlockKind
    text: str
    size: float
    page: int


_EDGE_LINES = 3  # lines at the top and at the bottom of a page that can be running heads
_EDGE_SHARE = 0.14  # of the page's height
_REPEATED_PAGES = 3
_SMALL = 0.93  # of the body's size: footnotes
_LARGE = 1.12  # headings
_GUTTER_CROSSED = 0.35  # share of lines that may run across both columns: title, wide headings
_COLUMN_LINES = 4
_COLUMN_LETTERS = 16  # cells of a table have fewer
_SAME_ROW = 0.35
_TABLE_CELLS = 3
_PARAGRAPH_GAP = 1.45  # times the usual distance of lines
_INDENT = 0.7
_SHORT_LINE = 0.12  # of the column's width: free space at the end of a paragraph's last line
_HEADING_WORDS = 20
_BULLET = re.compile(r"^(?:[•‣▪●◦○■□–—∙·\-*\uf0b7\uf0a7]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_NUMBER = re.compile(r"\d+")
# '7', '- 7 -', 'Page 7 of 12', '7/12', 'xii'
_PAGE_NUMBER = re.compile(
    r"^\W*+(?:[^\W\d]++\.?\s)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|[^\W\d]{1,4})\s*\d{1,4})?\W*$", re.I
)
_LEADERS = re.compile(r"(?:\.\s?){6,}")  # of a table of contents
_NOTE_MARK = re.compile(r"^(?:\d{1,3}|[*†‡§∗])[.)]?\s?(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"”’»)\]]*$")
_HYPHEN = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]++)[-‐\u00ad\u0002]$")
_RANGE = re.compile(r"\d[-–]$")
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:-[^\W\d_]++)++")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def blocks_of_pages(pages: Sequence[Sequence[Line]]) -> list[TextBlock]:
    """Return the text of a document in reading order.

    Args:
        pages: The lines of each page, in the order of the file.

    Returns:
        Headings, paragraphs and list items, without running heads, page numbers, footnotes, tables, captions,
        contents and references.
    """
    body = body_size([line for page in pages for line in page])
    kept = without_running_heads(pages, body)
    ordered: list[Line] = []
    for page in kept:
        text = [line for line in page if not _LEADERS.search(line.text)]
        ordered += reading_order(without_footnotes(text, body))
    blocks = list(_blocks(ordered, body))
    return list(_without_apparatus(_joined(blocks, _vocabulary(ordered))))


def body_size(lines: Sequence[Line]) -> float:
    """Return the size in which most letters are set; 0 without any."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def without_running_heads(pages: Sequence[Sequence[Line]], body: float) -> list[list[Line]]:
    """Return the pages without lines at their edges that other pages have, too, and without page numbers."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(key for page in edges for key in {_head_key(line) for line in page})
    needed = min(_REPEATED_PAGES, max(2, len(pages) // 2))
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        rows = [line.bottom for line in edge if _is_page_number(line, body)]
        beside = {
            line for line in edge if any(abs(line.bottom - row) < _SAME_ROW * line.height for row in rows)
        }
        heads = beside.union(line for line in edge if seen[_head_key(line)] >= needed)
        kept.append([line for line in page if line not in heads])
    return kept


def _is_page_number(line: Line, body: float) -> bool:
    """Return True for 'Page 7', but not for 'Chapter 7' in large letters."""
    is_heading = line.size >= _LARGE * body and line.text[:1].isalpha() and " " in line.text
    return not is_heading and _PAGE_NUMBER.match(line.text) is not None


def _edge_lines(page: Sequence[Line]) -> list[Line]:
    if not page:
        return []
    rows = sorted(page, key=lambda line: line.top)
    top, bottom = rows[0].top, rows[-1].bottom
    reach = (bottom - top) * _EDGE_SHARE
    first = [line for line in rows[: 2 * _EDGE_LINES] if line.top <= top + reach]
    last = [line for line in rows[-2 * _EDGE_LINES :] if line.bottom >= bottom - reach]
    return [*first, *last]


def _head_key(line: Line) -> tuple[str, int]:
    """Return what is equal for the running heads of all pages: the text without numbers, and the height."""
    return _NUMBER.sub("#", line.text.casefold()), round(line.top / 4)


def without_footnotes(page: Sequence[Line], body: float) -> list[Line]:
    """Return a page without its footnotes: small lines below the last of the usual size, from a mark on."""
    dropped: set[Line] = set()
    small = [line for line in page if line.size <= body * _SMALL]
    for line in small:
        beside = [other for other in page if other.left < line.right and line.left < other.right]
        is_last = all(other.top < line.top for other in beside if other.size > body * _SMALL)
        if is_last and (_NOTE_MARK.match(line.text) or any(_follows(line, other) for other in dropped)):
            dropped.add(line)
    return [line for line in page if line not in dropped]


def _follows(line: Line, note: Line) -> bool:
    """Return True if a line is below the line of a note, in its column."""
    return line.top > note.top - line.height / 2 and line.left < note.right and note.left < line.right


def without_tables(page: Sequence[Line]) -> list[Line]:
    """Return a page without rows of three cells and more, and the rows of two between them."""
    rows = _rows(page)
    sizes = [len(row) for row in rows]
    is_table = [size >= _TABLE_CELLS and _is_short(row) for size, row in zip(sizes, rows, strict=True)]
    near = [
        table or (size == 2 and any(is_table[max(0, at - 1) : at + 2]) and _is_short(rows[at]))
        for at, (table, size) in enumerate(zip(is_table, sizes, strict=True))
    ]
    runs = [(table, [at for at, _ in run]) for table, run in groupby(enumerate(near), key=lambda one: one[1])]
    dropped = {line for table, run in runs if table and len(run) >= 2 for at in run for line in rows[at]}
    return [line for line in page if line not in dropped]


def _rows(page: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: (line.bottom, line.left)):
        if rows and abs(rows[-1][0].bottom - line.bottom) < _SAME_ROW * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_short(row: Sequence[Line]) -> bool:
    return median(len(line.text.split()) for line in row) <= _TABLE_CELLS


def reading_order(page: Sequence[Line]) -> list[Line]:
    """Return the lines of a page column by column, between the lines that run across the columns."""
    gutter = _gutter(page)
    if gutter is None:
        return _in_one_column(page)
    ordered: list[Line] = []
    zone: list[Line] = []
    for line in sorted(page, key=lambda line: line.bottom):
        if line.left < gutter < line.right:
            ordered += [*_columns(zone, gutter), line]
            zone = []
        else:
            zone.append(line)
    return [*ordered, *_columns(zone, gutter)]


def _columns(zone: Sequence[Line], gutter: float) -> list[Line]:
    left = [line for line in zone if line.right <= gutter]
    right = [line for line in zone if line.right > gutter]
    return [*reading_order(left), *reading_order(right)] if left and right else _in_one_column(zone)


def _in_one_column(zone: Sequence[Line]) -> list[Line]:
    """Return the lines of one column from top to bottom, without tables."""
    rows = (sorted(row, key=lambda line: line.left) for row in _rows(without_tables(zone)))
    return [line for row in rows for line in _with_bullet(row)]


def _with_bullet(row: Sequence[Line]) -> Sequence[Line]:
    """Return a row in which a bullet that stands alone is a part of the line beside it."""
    if len(row) < 2 or not _BULLET.match(f"{row[0].text} x"):
        return row
    return [row[1]._replace(text=f"{row[0].text} {row[1].text}", left=row[0].left), *row[2:]]


def _gutter(page: Sequence[Line]) -> float | None:
    """Return the place of the white band between two columns; None if the page has one column."""
    if len(page) < 2 * _COLUMN_LINES:
        return None
    best: tuple[int, float, float] | None = None
    for place in _beginnings(page):
        left = [line for line in page if line.right <= place]
        right = [line for line in page if line.left >= place]
        crossing = len(page) - len(left) - len(right)
        if not _are_columns(left, right) or crossing > _GUTTER_CROSSED * len(page):
            continue
        found = (crossing, -min(len(left), len(right)), place)
        best = found if best is None or found < best else best
    return best[2] if best else None


def _beginnings(page: Sequence[Line]) -> list[float]:
    """Return the places at which several lines begin: the left edges of columns are among them."""
    begun: dict[int, list[float]] = {}
    for line in page:
        begun.setdefault(round(line.left / 3), []).append(line.left)
    return [min(places) - 0.5 for places in begun.values() if len(places) >= _COLUMN_LINES - 1]


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Return True if two groups of lines are columns of prose that stand beside each other."""
    if min(len(left), len(right)) < _COLUMN_LINES:
        return False
    top = max(min(line.top for line in left), min(line.top for line in right))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    heights = [line.height for line in left]
    letters = min(median(len(line.text) for line in side) for side in (left, right))
    return bottom - top > 2 * median(heights) and letters >= _COLUMN_LETTERS


def _blocks(lines: Sequence[Line], body: float) -> Iterator[TextBlock]:
    """Yield the blocks; a paragraph that goes on in the next column or page is two blocks so far."""
    leading = _leading(lines)
    edges = _column_edges(lines)
    block: list[Line] = []
    for line in lines:
        if block and not _goes_on(block, line, leading, edges):
            yield _block_of(block, body)
            block = []
        block.append(line)
    if block:
        yield _block_of(block, body)


def _leading(lines: Sequence[Line]) -> float:
    """Return the usual distance from line to line."""
    steps = [
        two.bottom - one.bottom
        for one, two in pairwise(lines)
        if one.page == two.page
        and 0 < two.bottom - one.bottom < 3 * two.size
        and abs(one.size - two.size) < 0.6
    ]
    return median(steps) if steps else 0.0


def _column_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Return the right edge of the lines that begin at about one place of a page."""
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, round(line.left / 40))
        edges[key] = max(edges.get(key, 0.0), line.right)
    return edges


def _goes_on(block: Sequence[Line], line: Line, leading: float, edges: dict[tuple[int, int], float]) -> bool:
    """Return True if a line belongs to the block before it."""
    last = block[-1]
    if last.page != line.page or abs(last.size - line.size) > 0.08 * last.size:
        return False
    if abs(last.bottom - line.bottom) < _SAME_ROW * line.height:
        return True  # the same row: a gap in a justified line
    step = line.bottom - last.bottom
    if step < 0 or step > _PARAGRAPH_GAP * max(leading, 1.02 * line.size):
        return False
    if _BULLET.match(line.text) or (last.is_bold != line.is_bold and _is_heading_shape(block)):
        return False
    is_item = _BULLET.match(block[0].text) is not None
    own_left = min(one.left for one in block[1:]) if len(block) > 1 else block[0].left
    if (
        not is_item
        and line.left > own_left + _INDENT * line.size
        and line.left > last.left + _INDENT * line.size
    ):
        return False
    right = edges[last.page, round(block[0].left / 40)]
    is_full = last.right > right - _SHORT_LINE * (right - last.left)
    return is_full or not _ENDS_SENTENCE.search(last.text)


def _is_heading_shape(block: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in block)
    return len(text.split()) <= _HEADING_WORDS and not text.rstrip().endswith((".", ",", ";"))


def _block_of(block: Sequence[Line], body: float) -> TextBlock:
    text = "\n".join(line.text for line in block)
    size = max(line.size for line in block)
    is_marked = size >= body * _LARGE or all(line.is_bold for line in block)
    bullet = _BULLET.match(text)
    if is_marked and _is_heading_shape(block):
        return TextBlock("heading", text, size, block[0].page)
    if bullet:
        return TextBlock("list_item", text[bullet.end() :], size, block[0].page)
    return TextBlock("paragraph", text, size, block[0].page)


def _joined(blocks: Sequence[TextBlock], known: frozenset[str]) -> Iterator[TextBlock]:
    """Yield the blocks with their lines joined, and with the parts of paragraphs that a page parts."""
    before: TextBlock | None = None
    for block in blocks:
        if before and _is_continued(before, block):
            before = replace(before, text=f"{before.text}\n{block.text}")
            continue
        if before:
            yield replace(before, text=join_lines(before.text.split("\n"), known))
        before = block
    if before:
        yield replace(before, text=join_lines(before.text.split("\n"), known))


def _is_continued(before: TextBlock, block: TextBlock) -> bool:
    if block.kind != "paragraph" or before.kind == "heading" or abs(before.size - block.size) > 0.6:
        return False
    return not _ENDS_SENTENCE.search(before.text) and not block.text[:1].isupper()


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words, and the compounds with a hyphen, that stand within a line."""
    words: set[str] = set()
    for line in lines:
        inside = line.text.split()[1 if line.text[:1].islower() else 0 :]
        words.update(word.strip(".,;:!?()\"'“”’").casefold() for word in inside if not _HYPHEN.search(word))
        words.update(found.casefold() for found in _COMPOUND.findall(line.text))
    return frozenset(words)


def join_lines(lines: Sequence[str], known: frozenset[str] = frozenset()) -> str:
    """Join the lines of a paragraph; a word that was divided at the end of a line is whole again.

    Args:
        lines: The lines.
        known: Words and compounds of the document in lower case. They tell 'infor-mation' from 'well-known'.
    """
    text = ""
    for line in (" ".join(one.split()) for one in lines):
        divided = _HYPHEN.search(text)
        if divided and line[:1].isalpha():
            second = re.match(r"[^\W\d_]+", line)
            rest = second[0] if second else ""
            compound, whole = f"{divided['word']}-{rest}".casefold(), f"{divided['word']}{rest}".casefold()
            is_compound = (compound in known and whole not in known) or rest[:1].isupper()
            text = text[:-1] + ("-" if is_compound else "") + line
        else:
            is_range = line[:1].isdigit() and _RANGE.search(text) is not None
            text = f"{text} {line}" if text and not is_range else text + line
    return text.translate(_LIGATURES).replace("\u00ad", "").replace("\u0002", "-")


def _without_apparatus(blocks: Iterator[TextBlock]) -> Iterator[TextBlock]:
    """Yield the blocks without captions, and without all that follows the heading of references."""
    words = read_table("briefing.fetch", "words/pdf.toml")
    caption = re.compile(rf"^(?:{'|'.join(words['captions'])})\s*\d+\s*[.:–—-]", re.IGNORECASE)
    ends = frozenset(words["references"])
    is_over = False
    for block in blocks:
        if block.kind == "heading":
            is_over = _NUMBER.sub("", block.text).strip(" .:").casefold() in ends
        if not is_over and not caption.match(block.text) and any(map(str.isalpha, block.text)):
            yield block
