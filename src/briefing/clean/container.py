"""The container of the story: the element with the best score, and the core paragraphs in it."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.line_patterns import is_cut, is_unspaced, words_in
from briefing.clean.lines import name_words
from briefing.text import read_table

_MIN_STYLE_SHARE = 0.12  # of the commonest style, for running text
_BODY_NAMES = re.compile(  # 'article-body', 'StoryContent', 'entry-text'
    r" (?:article|story|entry|post|news|content|main) ?(?:body|content|text|copy|container|paragraphs?) "
    r"|articlebody|storybody|articletext"
)
_SENTENCE_MARK = re.compile(r"[.!?。！？…،،।؟]")
_MAX_LABEL_CHARS = 250  # anything longer is running text, with or without a sentence mark
_MIN_CONFIDENT_WEIGHT = 600.0  # below it, a page of tables or short notes, the markup's own hint is preferred
_MIN_WEIGHT = 200.0
_MIN_STORY_CHARS = 100
_SIDEBAR_NAMES = frozenset(read_table("briefing.clean", "words/markup_labels.toml")["sidebars"]["names"])
_MIN_OWN_WEIGHT = 100.0  # of a story outside the sidebars, which may be longer than a short post
_MIN_OWN_SHARE = 0.1  # of the weight with the sidebars: less is no story
_PAGE_TAGS = frozenset(("body", "html", "document"))
_PART_TAGS = frozenset(  # a paragraph, or a list or table in which text can only be a part of the story
    ("p", "blockquote", "li", "dd", "pre", "ul", "ol", "dl", "table", "thead", "tbody")
)
_MIN_CHARS_ABOVE = 200  # of paragraphs above the headline that belong to the story
_MIN_REPEATED = 3  # times that a text stands on the page: a message or an offer
_MIN_REPEATED_CHARS = 60
_MAX_REPEATED_TEXTS = 2
_MAX_PAGE_LINES = 60  # of a hand-made or printable page

_StyleSignature = tuple[str, ...]
_DIGIT = re.compile(r"\d")
_GRID_CLASS = re.compile(r"(?:row|col|container|wrapper|grid|flex|w)\b")  # class="row mt-5", class="col-md-8"
_MIN_PATH_SHARE = 0.3
_MIN_SIBLINGS_SHARE = 0.5  # of the text of the container, in the parts of its kind beside it

_ElementStyle = tuple[str, str]  # tag and class attribute
_TagPath = tuple[tuple[str, str], ...]  # tag and class words of a line's block and of all elements around it


@dataclass(frozen=True, slots=True)
class StoryHints:
    """What the metadata say about the story: where the headline is, and JSON-LD's body."""

    headline_at: int
    body: str = ""


def text_score(line: Line) -> int:
    """How much a line looks like running text: its length in characters, or 0."""
    if line.reason or line.link_chars * 2 > line.chars:
        return 0
    minimum = 25 if is_unspaced(line.text) else 60
    is_text = _SENTENCE_MARK.search(line.text) or line.chars > _MAX_LABEL_CHARS
    return line.chars if line.chars >= minimum and is_text else 0


def initial_scores(lines: Sequence[Line], headline_at: int) -> list[float]:
    """A first estimate of how much story each line is, before boilerplate is known."""
    scores = [text_score(line) if at >= headline_at else 0 for at, line in enumerate(lines)]
    return [score * share for score, share in zip(scores, style_shares(lines, scores), strict=True)]


def weigh_lines(lines: Sequence[Line], hints: StoryHints, boilerplate: Collection[Element]) -> list[float]:
    """How much each line speaks for (> 0) or against (< 0) its place being that of the story.

    Running text in the page's commonest style after the headline weighs most; links and stray lines weigh
    against; text in boilerplate hardly counts.
    """
    repeated = _repeated_texts(lines)
    scores = [text_score(line) if line.text not in repeated else 0 for line in lines]
    in_boilerplate = {index for element in boilerplate for index in range(element.first, element.last)}
    shares = style_shares(lines, [0 if i in in_boilerplate else score for i, score in enumerate(scores)])
    body = words_in(hints.body[:20_000]) if hints.body else set()
    weights: list[float] = []
    for index, (line, score) in enumerate(zip(lines, scores, strict=True)):
        if index in in_boilerplate:
            weight = 0.1 * score if shares[index] > 0.5 else 0.0
        elif not score:
            weight = -0.5 * line.link_chars - 0.2 * (line.chars - line.link_chars)
        elif body and _is_part_of(line.text, body):
            weight = 3.0 * score
        else:
            share = shares[index]
            weight = score * (share if share > _MIN_STYLE_SHARE else -0.2)
        weights.append(weight if index >= hints.headline_at or weight < 0 else 0.1 * weight)
    return weights


