"""What hangs together with the story's paragraphs, and what only stands near them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.clean.cards import drop_cards, is_numbered
from briefing.clean.container import dress_shares, goodness
from briefing.clean.element import Element, Line, Picture
from briefing.clean.frames import drop_frames
from briefing.clean.headline import heading_level
from briefing.clean.lines import words_of
from briefing.clean.names import is_standfirst
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
GRID = re.compile(r"(?:row|col|container|wrapper|grid|flex|w)\b")  # class="row mt-5", class="col-md-8"
LONGEST_STAMP = 40  # characters beside a heading that only say when or who
Flow = tuple[tuple[str, str], ...]  # tag and class of a line's block and of all around it


@dataclass(frozen=True, slots=True)
class Core:
    """The certain paragraphs of a story: the first, the last, their characters, and what is around them.

    `around` are the elements around those that stand where most of the story stands; `dresses` are the tags
    and classes of these elements.
    """

    first: int
    last: int
    around: frozenset[Element]
    dresses: frozenset[tuple[str, str]]
    chars: int


def find_core(lines: Sequence[Line], container: Element) -> Core | None:
    """The certain paragraphs; None when there are none."""
    good = [goodness(line) for line in lines]
    shares = dress_shares(lines, good)
    at = [i for i, (mass, share) in enumerate(zip(good, shares, strict=True)) if mass and share > 0.12]
    at = [i for i in at if not heading_level(lines[i])]
    flows = flow_shares(lines, good, container)
    main = [i for i in at if flows[i] > 0.3] or at
    if not at:
        return None
    around = frozenset(element for i in main for element in inside(lines[i].owner, container))
    dresses = frozenset(_dress(element) for element in around)
    return Core(at[0], at[-1], around, dresses, sum(lines[i].chars for i in at))


def flow_shares(lines: Sequence[Line], good: Sequence[float], container: Element) -> list[float]:
    """For each line, how much of the story stands nested in tags and classes as it does: 1 for the most."""
    flows = [_flow_of(line, container) for line in lines]
    masses: dict[Flow, float] = {}
    for flow, mass in zip(flows, good, strict=True):
        masses[flow] = masses.get(flow, 0.0) + mass
    most = max(masses.values(), default=0.0) or 1.0
    return [masses[flow] / most for flow in flows]


def _flow_of(line: Line, container: Element) -> Flow:
    around = inside(line.owner, container)
    return tuple((element.tag, words_of(element.attributes.get("class", ""))) for element in around)


def inside(element: Element, container: Element) -> list[Element]:
    """The element and what is around it, as far as the container, inside out."""
    found: list[Element] = []
    at: Element | None = element
    while at is not None and at is not container:
        found.append(at)
        at = at.parent
    return found


def drop_apart(lines: Sequence[Line], container: Element, pictures: Sequence[Picture], language: str) -> None:
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
    kind = _kind_of(part)
    if part.parent is None or not kind or BOX_NAMES.search(part.names) or any(line.links for line in lines):
        return False
    return any(fellow in core.around and _kind_of(fellow) == kind for fellow in part.parent.children)


def _kind_of(element: Element) -> tuple[str, str] | None:
    """Tag and first class; None where that only places the element on the page."""
    first = element.attributes.get("class", "").partition(" ")[0]
    return (element.tag, first) if first and not GRID.match(first) else None


def part_apart(line: Line, core: Core, container: Element) -> Element | None:
    """The outermost element that holds the line and no certain paragraph; None when the line is attached."""
    part = None
    for element in inside(line.owner, container):
        if element in core.around:
            break
        if element.tag not in PASSING:
            part = element
    attached = part is not None and part.attributes.get("class") and _dress(part) in core.dresses
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
    around = [element for element in line.owner.ancestors(4) if element in core.around and element.parent]
    return heading_level(line) > 0 and any(
        sum(_dress(fellow) == _dress(element) for fellow in element.parent.children if fellow in core.around)
        > 1
        for element in around
        if element.parent
    )


def is_quoted(line: Line) -> bool:
    """Does the line stand in a block quotation?"""
    return any(element.tag == "blockquote" for element in line.owner.ancestors(4))


def _reason_before(line: Line) -> DropReason | None:
    if not goodness(line):
        return "other"
    if heading_level(line) or is_standfirst(line.owner):
        return "duplicate"
    return None


def _dress(element: Element) -> tuple[str, str]:
    return element.tag, element.attributes.get("class", "")
