"""The story area: the page's own article around the story, in which nothing goes unsaid."""

from collections.abc import Mapping, Sequence

from briefing.clean.container import is_marked_as_story
from briefing.clean.element import Element, Line
from briefing.clean.names import Mark
from briefing.model import DropReason

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
    area = next((at for at in container.ancestors() if _is_article(at) or is_marked_as_story(at)), container)
    before = lines[max(first, area.first) : container.first]
    behind = lines[container.last : area.last]
    reasons = _outermost_reasons(area, marks)
    for at, line in zip((*range(container.first - len(before), container.first),
                         *range(container.last, area.last)), (*before, *behind), strict=True):  # fmt: skip
        line.reason = line.reason or reasons.get(at, "other")
    return [*before, *story, *behind]


def _is_article(element: Element) -> bool:
    """Does tag or schema.org's type call the element an article?"""
    return element.tag == "article" or element.attributes.get("itemtype", "").endswith("Article")


def _outermost_reasons(area: Element, marks: Mapping[Element, tuple[Mark, ...]]) -> dict[int, DropReason]:
    """For each line that stands in clutter inside the area, what the outermost clutter is: each line once."""
    reasons: dict[int, DropReason] = {}
    reached = area.first
    for element, found in marks.items():  # in page order, so the outer ones come first
        if element is not area and area.first <= element.first and element.last <= area.last:
            reasons.update((at, found[0][1]) for at in range(max(reached, element.first), element.last))
            reached = max(reached, element.last)
    return reasons
