"""The headline: the heading on the page that agrees best with what the page calls itself."""

import re
from collections.abc import Iterable, Sequence

from briefing.clean.doors import is_badge
from briefing.clean.element import Line
from briefing.clean.letters import is_unspaced

WORD = re.compile(r"\w+")
LEVELS = {f"h{level}": level for level in range(1, 7)}
SITE_SUFFIX = re.compile(r"\s+(?:[|»•·]|[-–—]|::)\s+[^|»•·]{1,60}$")  # 'A storm is coming | The Herald'

SEPARATOR = re.compile(r"\s+(?:[|»•·:]|[-–—]|::)\s+|: ")
TITLE_NAMES = re.compile(
    r" (?:entry|post|article|story|news) ?(?:title|headline) | headline "
)  # 'entry-title'


def words_in(text: str) -> set[str]:
    """The words of a text, folded; of a language without spaces, its characters."""
    found = set(WORD.findall(text.lower()))
    return found if not is_unspaced(text) else set("".join(found))


def likeness(one: str, other: str) -> float:
    """How alike two titles are: shared words over all words, 0 to 1."""
    a, b = words_in(one), words_in(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def find_headline(lines: Sequence[Line], claims: Sequence[str], page_title: str) -> tuple[str, Line | None]:
    """The headline and the line that shows it.

    `claims` are the titles that the page's metadata give, the most trusted first. The heading that is most
    like one of them wins, the first of equals; without claims, the first h1.
    """
    headings = [line for line in lines if heading_level(line) == 1]
    claims = [claim for claim in (*claims, page_title) if claim]
    if best := _most_alike(headings, claims, 0.5):
        best = (_named_title(lines, claims) if _is_link(best) else None) or best
        return _without_label(best.text, claims), best
    early = [line for line in lines[: len(lines) // 2 + 40] if len(line.text) < 300]
    if found := _line_like(early, claims):
        return found
    if not claims[:-1]:
        first = next(iter(headings), None)
        found = (_without_label(first.text, claims), first) if first else _piece_shown(early, page_title)
        if found:
            return found
    if best := _most_alike(headings, claims, 0.2):
        return _without_label(best.text, claims), best
    return without_site(claims[0]) if claims else "", None


def _line_like(lines: Sequence[Line], claims: Sequence[str]) -> tuple[str, Line] | None:
    """The first line that says the same as a claim, be it a heading or not."""
    for claim in claims:
        same = next((line for line in lines if likeness(line.text, claim) > 0.8), None)
        if same:
            return (claim if claim in same.text else same.text), same
    return None


def heading_level(line: Line) -> int:
    """1 to 6 for a line that stands in a heading, else 0."""
    for element in line.owner.ancestors(3):
        if element.tag in LEVELS:
            return LEVELS[element.tag]
    return 0


def without_site(title: str) -> str:
    """A page's title without the site's name at its end."""
    shorter = SITE_SUFFIX.sub("", title)
    return shorter if len(shorter) >= 15 else title


def _without_label(shown: str, claims: Sequence[str]) -> str:
    """The headline without a badge or section that stands in its h1, as 'PremiumFerry returns'."""
    for claim in claims:
        before = shown.removesuffix(claim)
        if claim and before and before != shown and (is_badge(before) or before[-1].isalnum()):
            return claim
    return shown


def _is_link(line: Line) -> bool:
    return line.linked == line.chars


def _named_title(lines: Sequence[Line], claims: Sequence[str]) -> Line | None:
    """The one heading that the page calls its story's title: an h1 that is a link may be the site's name."""
    named = [line for line in lines if heading_level(line) > 1 and TITLE_NAMES.search(line.owner.names)]
    is_claimed = len(named) == 1 and any(words_in(named[0].text) <= words_in(claim) for claim in claims)
    return named[0] if is_claimed else None


def _piece_shown(lines: Sequence[Line], page_title: str) -> tuple[str, Line] | None:
    """The longest part of 'The Herald - A storm is coming', where a line of the page begins with it."""
    piece = max(SEPARATOR.split(page_title), key=len)
    if piece == page_title or len(piece.split()) < 3:
        return None
    return next(((piece, line) for line in lines if line.text.startswith(piece)), None)


def _most_alike(headings: Sequence[Line], claims: Iterable[str], least: float) -> Line | None:
    best, found = least, None
    for claim in claims:
        for line in headings:
            score = likeness(line.text, claim)
            if score > best + 0.001:
                best, found = score, line
    return found