def _repeated_texts(lines: Sequence[Line]) -> Collection[str]:
    """The texts that stand on the page several times; if there are many, the whole story does."""
    counts = Counter(line.text for line in lines if line.chars >= _MIN_REPEATED_CHARS)
    repeated = [text for text, count in counts.items() if count >= _MIN_REPEATED]
    return repeated if len(repeated) <= _MAX_REPEATED_TEXTS else ()


def _is_part_of(text: str, body: set[str]) -> bool:
    words = words_in(text)
    return len(words & body) > 0.9 * len(words)


def style_shares(lines: Sequence[Line], scores: Sequence[float]) -> list[float]:
    """For each line, how common its style is among the text of the page: 1 for the commonest."""
    by_block: defaultdict[_StyleSignature, float] = defaultdict(float)
    by_parent: defaultdict[_StyleSignature, float] = defaultdict(float)
    styles = [_styles_of(line) for line in lines]
    for (block, parent), score in zip(styles, scores, strict=True):
        if score:
            by_block[block] += score
            by_parent[parent] += score
    max_block, max_parent = (max(totals.values(), default=1) for totals in (by_block, by_parent))
    return [max(by_block[block] / max_block, by_parent[parent] / max_parent) for block, parent in styles]


def _styles_of(line: Line) -> tuple[_StyleSignature, _StyleSignature]:
    """What the paragraphs of one text have in common: tag and class of the block and of its parent."""
    owner, parent = line.owner, line.owner.parent
    around = (parent.tag, parent.attributes.get("class", "")) if parent else ()
    return (owner.tag, owner.attributes.get("class", ""), *around[:1]), (owner.tag, *around)


def find_container(elements: Sequence[Element], weights: Sequence[float], lines: Sequence[Line]) -> Element:
    """The element with the highest total weight of lines, of equals the innermost."""
    beside = {at for element in _sidebars(elements) for at in range(element.first, element.last)}
    best, weight = _heaviest(elements, weights)
    if beside:
        own, own_weight = _heaviest(
            elements, [min(w, 0) if at in beside else w for at, w in enumerate(weights)]
        )
        if own_weight > max(_MIN_OWN_WEIGHT, weight * _MIN_OWN_SHARE):
            best, weight = own, own_weight
    if weight > _MIN_CONFIDENT_WEIGHT:
        return best
    if around := next(filter(is_marked_as_story, best.ancestors(5)), None):
        return around
    return (_marked_story(elements, lines) if weight < _MIN_WEIGHT else None) or best


def _heaviest(elements: Sequence[Element], weights: Sequence[float]) -> tuple[Element, float]:
    """The element whose lines weigh most together, and how much."""
    before = [0.0, *accumulate(weights)]

    def weight(element: Element) -> float:
        total = before[element.last] - before[element.first]
        return total * 1.03 if total > 0 and is_marked_as_story(element) else total

    best = max(reversed(elements), key=weight)
    return best, before[best.last] - before[best.first]


def _sidebars(elements: Sequence[Element]) -> list[Element]:
    """The columns beside the story by their id or class."""
    return [
        element
        for element in elements
        if element.attributes and _is_sidebar(element.attributes) and element.tag not in _PAGE_TAGS
    ]


def _is_sidebar(attributes: Mapping[str, str]) -> bool:
    return attributes.get("id") in _SIDEBAR_NAMES or _name_sidebar(attributes.get("class", ""))


@lru_cache(maxsize=20_000)
def _name_sidebar(classes: str) -> bool:
    return not _SIDEBAR_NAMES.isdisjoint(classes.split())


