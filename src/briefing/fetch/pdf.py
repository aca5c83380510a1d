"""Read a PDF: `page_from_pdf` reads it in a process of its own, which `python -m briefing.fetch.pdf` starts.

A PDF can hang its reader, fill the memory or crash it. So the process has limits of time, memory and pages,
and a crash is the failure of one document.
"""

import json
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_int, c_ushort, create_string_buffer
from html import escape
from statistics import median
from typing import Any, NamedTuple

from briefing.distribution import hint_for_extra
from briefing.errors import FetchError
from briefing.fetch.options import FetchOptions
from briefing.fetch.pdf_layout import Line, TextBlock, blocks_of_pages
from briefing.model import Page

_WORKER = (sys.executable, "-P", "-m", "briefing.fetch.pdf")
_TIMEOUT_S = 60
_MEMORY_BYTES = 1 << 30
_MOST_PAGES = 400
_MOST_LETTERS = 3_000_000
_SCAN_LETTERS = 20  # a page; a scan can have a number or a stamp as text
_TITLE_WORDS = 10  # of a document without a heading
_RAISED = (
    0.8  # letters of less than this share of the line's size, above its baseline, are marks of footnotes
)
_WORD_GAP = 0.28  # of the size: a wider gap is a space that the file does not have
_COLUMN_GAP = 1.6  # of the size: a wider gap divides a line into cells or columns
_BOLD_WEIGHT = 600
_LIGATURE = 1.1  # of the size: the letters of a ligature have one place
_RAISED_BY = 0.5  # of the size
_SLANT = 0.2  # the tangent of the angle up to which a letter stands upright
_MARKS = "0123456789,*†‡§∗"
_UNIT = re.compile(r"\b(?:[cdkmµ]?m|ft|mi|in)$")
_BOLD = re.compile(rb"bold|black|heavy|cmbx", re.IGNORECASE)
# titles that programs invent: 'Microsoft Word - report.docx', 'untitled', 'report_final.pdf', '0001.tif'
_NO_TITLE = re.compile(
    r"^(?:microsoft |untitled|document\d*$|.*\.(?:docx?|odt|pdf|tex|dvi|indd|pptx?|tiff?|html?)$)", re.I
)
_FAILURES = {
    "missing": ("needs the package pypdfium2", ""),
    "password": ("is protected by a password", "Save a copy without the password."),
    "pages": (f"has more than {_MOST_PAGES} pages", "Save the part that you want to hear as a PDF."),
    "letters": ("holds more text than a programme can tell", "Save the part that you want to hear as a PDF."),
    "scan": ("is a scan: its pages are pictures without text", "Add the text: ocrmypdf scan.pdf text.pdf"),
    "empty": ("is a PDF without text", "Check the file in a PDF viewer."),
    "damaged": ("is a damaged PDF", "Save it again."),
}
_CRASHED = (
    "cannot be read: its reader crashed or needed too much memory",
    "Open it and print it to a new PDF.",
)
_SLOW = (f"cannot be read within {_TIMEOUT_S} seconds", "Open it and print it to a new PDF.")


def page_from_pdf(data: bytes, address: str, final_address: str, options: FetchOptions) -> Page:
    """Return the text of a PDF as a page: headings, paragraphs and lists in reading order.

    Args:
        data: The file.
        address: The URL or file name that the page is known by.
        final_address: The URL after redirects, or ''.
        options: The time of the fetch.

    Raises:
        FetchError: The PDF is a scan, damaged, protected or beyond the limits, or pypdfium2 is missing.
    """
    try:
        done = subprocess.run(_WORKER, input=data, capture_output=True, timeout=_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired as cause:
        raise FetchError(f"{address} {_SLOW[0]}", _SLOW[1]) from cause
    try:
        found = json.loads(done.stdout)
    except ValueError as cause:
        raise FetchError(f"{address} {_CRASHED[0]}", _CRASHED[1]) from cause
    if "failure" in found:
        message, hint = _FAILURES[found["failure"]]
        raise FetchError(f"{address} {message}", hint or hint_for_extra("pdf"))
    return Page(address, final_address, html_of_document(found), "text/html", options.fetched)


def html_of_document(found: dict[str, Any]) -> str:
    """Return the HTML of a document: `title`, `author`, `language`, and `blocks` of tag and text."""
    parts: list[str] = []
    is_list = False
    for tag, text in found["blocks"]:
        parts += ["<ul>"] if tag == "li" and not is_list else ["</ul>"] if is_list and tag != "li" else []
        is_list = tag == "li"
        parts.append(f"<{tag}>{escape(text)}</{tag}>")
    parts += ["</ul>"] if is_list else []
    language = f' lang="{escape(found["language"])}"' if found["language"] else ""
    author = f'<meta name="author" content="{escape(found["author"])}">' if found["author"] else ""
    title = escape(found["title"])
    body = "\n".join(parts)
    return (
        f'<!doctype html><html{language}><head><meta charset="utf-8"><title>{title}</title>{author}</head>'
        f"<body><article><h1>{title}</h1>\n{body}\n</article></body></html>"
    )


class _UnreadableError(Exception):
    """A document that cannot be read; its argument is a key of `_FAILURES`."""


def main() -> None:
    """Read a PDF from stdin and write its text as JSON to stdout."""
    _limit_memory()
    try:
        found: dict[str, Any] = read_document(sys.stdin.buffer.read())
    except _UnreadableError as failure:
        found = {"failure": failure.args[0]}
    sys.stdout.write(json.dumps(found))


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_TIMEOUT_S, _TIMEOUT_S))


