"""Boilerplate in boxes inside the story: teasers, forms, players, buttons, and captions beside a picture.

Also text that is made to be looked at: tables of figures, results and code.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from briefing.clean.container import CoreParagraphs, text_score
from briefing.clean.elements import Element, Line, Picture, heading_level, lines_by_element
from briefing.clean.line_patterns import alternatives, ends_sentence
from briefing.clean.lines import name_words
from briefing.clean.markup_rules import pattern_of_names
from briefing.clean.rule import Finding, RuleContext
from briefing.clean.wording_rules import fold, reason_by_wording
from briefing.model import DropReason
from briefing.text import read_table

_NUMBERED = re.compile(  # '3. The yard', 'No. 3 The yard', 'Step 2: Cut', '#4 The yard', 'Schritt 2'
    r"^(?:No\. ?\d{1,3}|\d{1,3}[.):]|#\d{1,3}:?|"
    rf"(?:{alternatives(read_table('briefing.clean', 'words/endings.toml')['steps'])}) \d{{1,2}}:?)(?: |$)"
)
_MAX_TEASER_CHARS = 500
_TEASER_TAGS = ("div", "section", "article", "li", "aside")
_MAX_WIDGET_LINES = 4
_MAX_WIDGET_CHARS = 300
_MAX_BUTTON_CHARS = 30
_MAX_CAPTION_CHARS = 400
_MAX_PLAIN_CAPTION_CHARS = 150  # of a line that only its place makes a caption
_CAPTION_BOX_TAGS = frozenset(("div", "section", "td", "tr", "table", "center", "dl"))
_CAPTION_TAGS = frozenset(("p", "div", "center", "td", "dd"))
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
_MAX_CODE_LINE_CHARS = 120  # of one statement, which may have few such characters
_CODE_SIGN = re.compile(  # 'print(boat.name)', 'SELECT * FROM boats', 'name = "Alder"', 'boat->name'
    r"[a-z_]\((?:[\w.]*|\"[^\"]*\"|'[^']*')\)|\b(?:SELECT|INSERT|UPDATE|CREATE)\b.+\b(?:FROM|INTO|SET|TABLE)\b"
    r"|\w\s?=\s?[\"']|[=!]=|->|::"
)
_FIGURE = re.compile(r"[.,:;+−–—%/()-]*+\d[\d.,:;+−–—%/()-]*+")  # '3—34', '+12.4', '7:41.'
_PLAY = re.compile(r"^[A-Z]{2,5} ?[—–-]{1,2} ?[A-Z][\w .'’-]* \d")  # 'QTN—Lee 12 run (Hart kick), 7:41.'
_PLACES = re.compile(r"\b1\. [A-Z][^.]{2,60}[\d)][.;,]? 2\. [A-Z]")  # '1. Ann Lee, 2:26:41. 2. Bo Hart'
_MIN_FIGURE_SHARE = 0.45  # of the words in a line of results
_MAX_FIGURE_LINE_CHARS = 120
_MIN_FIGURE_LINES = 2
_MAX_LABEL_WORDS = 3  # of a line between lines of results: 'First quarter'


def widgets(context: RuleContext) -> Iterator[Finding]:
    """The few lines around each form, each player, and each button for a newsletter or another offer."""
    lines, container = context.lines, context.container
    by_element = lines_by_element([line for line in lines if not line.reason], container)
    player_names = pattern_of_names("embed")
    for element in container.descendants():
        if element.tag == "form":
            box = _smallest_box_with_text(element, by_element, container)
            yield from _lines_of_small_box(box, by_element, context.core, "newsletter")
        elif player_names.search(element.names):
            yield from _lines_of_small_box(element, by_element, context.core, "embed")
    for line in lines:
        if (reason := _reason_by_button(line, context.language)) is not None:
            box = _smallest_box_with_text(line.owner, by_element, container)
            yield from _lines_of_small_box(box, by_element, context.core, reason)


def _reason_by_button(line: Line, language: str) -> DropReason | None:
    """What a button or a link offers: a newsletter, or only as a button something else.

    A link that offers something else may belong to the story.
    """
    is_button = any(element.tag == "button" for element in line.owner.ancestors(2))
    if line.chars > _MAX_BUTTON_CHARS or not (is_button or line.link_chars == line.chars):
        return None
    reason = reason_by_wording(line.text, language)
    return reason if reason == "newsletter" or (is_button and reason == "promotion") else None


def _smallest_box_with_text(
    inner: Element, by_element: Mapping[Element, list[Line]], container: Element
) -> Element:
    """The smallest element around a form or button that has lines of its own."""
    box = inner
    while box.parent is not None and box.parent is not container and not by_element.get(box):
        box = box.parent
    return box


def _lines_of_small_box(
    box: Element, by_element: Mapping[Element, list[Line]], core: CoreParagraphs, reason: DropReason
) -> list[Finding]:
    """The lines of a box that is small, holds no post and is not around the story's paragraphs."""
    kept = [line for line in by_element.get(box, ()) if not line.reason]
    is_small = len(kept) <= _MAX_WIDGET_LINES and sum(line.chars for line in kept) <= _MAX_WIDGET_CHARS
    if box in core.ancestors or not is_small or any(line.author for line in kept):
        return []
    return [(line, reason) for line in kept]


