"""The lines that certainly are paragraphs of the story, and what the elements around them have in common."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.clean.container import MIN_STYLE_SHARE, style_shares, text_score
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.lines import name_words

_GRID_CLASS = re.compile(r"(?:row|col|container|wrapper|grid|flex|w)\b")  # class="row mt-5", class="col-md-8"
_MIN_PATH_SHARE = 0.3

_StyleSignature = tuple[str, str]  # tag and class attribute
_TagPath = tuple[tuple[str, str], ...]  # tag and class words of a line's block and of all elements around it


@dataclass(frozen=True, slots=True)
class CoreParagraphs:
    """The certain paragraphs of a story; without any, all fields are empty.

    `first` and `last` are indexes of lines, `chars` is their total length. `ancestors` are the elements
    around those with a common tag path; `styles` are the signatures of these elements, `siblings` those that
    are beside others with the same signature, `components` their parents with tag and first class.
    """

    first: int = 0
    last: int = -1
    chars: int = 0
    ancestors: frozenset[Element] = frozenset()
    styles: frozenset[_StyleSignature] = frozenset()
    siblings: frozenset[Element] = frozenset()
    components: frozenset[tuple[Element | None, _StyleSignature | None]] = frozenset()


def find_core_paragraphs(lines: Sequence[Line], container: Element) -> CoreParagraphs:
    """The certain paragraphs among the lines of a container."""
    scores = [text_score(line) for line in lines]
    shares = style_shares(lines, scores)
    certain = [
        i
        for i, (score, share) in enumerate(zip(scores, shares, strict=True))
        if score and share > MIN_STYLE_SHARE and not heading_level(lines[i])
    ]
    if not certain:
        return CoreParagraphs()
    path_shares = _tag_path_shares(lines, scores, container)
    main = [i for i in certain if path_shares[i] > _MIN_PATH_SHARE] or certain
    ancestors = frozenset(element for i in main for element in lines[i].owner.path_to(container))
    counts = Counter((element.parent, style_signature(element)) for element in ancestors)
    return CoreParagraphs(
        first=certain[0],
        last=certain[-1],
        chars=sum(lines[i].chars for i in certain),
        ancestors=ancestors,
        styles=frozenset(style for _, style in counts),
        siblings=frozenset(
            element for element in ancestors if counts[element.parent, style_signature(element)] > 1
        ),
        components=frozenset((element.parent, component_signature(element)) for element in ancestors),
    )


def style_signature(element: Element) -> _StyleSignature:
    """Tag and classes of an element."""
    return element.tag, element.attributes.get("class", "")


def component_signature(element: Element) -> _StyleSignature | None:
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
    return tuple((element.tag, name_words(element.attributes.get("class", ""))) for element in elements)
