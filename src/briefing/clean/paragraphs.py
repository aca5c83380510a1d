"""The certain paragraphs of a story, and what is around them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.clean.container import dress_shares, goodness
from briefing.clean.element import Element, Line
from briefing.clean.headline import heading_level
from briefing.clean.lines import words_of

GRID = re.compile(r"(?:row|col|container|wrapper|grid|flex|w)\b")  # class="row mt-5", class="col-md-8"
Flow = tuple[tuple[str, str], ...]  # tag and class of a line's block and of all around it


@dataclass(frozen=True, slots=True)
class Core:
    """The certain paragraphs of a story: the first, the last, their characters, and what is around them.

    `around` are the elements around those that stand where most of the story stands; `dresses` are the tags
    and classes of these elements, `fellows` those that stand beside others of the same dress, `kinds` their
    parents with tag and first class.
    """

    first: int
    last: int
    around: frozenset[Element]
    dresses: frozenset[tuple[str, str]]
    fellows: frozenset[Element]
    kinds: frozenset[tuple[Element | None, tuple[str, str] | None]]
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
    beside = Counter((element.parent, dress(element)) for element in around)
    return Core(
        at[0],
        at[-1],
        around,
        frozenset(worn for _, worn in beside),
        frozenset(element for element in around if beside[element.parent, dress(element)] > 1),
        frozenset((element.parent, kind_of(element)) for element in around),
        sum(lines[i].chars for i in at),
    )


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


def dress(element: Element) -> tuple[str, str]:
    """Tag and classes of an element."""
    return element.tag, element.attributes.get("class", "")


def kind_of(element: Element) -> tuple[str, str] | None:
    """Tag and first class; None where that only places the element on the page."""
    first = element.attributes.get("class", "").partition(" ")[0]
    return (element.tag, first) if first and not GRID.match(first) else None