def teasers(context: RuleContext) -> Sequence[Finding]:
    """Lines of teasers of other stories: boxes with a linked heading and a few words.

    Two boxes with the same tag and class are teasers, and so is a single <article>. Teasers that hold over a
    third of the story are the story: a list article whose items are linked.
    """
    lines = context.lines
    by_element = lines_by_element(lines, context.container)
    boxes: dict[Element, tuple[str, str]] = {}
    for line in lines:
        if _is_linked_heading(line) and (box := _teaser_box(line, context.container, by_element)):
            boxes[box] = (box.tag, name_words(box.attributes.get("class", "")))
    counts = Counter(boxes.values())
    chosen = [box for box, style in boxes.items() if box.tag == "article" or counts[style] > 1]
    kept = [line for box in chosen for line in by_element[box] if not line.reason]
    is_story = sum(line.chars for line in kept) * 3 > sum(line.chars for line in lines if not line.reason)
    return [] if is_story else kept


def _is_linked_heading(line: Line) -> bool:
    """Return True if the heading is a link; it may be there twice, once for screen readers."""
    return heading_level(line) > 0 and line.link_chars * 20 > line.chars * 9 and not is_numbered(line)


def is_numbered(line: Line) -> bool:
    """Return True if the line opens an item of a list article."""
    return bool(_NUMBERED.match(line.text))


def _teaser_box(line: Line, container: Element, by_element: Mapping[Element, list[Line]]) -> Element | None:
    """The largest element around a heading with few words and no other heading; None if there is none."""
    box = None
    for element in line.owner.path_to(container):
        inside = by_element[element]
        if sum(other.chars for other in inside) > _MAX_TEASER_CHARS:
            break
        if sum(heading_level(other) > 0 for other in inside) > 1:
            break
        box = element if element.tag in _TEASER_TAGS else box
    return box


def captions(context: RuleContext) -> Iterator[Finding]:
    """Captions without a caption class: lines that repeat a picture's text or are placed like captions."""
    container = context.container
    by_element = lines_by_element(context.lines, container)
    inside = [picture for picture in context.pictures if container.first <= picture.at <= container.last]
    child_indexes = _child_indexes(container) if inside else {}
    for picture in inside:
        for line in _lines_near(picture, by_element, child_indexes):
            if _repeats_text(line, picture.texts) or _is_placed_like_caption(line, picture):
                yield line
        box = _caption_box(picture, by_element, container)
        if box is not None and box not in context.core.ancestors:
            yield from by_element[box]


def _child_indexes(container: Element) -> dict[Element, int]:
    """The index of each element inside the container among its siblings."""
    parents = (container, *container.descendants())
    return {child: at for parent in parents for at, child in enumerate(parent.children)}


def _lines_near(
    picture: Picture, by_element: Mapping[Element, list[Line]], child_indexes: Mapping[Element, int]
) -> list[Line]:
    """The first lines of the picture's own block and of the blocks before and after it."""
    block = picture.owner
    while (parent := block.parent) in child_indexes and parent is not None and not by_element.get(parent):
        block = parent
    blocks = [block]
    if block.parent is not None and block in child_indexes:
        blocks = block.parent.children[max(0, child_indexes[block] - 1) : child_indexes[block] + 2]
    return [line for near in blocks for line in by_element.get(near, ())[:2]]


def _repeats_text(line: Line, texts: Sequence[str]) -> bool:
    """Return True if the line says much the same as the alt or title of a picture."""
    if line.chars > _MAX_CAPTION_CHARS or heading_level(line):
        return False
    folded = fold(line.text)
    return any(
        len(text.split()) > 3
        and (fold(text) in folded or folded in fold(text))
        and _have_similar_length(text, line.text)
        for text in texts
    )


def _have_similar_length(one: str, other: str) -> bool:
    return min(len(one), len(other)) * 2 > max(len(one), len(other))


def _is_placed_like_caption(line: Line, picture: Picture) -> bool:
    """Return True if a short line is in the picture's paragraph, or right under it like a caption."""
    owner = line.owner
    if heading_level(line) or owner.tag not in _CAPTION_TAGS or line.chars > _MAX_CAPTION_CHARS:
        return False
    is_plain = line.chars < _MAX_PLAIN_CAPTION_CHARS and not ends_sentence(line.text)
    if owner is picture.owner:
        return line.is_italic or is_plain
    is_right_under = picture.owner.first == picture.owner.last == owner.first
    return is_right_under and (line.is_italic or (is_plain and not line.is_bold and not text_score(line)))


def _caption_box(
    picture: Picture, by_element: Mapping[Element, list[Line]], container: Element
) -> Element | None:
    """The smallest element around a picture with text, if the text is short enough for a caption."""
    path = picture.owner.path_to(container)
    box = next((element for element in path if by_element.get(element)), None)
    if box is None or box.tag not in _CAPTION_BOX_TAGS:
        return None
    lines = by_element[box]
    is_small = len(lines) <= 3 and sum(line.chars for line in lines) <= _MAX_CAPTION_CHARS
    is_small = is_small and not any(line.owner.cells > 1 for line in lines)
    return box if is_small and not any(map(heading_level, lines)) else None


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
    share = sum(character in _CODE_CHARS for character in text)
    is_line = len(text) <= _MAX_CODE_LINE_CHARS and _CODE_SIGN.search(text)
    return share >= _MIN_CODE_SHARE * len(text) or bool(is_line)


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
    if _PLAY.match(line.text) or _PLACES.search(line.text):
        return True
    words = line.text.split()
    count = sum(bool(_FIGURE.fullmatch(word)) for word in words)
    is_score = line.text.isupper() and not ends_sentence(line.text)
    return count > 1 and (is_score or count >= _MIN_FIGURE_SHARE * len(words))
