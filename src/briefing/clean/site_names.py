"""The name of the site in titles and headings: known names, the parts of a page title, logos."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.clean.elements import Line, heading_level
from briefing.clean.markup_rules import pattern_of_names

_SEPARATOR = re.compile(r"\s*\|\s*|\s+(?:[»•·›—–:-]|::)\s+|:\s+")  # 'A storm is coming | The Herald'
_COPYRIGHT = re.compile(  # '© 2026 Quay Herald. All rights reserved.'
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?(?P<name>[^.|,©\d][^.|©]{2,50}?)\s*(?:[.|,]|$)",
    re.IGNORECASE,
)
_MAX_SITE_WORDS = 6
_MIN_TITLE_CHARS = 10  # of what is left without an unknown name
_MAX_FOOTER_CHARS = 200


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that a page declares, the most reliable first, its title element, and its site's names."""

    declared: Sequence[str]
    page: str
    sites: frozenset[str]

    @property
    def candidates(self) -> list[str]:
        """All titles that are not only the name of the site."""
        titles = (*self.declared, self.page)
        return [title for title in titles if title and fold_name(title) not in self.sites]


def site_names(declared: Iterable[str], lines: Sequence[Line]) -> frozenset[str]:
    """The folded names of the site: the declared ones, and those of copyright notices and of logos."""
    notices = (_COPYRIGHT.search(line.text) for line in lines if line.chars < _MAX_FOOTER_CHARS)
    shown = [notice["name"] for notice in notices if notice]
    logos = [line.text for line in lines if heading_level(line) == 1 and _is_in_logo(line)]
    return frozenset(filter(None, map(fold_name, (*declared, *shown, *logos))))


def fold_name(text: str) -> str:
    """A name without case, spaces, punctuation and a leading article: 'The Quay Herald' as 'quayherald'."""
    folded = "".join(filter(str.isalnum, text.casefold()))
    return folded.removeprefix("the") if len(folded) > 6 else folded


def is_logo(line: Line, names: frozenset[str]) -> bool:
    """Return True if a heading is the name of the site or is in a part that is called a logo."""
    return fold_name(line.text) in names or _is_in_logo(line)


def _is_in_logo(line: Line) -> bool:
    return any(pattern_of_names("logo").search(element.names) for element in line.owner.ancestors(4))


def title_splits(title: str) -> Iterator[tuple[str, str]]:
    """Each way to split a page title at one separator: the text before it and the text behind it."""
    for separator in _SEPARATOR.finditer(title):
        if "»" in separator[0] and "«" in title:
            continue  # the end of a quotation
        before, behind = title[: separator.start()].strip(), title[separator.end() :].strip()
        if before and behind:
            yield before, behind


def without_site(title: str, names: frozenset[str]) -> str:
    """The page title without the name of the site at its end or its beginning.

    A known name is removed wherever it is; else the last part is, if it looks like a name and leaves a title.
    """
    splits = list(title_splits(title))
    for before, behind in splits:
        if any(fold_name(part) in names for part in (behind, *(first for first, _ in title_splits(behind)))):
            return before
    for before, behind in reversed(splits):
        if fold_name(before) in names:
            return behind
    if not splits:
        return title
    before, last = splits[-1]
    is_name = _looks_like_name(last) or (f"| {last}" == title[-len(last) - 2 :] and len(last.split()) == 1)
    return before if is_name and len(before) >= _MIN_TITLE_CHARS else title


def _looks_like_name(text: str) -> bool:
    """Return True if nearly all words have a capital, as in 'The Quay Herald', or it is an address."""
    words = text.split()
    capitals = sum(not word[0].islower() for word in words)
    return len(words) <= _MAX_SITE_WORDS and capitals * 3 >= len(words) * 2 and text[-1] not in '?!.”"’'
