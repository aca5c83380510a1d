"""The order of the work: parse, read what the page says of itself, find the story, judge its lines."""

from collections.abc import Sequence

from briefing.clean.area import frame_story, whole_container
from briefing.clean.attachment import drop_apart
from briefing.clean.byline import people_shown
from briefing.clean.container import Anchors, find_container, first_masses, weigh_lines
from briefing.clean.cut import is_cut
from briefing.clean.doors import is_badge
from briefing.clean.element import Element, Line
from briefing.clean.head import read_head
from briefing.clean.headline import find_headline, likeness
from briefing.clean.judgement import judge
from briefing.clean.language import settle_language
from briefing.clean.lede import title_from_lede
from briefing.clean.lines import LineReader
from briefing.clean.markup import parse_markup
from briefing.clean.metadata import choose_metadata
from briefing.clean.names import believed_marks, find_marks, other_articles, surely_clutter
from briefing.clean.options import CleanOptions
from briefing.clean.plaintext import lines_of_text, split_headline
from briefing.clean.posts import gather_posts
from briefing.clean.refusal import Seen, check_article, check_page
from briefing.clean.story import block_of, judge_lines
from briefing.clean.structured import read_structured
from briefing.clean.subheads import mark_subheads
from briefing.clean.tree import UNFELT
from briefing.clean.wishes import apply_wishes, chosen_tags, has_selectors, rules_for
from briefing.model import Article, Block, Dropped, Page

DEFAULTS = CleanOptions()
BADGE_REACH = 3  # lines on both sides of the headline
BYLINE_REACH = 12  # lines: kicker, standfirst, share links and date may stand before it


def clean_page(page: Page, options: CleanOptions = DEFAULTS) -> Article:
    """The article of a page. Raises NoArticleError when the page holds none."""
    if page.media_type == "text/plain":
        return _clean_text(page, options)
    return _clean_html(page, options)


def _clean_text(page: Page, options: CleanOptions) -> Article:
    lines = lines_of_text(page.text)
    headline, lines = split_headline(lines)
    language = settle_language("", page.text)
    byline = people_shown(lines[:BYLINE_REACH], ())
    judge(lines, language, byline)
    apply_wishes(lines, rules_for(options, page.final_address or page.address))
    blocks, dropped = sort_lines(lines)
    check_article(blocks, page.address)
    return Article(
        url=page.final_address or page.address,
        title=headline or title_from_lede(blocks[0].text),
        byline=byline,
        site="",
        published="",
        language=language,
        image="",
        blocks=blocks,
        dropped=dropped,
        title_source="headline" if headline else "lede",
    )


def _clean_html(page: Page, options: CleanOptions) -> Article:
    markup = parse_markup(page.text, options.max_chars, () if has_selectors(options) else UNFELT)
    structured = read_structured(markup.structured)
    metadata = choose_metadata(page, read_head(markup.soup), structured)
    rules = rules_for(options, metadata.url)
    reader = LineReader(chosen_tags(markup.soup, rules))
    reader.read(markup.soup)
    lines = reader.lines
    title, shown = find_headline(lines, metadata.claims, metadata.page_title)
    headline_at = lines.index(shown) if shown else 0
    marks = find_marks(reader.elements)
    judge_lines(lines, surely_clutter(marks, headline_at))
    masses = first_masses(lines, headline_at)
    judge_lines(lines, other_articles(reader.elements, masses, headline_at))
    clutter = believed_marks(marks, masses, reader.elements[0])
    weights = weigh_lines(lines, Anchors(headline_at, structured.body, metadata.description), clutter)
    container = whole_container(find_container(reader.elements, weights, lines))
    judge_lines(lines, believed_marks(marks, masses, container))
    story = _story_lines(lines, container, headline_at if shown else container.first - 1, title)
    language = settle_language(metadata.language, " ".join(line.text for line in story if not line.reason))
    story = gather_posts(story)
    drop_apart(story, container, reader.pictures, language)
    byline = metadata.byline or people_shown(_around(lines, headline_at), (metadata.site,))
    judge(story, language, byline)
    story = frame_story(lines, story, container, headline_at + 1 if shown else 0, marks)
    apply_wishes(story, rules)
    blocks, dropped = sort_lines(story)
    check_page(Seen(page.address, title, lines, metadata.url, metadata.kind, structured.types), story, blocks)
    return Article(
        url=metadata.url,
        title=title or title_from_lede(blocks[0].text),
        byline=byline,
        site=metadata.site,
        published=metadata.published,
        language=language,
        image=metadata.image,
        blocks=blocks,
        dropped=dropped,
        title_source="headline" if title else "lede",
        cut=is_cut(
            *_told_and_behind(lines, story), structured, metadata.tier or _badge_tier(lines, headline_at)
        ),
    )


def _around(lines: Sequence[Line], headline_at: int) -> Sequence[Line]:
    """The lines beside the headline, where a byline stands."""
    return lines[max(0, headline_at - 3) : headline_at + BYLINE_REACH]


def _badge_tier(lines: Sequence[Line], headline_at: int) -> str:
    """'locked' where a label beside the headline, or in it, calls the story one for subscribers."""
    beside = [line.text for line in lines[max(0, headline_at - BADGE_REACH) : headline_at + BADGE_REACH + 1]]
    return "locked" if any(map(is_badge, beside)) else ""


def _story_lines(lines: Sequence[Line], container: Element, headline_at: int, title: str) -> list[Line]:
    """The lines of the story area: those of the container, from behind the headline on."""
    inside = container.first <= headline_at < container.last
    first = headline_at + 1 if inside else container.first
    return [line for line in lines[first : container.last] if likeness(line.text, title) < 0.95]


def _told_and_behind(lines: Sequence[Line], story: Sequence[Line]) -> tuple[list[Line], Sequence[Line]]:
    """What is told of the story, and the page's lines behind it."""
    told = [line for line in story if not line.reason]
    end = max((at for at, line in enumerate(lines) if line is told[-1]), default=-1) if told else -1
    return told, lines[end + 1 :] if end >= 0 else []


def sort_lines(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """What is kept and what is dropped, both in page order."""
    mark_subheads([line for line in lines if not line.reason])
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for line in lines:
        if line.reason:
            dropped.append(Dropped(line.text, line.reason, len(blocks)))
        else:
            blocks.append(block_of(line))
    return tuple(blocks), tuple(dropped)
