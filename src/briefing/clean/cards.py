"""Teasers of other stories inside the story area: a linked heading with a few words in a box of its own."""

import re
from collections import Counter
from collections.abc import Sequence

from briefing.clean.element import Element, Line
from briefing.clean.headline import heading_level
from briefing.clean.lines import words_of

LONGEST_CARD = 500  # characters
NUMBERED = re.compile(r"^(?:No\. ?\d{1,3}|\d{1,3}[.):]) ")  # '3. The yard', 'No. 3 The yard'


def drop_cards(lines: Sequence[Line], container: Element) -> None:
    """Drop teasers. Two of one kind are teasers, and so is one that is an article of its own.

    Teasers that together hold over a third of the story are the story: a list article whose items are linked.
    """
    by_element = lines_by_element(lines, container)
    cards: dict[Element, tuple[str, str]] = {}
    for line in lines:
        if is_linked_heading(line) and (card := card_around(line, container, by_element)):
            cards[card] = (card.tag, words_of(card.attributes.get("class", "")))
    many = Counter(cards.values())
    chosen = [card for card, kind in cards.items() if card.tag == "article" or many[kind] > 1]
    told = [line for card in chosen for line in by_element[card] if not line.reason]
    if sum(line.chars for line in told) * 3 > sum(line.chars for line in lines if not line.reason):
        return
    for line in told:
        line.reason = "related"


def lines_by_element(lines: Sequence[Line], container: Element) -> dict[Element, list[Line]]:
    """The lines inside each element inside the container."""
    found: dict[Element, list[Line]] = {}
    for line in lines:
        at: Element | None = line.owner
        while at is not None and at is not container:
            found.setdefault(at, []).append(line)
            at = at.parent
    return found


def is_linked_heading(line: Line) -> bool:
    """Is this a heading that leads elsewhere? Some stand twice, once for the ear alone."""
    return heading_level(line) > 0 and line.linked * 20 > line.chars * 9 and not is_numbered(line)


def is_numbered(line: Line) -> bool:
    """Does the line open an item of a list article?"""
    return bool(NUMBERED.match(line.text))


def card_around(line: Line, container: Element, by_element: dict[Element, list[Line]]) -> Element | None:
    """The largest element around a heading with no other heading and few words; None for a bare heading."""
    card = None
    at: Element | None = line.owner
    while at is not None and at is not container:
        fellows = by_element[at]
        if sum(fellow.chars for fellow in fellows) > LONGEST_CARD:
            break
        if sum(heading_level(fellow) > 0 for fellow in fellows) > 1:
            break
        card = at if at.tag in ("div", "section", "article", "li", "aside") else card
        at = at.parent
    return card
