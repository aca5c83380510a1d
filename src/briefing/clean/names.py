"""Clutter by name: what tags, roles, classes, ids and data attributes call the parts of a page."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from briefing.clean.element import Element
from briefing.lexicon import read_words
from briefing.model import DropReason

REASON_OF_LIST: dict[str, DropReason] = {
    "caption": "caption",
    "credit": "credit",
    "byline": "other",
    "author_bio": "author_bio",
    "related": "related",
    "newsletter": "newsletter",
    "promotion": "promotion",
    "social": "navigation",
    "advert": "advert",
    "comment": "comment",
    "navigation": "navigation",
    "pull_quote": "pull_quote",
}
REASON_OF_TAG: dict[str, DropReason] = {
    "nav": "navigation",
    "footer": "navigation",
    "aside": "related",
    "figcaption": "caption",
    "figure": "caption",
    "form": "navigation",
    "button": "navigation",
    "dialog": "navigation",
    "menu": "navigation",
}
REASON_OF_ROLE: dict[str, DropReason] = {
    "navigation": "navigation",
    "complementary": "related",
    "contentinfo": "navigation",
    "search": "navigation",
    "dialog": "navigation",
    "alertdialog": "navigation",
    "banner": "navigation",
    "toolbar": "navigation",
    "tablist": "navigation",
}
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WHOLE_PAGE = frozenset(("html", "body", "document"))
Mark = tuple[str, DropReason]


def mark_clutter(elements: Sequence[Element], mass_before: Sequence[int]) -> dict[Element, DropReason]:
    """The outermost elements that are clutter by their names, with the reason.

    `mass_before[i]` is the good text in the lines before line i. A name whose elements together hold over a
    third of the page's good text names no clutter on this page, and is let go.
    """
    marks = {element: found for element in elements if (found := _marks_of(element))}
    held: dict[str, int] = defaultdict(int)
    reached: dict[str, int] = defaultdict(int)
    for element, found in marks.items():
        for name, _ in found:
            if element.first >= reached[name]:
                held[name] += mass_before[element.last] - mass_before[element.first]
                reached[name] = element.last
    most = mass_before[-1] / 3
    kept: dict[Element, DropReason] = {}
    for element, found in marks.items():
        for name, reason in found:
            if held[name] <= most:
                kept[element] = reason
                break
    return kept


def _marks_of(element: Element) -> tuple[Mark, ...]:
    if element.tag in WHOLE_PAGE:
        return ()
    attributes = element.attributes
    found: list[Mark] = []
    if reason := REASON_OF_TAG.get(element.tag):
        found.append((element.tag, reason))
    if "role" in attributes and (reason := REASON_OF_ROLE.get(attributes["role"])):
        found.append((attributes["role"], reason))
    if _is_hidden(attributes):
        found.append(("hidden", "other"))
    found += marks_in_names(element.names)
    return tuple(found)


def _is_hidden(attributes: dict[str, str]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return "style" in attributes and bool(HIDDEN_STYLE.search(attributes["style"]))


@cache
def marks_in_names(names: str) -> tuple[Mark, ...]:
    """The clutter words among an element's names, with their reasons, in the order of the lists."""
    return tuple(
        (match[1], REASON_OF_LIST[list_name])
        for list_name, pattern in _patterns()
        if (match := pattern.search(names))
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, _pattern(read_words("briefing.clean", f"words/names/{name}.txt"))) for name in REASON_OF_LIST
    )


def _pattern(entries: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(entry).replace(r"\*", "[a-z]*") for entry in entries)
    return re.compile(f"(?<= )({words})(?= )")
