"""Checks of the whole page: whether it holds an article, and whether it shows only its beginning."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from briefing.clean.container import text_score
from briefing.clean.elements import Line, heading_level
from briefing.clean.metadata_sources import ARTICLE_TYPES, VIDEO_TYPES, JsonLdArticle
from briefing.clean.wording_rules import PhraseKind, contains_phrase, count_phrases, is_subscriber_label
from briefing.errors import NeedsScriptsError, NoArticleError
from briefing.model import Block

_SAVE_PAGE_HINT = "open it in a browser, save the page, and give that file"
_ONE_STORY_HINT = "give the address of one story, or its text in a file"
_ADDRESS_HINT = "check the address, and whether the story is still online"
_WALLS: tuple[tuple[PhraseKind, str], ...] = (("cookies", "a cookie wall"), ("login", "a login wall"))
_MAX_WALL_CHARS = 600
_MIN_TEASERS = 6
_MAX_TEASER_CHARS = 380
_HTTP_ERRORS = frozenset(("401", "403", "404", "410", "451", "500", "502", "503"))

_TRUNCATED_END = re.compile(  # 'the ferry …'
    r"(?:…|\.\.\.)\s*(?:[\[(](?:more|mehr|suite|\+\d+ chars)[\])])?\]?$"
)
_MAX_EXCERPT_CHARS = 1200  # of a story that is not free: two or three paragraphs
_MIN_WHOLE_CHARS = 4000  # after so much text a paywall box advertises something else
_MAX_PAYWALL_DISTANCE = 25  # lines after the last line of the story
_LABEL_DISTANCE = 3  # lines before and after the headline


@dataclass(frozen=True, slots=True)
class PageSummary:
    """A page as a whole: its requested address, its headline, all its lines, and what its metadata say."""

    address: str
    title: str
    lines: Sequence[Line]
    url: str
    kind: str
    types: Sequence[str]

    @property
    def is_article(self) -> bool:
        """Return True if the metadata call the page an article."""
        return self.kind == "article" or any(map(ARTICLE_TYPES.search, self.types))


def check_blocks(blocks: Sequence[Block], address: str) -> None:
    """Raise NoArticleError if the blocks are too short for an article."""
    words = sum(len(block.text.split()) for block in blocks)
    chars = sum(len(block.text) for block in blocks)
    if words < 3 and chars < 20:
        raise NoArticleError(f"there is no article in {address}", _ONE_STORY_HINT)


def check_page(page: PageSummary, story: Sequence[Line], blocks: Sequence[Block]) -> None:
    """Raise NoArticleError, with the kind of the page, if the page holds no article."""
    chars = sum(len(block.text) for block in blocks)
    text = " ".join(line.text for line in page.lines)[:20_000]
    is_video = page.kind.startswith("video") or VIDEO_TYPES.intersection(page.types)
    if chars < _MAX_WALL_CHARS / 2 and is_video:
        raise NoArticleError(f"{page.address} is a video page, not an article", _ONE_STORY_HINT)
    if not page.is_article and contains_phrase("search", page.title) and _has_teasers(page.lines, 2):
        raise NoArticleError(f"{page.address} is a list of search results, not an article", _ONE_STORY_HINT)
    if not page.is_article and (
        _is_front_page(page.lines, blocks)
        or _is_teaser_list(page, story if chars > _MAX_WALL_CHARS else page.lines)
    ):
        raise NoArticleError(
            f"{page.address} is a section front or a list of links, not an article", _ONE_STORY_HINT
        )
    if chars < _MAX_WALL_CHARS:
        _check_short_page(page, blocks, text)
    check_blocks(blocks, page.address)


def _check_short_page(page: PageSummary, blocks: Sequence[Block], page_text: str) -> None:
    """Raise NoArticleError for a captcha, an error page, a cookie or login wall, and an empty page."""
    text = " ".join(block.text for block in blocks)
    is_short = len(page_text) < 2 * _MAX_WALL_CHARS
    if is_short and contains_phrase("captcha", page_text):
        raise NoArticleError(f"{page.address} asks for a human and shows no article", _SAVE_PAGE_HINT)
    if not page.is_article and _is_error_page(page.title, text, is_short):
        raise NoArticleError(f"{page.address} is an error page ('{page.title}'), no article", _ADDRESS_HINT)
    for kind, wall in _WALLS:
        count = sum(contains_phrase(kind, block.text) for block in blocks)
        if count_phrases(kind, page_text) >= 3 and count * 2 >= len(blocks):
            raise NoArticleError(f"{page.address} is {wall}, not an article", _SAVE_PAGE_HINT)
    if (is_short and not text) or contains_phrase("javascript", text):
        raise NeedsScriptsError(f"{page.address} is empty until a browser runs its scripts", _SAVE_PAGE_HINT)


def _is_error_page(title: str, text: str, is_short: bool) -> bool:
    """Return True if the title is certainly an error, or may be one and the text is not that of a story."""
    if contains_phrase("error", title) or title.strip() in _HTTP_ERRORS:
        return True
    if not is_short or not contains_phrase("maybe_error", title):
        return False
    return len(text) < 80 or contains_phrase("maybe_error", text) or contains_phrase("error", text)


def _is_front_page(lines: Sequence[Line], blocks: Sequence[Block]) -> bool:
    """Return True if there are many linked headlines and hardly a paragraph of running text."""
    links = [line for line in lines if line.link_density > 0.8 and line.chars > 25]
    paragraphs = [line for line in lines if not line.reason and text_score(line) > 120]
    chars = sum(len(block.text) for block in blocks)
    return len(links) >= 25 and chars < 400 and len(paragraphs) < 2


def _is_teaser_list(page: PageSummary, lines: Sequence[Line]) -> bool:
    """Return True if the lines are six or more teasers, on the front page of a site three or more.

    Teasers after a whole story are its related stories.
    """
    is_root = urlsplit(page.url).path in ("", "/") and page.url.startswith("http")
    first = next((at for at, line in enumerate(lines) if _is_linked_heading(line)), len(lines))
    before = sum(text_score(line) for line in lines[:first])
    return before < _MAX_WALL_CHARS and _has_teasers(lines, 3 if is_root else _MIN_TEASERS)


def _has_teasers(lines: Sequence[Line], minimum: int) -> bool:
    """Return True if there are enough linked headings, none with more text than a teaser has."""
    lengths = list(_teaser_lengths(lines))
    return len(lengths) >= minimum and all(chars <= _MAX_TEASER_CHARS for chars in lengths)


def _is_linked_heading(line: Line) -> bool:
    return heading_level(line) > 0 and line.link_density > 0.8


def _teaser_lengths(lines: Sequence[Line]) -> Iterator[int]:
    """For each linked heading, the characters outside links up to the next one."""
    chars = None
    for line in lines:
        if _is_linked_heading(line):
            if chars is not None:
                yield chars
            chars = 0
        elif chars is not None:
            chars += line.chars - line.link_chars
    if chars is not None:
        yield chars


def subscriber_tier(lines: Sequence[Line], headline_at: int) -> str:
    """'locked' if a label in or beside the headline says that the story is for subscribers, else ''."""
    beside = lines[max(0, headline_at - _LABEL_DISTANCE) : headline_at + _LABEL_DISTANCE + 1]
    return "locked" if any(is_subscriber_label(line.text) for line in beside) else ""


def is_truncated(lines: Sequence[Line], story: Sequence[Line], json_ld: JsonLdArticle, tier: str) -> bool:
    """Return True if the page shows only the beginning of its story.

    The story ends in an ellipsis, or before a paywall box, or it is not free and much too short. `lines` are
    all lines of the page, `tier` is the content tier; a metered page holds the whole text.
    """
    kept = [line for line in story if not line.reason]
    chars = sum(line.chars for line in kept)
    if kept and _TRUNCATED_END.search(kept[-1].text):
        return True
    if chars < _MIN_WHOLE_CHARS and _has_paywall_box(_lines_after(kept, lines)[:_MAX_PAYWALL_DISTANCE]):
        return True
    is_closed = tier == "locked" or (not json_ld.is_free and tier != "metered")
    if not is_closed:
        return False
    words = sum(len(line.text.split()) for line in kept)
    return words * 1.5 < json_ld.word_count if json_ld.word_count else chars < _MAX_EXCERPT_CHARS


def _lines_after(kept: Sequence[Line], lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of the page after the last kept line; none if that line is not on the page (a post)."""
    last = kept[-1] if kept else None
    at = next((index for index, line in enumerate(lines) if line is last), None)
    return [] if at is None else lines[at + 1 :]


def _has_paywall_box(lines: Sequence[Line]) -> bool:
    """Return True if two consecutive lines say that the story continues and that one must subscribe."""
    texts = [line.text for line in lines if line.chars < 300]
    pairs = [f"{one} {other}" for one, other in pairwise([*texts, ""])]
    return any(contains_phrase("continue_reading", p) and contains_phrase("subscribe", p) for p in pairs)
