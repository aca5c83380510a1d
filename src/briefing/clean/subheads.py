"""Subheads that no markup calls so: short lines between paragraphs, in plain text or in bold."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefing.clean.element import Line
from briefing.clean.headline import heading_level
from briefing.clean.letters import is_unspaced
from briefing.clean.sentences import ends_sentence
from briefing.clean.stamps import is_names

LONGEST = 70  # characters
MOST_WORDS = 10
SHORTEST_PARAGRAPH = 60  # characters of what stands behind
OPENING = re.compile(r"^[\"'“‘„«]?[A-ZÀ-ÖØ-ÞА-Я\d]")
OPEN_END = re.compile(r"[,;:–—-]$|[\"”’»]$")  # leads on, or ends a quotation
NEVER_SUBHEAD = frozenset(("li", "blockquote", "td", "th", "figcaption", "dt", "dd"))


def mark_subheads(told: Sequence[Line]) -> None:
    """Mark lines that stand as subheads do between the paragraphs that are told."""
    times = Counter(line.text for line in told if line.chars <= LONGEST)
    for before, (line, behind) in zip(told, pairwise(told[1:]), strict=False):
        if not _looks_like_subhead(line) or times[line.text] > 1:
            continue
        if _is_paragraph(behind) and (ends_sentence(before.text) or _is_paragraph(before)):
            line.is_subhead = True


def _looks_like_subhead(line: Line) -> bool:
    """A short line that opens like a sentence and does not end like one; in HTML all of it in bold."""
    text = line.text
    if line.chars > LONGEST or line.author or heading_level(line) or ends_sentence(text):
        return False
    if not (OPENING.match(text) or is_unspaced(text)) or OPEN_END.search(text) or is_names(text):
        return False
    if any(element.tag in NEVER_SUBHEAD for element in line.owner.ancestors(4)):
        return False
    is_bold = line.strong - line.slanted >= 0.9 * len(text.replace(" ", "")) and not line.linked
    return len(text.split()) <= MOST_WORDS and (line.owner.tag == "text" or is_bold)


def _is_paragraph(line: Line) -> bool:
    least = SHORTEST_PARAGRAPH / 2 if is_unspaced(line.text) else SHORTEST_PARAGRAPH
    return line.chars >= least and ends_sentence(line.text)
