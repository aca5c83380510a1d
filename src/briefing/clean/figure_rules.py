"""Text that is made to be looked at: tables of figures, results and code."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from briefing.clean.container import text_score
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.line_patterns import ends_sentence
from briefing.clean.rule import Finding, RuleContext

_MAX_CELL_WORDS = 6  # on average, of a table of figures or names
_MIN_FIGURES = 0.2  # of the words in a table of figures; a table of words is read row by row
_MAX_SHARE = 0.2  # of the text: a page with more tables is about them
_MAX_BOX_PARTS = 4  # of the box of a table: its heading, its source
_MIN_SENTENCE_WORDS = 9
_MIN_PARAGRAPHS = 2  # beside code
_LABELLED_CELL = re.compile(
    r"(?:^|\s)[A-Z][\w -]{1,24}:\s"
)  # 'Memory: 16 GB Weight: 2 kg': a row that can be read
_CODE_CHARS = frozenset("{}()[];=<>_/\\|#*+&$0123456789")
_MIN_CODE_SHARE = 0.09  # of the characters of code; of prose, about 0.02
_FIGURE = re.compile(r"[\d.,:;+−–—%/()-]*\d[\d.,:;+−–—%/()-]*")  # '3—34', '+12.4', '7:41.'
_PLAY = re.compile(r"^[A-Z]{2,5} ?[—–-]{1,2} ?[A-Z][\w .'’-]* \d")  # 'QTN—Lee 12 run (Hart kick), 7:41.'
_MIN_FIGURE_SHARE = 0.45  # of the words in a line of results
_MAX_FIGURE_LINE_CHARS = 120
_MIN_FIGURE_LINES = 2
_MAX_LABEL_WORDS = 3  # of a line between lines of results: 'First quarter'


def data_tables(context: RuleContext) -> Iterator[Finding]:
    """The rows of tables whose cells are figures and names; a table whose rows are sentences is read."""
    if not any(element.tag == "table" for element in context.elements):
        return
    rows_of: dict[Element, list[Line]] = {}
    for line in context.lines:
        if not line.reason and (table := _table_around(line)) is not None:
            rows_of.setdefault(table, []).append(line)
    tables = {table: rows for table, rows in rows_of.items() if _is_data(rows)}
    found = _unless_story([line for rows in tables.values() for line in rows], context)
    yield from found
    if found:
        yield from (line for line in context.lines if _is_title_of(line, tables, context))


def _is_title_of(line: Line, tables: Collection[Element], context: RuleContext) -> bool:
    """Return True if a line is the heading of a box that holds nothing else but a table."""
    box = line.owner.parent
    if line.reason or not heading_level(line) or box is None or box in context.core.ancestors:
        return False
    return any(element in tables for element in box.near_descendants()) and len(box.children) < _MAX_BOX_PARTS


def _unless_story(lines: Sequence[Line], context: RuleContext) -> Sequence[Line]:
    """These lines, or none if they hold so much of the text that they are what the page is about."""
    chars = sum(line.chars for line in context.lines if not line.reason)
    return lines if sum(line.chars for line in lines) < _MAX_SHARE * chars else ()


def _table_around(line: Line) -> Element | None:
    return next((element for element in line.owner.ancestors(5) if element.tag == "table"), None)


def _is_data(rows: Sequence[Line]) -> bool:
    """Return True if there are several rows of short cells, many with figures, and hardly a sentence."""
    of_cells = [line for line in rows if line.owner.cells > 1]
    if len(of_cells) < 2:
        return False
    words = [word for line in of_cells for word in line.text.split()]
    body = [word for line in of_cells[1:] for word in line.text.split()]
    figures = sum(any(map(str.isdigit, word)) for word in body)
    if all(len(_LABELLED_CELL.findall(line.text)) * 2 >= line.owner.cells for line in of_cells):
        return False
    is_short = len(words) <= _MAX_CELL_WORDS * sum(line.owner.cells for line in of_cells)
    sentences = sum(
        ends_sentence(line.text) and len(line.text.split()) >= _MIN_SENTENCE_WORDS for line in rows
    )
    return is_short and figures >= _MIN_FIGURES * len(body) and sentences * 4 < len(rows)


def code_blocks(context: RuleContext) -> Iterator[Finding]:
    """Preformatted text that is code or a table made of blanks; preformatted prose is read.

    However much it is, it is dropped, if the page has two paragraphs beside it.
    """
    if not any(element.tag == "pre" for element in context.elements):
        return
    blocks: dict[Element, list[Line]] = {}
    for line in context.lines:
        pre = next((element for element in line.owner.ancestors(3) if element.tag == "pre"), None)
        if not line.reason and pre is not None:
            blocks.setdefault(pre, []).append(line)
    code = [lines for lines in blocks.values() if _is_code(" ".join(line.text for line in lines))]
    found = {line for lines in code for line in lines}
    paragraphs = sum(text_score(line) > 0 for line in context.lines if line not in found)
    if found and paragraphs >= _MIN_PARAGRAPHS:
        yield from (line for lines in code for line in lines)


def _is_code(text: str) -> bool:
    return sum(character in _CODE_CHARS for character in text) >= _MIN_CODE_SHARE * len(text)


def figures(context: RuleContext) -> Iterator[Finding]:
    """Runs of lines that are mostly figures, with the short labels between them: results of a match."""
    kept = [line for line in context.lines if not line.reason]
    found: list[Line] = []
    for is_figure, group in groupby(kept, key=_may_be_figures):
        run = list(group)
        if is_figure and sum(map(_is_figures, run)) >= _MIN_FIGURE_LINES:
            first = next(at for at, line in enumerate(run) if _is_figures(line))
            found += run[max(0, first - 1) :]
    yield from _unless_story(found, context)


def _may_be_figures(line: Line) -> bool:
    if (
        line.owner.tag in ("text", "tr", "li")
        or line.author
        or line.chars > _MAX_FIGURE_LINE_CHARS
        or heading_level(line)
    ):
        return False
    is_label = len(line.text.split()) <= _MAX_LABEL_WORDS and not ends_sentence(line.text)
    return _is_figures(line) or is_label


def _is_figures(line: Line) -> bool:
    """Return True if nearly half of the words are figures, or in a line of capitals two or more."""
    if _PLAY.match(line.text):
        return True
    words = line.text.split()
    count = sum(bool(_FIGURE.fullmatch(word)) for word in words)
    is_score = line.text.isupper() and not ends_sentence(line.text)
    return count > 1 and (is_score or count >= _MIN_FIGURE_SHARE * len(words))
