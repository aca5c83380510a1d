"""A page's lines to an article: choose, name the reasons, tell what is left out."""

from collections.abc import Sequence

from briefing.clean.element import Element, Line
from briefing.clean.headline import heading_level
from briefing.model import Block, BlockQuote, DropReason, Heading, ListItem, Paragraph

SUBHEAD_LEVEL = 3  # of a subhead that no markup calls so


def judge_lines(lines: Sequence[Line], clutter: dict[Element, DropReason]) -> None:
    """Give each line inside clutter the reason of the outermost."""
    for element, reason in clutter.items():
        for line in lines[element.first : element.last]:
            line.reason = line.reason or reason


def block_of(line: Line) -> Block:
    """The kind of block that the page's markup makes of a line."""
    level = heading_level(line)
    tags = [element.tag for element in line.owner.ancestors()]
    if level or line.is_subhead:
        return Heading(line.text, max(2, level or SUBHEAD_LEVEL))
    if "blockquote" in tags or line.author:
        return BlockQuote(line.text, line.author)
    if "li" in tags:
        return ListItem(line.text)
    return Paragraph(line.text)
