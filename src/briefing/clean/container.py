"""Where the story stands: the element that holds its paragraphs and little else."""

from collections.abc import Callable, Sequence

from briefing.clean.element import Element
from briefing.clean.names import WHOLE_PAGE

BODY_NAMES = (
    " article body ", " story body ", " entry content ", " post content ", " article content ",
    " article text ", " body content ", " articlebody ", " post body ", " content body ",
)  # fmt: skip


def find_container(root: Element, mass_before: Sequence[int], headline_at: int) -> Element:
    """Descend from the page to the smallest element that still holds nearly all of the good text.

    `mass_before[i]` is the good text in the lines before line i, clutter not counted.
    """

    def mass(element: Element) -> int:
        return mass_before[element.last] - mass_before[element.first]

    at = root
    while at.children:
        heaviest = max(at.children, key=lambda child: mass(child) * _weight(child, headline_at))
        if mass(heaviest) < 0.8 * mass(at) and not _is_main_story(heaviest, at, mass, headline_at):
            break
        at = heaviest
    return at


def _weight(element: Element, headline_at: int) -> float:
    """How much more an element counts than its text: marked as the story, or holding the headline."""
    weight = 1.0
    if element.tag == "article" or element.attributes.get("itemprop") == "articleBody":
        weight *= 2
    if element.tag == "main" or any(name in element.names for name in BODY_NAMES):
        weight *= 2
    if element.first <= headline_at < element.last:
        weight *= 2
    return weight


def _is_main_story(child: Element, parent: Element, mass: Callable[[Element], int], headline_at: int) -> bool:
    if parent.tag in WHOLE_PAGE and mass(child) > 0.5 * mass(parent):
        return True
    siblings = [other for other in parent.children if other is not child and other.tag == "article"]
    return child.tag == "article" and bool(siblings) and child.first <= headline_at < child.last
