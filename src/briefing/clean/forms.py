"""Boxes around a form: what they say asks the reader for an address, a vote or a search."""

from collections.abc import Collection, Sequence

from briefing.clean.cards import lines_by_element
from briefing.clean.element import Element, Line

MOST_LINES = 4
LONGEST_BOX = 300  # characters


def drop_forms(lines: Sequence[Line], around: Collection[Element], container: Element) -> None:
    """Drop the heading and the few lines around each form; `around` are the elements around the story."""
    by_element = lines_by_element([line for line in lines if not line.reason], container)
    for form in [element for element in container.descendants() if element.tag == "form"]:
        box = form
        while box.parent is not None and box.parent is not container and not by_element.get(box):
            box = box.parent
        told = by_element.get(box, [])
        if box in around or len(told) > MOST_LINES or sum(line.chars for line in told) > LONGEST_BOX:
            continue
        for line in told:
            line.reason = "newsletter"