def read_document(data: bytes) -> dict[str, Any]:
    """Return title, author, language and blocks of a PDF. Raises _UnreadableError."""
    try:
        import pypdfium2  # noqa: PLC0415 - an extra
    except ImportError as cause:
        raise _UnreadableError("missing") from cause
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as cause:
        raise _UnreadableError("password" if "password" in str(cause).lower() else "damaged") from cause
    if len(document) > _MOST_PAGES:
        raise _UnreadableError("pages")
    pages = list(_pages(document))
    blocks = blocks_of_pages(pages)
    if not blocks:
        raise _UnreadableError("scan" if _has_pictures(document) else "empty")
    letters = sum(len(line.text) for page in pages for line in page)
    if letters < _SCAN_LETTERS * len(pages) and _has_pictures(document):
        raise _UnreadableError("scan")
    said = document.get_metadata_dict()
    title, rest = _titled(blocks, " ".join(str(said.get("Title", "")).split()))
    tags = {"heading": "h2", "paragraph": "p", "list_item": "li"}
    return {
        "title": title,
        "author": " ".join(str(said.get("Author", "")).split()),
        "language": _language(document),
        "blocks": [(tags[block.kind], block.text) for block in rest],
    }


def _pages(document: Any) -> Iterator[list[Line]]:
    import pypdfium2  # noqa: PLC0415 - as above

    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            lines = _lines_of_page(page, number)
            page.close()
        except pypdfium2.PdfiumError as cause:
            raise _UnreadableError("damaged") from cause
        letters += sum(len(line.text) for line in lines)
        if letters > _MOST_LETTERS:
            raise _UnreadableError("letters")
        yield lines


def _has_pictures(document: Any) -> bool:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE,)
    return any(next(document[n].get_objects(filter=kinds), None) for n in range(min(3, len(document))))


