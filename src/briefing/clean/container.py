"""Where the story stands: the element that holds its paragraphs and little else."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefing.clean.element import Element, Line
from briefing.clean.headline import words_in
from briefing.clean.letters import is_unspaced

BODY_NAMES = re.compile(  # 'article-body', 'StoryContent', 'entry-text'
    r" (?:article|story|entry|post|news|content|main) ?(?:body|content|text|copy|container|paragraphs?) "
    r"|articlebody|storybody|articletext"
)
LONGEST_LABEL = 250  # characters; what is longer is text, whatever marks it has
LITTLE = 600.0  # characters: a page of tables or short notes, where the page's own word weighs more
VERY_LITTLE = 200.0
SHORTEST_STORY = 100  # characters
SENTENCE_MARKS = re.compile(r"[.!?。！？…،،।؟]")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the page says that its story says: the headline's place, JSON-LD's body, a description."""

    headline_at: int
    body: str = ""
    description: str = ""


def goodness(line: Line) -> int:
    """How much a line looks like running text: its length in characters, or nothing."""
    if line.reason or line.linked * 2 > line.chars:
        return 0
    least = 25 if is_unspaced(line.text) else 60
    is_text = SENTENCE_MARKS.search(line.text) or line.chars > LONGEST_LABEL
    return line.chars if line.chars >= least and is_text else 0


def weigh_lines(lines: Sequence[Line], anchors: Anchors, clutter: Collection[Element]) -> list[float]:
    """How much each line speaks for or against the place where it stands being the story.

    Running text in the page's commonest dress, behind the headline, weighs most; links and stray lines weigh
    against; what is clutter by its name hardly counts.
    """
    good = [goodness(line) for line in lines]
    in_clutter = _covered(lines, clutter)
    shares = dress_shares(lines, [0 if i in in_clutter else mass for i, mass in enumerate(good)])
    body = words_in(anchors.body[:20_000]) if anchors.body else set()
    weights: list[float] = []
    for index, (line, mass) in enumerate(zip(lines, good, strict=True)):
        if index in in_clutter:
            weight = 0.1 * mass if shares[index] > 0.5 else 0.0
        elif not mass:
            weight = -0.5 * line.linked - 0.2 * (line.chars - line.linked)
        elif body and _is_of(line.text, body):
            weight = 3.0 * mass
        else:
            share = shares[index]
            weight = mass * (share if share > 0.12 else -0.2)
        weights.append(weight if index >= anchors.headline_at or weight < 0 else 0.1 * weight)
    return weights


def dress_shares(lines: Sequence[Line], good: Sequence[float]) -> list[float]:
    """For each line, how common its dress is on this page: 1 for the commonest."""
    by_block: defaultdict[tuple[str, ...], float] = defaultdict(float)
    by_parent: defaultdict[tuple[str, ...], float] = defaultdict(float)
    dresses = [dress_of(line) for line in lines]
    for (block, parent), mass in zip(dresses, good, strict=True):
        if mass:
            by_block[block] += mass
            by_parent[parent] += mass
    most_block, most_parent = (max(masses.values(), default=1) for masses in (by_block, by_parent))
    return [max(by_block[block] / most_block, by_parent[parent] / most_parent) for block, parent in dresses]


def dress_of(line: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What paragraphs of one text have in common: tag and class of the block, and of what holds it."""
    owner, parent = line.owner, line.owner.parent
    around = (parent.tag, parent.attributes.get("class", "")) if parent else ()
    return (owner.tag, owner.attributes.get("class", ""), *around[:1]), (owner.tag, *around)


def find_container(elements: Sequence[Element], weights: Sequence[float], lines: Sequence[Line]) -> Element:
    """The element whose lines together weigh most; of equals the innermost."""
    before = [0.0, *accumulate(weights)]

    def weight(element: Element) -> float:
        mass = before[element.last] - before[element.first]
        return mass * 1.03 if mass > 0 and is_marked_as_story(element) else mass

    best = max(reversed(elements), key=weight)
    if before[best.last] - before[best.first] > LITTLE:
        return best
    if around := next(filter(is_marked_as_story, best.ancestors(5)), None):
        return around
    return (_marked_story(elements, lines) if weight(best) < VERY_LITTLE else None) or best


def _marked_story(elements: Sequence[Element], lines: Sequence[Line]) -> Element | None:
    """The element that the page calls its story, of several the one with the most words outside links."""
    marked = [element for element in elements if is_marked_as_story(element)]
    words = {
        element: sum(line.chars - 2 * line.linked for line in lines[element.first : element.last])
        for element in marked
    }
    found = max(reversed(marked), key=words.__getitem__, default=None)
    return found if found is not None and words[found] > SHORTEST_STORY else None


def is_marked_as_story(element: Element) -> bool:
    """Does the page call this element its story?"""
    itemprop = element.attributes.get("itemprop", "")
    return "articleBody" in itemprop or bool(BODY_NAMES.search(element.names))


def first_masses(lines: Sequence[Line], headline_at: int) -> list[float]:
    """A first guess at how much story each line is, before anything is known of clutter."""
    good = [goodness(line) if at >= headline_at else 0 for at, line in enumerate(lines)]
    return [mass * share for mass, share in zip(good, dress_shares(lines, good), strict=True)]


def _covered(lines: Sequence[Line], clutter: Collection[Element]) -> set[int]:
    return {index for element in clutter for index in range(element.first, element.last)}


def _is_of(text: str, body: set[str]) -> bool:
    words = words_in(text)
    return len(words & body) > 0.9 * len(words)