def _marked_story(elements: Sequence[Element], lines: Sequence[Line]) -> Element | None:
    """The element that the markup names as the story, of several the one with the most text outside links."""
    marked = [element for element in elements if is_marked_as_story(element)]
    chars = {
        element: sum(line.chars - 2 * line.link_chars for line in lines[element.first : element.last])
        for element in marked
    }
    found = max(reversed(marked), key=chars.__getitem__, default=None)
    return found if found is not None and chars[found] > _MIN_STORY_CHARS else None


def is_marked_as_story(element: Element) -> bool:
    """Return True if microdata or names call this element the body of the article."""
    itemprop = element.attributes.get("itemprop", "")
    return "articleBody" in itemprop or bool(_BODY_NAMES.search(element.names))


def widen_container(container: Element) -> Element:
    """The container, or what is around it if it is a paragraph, list or table: short ones weigh nothing."""
    parent = container.parent
    if container.tag not in _PART_TAGS or parent is None:
        return container
    if parent.tag in _PART_TAGS:
        return widen_container(parent)
    is_page = parent.tag in _PAGE_TAGS
    return container if is_page and parent.last - parent.first > _MAX_PAGE_LINES else parent


def widen_to_siblings(container: Element, lines: Sequence[Line], after_headline: int) -> Element:
    """The element around several parts of the same kind that all hold text: slides, or sections of a page.

    Whole articles beside each other are no parts of one story.
    """
    parent = container.parent
    is_story = container.tag in ("article", "main") or is_marked_as_story(container)
    if parent is None or parent.tag in _PAGE_TAGS or is_story or parent.first >= container.last:
        return container
    style = normal_signature(container)
    beside = [at for at in parent.children if at is not container and normal_signature(at) == style]
    beside = [at for at in beside if style[1] and at.first >= after_headline and _holds_text(at, lines)]
    own, others = (sum(_text_chars(at, lines) for at in parts) for parts in ([container], beside))
    return parent if others > own * _MIN_SIBLINGS_SHARE else container


def _holds_text(part: Element, lines: Sequence[Line]) -> bool:
    inside = lines[part.first : part.last]
    link_chars = sum(line.link_chars for line in inside)
    return link_chars * 5 < sum(line.chars for line in inside)


def _text_chars(part: Element, lines: Sequence[Line]) -> int:
    return sum(line.chars for line in lines[part.first : part.last] if not line.reason)


def story_start(lines: Sequence[Line], container: Element, after_headline: int) -> int:
    """Where the story begins in its container: after the headline, unless paragraphs of it stand above.

    They are in the style of the text after the headline, which then is a heading in the middle of the page.
    """
    if not container.first < after_headline <= container.last:
        return container.first
    below: Counter[_StyleSignature] = Counter()
    for line in lines[after_headline : container.last]:
        below[_styles_of(line)[1]] += text_score(line)
    minimum = max(below.values(), default=0) * _MIN_PATH_SHARE
    above = [line for line in lines[container.first : after_headline] if text_score(line)]
    chars = sum(line.chars for line in above if below[_styles_of(line)[1]] > minimum)
    return container.first if chars >= _MIN_CHARS_ABOVE else after_headline


def article_around(container: Element) -> Element:
    """The innermost element around the story that is marked as an article; the container if there is none."""
    around = container.ancestors()
    return next((at for at in around if _is_article(at) or is_marked_as_story(at)), container)


def _is_article(element: Element) -> bool:
    """Return True if the tag or the schema.org type of the element is that of an article."""
    return element.tag == "article" or element.attributes.get("itemtype", "").endswith("Article")


def surrounding_ranges(container: Element, first: int) -> tuple[range, range]:
    """The indexes of the lines before and after the container in the page's article, from line `first` on.

    Together with the story these are all words of the page's own article: each is kept or dropped.
    """
    article = article_around(container)
    start = min(max(first, article.first), container.first)
    return range(start, container.first), range(container.last, article.last)


@dataclass(frozen=True, slots=True)
class CoreParagraphs:
    """The certain paragraphs of a story; without any, all fields are empty.

    `first` and `last` are indexes of lines, `last_common` is the last with a common tag path. `chars` is
    their total length. `ancestors` are the elements around those with a common tag path; `styles` are the
    signatures of these elements, `places` their parents with the signatures, `siblings` those that are beside
    others with the same signature, `components` their parents with tag and first class.
    """

    first: int = 0
    last: int = -1
    last_common: int = -1
    chars: int = 0
    ancestors: frozenset[Element] = frozenset()
    styles: frozenset[_ElementStyle] = frozenset()
    places: frozenset[tuple[Element | None, _ElementStyle]] = frozenset()
    siblings: frozenset[Element] = frozenset()
    components: frozenset[tuple[Element | None, _ElementStyle | None]] = frozenset()


