"""Boilerplate by markup: what tags, roles, classes, ids and data attributes call the parts of a page.

Some labels do not count: buttons that are headings, ingredients of recipes, components with text.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, dropwhile

from briefing.clean.container import article_around, surrounding_ranges, text_score
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.rule import BoilerplateLabel, Finding, RuleContext
from briefing.model import DropReason
from briefing.text import read_table, read_words

_TABLE = read_table("briefing.clean", "words/markup_labels.toml")
REASON_OF_LIST: dict[str, DropReason] = _TABLE["lists"]
_REASON_OF_TAG: dict[str, DropReason] = _TABLE["tags"]
_REASON_OF_ROLE: dict[str, DropReason] = _TABLE["roles"]
_CERTAIN_REASONS = frozenset(_TABLE["certain"]["reasons"])  # their parts may be longer than the story itself
_CERTAIN_LABELS = frozenset(_TABLE["certain"]["labels"])
_METADATA_ITEMPROPS = frozenset(_TABLE["metadata"]["itemprops"])
_BODY_NAMES = re.compile(r" (?:article|story) body |articlebody|storybody")  # class="article-body"
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(  # class="is-hidden"; not Tailwind's 'hidden md:block', hidden on small screens
    r"(?:^|\s)(?:(?:is|u|js|h|h-element)-{1,2})?(?:hidden|hide|d-none|display-none)(?=\s|$)"
    r"|(?:^|\s)(?:d-none|screen-reader-text|sr-only|visually-?hidden|h-element--hide)(?=\s|$)"
)
_SHOWN_CLASS = re.compile(r":(?:block|flex|grid|inline)|d-\w\w-|show|visible")
_CONSENT_ID = re.compile(r"cmp(?:[_-]|$)")  # id="cmp-container"; as a class it is any component (AEM)
_NOTE_ID = re.compile(r"(?:fn|ftn|footnote|endnote|cite_note)[-_:]?\d")  # id="fn1", not the name in a vCard
_PAGE_TAGS = frozenset(("html", "body", "document"))
_TEXT_REASONS: frozenset[DropReason] = frozenset(("related", "navigation", "other"))  # not comments, consent
_TEXT_COMPONENTS = frozenset(_TABLE["text_components"]["names"])
_UNFOLDING = frozenset(_TABLE["unfolding"]["words"])
_MIN_QUESTION_CHARS = 12
_MIN_STORY_SCORE = 800  # characters of running text


def boilerplate_labels(
    elements: Sequence[Element], lines: Sequence[Line], ingredients: Sequence[Element] = ()
) -> dict[Element, tuple[BoilerplateLabel, ...]]:
    """Each element that tag, role or names call boilerplate, with all such labels."""
    labels = {element: found for element in elements if (found := _labels_of(element))}
    parts = [*_parts_of_text(labels, lines), *_parts_of_recipe(labels, ingredients)]
    for element in dict.fromkeys(parts):
        del labels[element]
    return {element: found for element, found in labels.items() if not _is_unclosed(element, labels)}


def _parts_of_text(
    labels: Mapping[Element, tuple[BoilerplateLabel, ...]], lines: Sequence[Line]
) -> list[Element]:
    """The elements that are parts of a text whatever their labels: in accordions, in recipes, with headings.

    The buttons of an accordion are its headings. What it hides until they are opened is dropped with them.
    """
    return [
        element
        for element, own in labels.items()
        if _is_heading_button(element, lines)
        or ({label for label, _ in own} == {"hidden"} and _is_folded_story(element, lines))
        or ({label for label, _ in own} <= _TEXT_COMPONENTS and _has_text_below_heading(element, lines))
    ]


def _is_folded_story(element: Element, lines: Sequence[Line]) -> bool:
    """Return True if a button above a hidden part shows the rest of the story: 'Continue reading'."""
    above = lines[element.first - 1] if element.first else None
    if above is None or above.text.strip(" .…>›»").casefold() not in _UNFOLDING:
        return False
    around = above.owner.ancestors(3)
    is_button = any(at.tag == "button" or at.attributes.get("role") == "button" for at in around)
    return is_button and sum(text_score(line) > 0 for line in lines[element.first : element.last]) > 1


def _is_heading_button(element: Element, lines: Sequence[Line]) -> bool:
    """Return True for a button with a question whose answer is below it."""
    if element.tag != "button" or element.last != element.first + 1:
        return False
    question = lines[element.first]
    is_question = question.text.endswith("?") and question.chars >= _MIN_QUESTION_CHARS
    return is_question and any(_opens_text(element, at, lines) for at in element.ancestors(4)[1:])


def _opens_text(button: Element, item: Element, lines: Sequence[Line]) -> bool:
    """Return True if the line below the button is a text in the same item that is not hidden."""
    if item.last <= button.last:
        return False
    below = lines[button.last].owner.path_to(item)
    return not any(at.tag == "button" or _is_hidden(at.attributes) for at in below)


def _has_text_below_heading(element: Element, lines: Sequence[Line]) -> bool:
    """Return True if a part has paragraphs, or a heading and a paragraph, which a caption does not have."""
    inside = lines[element.first : element.last]
    texts = sum(text_score(line) > 0 for line in inside)
    has_heading = any(map(heading_level, inside))
    return element.tag not in ("figure", "figcaption") and texts > (0 if has_heading else 1)


def ingredients_of(elements: Sequence[Element]) -> list[Element]:
    """The elements that microdata or names call the ingredients of a recipe."""
    return [element for element in elements if element.attributes and _is_ingredients(element)]


def _is_ingredients(element: Element) -> bool:
    return _name_ingredients(element.names) or "ingredient" in element.attributes.get("itemprop", "")


@lru_cache(maxsize=20_000)
def _name_ingredients(names: str) -> bool:
    return pattern_of_names("ingredients").search(names) is not None


def _parts_of_recipe(
    labels: Mapping[Element, tuple[BoilerplateLabel, ...]], ingredients: Sequence[Element]
) -> Iterator[Element]:
    """The ingredients that have labels, and such parts around them that hold hardly anything else."""
    for element in ingredients:
        size = element.last - element.first
        for around in element.ancestors(3):
            is_part = around is element or around.last - around.first < 2 * size
            if is_part and around in labels and labels[around][0][1] in _TEXT_REASONS:
                yield around


def with_ingredients(container: Element, page: RuleContext) -> Element:
    """The element around the container and the ingredients above it, if both are parts of one recipe."""
    if not page.ingredients:
        return container
    around = set(container.ancestors())
    for element in page.ingredients:
        if page.after_headline <= element.first < element.last <= container.first:
            shared = next(at for at in element.ancestors() if at in around)
            return container if shared.tag in _PAGE_TAGS else shared
    return container


def _is_unclosed(element: Element, labels: Container[Element]) -> bool:
    """Return True if a missing closing tag puts the rest of the story inside this part.

    Then it ends with its parent, and after other boilerplate inside it the story's paragraphs continue, in
    the style of those before it.
    """
    parent = element.parent
    if parent is None or element.last != parent.last or element.tag not in ("div", "section"):
        return False
    classes = {child.attributes.get("class", "") for child in parent.children if child.tag == "p"}
    after = dropwhile(lambda child: child not in labels, element.children)
    continued = [
        child for child in after if child.tag == "p" and child.attributes.get("class", "") in classes
    ]
    return len(continued) > 1


def certain_boilerplate(context: RuleContext) -> Iterator[Finding]:
    """Lines in consent dialogs, comments and navigation of any length, but not around the headline."""
    for element, labels in context.labels.items():
        label, reason = labels[0]
        is_certain = reason in _CERTAIN_REASONS or label in _CERTAIN_LABELS
        if is_certain and not element.first <= context.headline_at < element.last:
            yield from _lines_in(element, context.lines, reason)


def _lines_in(element: Element, lines: Sequence[Line], reason: DropReason) -> Iterator[Finding]:
    return ((line, reason) for line in lines[element.first : element.last])


def other_articles(context: RuleContext) -> Iterator[Finding]:
    """Lines in articles after the one with the headline, if that one has enough text for a story."""
    articles = [
        element for element in context.elements if element.tag == "article" and element.last > element.first
    ]
    own = [element for element in articles if element.first <= context.headline_at < element.last]
    if own and sum(context.scores[own[-1].first : own[-1].last]) >= _MIN_STORY_SCORE:
        for element in articles:
            if element.first >= own[-1].last:
                yield from context.lines[element.first : element.last]


def trusted_boilerplate_in_container(context: RuleContext) -> Iterator[Finding]:
    """Lines in the container that are inside boilerplate by a trusted label."""
    boilerplate = trusted_boilerplate(context.labels, context.scores, context.container)
    for element, reason in boilerplate.items():
        yield from _lines_in(element, context.lines, reason)


def trusted_boilerplate(
    labels: Mapping[Element, tuple[BoilerplateLabel, ...]], scores: Sequence[float], within: Element
) -> dict[Element, DropReason]:
    """The boilerplate inside an element by the labels that can be trusted on this page.

    A label whose elements together hold over a third of the story's score is ignored on this page. So is a
    label on a single element with a sixth of the score in several paragraphs.
    """
    before = [0.0, *accumulate(scores)]
    totals: dict[str, float] = defaultdict(float)
    reached: dict[str, int] = defaultdict(int)
    inside = [element for element in labels if within.first <= element.first and element.last <= within.last]
    for element in inside:
        for label, _ in labels[element]:
            if element.first >= reached[label]:
                totals[label] += before[element.last] - before[element.first]
                reached[label] = element.last
    limit = (before[within.last] - before[within.first]) / 3
    boilerplate: dict[Element, DropReason] = {}
    for element in inside:
        if _contains_story(element, before[element.last] - before[element.first], limit):
            continue
        for label, reason in labels[element]:
            if totals[label] <= (limit if label != "hidden" else 2 * limit):
                boilerplate[element] = reason
                break
    return boilerplate


def _contains_story(element: Element, score: float, limit: float) -> bool:
    """Return True if a part has so much running text that it is no boilerplate, whatever its labels."""
    if element.tag in _CERTAIN_LABELS or not score:
        return False
    if any(_BODY_NAMES.search(part.names) for part in element.near_descendants()):
        return True
    has_several_lines = element.last - element.first > 3
    return score > limit / 2 and has_several_lines and not _is_hidden(element.attributes)


def _labels_of(element: Element) -> tuple[BoilerplateLabel, ...]:
    attributes = element.attributes
    if element.tag in _PAGE_TAGS or not (attributes or element.tag in _REASON_OF_TAG):
        return ()
    found: list[BoilerplateLabel] = []
    if (reason := _REASON_OF_TAG.get(element.tag)) and not _contains_text_block(element):
        found.append((element.tag, reason))
    if "role" in attributes and (reason := _REASON_OF_ROLE.get(attributes["role"])):
        found.append((attributes["role"], reason))
    if "id" in attributes and _CONSENT_ID.match(attributes["id"]):
        found.append(("cmp", "legal"))
    if "id" in attributes and _NOTE_ID.match(attributes["id"]):
        found.append(("note", "other"))
    if "itemprop" in attributes and set(attributes["itemprop"].split()) & _METADATA_ITEMPROPS:
        found.append(("itemprop", "other"))
    if _is_hidden(attributes):
        found.append(("hidden", "other"))
    if element.names != " ":
        found += labels_in_names(element.names)
    return tuple(found)


def _contains_text_block(element: Element) -> bool:
    """Return True if this is a figure or an aside with a quotation, or a figure with a table.

    `pull_quotes` and `data_tables` judge them.
    """
    inner = {part.tag for part in element.near_descendants()} if element.tag in ("figure", "aside") else ()
    return "blockquote" in inner or (element.tag == "figure" and "table" in inner)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if "class" in attributes and _is_hidden_class(attributes["class"]):
        return True
    return "style" in attributes and bool(_HIDDEN_STYLE.search(attributes["style"]))


@lru_cache(maxsize=20_000)
def _is_hidden_class(classes: str) -> bool:
    """Return True if these classes hide an element on every screen."""
    return bool(_HIDDEN_CLASS.search(classes)) and not _SHOWN_CLASS.search(classes)


@lru_cache(maxsize=20_000)
def labels_in_names(names: str) -> tuple[BoilerplateLabel, ...]:
    """The boilerplate words among an element's names with their reasons, in the order of the lists."""
    if not _any_list_pattern().search(names):
        return ()
    return tuple(
        (match[1], REASON_OF_LIST[list_name])
        for list_name, pattern in _list_patterns()
        if (match := pattern.search(names))
    )