def _language(document: Any) -> str:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

    size = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if size <= 2 or size > 200:
        return ""
    buffer = (c_ushort * (size // 2))()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, size)
    tag = "".join(map(chr, buffer)).strip("\0 ")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else ""


class _Letter(NamedTuple):
    character: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    has_space: bool


def _lines_of_page(page: Any, number: int) -> list[Line]:
    run: list[_Letter] = []
    lines: list[Line] = []
    for letter in _letters(page):
        if run and not _is_beside(run[-1], letter):
            lines.append(_line_of(run, number))
            run = []
        run.append(letter)
    lines += [_line_of(run, number)] if run else []
    return [line for line in lines if line.text]


class _Placed(NamedTuple):
    """A letter where it stands on its page; `turn` is its direction in quarters of a turn to the left."""

    character: str
    turn: int
    origin: tuple[float, float]
    corners: tuple[tuple[float, float], tuple[float, float]]
    size: float
    is_bold: bool
    has_space: bool


def _letters(page: Any) -> Iterator[_Letter]:
    """Yield the letters of a page in the order of the file, as if the page were turned to be read.

    Letters off the page are left out, and those that stand in another direction than most.
    """
    page.set_rotation(0)  # how a viewer shows the page does not say how its letters stand
    size = page.get_size()
    placed = list(_placed_letters(page))
    turns = Counter(one.turn for one in placed)
    turn = max(turns, key=lambda each: turns[each], default=0)
    has_space = False
    for one in placed:
        has_space = has_space or one.has_space
        x, y = one.origin
        if one.turn != turn or not (0 <= x <= size[0] and 0 <= y <= size[1]):
            continue
        (begin, base), *corners = (_turned(place, turn, size) for place in (one.origin, *one.corners))
        along = [begin, *(corner[0] for corner in corners)]
        yield _Letter(one.character, min(along), max(along), base, one.size, one.is_bold, has_space)
        has_space = False


def _turned(place: tuple[float, float], turn: int, size: tuple[float, float]) -> tuple[float, float]:
    """Return the distances from the left and from the top of the page that is turned to be read."""
    x, y = place
    width, height = size
    return ((x, height - y), (y, x), (width - x, y), (height - y, width - x))[turn]


def _turn_of(a: float, b: float, d: float) -> int | None:
    """Return the direction of a letter by its matrix in quarters of a turn to the left; None for a slant."""
    if abs(b) <= _SLANT * abs(a):
        return 2 if a < 0 and d < 0 else 0
    return None if abs(a) > _SLANT * abs(b) else 1 if b > 0 else 3


def _placed_letters(page: Any) -> Iterator[_Placed]:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

    text = page.get_textpage()
    handle, matrix = text.raw, pdfium.FS_MATRIX()
    box, x, y = [c_double() for _ in range(4)], c_double(), c_double()
    name, flags = create_string_buffer(64), c_int()
    has_space = False
    for at in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(handle, at))
        if character.isspace() or pdfium.FPDFText_IsGenerated(handle, at) == 1:
            has_space = True
            continue
        pdfium.FPDFText_GetMatrix(handle, at, byref(matrix))
        size = pdfium.FPDFText_GetFontSize(handle, at) * math.hypot(matrix.c, matrix.d)
        turn = _turn_of(matrix.a, matrix.b, matrix.d)
        if size <= 1 or turn is None:
            continue
        pdfium.FPDFText_GetCharBox(handle, at, *map(byref, box))
        pdfium.FPDFText_GetCharOrigin(handle, at, byref(x), byref(y))
        left, right, bottom, top = (edge.value for edge in box)
        pdfium.FPDFText_GetFontInfo(handle, at, name, 64, byref(flags))
        is_bold = pdfium.FPDFText_GetFontWeight(handle, at) >= _BOLD_WEIGHT or bool(_BOLD.search(name.value))
        corners = (left, bottom), (right, top)
        yield _Placed(character, turn, (x.value, y.value), corners, size, is_bold, has_space)
        has_space = False
    text.close()


def _is_beside(one: _Letter, two: _Letter) -> bool:
    """Return True if a letter stands on the line of the letter before it, or is raised a little above it."""
    size = max(one.size, two.size)
    gap = two.left - one.right
    return abs(one.base - two.base) < _RAISED_BY * size and -_LIGATURE * size < gap < _COLUMN_GAP * size


def _line_of(run: list[_Letter], number: int) -> Line:
    size = median(letter.size for letter in run)
    base = median(letter.base for letter in run)
    text = ""
    before: _Letter | None = None
    for letter in run:
        if letter.size < _RAISED * size and letter.base < base - 0.1 * size and _is_mark(letter, text):
            continue
        gap = letter.left - before.right if before else 0.0
        text += " " if before and (letter.has_space or gap > _WORD_GAP * size) else ""
        text += letter.character
        before = letter
    is_bold = sum(letter.is_bold for letter in run) * 2 > len(run)
    left, right = min(letter.left for letter in run), max(letter.right for letter in run)
    return Line(text.strip(), left, right, base - 0.75 * size, base, size, is_bold, number)


def _is_mark(letter: _Letter, before: str) -> bool:
    """Return True for the raised number or sign that leads to a footnote; the 2 of 'km2' is none."""
    return letter.character in _MARKS and bool(before) and not _UNIT.search(before)


def _titled(blocks: list[TextBlock], said: str) -> tuple[str, list[TextBlock]]:
    """Return the title and the blocks without it: the metadata's, or the largest text of the first page."""
    first = [block for block in blocks if block.page == blocks[0].page]
    largest = max(first, key=lambda block: block.size)
    shown = largest if largest.kind == "heading" else None
    beginning = " ".join(blocks[0].text.split()[:_TITLE_WORDS])
    title = said if said and not _NO_TITLE.match(said) else shown.text if shown else beginning
    same = [block for block in first if block.kind == "heading" and _words(block.text) == _words(title)]
    if not same and shown and _words(shown.text) & _words(title):
        same = [shown]  # the metadata has a part of it, or more
    return title, [block for block in blocks if not same or block is not same[0]]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


if __name__ == "__main__":
    main()
