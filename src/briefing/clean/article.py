"""The steps from a page to an article: parse, read the metadata, find the story, drop clutter."""

from collections.abc import Sequence

from briefing.clean.blocks import merge_posts, sort_lines
from briefing.clean.byline import people_shown
from briefing.clean.container import (
    StoryHints,
    add_surrounding_lines,
    find_container,
    initial_scores,
    weigh_lines,
    widen_container,
)
from briefing.clean.context_rules import drop_by_context
from briefing.clean.elements import Element, Line
from briefing.clean.headline import find_headline, title_from_lede, title_similarity
from briefing.clean.html_tree import NEUTRAL_INLINE_TAGS, parse_page
from briefing.clean.layout_rules import drop_by_layout
from briefing.clean.line_rules import drop_by_line
from briefing.clean.lines import LineReader, lines_of_plain_text, split_headline
from briefing.clean.markup_rules import (
    certain_clutter,
    clutter_labels,
    drop_clutter,
    other_articles,
    trusted_clutter,
)
from briefing.clean.metadata_sources import read_head, read_json_ld
from briefing.clean.page_checks import (
    PageSummary,
    check_blocks,
    check_page,
    is_truncated,
    subscriber_tier,
)
from briefing.clean.page_metadata import choose_language, choose_metadata
from briefing.clean.user_rules import CleanOptions, apply_user_rules, select_tags
from briefing.model import Article, Page

_DEFAULTS = CleanOptions()
_MAX_BYLINE_DISTANCE = 12  # lines after the headline: kicker, standfirst, share links and date may come first


def clean_page(page: Page, options: CleanOptions = _DEFAULTS) -> Article:
    """Extract the article of a page.

    Args:
        page: A fetched page, HTML or plain text.
        options: The user's own rules and the size limit.

    Returns:
        The article: title, metadata, the blocks that are kept, and every dropped line with its reason.

    Raises:
        NoArticleError: The page holds no article: a front page, a login wall, an error page.
        UsageError: A CSS selector of the user's rules is not valid.
    """
    if page.media_type == "text/plain":
        return _clean_text(page, options)
    return _clean_html(page, options)


def _clean_text(page: Page, options: CleanOptions) -> Article:
    address = page.final_address or page.address
    lines = lines_of_plain_text(page.text)
    headline, lines = split_headline(lines)
    language = choose_language("", page.text)
    byline = people_shown(lines[:_MAX_BYLINE_DISTANCE], ())
    drop_by_line(lines, language, byline)
    drop_by_context(lines, byline)
    apply_user_rules(lines, options.rules_for(address))
    blocks, dropped = sort_lines(lines)
    check_blocks(blocks, page.address)
    return Article(
        url=address,
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
    parsed = parse_page(page.text, options.max_chars, () if options.has_selectors else NEUTRAL_INLINE_TAGS)
    json_ld = read_json_ld(parsed.json_ld)
    metadata = choose_metadata(page, read_head(parsed.soup), json_ld)
    rules = options.rules_for(metadata.url)
    reader = LineReader(select_tags(parsed.soup, rules))
    reader.read(parsed.soup)
    lines = reader.lines
    title, shown = find_headline(lines, metadata.title_candidates, metadata.page_title)
    headline_at = lines.index(shown) if shown else 0
    labels = clutter_labels(reader.elements)
    drop_clutter(lines, certain_clutter(labels, headline_at))
    scores = initial_scores(lines, headline_at)
    drop_clutter(lines, other_articles(reader.elements, scores, headline_at))
    clutter = trusted_clutter(labels, scores, reader.elements[0])
    weights = weigh_lines(lines, StoryHints(headline_at, json_ld.body), clutter)
    container = widen_container(find_container(reader.elements, weights, lines))
    drop_clutter(lines, trusted_clutter(labels, scores, container))
    story = _story_lines(lines, container, headline_at if shown else container.first - 1, title)
    language = choose_language(metadata.language, " ".join(line.text for line in story if not line.reason))
    story = merge_posts(story)
    drop_by_layout(story, container, reader.pictures, language)
    byline = metadata.byline or people_shown(_lines_around(lines, headline_at), (metadata.site,))
    drop_by_line(story, language, byline)
    drop_by_context(story, byline)
    story = add_surrounding_lines(lines, story, container, headline_at + 1 if shown else 0, labels)
    apply_user_rules(story, rules)
    blocks, dropped = sort_lines(story)
    summary = PageSummary(page.address, title, lines, metadata.url, metadata.kind, json_ld.types)
    check_page(summary, story, blocks)
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
        cut=is_truncated(lines, story, json_ld, metadata.tier or subscriber_tier(lines, headline_at)),
    )


def _lines_around(lines: Sequence[Line], headline_at: int) -> Sequence[Line]:
    """The lines beside the headline, where a byline is."""
    return lines[max(0, headline_at - 3) : headline_at + _MAX_BYLINE_DISTANCE]


def _story_lines(lines: Sequence[Line], container: Element, headline_at: int, title: str) -> list[Line]:
    """The lines of the container after the headline, without repetitions of the title."""
    inside = container.first <= headline_at < container.last
    first = headline_at + 1 if inside else container.first
    return [line for line in lines[first : container.last] if title_similarity(line.text, title) < 0.95]
