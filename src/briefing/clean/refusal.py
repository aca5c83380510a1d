"""Pages that hold no article, told apart, so that the user knows what to do instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefing.clean.container import goodness
from briefing.clean.doors import Kind, count, says
from briefing.clean.element import Line
from briefing.clean.headline import heading_level
from briefing.clean.structured import ARTICLE_TYPES, VIDEO_TYPES
from briefing.errors import NoArticleError
from briefing.model import Block

OPEN_FIRST = "open it in a browser, save the page, and give that file"
HINT = "give the address of one story, or its text in a file"
LOOK_AT_ADDRESS = "look whether the address is right, and whether the story is still there"
WALLS: tuple[tuple[Kind, str], ...] = (("cookies", "a cookie wall"), ("login", "a login wall"))
FEW_CHARS = 600  # a wall says no more
FEWEST_TEASERS = 6
LONGEST_TEASER = 380  # characters
ERROR_CODES = frozenset(("401", "403", "404", "410", "451", "500", "502", "503"))  # of HTTP


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as a whole: what was asked for, its headline, all its lines, what it calls itself."""

    address: str
    title: str
    lines: Sequence[Line]
    url: str
    kind: str
    types: Sequence[str]

    @property
    def is_article(self) -> bool:
        """Does the page call itself an article?"""
        return self.kind == "article" or any(map(ARTICLE_TYPES.search, self.types))


def check_article(blocks: Sequence[Block], address: str) -> None:
    """Raise NoArticleError when too little is left to tell."""
    words = sum(len(block.text.split()) for block in blocks)
    chars = sum(len(block.text) for block in blocks)
    if words < 3 and chars < 20:
        raise NoArticleError(f"there is no article in {address}", HINT)


def check_page(seen: Seen, story: Sequence[Line], blocks: Sequence[Block]) -> None:
    """Raise NoArticleError, saying which kind of page this is, when the page holds no article."""
    told = sum(len(block.text) for block in blocks)
    shown = " ".join(line.text for line in seen.lines)[:20_000]
    is_video = seen.kind.startswith("video") or VIDEO_TYPES.intersection(seen.types)
    if told < FEW_CHARS / 2 and is_video:
        raise NoArticleError(f"{seen.address} is a video page, not an article", HINT)
    if not seen.is_article and says("search", seen.title) and _teasers(seen.lines, 2):
        raise NoArticleError(f"{seen.address} is a list of search results, not an article", HINT)
    if not seen.is_article and (
        _is_front(seen.lines, blocks) or _is_list_of_teasers(seen, story if told > FEW_CHARS else seen.lines)
    ):
        raise NoArticleError(f"{seen.address} is a section front or a list of links, not an article", HINT)
    if told < FEW_CHARS:
        _check_walls(seen, blocks, shown)
    check_article(blocks, seen.address)


def _check_walls(seen: Seen, blocks: Sequence[Block], shown: str) -> None:
    """A page of few words that asks to sign in, to agree, to be human, or says that it is not there."""
    told = " ".join(block.text for block in blocks)
    few = len(shown) < 2 * FEW_CHARS
    if few and says("robots", shown):
        raise NoArticleError(f"{seen.address} asks for a human and shows no article", OPEN_FIRST)
    if not seen.is_article and _is_error(seen.title, told, few):
        raise NoArticleError(f"{seen.address} is an error page ('{seen.title}'), no article", LOOK_AT_ADDRESS)
    for kind, wall in WALLS:
        lines = sum(says(kind, block.text) for block in blocks)
        if count(kind, shown) >= 3 and lines * 2 >= len(blocks):
            raise NoArticleError(f"{seen.address} is {wall}, not an article", OPEN_FIRST)
    if (few and not told) or says("scripts", told):
        raise NoArticleError(f"{seen.address} is empty until a browser runs its scripts", OPEN_FIRST)


def _is_error(title: str, told: str, few: bool) -> bool:
    """A headline that can be nothing else, or one that can be a story's over words that are no story's."""
    if says("missing", title) or title.strip() in ERROR_CODES:
        return True
    return few and says("gone", title) and (len(told) < 80 or says("gone", told) or says("missing", told))


def _is_front(lines: Sequence[Line], blocks: Sequence[Block]) -> bool:
    """Many linked headlines, and hardly a paragraph of running text among what would be told."""
    linked = [line for line in lines if line.linked * 10 > line.chars * 8 and line.chars > 25]
    running = [line for line in lines if not line.reason and goodness(line) > 120]
    told = sum(len(block.text) for block in blocks)
    return len(linked) >= 25 and told < 400 and len(running) < 2


def _is_list_of_teasers(seen: Seen, lines: Sequence[Line]) -> bool:
    """Six and more linked headings with a sentence or two each, or a few at the site's own root."""
    is_root = urlsplit(seen.url).path in ("", "/") and seen.url.startswith("http")
    return bool(_teasers(lines, 3 if is_root else FEWEST_TEASERS))


def _teasers(lines: Sequence[Line], least: int) -> Sequence[Line]:
    """The linked headings, where there are enough and none of them has more than a teaser's text."""
    sections = list(_sections(lines))
    short = all(chars <= LONGEST_TEASER for _, chars in sections)
    return [heading for heading, _ in sections] if len(sections) >= least and short else ()


def _sections(lines: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """Each linked heading with the characters up to the next that are no link."""
    heading, chars = None, 0
    for line in lines:
        if heading_level(line) and line.linked * 10 > line.chars * 8:
            if heading:
                yield heading, chars
            heading, chars = line, 0
        else:
            chars += line.chars - line.linked
    if heading:
        yield heading, chars
