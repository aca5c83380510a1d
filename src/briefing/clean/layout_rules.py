"""Clutter by layout: parts of the container that are apart from the story's paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.clean.box_rules import drop_captions, drop_teasers, drop_widgets, is_numbered
from briefing.clean.container import style_shares, text_score
from briefing.clean.elements import Element, Line, Picture, heading_level, is_in_blockquote
from briefing.clean.line_patterns import ends_sentence
from briefing.clean.lines import name_words
from briefing.clean.markup_rules import is_standfirst
from briefing.model import DropReason

_TEXT_TAGS = frozenset(  # tags that structure text without separating it from the text around them
    (
        "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "thead", "tbody", "tr", "center",
        "pre", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "main", "article",
    )
)  # fmt: skip
_BOX_NAMES = re.compile(
    r" (?:fact|facts|fakta|fakten|faktaboks|faktaruta|box|info|infobox|kasten|callout|aside)"
)
_GRID_CLASS = re.compile(r"(?:row|col|container|wrapper|grid|flex|w)\b")  # class="row mt-5", class="col-md-8"
_MAX_HEADING_NOTE_CHARS = 40  # beside a heading: a date or a name
_MIN_STYLE_SHARE = 0.12
_MIN_PATH_SHARE = 0.3

_StyleSignature = tuple[str, str]  # tag and class attribute
_TagPath = tuple[tuple[str, str], ...]  # tag and class words of a line's block and of all elements around it


@dataclass(frozen=True, slots=True)
class CoreParagraphs:
    """The lines that certainly are paragraphs of the story, and the elements around them.

    `first` and `last` are indexes of lines, `chars` is their total length. `ancestors` are the elements
    around those with a common tag path; `styles` are the signatures of these elements, `siblings` those that
    are beside others with the same signature, `components` their parents with tag and first class.
    """

    first: int
    last: int
    chars: int
    ancestors: frozenset[Element]
    styles: frozenset[_StyleSignature]
    siblings: frozenset[Element]
    components: frozenset[tuple[Element | None, _StyleSignature | None]]


def find_core_paragraphs(lines: Sequence[Line], container: Element) -> CoreParagraphs | None:
    """The certain paragraphs in the container; None if there are none."""
    scores = [text_score(line) for line in lines]
    shares = style_shares(lines, scores)
    scored = [
        i
        for i, (score, share) in enumerate(zip(scores, shares, strict=True))
        if score and share > _MIN_STYLE_SHARE
    ]
    certain = [i for i in scored if not heading_level(lines[i])]
    if not certain:
        return None
    path_shares = _tag_path_shares(lines, scores, container)
    main = [i for i in certain if path_shares[i] > _MIN_PATH_SHARE] or certain
    ancestors = frozenset(element for i in main for element in lines[i].owner.path_to(container))
    counts = Counter((element.parent, _style_signature(element)) for element in ancestors)
    return CoreParagraphs(
        first=certain[0],
        last=certain[-1],
        chars=sum(lines[i].chars for i in certain),
        ancestors=ancestors,
        styles=frozenset(style for _, style in counts),
        siblings=frozenset(
            element for element in ancestors if counts[element.parent, _style_signature(element)] > 1
        ),
        components=frozenset((element.parent, _component_signature(element)) for element in ancestors),
    )


def _tag_path_shares(lines: Sequence[Line], scores: Sequence[float], container: Element) -> list[float]:
    """For each line, how much of the story has the same tag path: 1 for the commonest path."""
    paths = [_tag_path(line, container) for line in lines]
    totals: dict[_TagPath, float] = {}
    for path, score in zip(paths, scores, strict=True):
        totals[path] = totals.get(path, 0.0) + score
    maximum = max(totals.values(), default=0.0) or 1.0
    return [totals[path] / maximum for path in paths]


def _tag_path(line: Line, container: Element) -> _TagPath:
    elements = line.owner.path_to(container)
    return tuple((element.tag, name_words(element.attributes.get("class", ""))) for element in elements)


def _style_signature(element: Element) -> _StyleSignature:
    """Tag and classes of an element."""
    return element.tag, element.attributes.get("class", "")


def _component_signature(element: Element) -> _StyleSignature | None:
    """Tag and first class, the component in 'block block-text'; None if that class is only for the grid."""
    first = element.attributes.get("class", "").partition(" ")[0]
    return (element.tag, first) if first and not _GRID_CLASS.match(first) else None


def drop_by_layout(
    lines: Sequence[Line], container: Element, pictures: Sequence[Picture], language: str
) -> None:
    """Drop boxes inside the container and lines that are apart from the story's paragraphs."""
    core = find_core_paragraphs(lines, container)
    if core is None:
        return
    drop_widgets(lines, core.ancestors, container, language)
    drop_teasers(lines, container)
    drop_captions(lines, pictures, core.ancestors, container)
    _drop_detached(lines, core, container)
    _drop_standfirst_headings(lines, core)


