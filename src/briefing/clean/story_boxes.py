"""Boxes in the middle of the story: facts with a title, offers with a button, cards of other stories."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.clean.container import style_signature
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.layout_rules import chars_of, detached_lines, is_button, is_section
from briefing.clean.line_patterns import ends_statement, is_cut
from briefing.clean.markup_rules import pattern_of_names
from briefing.clean.rule import Finding, RuleContext
from briefing.clean.wording_rules import reason_by_wording
from briefing.model import DropReason

_TITLE_NAMES = re.compile(  # class="fact-box__title", class="h4", class="titre"
    r" (?:title|heading|headline|header|head|titre|titel|titulo|titolo|tittel|rubrik|overskrift|h) "
)
_MAX_TITLE_CHARS = 70
_MAX_TITLE_WORDS = 9
_MAX_BOXES = 2  # of one kind; more are entries of a guide or a list
_MAX_OFFER_CHARS = 600
_MAX_OFFER_LINES = 8
_CALL_REASONS: frozenset[DropReason] = frozenset(("related", "newsletter", "promotion", "advert"))


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
    return len(lines) <= _MAX_OFFER_LINES and chars_of(lines) <= _MAX_OFFER_CHARS


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
