"""Clutter by name: what tags, roles, classes, ids and data attributes call the parts of a page."""

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from functools import cache, lru_cache
from itertools import accumulate, dropwhile

from briefing.clean.element import Element
from briefing.lexicon import read_words
from briefing.model import DropReason

REASON_OF_LIST: dict[str, DropReason] = {
    "consent": "legal",
    "comment": "comment",
    "caption": "caption",
    "credit": "credit",
    "byline": "other",
    "author_bio": "author_bio",
    "related": "related",
    "newsletter": "newsletter",
    "promotion": "promotion",
    "social": "navigation",
    "advert": "advert",
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
BODY = re.compile(r" (?:article|story) body |articlebody|storybody")  # class="article-body"
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HIDDEN_CLASS = re.compile(  # class="is-hidden"; not Tailwind's 'hidden md:block', hidden on small screens
    r"(?:^|\s)(?:(?:is|u|js|h|h-element)-{1,2})?(?:hidden|hide|d-none|display-none)(?=\s|$)"
    r"|(?:^|\s)(?:d-none|screen-reader-text|sr-only|visually-?hidden|h-element--hide)(?=\s|$)"
)
SHOWN_AGAIN = re.compile(r":(?:block|flex|grid|inline)|d-\w\w-|show|visible")
SAID_TO_MACHINES = frozenset(  # itemprop, schema.org
    (
        "keywords", "mainEntityOfPage", "width", "height", "logo", "publisher", "url", "dateModified",
        "datePublished", "dateCreated", "author", "thumbnailUrl", "inLanguage", "wordCount", "genre",
    )
)  # fmt: skip
CONSENT_ID = re.compile(r"cmp(?:[_-]|$)")  # id="cmp-container"; as a class it is any component (AEM)
WHOLE_PAGE = frozenset(("html", "body", "document"))
SURE = frozenset(("legal", "comment"))  # reasons whose parts may be longer than the story itself
LEAST_STORY = 800  # characters of running text
SURE_PLACES = frozenset(("nav", "footer", "aside", "navigation", "contentinfo", "complementary", "dialog"))
Mark = tuple[str, DropReason]


def find_marks(elements: Sequence[Element]) -> dict[Element, tuple[Mark, ...]]:
    """Every element that tag, role or name calls clutter, with all that calls it so."""
    marks = {element: found for element in elements if (found := _marks_of(element))}
    return {element: found for element, found in marks.items() if not _is_unclosed(element, marks)}


def _is_unclosed(element: Element, marks: Container[Element]) -> bool:
    """Does a forgotten closing tag make this part swallow the rest of the story?

    Then it ends with what is around it, and behind other clutter inside it the story's paragraphs, in the
    dress of those before it, go on.
    """
    around = element.parent
    if around is None or element.last != around.last or element.tag not in ("div", "section"):
        return False
    before = {child.attributes.get("class", "") for child in around.children if child.tag == "p"}
    behind = dropwhile(lambda child: child not in marks, element.children)
    return (
        len([child for child in behind if child.tag == "p" and child.attributes.get("class", "") in before])
        > 1
    )


def surely_clutter(marks: dict[Element, tuple[Mark, ...]], headline_at: int) -> dict[Element, DropReason]:
    """Marks that need no measuring: consent dialogs and comments that do not stand around the headline."""
    return {
        element: reason
        for element, found in marks.items()
        for name, reason in found[:1]
        if (reason in SURE or name in SURE_PLACES) and not element.first <= headline_at < element.last
    }


def other_articles(
    elements: Sequence[Element], masses: Sequence[float], headline_at: int
) -> dict[Element, DropReason]:
    """The articles behind the one with the headline, when that one holds a story's worth of text."""
    articles = [element for element in elements if element.tag == "article" and element.last > element.first]
    own = [element for element in articles if element.first <= headline_at < element.last]
    if not own or sum(masses[own[-1].first : own[-1].last]) < LEAST_STORY:
        return {}
    return {element: "related" for element in articles if element.first >= own[-1].last}


def believed_marks(
    marks: dict[Element, tuple[Mark, ...]], masses: Sequence[float], within: Element
) -> dict[Element, DropReason]:
    """The marks inside an element that hold, with the reason; `masses` say how much story each line is.

    A name whose elements together hold over a third of the story names no clutter on this
    page, nor does one that calls a sixth of the story, in several paragraphs, its own.
    """
    before = [0.0, *accumulate(masses)]
    held: dict[str, float] = defaultdict(float)
    reached: dict[str, int] = defaultdict(int)
    inside = [element for element in marks if within.first <= element.first and element.last <= within.last]
    for element in inside:
        for name, _ in marks[element]:
            if element.first >= reached[name]:
                held[name] += before[element.last] - before[element.first]
                reached[name] = element.last
    most = (before[within.last] - before[within.first]) / 3
    kept: dict[Element, DropReason] = {}
    for element in inside:
        if _holds_story(element, before[element.last] - before[element.first], most):
            continue
        for name, reason in marks[element]:
            if held[name] <= (most if name != "hidden" else 2 * most):
                kept[element] = reason
                break
    return kept


def _holds_story(element: Element, mass: float, most: float) -> bool:
    """Is a part with so much running text in it no clutter, whatever it is called?"""
    if element.tag in SURE_PLACES or not mass:
        return False
    if _holds_body(element):
        return True
    several = element.last - element.first > 3
    return mass > most / 2 and several and not _is_hidden(element.attributes)


def _holds_body(element: Element) -> bool:
    """Does the page call a child or grandchild of this part the body of its article?"""
    inner = [*element.children, *(grandchild for child in element.children for grandchild in child.children)]
    return any(BODY.search(part.names) for part in inner)


def _marks_of(element: Element) -> tuple[Mark, ...]:
    attributes = element.attributes
    if element.tag in WHOLE_PAGE or not (attributes or element.tag in REASON_OF_TAG):
        return ()
    found: list[Mark] = []
    if (reason := REASON_OF_TAG.get(element.tag)) and not _sets_quotation(element):
        found.append((element.tag, reason))
    if "role" in attributes and (reason := REASON_OF_ROLE.get(attributes["role"])):
        found.append((attributes["role"], reason))
    if "id" in attributes and CONSENT_ID.match(attributes["id"]):
        found.append(("cmp", "legal"))
    if "itemprop" in attributes and set(attributes["itemprop"].split()) & SAID_TO_MACHINES:
        found.append(("itemprop", "other"))
    if _is_hidden(attributes):
        found.append(("hidden", "other"))
    if element.names != " ":
        found += marks_in_names(element.names)
    return tuple(found)


def _sets_quotation(element: Element) -> bool:
    """Is this a figure or an aside around a quotation? What it repeats of the story is told apart later."""
    inner = [*element.children, *(grandchild for child in element.children for grandchild in child.children)]
    return element.tag in ("figure", "aside") and any(part.tag == "blockquote" for part in inner)


def _is_hidden(attributes: dict[str, str]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if "class" in attributes and hides(attributes["class"]):
        return True
    return "style" in attributes and bool(HIDDEN_STYLE.search(attributes["style"]))


@lru_cache(maxsize=20_000)
def hides(dress: str) -> bool:
    """Do these classes hide an element, on every screen?"""
    return bool(HIDDEN_CLASS.search(dress)) and not SHOWN_AGAIN.search(dress)


@lru_cache(maxsize=20_000)
def marks_in_names(names: str) -> tuple[Mark, ...]:
    """The clutter words among an element's names, with their reasons, in the order of the lists."""
    if not _any_pattern().search(names):
        return ()
    return tuple(
        (match[1], REASON_OF_LIST[list_name])
        for list_name, pattern in _patterns()
        if (match := pattern.search(names))
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, pattern_of_names(name)) for name in REASON_OF_LIST)


@cache
def _any_pattern() -> re.Pattern[str]:
    """All lists as one: most names are none of them, and one search tells."""
    lists = (read_words("briefing.clean", f"words/names/{name}.txt") for name in REASON_OF_LIST)
    return _pattern([entry for entries in lists for entry in entries])


def is_standfirst(element: Element) -> bool:
    """Does the page call this, or what stands around it, a standfirst, a kicker or a summary?"""
    pattern = pattern_of_names("standfirst")
    return any(around.tag == "header" or pattern.search(around.names) for around in element.ancestors(3))


@cache
def pattern_of_names(name: str) -> re.Pattern[str]:
    """What finds the words of a list among an element's names."""
    return _pattern(read_words("briefing.clean", f"words/names/{name}.txt"))


def _pattern(entries: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(entry).replace(r"\*", "[a-z]*") for entry in entries)
    return re.compile(f"(?<= )({words})(?= )")
