"""Small boxes around a form or a player: what they say asks the reader for something, or names the video."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from briefing.clean.cards import lines_by_element
from briefing.clean.element import Element, Line
from briefing.clean.names import pattern_of_names
from briefing.clean.phrases import reason_by_phrase
from briefing.model import DropReason

MOST_LINES = 4
LONGEST_BOX = 300  # characters
LONGEST_BUTTON = 30


def drop_frames(
    lines: Sequence[Line], around: Collection[Element], container: Element, language: str
) -> None:
    """Drop the few lines around each form, player and button of a publisher's.

    `around` are the elements around the story.
    """
    by_element = lines_by_element([line for line in lines if not line.reason], container)
    for element in container.descendants():
        if element.tag == "form":
            _drop_box(_box_with_words(element, by_element, container), by_element, around, "newsletter")
        elif _player_names().search(element.names):
            _drop_box(element, by_element, around, "embed")
    for line in lines:
        if (reason := _asked_by(line, language)) is not None:
            _drop_box(_box_with_words(line.owner, by_element, container), by_element, around, reason)


def _asked_by(line: Line, language: str) -> DropReason | None:
    """What a button asks for: a letter, or something else of the publisher's.

    A link that asks for more than a letter may sell what the story tells of.
    """
    is_button = any(element.tag == "button" for element in line.owner.ancestors(2))
    if line.chars > LONGEST_BUTTON or not (is_button or line.linked == line.chars):
        return None
    reason = reason_by_phrase(line.text, language)
    return reason if reason == "newsletter" or (is_button and reason == "promotion") else None


def _box_with_words(inner: Element, by_element: dict[Element, list[Line]], container: Element) -> Element:
    """The smallest element around a form or button that says something outside of it."""
    box = inner
    while box.parent is not None and box.parent is not container and not by_element.get(box):
        box = box.parent
    return box


def _drop_box(
    box: Element, by_element: dict[Element, list[Line]], around: Collection[Element], reason: DropReason
) -> None:
    told = [line for line in by_element.get(box, ()) if not line.reason]
    is_small = len(told) <= MOST_LINES and sum(line.chars for line in told) <= LONGEST_BOX
    if box in around or not is_small or any(line.author for line in told):
        return
    for line in told:
        line.reason = reason


@cache
def _player_names() -> re.Pattern[str]:
    return pattern_of_names("embed")
