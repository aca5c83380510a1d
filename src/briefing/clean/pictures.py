"""Captions that no class calls so: lines that say a picture's own words, or stand with it as captions do."""

from collections.abc import Collection, Sequence

from briefing.clean.cards import lines_by_element
from briefing.clean.container import goodness
from briefing.clean.element import Element, Line, Picture
from briefing.clean.headline import heading_level
from briefing.clean.phrases import fold
from briefing.clean.sentences import ends_sentence

LONGEST_CAPTION = 400  # characters
LONGEST_PLAIN = 150  # of a line that only its place makes a caption
BOXES = frozenset(("div", "section", "td", "tr", "table", "center", "dl"))
FLOW = frozenset(("p", "div", "center", "td", "dd"))


def drop_captions(
    lines: Sequence[Line], pictures: Sequence[Picture], around: Collection[Element], container: Element
) -> None:
    """Drop the captions of the pictures in the container; `around` are the elements around its paragraphs."""
    by_element = lines_by_element(lines, container)
    own = [picture for picture in pictures if container.first <= picture.at <= container.last]
    places = _places_in(container) if own else {}
    for picture in own:
        for line in _lines_near(picture, by_element, places):
            if repeats_words(line, picture.words) or stands_under(line, picture):
                line.reason = line.reason or "caption"
        box = box_around(picture, by_element, container)
        if box is not None and box not in around:
            for line in by_element[box]:
                line.reason = line.reason or "caption"


def _places_in(container: Element) -> dict[Element, int]:
    """At which place each element in the container stands among the children around it."""
    parents = (container, *container.descendants())
    return {child: at for parent in parents for at, child in enumerate(parent.children)}


def _lines_near(
    picture: Picture, by_element: dict[Element, list[Line]], places: dict[Element, int]
) -> list[Line]:
    """The lines of the picture's own block and of the blocks before and behind it."""
    block = picture.owner
    while block.parent in places and not by_element.get(block.parent):
        block = block.parent
    blocks = [block]
    if block.parent is not None and block in places:
        blocks = block.parent.children[max(0, places[block] - 1) : places[block] + 2]
    return [line for near in blocks for line in by_element.get(near, ())[:2]]


def repeats_words(line: Line, words: Sequence[str]) -> bool:
    """Does the line say much the same as a picture's alt or title?"""
    if line.chars > LONGEST_CAPTION or heading_level(line):
        return False
    said = fold(line.text)
    return any(
        len(other.split()) > 3
        and (fold(other) in said or said in fold(other))
        and _are_near(other, line.text)
        for other in words
    )


def _are_near(one: str, other: str) -> bool:
    return min(len(one), len(other)) * 2 > max(len(one), len(other))


def box_around(picture: Picture, by_element: dict[Element, list[Line]], container: Element) -> Element | None:
    """The smallest box around a picture and words, when it holds a caption's worth of them."""
    at: Element | None = picture.owner
    while at is not None and at is not container and not by_element.get(at):
        at = at.parent
    if at is None or at is container or at.tag not in BOXES:
        return None
    fellows = by_element[at]
    is_small = len(fellows) <= 3 and sum(line.chars for line in fellows) <= LONGEST_CAPTION
    return at if is_small and not any(map(heading_level, fellows)) else None


def stands_under(line: Line, picture: Picture) -> bool:
    """Is this a short line in the picture's paragraph, or right under the picture, set as captions are?"""
    owner = line.owner
    if heading_level(line) or owner.tag not in FLOW or line.chars > LONGEST_CAPTION:
        return False
    in_italics = line.slanted * 10 > line.chars * 9
    plain = line.chars < LONGEST_PLAIN and not ends_sentence(line.text)
    if owner is picture.owner:
        return in_italics or plain
    is_alone = picture.owner.first == picture.owner.last == owner.first
    return is_alone and (
        in_italics or (plain and not line.strong * 10 > line.chars * 9 and not goodness(line))
    )