def _drop_detached(lines: Sequence[Line], core: CoreParagraphs, container: Element) -> None:
    """Drop lines in parts that contain no core paragraph."""
    parts = [None if line.reason else _detached_part(line, core, container) for line in lines]
    lines_of: dict[Element, list[Line]] = {}
    for line, part in zip(lines, parts, strict=True):
        if part is not None:
            lines_of.setdefault(part, []).append(line)
    boxes = _fact_boxes(lines_of, core)
    for index, (line, part) in enumerate(zip(lines, parts, strict=True)):
        if part in boxes:
            line.reason = "other"
        elif part is not None:
            line.reason = _detached_reason(line, index, core, lines_of[part])


def _detached_part(line: Line, core: CoreParagraphs, container: Element) -> Element | None:
    """The outermost element with the line and without a core paragraph; None if the line is not detached."""
    part = None
    for element in line.owner.path_to(container):
        if element in core.ancestors:
            break
        if element.tag not in _TEXT_TAGS:
            part = element
    has_core_style = (
        part is not None and part.attributes.get("class") and _style_signature(part) in core.styles
    )
    return None if has_core_style else part


def _fact_boxes(lines_of: dict[Element, list[Line]], core: CoreParagraphs) -> set[Element]:
    """Detached parts with a heading of their own; none if together they are long enough to be the story."""
    boxes = {
        part for part, lines in lines_of.items() if _is_box(lines) and not _is_section(part, lines, core)
    }
    chars = sum(line.chars for part in boxes for line in lines_of[part])
    return boxes if chars * 3 < core.chars else set()


def _is_box(lines: Sequence[Line]) -> bool:
    return len(lines) > 1 and heading_level(lines[0]) > 0 and not is_numbered(lines[0])


def _is_section(part: Element, lines: Sequence[Line], core: CoreParagraphs) -> bool:
    """Return True for a part without links beside parts of the same component that hold core paragraphs.

    'block block-wide' and 'block block-text' are the same component.
    """
    component = _component_signature(part)
    if not component or _BOX_NAMES.search(part.names) or any(line.link_count for line in lines):
        return False
    return (part.parent, component) in core.components


def _detached_reason(
    line: Line, index: int, core: CoreParagraphs, siblings: Sequence[Line]
) -> DropReason | None:
    """The reason to drop a line of a detached part; `siblings` are all lines of the part."""
    chars = sum(sibling.chars for sibling in siblings)
    link_chars = sum(sibling.link_chars for sibling in siblings)
    if link_chars * 5 > chars * 2:
        return "related"
    if index > core.last:
        return "other"
    if index < core.first:
        return None if _opens_entry(line, core) else _reason_before_core(line)
    if (heading_level(line) and chars - line.chars < _MAX_HEADING_NOTE_CHARS) or is_in_blockquote(line):
        return None
    return None if chars > 80 or any(ends_sentence(sibling.text) for sibling in siblings) else "other"


def _opens_entry(line: Line, core: CoreParagraphs) -> bool:
    """Return True for the heading of the first of several sibling entries, each with its paragraphs."""
    return heading_level(line) > 0 and any(element in core.siblings for element in line.owner.ancestors(4))


def _reason_before_core(line: Line) -> DropReason | None:
    if not text_score(line):
        return "other"
    if heading_level(line) or is_standfirst(line.owner):
        return "duplicate"
    return None


def _drop_standfirst_headings(lines: Sequence[Line], core: CoreParagraphs) -> None:
    """Drop headings before the first paragraph that are a standfirst."""
    for line in lines[: core.first]:
        is_heading = heading_level(line) and not _opens_entry(line, core)
        if not line.reason and is_heading and is_standfirst(line.owner):
            line.reason = "duplicate"