def find_core_paragraphs(lines: Sequence[Line], container: Element) -> CoreParagraphs:
    """The certain paragraphs among the lines of a container."""
    scores = [text_score(line) for line in lines]
    shares = style_shares(lines, scores)
    certain = [
        i
        for i, (score, share) in enumerate(zip(scores, shares, strict=True))
        if score and share > _MIN_STYLE_SHARE and not heading_level(lines[i])
    ]
    certain = _without_excerpts(certain, lines) or certain
    if not certain:
        return CoreParagraphs()
    path_shares = _tag_path_shares(lines, scores, container)
    main = [i for i in certain if path_shares[i] > _MIN_PATH_SHARE] or certain
    main = _without_last_lists(main, lines, container)
    ancestors = frozenset(element for i in main for element in lines[i].owner.path_to(container))
    counts = Counter((element.parent, style_signature(element)) for element in ancestors)
    return CoreParagraphs(
        first=certain[0],
        last=certain[-1],
        last_common=main[-1],
        chars=sum(lines[i].chars for i in certain),
        ancestors=ancestors,
        styles=frozenset(style for _, style in counts),
        places=frozenset(counts),
        siblings=frozenset(
            element for element in ancestors if counts[element.parent, style_signature(element)] > 1
        ),
        components=frozenset((element.parent, component_signature(element)) for element in ancestors),
    )


def _without_excerpts(certain: list[int], lines: Sequence[Line]) -> list[int]:
    """These lines without texts that are cut, if there are two in one style: beginnings of other stories."""
    cut = [at for at in certain if is_cut(lines[at].text)]
    counts = Counter(_styles_of(lines[at])[0] for at in cut)
    excerpts = {at for at in cut if counts[_styles_of(lines[at])[0]] > 1}
    return [at for at in certain if at not in excerpts]


def _without_last_lists(main: list[int], lines: Sequence[Line], container: Element) -> list[int]:
    """These lines without the last ones, if they are items of lists in parts without paragraphs."""
    paragraphs = [at for at in main if lines[at].owner.tag != "li"]
    around = {element for at in paragraphs for element in lines[at].owner.path_to(container)} | {container}
    beside = [at for at in main if lines[at].owner.tag != "li" or _around_list(lines[at].owner) in around]
    return [at for at in main if at <= beside[-1]] if beside else main


def _around_list(item: Element) -> Element | None:
    around = item.ancestors()
    return next((element for element in around if element.tag not in ("li", "ul", "ol")), None)


def style_signature(element: Element) -> _ElementStyle:
    """Tag and classes of an element."""
    return element.tag, element.attributes.get("class", "")


def normal_signature(element: Element) -> _ElementStyle:
    """Tag and classes of an element without those with digits, which name one instance: 'block-3f1a'."""
    return element.tag, _without_numbers(element.attributes.get("class", ""))


@lru_cache(maxsize=20_000)
def _without_numbers(classes: str) -> str:
    return " ".join(name for name in classes.split() if not _DIGIT.search(name))


def component_signature(element: Element) -> _ElementStyle | None:
    """Tag and first class, the component in 'block block-text'; None if that class is only for the grid."""
    first = element.attributes.get("class", "").partition(" ")[0]
    return (element.tag, first) if first and not _GRID_CLASS.match(first) else None


def _tag_path_shares(lines: Sequence[Line], scores: Sequence[float], container: Element) -> list[float]:
    """For each line, how much of the story has the same tag path: 1 for the commonest path."""
    paths = [_tag_path(line, container) for line in lines]
    totals: dict[_TagPath, float] = {}
    for path, score in zip(paths, scores, strict=True):
        totals[path] = totals.get(path, 0.0) + score
    maximum = max(totals.values(), default=0.0) or 1.0
    return [totals[path] / maximum for path in paths]


def _tag_path(line: Line, container: Element) -> _TagPath:
    elements = line.owner.path_to(container)
    return tuple((element.tag, name_words(normal_signature(element)[1])) for element in elements)