@cache
def _list_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, pattern_of_names(name)) for name in REASON_OF_LIST)


@cache
def _any_list_pattern() -> re.Pattern[str]:
    """All lists as one expression, for a quick check: most names are in none."""
    lists = (read_words("briefing.clean", f"words/names/{name}.txt") for name in REASON_OF_LIST)
    return _pattern([entry for entries in lists for entry in entries])


def outside_container(context: RuleContext) -> Iterator[Finding]:
    """Lines of the page's article outside the container, with the reason of the outermost label."""
    before, after = surrounding_ranges(context.container, context.after_headline)
    reasons = _outermost_reasons(article_around(context.container), context.labels)
    for at in (*before, *after):
        if context.lines[at] not in context.standfirst:
            yield context.lines[at], reasons.get(at, "other")


def _outermost_reasons(
    area: Element, labels: Mapping[Element, tuple[BoilerplateLabel, ...]]
) -> dict[int, DropReason]:
    """The reason of the outermost label around each line of the area, by index; linear in the lines."""
    reasons: dict[int, DropReason] = {}
    reached = area.first
    for element, found in labels.items():  # in document order, so the outer ones come first
        if element is not area and area.first <= element.first and element.last <= area.last:
            reasons.update((at, found[0][1]) for at in range(max(reached, element.first), element.last))
            reached = max(reached, element.last)
    return reasons


def is_standfirst(element: Element) -> bool:
    """Return True if names or tags call the element, or one around it, a standfirst, kicker or summary."""
    pattern = pattern_of_names("standfirst")
    return any(around.tag == "header" or pattern.search(around.names) for around in element.ancestors(3))


@cache
def pattern_of_names(name: str) -> re.Pattern[str]:
    """The words of a list (`words/names/<name>.txt`) as an expression for an element's names."""
    return _pattern(read_words("briefing.clean", f"words/names/{name}.txt"))


def _pattern(entries: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(entry).replace(r"\*", "[a-z]*") for entry in entries)
    return re.compile(f"(?<= )({words})(?= )")
