"""The story area: the page's own article around the story, in which nothing goes unsaid."""

from collections.abc import Mapping, Sequence

from briefing.clean.container import is_marked_as_story
from briefing.clean.element import Element, Line
from briefing.clean.names import Mark

LEAVES = frozenset(("p", "blockquote", "li", "dd", "pre"))  # hold one paragraph each
FEW_LINES = 60  # of a page by hand, or for print


def whole_container(container: Element) -> Element:
    """The container, or what is around it where it is one paragraph: short ones beside it weigh nothing."""
    around = container.parent
    if container.tag not in LEAVES or around is None:
        return container
    is_page = around.tag in ("body", "html", "document")
    return container if is_page and around.last - around.first > FEW_LINES else around


def frame_story(
    lines: Sequence[Line],
    story: Sequence[Line],
    container: Element,
    first: int,
    marks: Mapping[Element, tuple[Mark, ...]],
) -> list[Line]:
    """The story's lines among those of the article around it, which get reasons; from line `first` on."""
    area = next(
        (at for at in container.ancestors() if at.tag == "article" or is_marked_as_story(at)), container
    )
    before = lines[max(first, area.first) : container.first]
    behind = lines[container.last : area.last]
    for line in (*before, *behind):
        named = (mark for at in line.owner.ancestors() if at is not area for mark in marks.get(at, ()))
        line.reason = line.reason or next((reason for _, reason in named), "other")
    return [*before, *story, *behind]
