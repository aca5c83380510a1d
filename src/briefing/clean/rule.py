"""What a rule is, and what rules know about a page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefing.clean.container import CoreParagraphs
from briefing.clean.elements import Element, Line, Picture
from briefing.model import DropReason

BoilerplateLabel = tuple[str, DropReason]
Phase = Literal["page", "articles", "container", "layout", "line", "context", "surroundings", "user"]
Finding = Line | tuple[Line, DropReason]
_NO_PARAGRAPHS = CoreParagraphs()


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What the rules of a phase know; a field that a later step finds is empty.

    `lines` are those that the phase may drop: all of the page, from the phase 'layout' on those of the story.
    `container` is the element with the story, the root until it is found. `headline_at` is the line of the
    headline and `after_headline` the next one, both 0 if no line shows it. `labels` are all reasons to call
    an element boilerplate, in document order. `scores` estimate how much story each line of the page is.
    `has_footnotes` tells whether the text refers to footnotes. `standfirst` are the lines of a standfirst
    above the container that belongs to the story. `ingredients` are the elements with those of a recipe.
    """

    lines: Sequence[Line]
    container: Element
    headline_at: int = 0
    after_headline: int = 0
    elements: Sequence[Element] = ()
    labels: Mapping[Element, tuple[BoilerplateLabel, ...]] = field(default_factory=dict)
    scores: Sequence[float] = ()
    pictures: Sequence[Picture] = ()
    core: CoreParagraphs = _NO_PARAGRAPHS
    language: str = ""
    has_footnotes: bool = False
    byline: Sequence[str] = ()
    standfirst: Sequence[Line] = ()
    ingredients: Sequence[Element] = ()


Check = Callable[[RuleContext], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to drop lines, with the name that `briefing clean --dropped` shows.

    `check` finds the lines. It is usually a generator, and a line is dropped as soon as it is yielded, so a
    check sees what it and the rules before it have dropped. It yields a line, which gets the rule's `reason`,
    or a line with a reason of its own. A line that is dropped already keeps its reason.
    """

    name: str
    reason: DropReason
    phase: Phase
    check: Check


def each_line(is_boilerplate: Callable[[Line], bool]) -> Check:
    """A check that finds each line for which the predicate is true."""

    def check(context: RuleContext) -> Iterable[Finding]:
        return (line for line in context.lines if not line.reason and is_boilerplate(line))

    return check
