"""Boilerplate by layout: parts of the container that are apart from the story, and boxes in the story.

The boxes in the middle of the story are facts with a title, offers with a button, cards of other stories.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefing.clean.box_rules import is_numbered
from briefing.clean.container import (
    CoreParagraphs,
    component_signature,
    normal_signature,
    style_signature,
    text_score,
)
from briefing.clean.elements import Element, Line, heading_level, is_in_blockquote
from briefing.clean.headline import is_deck, opens_with_standfirst
from briefing.clean.line_patterns import ends_sentence, ends_statement, is_cut
from briefing.clean.markup_rules import is_standfirst, pattern_of_names
from briefing.clean.rule import Finding, RuleContext
from briefing.clean.wording_rules import reason_by_wording
from briefing.model import DropReason

_TEXT_TAGS = frozenset(  # tags that structure text without separating it from the text around them
    (
        "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "thead", "tbody", "tr", "center",
        "pre", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "main", "article",
    )
)  # fmt: skip
_MIN_GUIDE_HEADINGS = 6  # between the first and the last paragraph
_MIN_SECTIONS = 2  # of the story beside a part with a heading of the same style
_MIN_SECTION_HEADINGS = 3  # in one part that is several sections
_MIN_SECTIONS_CHARS = 500
_MIN_LINKED_CHARS = 70  # of a paragraph; the linked headline of another story is shorter
_MIN_SECTION_CHARS = 150  # of a last section in another layout
_MIN_ANSWER_CHARS = 60  # of one with a heading or a question
_MAX_OFFER_PART_CHARS = 1500
_MAX_BUTTON_WORDS = 3
_MAX_HEADING_NOTE_CHARS = 40  # beside a heading: a date or a name
_TITLE_NAMES = re.compile(  # class="fact-box__title", class="h4", class="titre"
    r" (?:title|heading|headline|header|head|titre|titel|titulo|titolo|tittel|rubrik|overskrift|h) "
)
_MAX_TITLE_CHARS = 70
_MAX_TITLE_WORDS = 9
_MAX_BOXES = 2  # of one kind; more are entries of a guide or a list
_MAX_OFFER_BOX_CHARS = 600
_MAX_OFFER_LINES = 8
_CALL_REASONS: frozenset[DropReason] = frozenset(("related", "newsletter", "promotion", "advert"))


def fact_boxes(context: RuleContext) -> Iterator[Finding]:
    """Lines of detached parts with a heading of their own; none if together they could be the story."""
    lines_of = detached_lines(context)
    core = context.core
    boxes = [part for part, lines in lines_of.items() if _is_box(lines) and not is_section(part, lines, core)]
    boxes = [part for part in boxes if not _is_guide_section(part, lines_of[part], context)]
    boxes = _without_sections({part: lines_of[part] for part in boxes}, context)
    if sum(line.chars for part in boxes for line in lines_of[part]) * 3 < core.chars:
        for part in boxes:
            yield from lines_of[part]


def _is_guide_section(part: Element, lines: Sequence[Line], context: RuleContext) -> bool:
    """Return True if a part is a section of a guide: its heading has a level of theirs, and text below.

    A guide has many headings. Boxes above its first paragraph, with links or with a name of a box, are none.
    """
    first, last = context.core.first, context.core.last
    if pattern_of_names("box").search(part.names) or any(line.link_count for line in lines):
        return False
    if lines[0] in context.lines[:first] or not _is_last_section(lines):
        return False
    levels = [heading_level(line) for line in context.lines[first:last] if not line.reason]
    is_guide = len(levels) - levels.count(0) >= _MIN_GUIDE_HEADINGS
    return is_guide and levels.count(heading_level(lines[0])) > 1


def _without_sections(boxes: Mapping[Element, Sequence[Line]], context: RuleContext) -> list[Element]:
    """The boxes that are neither several sections by themselves nor beside sections with the same heading."""
    if not boxes:
        return []
    titles = _section_titles(context)
    return [
        part
        for part, lines in boxes.items()
        if pattern_of_names("box").search(part.names)
        or not (_has_sections(lines) or titles[part.parent, _title_style(lines[0])] >= _MIN_SECTIONS)
    ]


def _section_titles(context: RuleContext) -> Counter[tuple[Element | None, tuple[str, str]]]:
    """How many parts with paragraphs of the story begin with a heading, by their parent and its style."""
    first_lines: dict[Element, Line] = {}
    for line in context.lines:
        if not line.reason:
            for element in line.owner.path_to(context.container):
                first_lines.setdefault(element, line)
    return Counter(
        (element.parent, _title_style(first_lines[element]))
        for element in context.core.ancestors & first_lines.keys()
        if heading_level(first_lines[element]) and element is not first_lines[element].owner
    )


def _title_style(line: Line) -> tuple[str, str]:
    """Tag and first class of a heading."""
    return component_signature(line.owner) or style_signature(line.owner)


def _has_sections(lines: Sequence[Line]) -> bool:
    """Return True if a part has several headings with text below them."""
    texts = [line for line in lines if not heading_level(line)]
    is_text = sum(map(text_score, texts)) >= _MIN_SECTIONS_CHARS
    return is_text and len(lines) - len(texts) >= _MIN_SECTION_HEADINGS


def detached_parts(context: RuleContext) -> Iterator[Finding]:
    """Lines of parts that contain no core paragraph, unless they have the form of running text."""
    indexes = {line: index for index, line in enumerate(context.lines)}
    lines_of = detached_lines(context)
    offers = _offers(lines_of, context)
    titles = _titles_above(context)
    entries = _longer_than_story(lines_of, context.core)
    for part, lines in lines_of.items():
        if part in entries:
            continue
        is_last = indexes[lines[0]] > context.core.last_common
        is_boilerplate = is_last and (part in offers or not _is_last_section(lines))
        for line in lines:
            if line in titles:
                continue
            reason = _detached_reason(line, indexes[line], context.core, lines)
            is_standfirst = reason == "duplicate" and opens_with_standfirst(context.language)
            if (reason and not is_standfirst) or is_boilerplate:
                yield line, reason or "other"


def _titles_above(context: RuleContext) -> set[Line]:
    """The heading of the first section: right above its paragraph, and like those of later sections."""
    at = context.core.first - 1
    if at < 0 or context.lines[at].reason or not heading_level(context.lines[at]):
        return set()
    title = context.lines[at]
    kind = (heading_level(title), normal_signature(title.owner))
    later = context.lines[context.core.first : context.core.last]
    count = sum((heading_level(line), normal_signature(line.owner)) == kind for line in later)
    is_title = count >= _MIN_SECTIONS and title.chars <= _MAX_TITLE_CHARS and not is_standfirst(title.owner)
    return {title} if is_title else set()


def _longer_than_story(lines_of: Mapping[Element, Sequence[Line]], core: CoreParagraphs) -> set[Element]:
    """The parts of one kind that together hold more text than the paragraphs: jokes, steps, slides."""
    groups: dict[object, list[Element]] = {}
    for part, lines in lines_of.items():
        if not any(line.link_count for line in lines):
            groups.setdefault((part.parent, normal_signature(part)), []).append(part)
    groups = {kind: parts for kind, parts in groups.items() if len(parts) > 1}
    chars = {kind: sum(chars_of(lines_of[part]) for part in parts) for kind, parts in groups.items()}
    return {part for kind, parts in groups.items() if chars[kind] > core.chars for part in parts}


def _offers(lines_of: Mapping[Element, Sequence[Line]], context: RuleContext) -> set[Element]:
    """The parts that are small and have a button, which may be dropped already."""
    buttons = [line for line in context.lines if is_button(line)]
    around = {element for line in buttons for element in line.owner.path_to(context.container)}
    return {part for part in around & lines_of.keys() if chars_of(lines_of[part]) < _MAX_OFFER_PART_CHARS}


def chars_of(lines: Sequence[Line]) -> int:
    return sum(line.chars for line in lines)


def standfirst_headings(context: RuleContext) -> Iterator[Finding]:
    """Headings before the first paragraph that are a standfirst."""
    if opens_with_standfirst(context.language):
        return
    for line in context.lines[: context.core.first]:
        is_heading = heading_level(line) and not _opens_entry(line, context.core)
        if not line.reason and is_heading and is_standfirst(line.owner):
            yield line


def detached_lines(context: RuleContext) -> dict[Element, list[Line]]:
    """The lines of each part that contains no core paragraph."""
    lines_of: dict[Element, list[Line]] = {}
    recipe = _around_ingredients(context)
    for line in context.lines:
        if not line.reason and (part := _detached_part(line, context.core, context.container)) is not None:
            lines_of.setdefault(part, []).append(line)
    return {part: lines for part, lines in lines_of.items() if part not in recipe}


def _around_ingredients(context: RuleContext) -> set[Element]:
    """The parts with ingredients of a recipe, and the elements around them."""
    paths = (element.path_to(context.container) for element in context.ingredients)
    return {around for path in paths for around in path}


def _detached_part(line: Line, core: CoreParagraphs, container: Element) -> Element | None:
    """The outermost element with the line and without a core paragraph; None if the line is not detached."""
    part = None
    for element in line.owner.path_to(container):
        if element in core.ancestors:
            break
        if element.tag not in _TEXT_TAGS:
            part = element
    if part is None or (part.attributes.get("class") and style_signature(part) in core.styles):
        return None
    is_paragraph = part is line.owner and part.tag == "div" and ends_statement(line.text)
    return None if is_paragraph and (part.parent, style_signature(part)) in core.places else part


def _is_box(lines: Sequence[Line]) -> bool:
    return len(lines) > 1 and heading_level(lines[0]) > 0 and not is_numbered(lines[0])


def is_section(part: Element, lines: Sequence[Line], core: CoreParagraphs) -> bool:
    """Return True if a part has no links and is beside parts of its component that hold core paragraphs.

    'block block-wide' and 'block block-text' are the same component.
    """
    component = component_signature(part)
    if not component or pattern_of_names("box").search(part.names) or any(line.link_count for line in lines):
        return False
    return (part.parent, component) in core.components


def _detached_reason(
    line: Line, index: int, core: CoreParagraphs, siblings: Sequence[Line]
) -> DropReason | None:
    """The reason to drop a line of a detached part; `siblings` are all lines of the part."""
    chars = sum(sibling.chars for sibling in siblings)
    link_chars = sum(sibling.link_chars for sibling in siblings)
    if link_chars * 5 > chars * 2:
        return None if _is_linked_paragraph(line, index, core, siblings) else "related"
    if index > core.last:
        return "other"
    if index < core.first:
        return None if _opens_entry(line, core) else _reason_before_core(line)
    if (heading_level(line) and chars - line.chars < _MAX_HEADING_NOTE_CHARS) or is_in_blockquote(line):
        return None
    return None if chars > 80 or any(ends_sentence(sibling.text) for sibling in siblings) else "other"


def _is_last_section(siblings: Sequence[Line]) -> bool:
    """Return True if a part in another layout after the paragraphs is text of the story, no cards."""
    if any(is_cut(line.text) for line in siblings):
        return False
    chars = sum(line.chars for line in siblings if _is_text_or_item(line))
    has_title = heading_level(siblings[0]) or siblings[0].text.endswith("?")
    return chars > (_MIN_ANSWER_CHARS if has_title else _MIN_SECTION_CHARS)


def _is_text_or_item(line: Line) -> bool:
    is_item = any(element.tag == "li" for element in line.owner.ancestors(3))
    return is_item or (text_score(line) > 0 and ends_statement(line.text))


def is_button(line: Line) -> bool:
    """Return True if the line is a link or button with one to three words: 'Apply now'."""
    is_link = line.link_chars == line.chars or line.owner.tag == "button"
    return is_link and len(line.text.split()) <= _MAX_BUTTON_WORDS and not heading_level(line)


def _is_linked_paragraph(line: Line, index: int, core: CoreParagraphs, siblings: Sequence[Line]) -> bool:
    """Return True if the only line of a part is a paragraph of the story that is a link as a whole."""
    is_alone = len(siblings) == 1 and line.owner.tag == "p" and core.first < index < core.last
    return is_alone and line.chars >= _MIN_LINKED_CHARS and ends_statement(line.text)


def _opens_entry(line: Line, core: CoreParagraphs) -> bool:
    """Return True if the line is the heading of the first of several sibling entries."""
    return heading_level(line) > 0 and any(element in core.siblings for element in line.owner.ancestors(4))


def _reason_before_core(line: Line) -> DropReason | None:
    if heading_level(line) or is_standfirst(line.owner):
        return "duplicate" if text_score(line) or is_deck(line) else "other"
    return None if text_score(line) else "other"


def named_boxes(context: RuleContext) -> Iterator[Finding]:
    """Lines of parts with a title that their names call boxes; none if together they could be the story.

    The title need not be a heading: it is a short line in another style than the text under it.
    """
    boxes = _named_boxes(context)
    if sum(map(chars_of, boxes)) * 2 < context.core.chars:
        for lines in boxes:
            yield from lines


def offers(context: RuleContext) -> Iterator[Finding]:
    """Lines of small parts with a call, a button or a cut text, which are the only ones of their kind."""
    core = context.core
    lines_of = detached_lines(context)
    counts = Counter(map(style_signature, lines_of))
    buttons = [
        line for line in context.lines if is_button(line) and line.owner.first > context.after_headline
    ]
    around = {element for line in buttons for element in line.owner.path_to(context.container)}
    for part, lines in lines_of.items():
        if not _is_small(lines) or is_section(part, lines, core) or not _is_in_story(part, lines, context):
            continue
        if (reason := _reason_of_call(lines, context.language)) is not None:
            yield from ((line, reason) for line in lines)
        elif counts[style_signature(part)] == 1 and part in around and len(lines) > 1:
            yield from ((line, "promotion") for line in lines)
        elif is_cut(lines[-1].text) and len(lines) > 1 and _is_title(lines[0], lines[1]):
            yield from ((line, "related") for line in lines)


def _named_boxes(context: RuleContext) -> list[list[Line]]:
    """The kept lines of each outermost part with the name of a box and a title."""
    names = pattern_of_names("fact_box")
    named = {element for element in context.container.descendants() if names.search(element.names)}
    lines_of: dict[Element, list[Line]] = {}
    for line in context.lines if named else ():
        around = reversed(line.owner.path_to(context.container))
        box = next((element for element in around if element in named), None)
        if box is not None and not line.reason and box not in context.core.ancestors:
            lines_of.setdefault(box, []).append(line)
    counts = Counter(map(style_signature, lines_of))
    return [
        lines
        for box, lines in lines_of.items()
        if len(lines) > 1 and counts[style_signature(box)] <= _MAX_BOXES and _is_title(lines[0], lines[1])
    ]


def _is_title(line: Line, after: Line) -> bool:
    """Return True if a line has the form and the style of a title of the next one."""
    if (
        line.chars > _MAX_TITLE_CHARS
        or len(line.text.split()) > _MAX_TITLE_WORDS
        or ends_statement(line.text)
    ):
        return False
    is_named = any(_TITLE_NAMES.search(element.names) for element in line.owner.ancestors(2))
    has_own_style = style_signature(line.owner) != style_signature(after.owner)
    return heading_level(line) > 0 or line.is_bold or is_named or has_own_style


def _is_small(lines: Sequence[Line]) -> bool:
    return len(lines) <= _MAX_OFFER_LINES and chars_of(lines) <= _MAX_OFFER_BOX_CHARS


def _is_in_story(part: Element, lines: Sequence[Line], context: RuleContext) -> bool:
    """Return True if a part comes after the first paragraph of the story and is no embedded post."""
    core = context.core
    first = context.lines[core.first].owner
    return part.first > first.first and not any(line.author for line in lines)


def _reason_of_call(lines: Sequence[Line], language: str) -> DropReason | None:
    """What the first line of a part, or a title and its second line, ask the reader for."""
    for line in lines[:2]:
        reason = reason_by_wording(line.text, language)
        if reason in _CALL_REASONS:
            return reason
    return None
