"""What hangs together with the story's paragraphs, and what only stands near them."""

import re
from collections.abc import Sequence

from briefing.clean.cards import drop_cards, is_numbered
from briefing.clean.container import goodness
from briefing.clean.element import Element, Line, Picture
from briefing.clean.frames import drop_frames
from briefing.clean.headline import heading_level
from briefing.clean.names import is_standfirst
from briefing.clean.paragraphs import Core, dress, find_core, inside, kind_of
from briefing.clean.pictures import drop_captions
from briefing.clean.sentences import ends_sentence
from briefing.model import DropReason

PASSING = frozenset(  # tags that set text without setting it apart
    (
        "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "thead", "tbody", "tr", "center",
        "pre", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "main", "article",
    )
)  # fmt: skip
BOX_NAMES = re.compile(
    r" (?:fact|facts|fakta|fakten|faktaboks|faktaruta|box|info|infobox|kasten|callout|aside)"
)
LONGEST_STAMP = 40  # characters beside a heading that only say when or who


def drop_apart(
    lines: Sequence[Line],
    container: Element,
    pictures: Sequence[Picture],
    language: str,
) -> None:
    """Give lines that stand in parts of their own inside the container, or near it, their reason."""
    core = find_core(lines, container)
    if core is None:
        return
    drop_frames(lines, core.around, container, language)
    drop_cards(lines, container)
    drop_captions(lines, pictures, core.around, container)
    drop_unattached(lines, core, container)


def drop_unattached(lines: Sequence[Line], core: Core, container: Element) -> None:
    """Give lines that stand apart from the story's paragraphs their reason."""
    apart = [None if line.reason else part_apart(line, core, container) for line in lines]
    fellows: dict[Element, list[Line]] = {}
    for line, part in zip(lines, apart, strict=True):
        if part is not None:
            fellows.setdefault(part, []).append(line)
    boxes = fact_boxes(fellows, core)
    for index, (line, part) in enumerate(zip(lines, apart, strict=True)):
        if part in boxes:
            line.reason = "other"
        elif part is not None:
            line.reason = _reason_apart(line, index, core, fellows[part])
    for line in lines[: core.first]:
        is_heading = heading_level(line) and not _opens_entry(line, core)
        if not line.reason and is_heading and is_standfirst(line.owner):
            line.reason = "duplicate"


def fact_boxes(parts: dict[Element, list[Line]], core: Core) -> set[Element]:
    """Parts with a heading of their own. Where they hold much, they are the story; its sections are none."""
    boxes = {part for part, own in parts.items() if _is_box(own) and not _is_section(part, own, core)}
    chars = sum(line.chars for part in boxes for line in parts[part])
    return boxes if chars * 3 < core.chars else set()


def _is_box(lines: Sequence[Line]) -> bool:
    return len(lines) > 1 and heading_level(lines[0]) > 0 and not is_numbered(lines[0])


def _is_section(part: Element, lines: Sequence[Line], core: Core) -> bool:
    """Does a part without links stand beside others of its kind that hold the story's paragraphs?

    They are of a kind when their first class is one: 'block block-wide' beside 'block block-text'.
    """
    kind = kind_of(part)
    if not kind or BOX_NAMES.search(part.names) or any(line.links for line in lines):
        return False
    return (part.parent, kind) in core.kinds


def part_apart(line: Line, core: Core, container: Element) -> Element | None:
    """The outermost element that holds the line and no certain paragraph; None when the line is attached."""
    part = None
    for element in inside(line.owner, container):
        if element in core.around:
            break
        if element.tag not in PASSING:
            part = element
    attached = part is not None and part.attributes.get("class") and dress(part) in core.dresses
    return None if attached else part


def _reason_apart(line: Line, index: int, core: Core, fellows: Sequence[Line]) -> DropReason | None:
    chars = sum(fellow.chars for fellow in fellows)
    linked = sum(fellow.linked for fellow in fellows)
    if linked * 5 > chars * 2:
        return "related"
    if index > core.last:
        return "other"
    if index < core.first:
        return None if _opens_entry(line, core) else _reason_before(line)
    if (heading_level(line) and chars - line.chars < LONGEST_STAMP) or is_quoted(line):
        return None
    return None if chars > 80 or any(ends_sentence(fellow.text) for fellow in fellows) else "other"


def _opens_entry(line: Line, core: Core) -> bool:
    """Is the line the heading of the first of several entries of a kind, each with its paragraphs?"""
    return heading_level(line) > 0 and any(element in core.fellows for element in line.owner.ancestors(4))


def is_quoted(line: Line) -> bool:
    """Does the line stand in a block quotation?"""
    return any(element.tag == "blockquote" for element in line.owner.ancestors(4))


def _reason_before(line: Line) -> DropReason | None:
    if not goodness(line):
        return "other"
    if heading_level(line) or is_standfirst(line.owner):
        return "duplicate"
    return None
