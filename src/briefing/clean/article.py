"""The steps from a page to an article: parse, read the metadata, find the story, drop boilerplate."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.clean.blocks import merge_posts, sort_lines
from briefing.clean.container import (
    StoryHints,
    find_container,
    find_core_paragraphs,
    initial_scores,
    story_start,
    surrounding_ranges,
    weigh_lines,
    widen_container,
    widen_to_siblings,
)
from briefing.clean.editor_notes import NotedLines, correction_blocks, place_notes
from briefing.clean.elements import Element, Line
from briefing.clean.entry_order import ArrangedEntries, arrange_entries, entries_as_they_stand, entries_of
from briefing.clean.headline import (
    Titles,
    find_headline,
    find_standfirst,
    has_summary_box,
    restore_standfirst,
    site_names,
    title_from_lede,
    title_similarity,
)
from briefing.clean.hidden_story import (
    HiddenStory,
    find_hidden_story,
    is_cut_off,
    is_part_of,
    may_be_part_of,
    page_of_hidden_story,
)
from briefing.clean.html_tree import NEUTRAL_INLINE_TAGS, parse_page
from briefing.clean.language_detection import choose_language
from briefing.clean.line_rules import split_parts
from briefing.clean.lines import LineReader, lines_of_plain_text, split_headline
from briefing.clean.live_blogs import (
    LiveBlog,
    PageTimes,
    address_words,
    common_element,
    find_live_blog,
)
from briefing.clean.markup_rules import (
    boilerplate_labels,
    ingredients_of,
    trusted_boilerplate,
    with_ingredients,
)
from briefing.clean.metadata_sources import read_head, read_json_ld
from briefing.clean.page_checks import (
    PageSummary,
    check_blocks,
    check_page,
    is_truncated,
    subscriber_tier,
)
from briefing.clean.page_metadata import choose_metadata, people_shown
from briefing.clean.rule import RuleContext
from briefing.clean.rules import CleanOptions, SiteRule, apply_rules, mark_user_choices, select_tags
from briefing.errors import NoArticleError
from briefing.model import Article, Page

_DEFAULTS = CleanOptions()
_ENOUGH_WORDS = 250  # of a visible story: its scripts are not searched for a longer one
_NOTICE_WORDS = 40  # fewer may be a notice of a page whose story is in its scripts
_MUCH_LONGER = 4
_MAX_BYLINE_DISTANCE = 12  # lines after the headline: kicker, standfirst, share links and date may come first
_PAGE_TAGS = ("document", "html", "body")
_MIN_TITLE_SIMILARITY = 0.95  # of a line that repeats the headline


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
    try:
        shown = _clean_html(page, options)
    except NoArticleError:
        hidden = find_hidden_story(page)
        if hidden is None:
            raise
        return _clean_hidden(page, hidden, options)
    text = " ".join(block.text for block in shown.blocks)
    hidden = _longer_hidden_story(text, page)
    return shown if hidden is None else _clean_hidden(page, hidden, options)


def _longer_hidden_story(shown: str, page: Page) -> HiddenStory | None:
    """The story in the scripts whose beginning is shown, or that a notice of a few words stands for."""
    words = len(shown.split())
    if words < _ENOUGH_WORDS and may_be_part_of(shown, page):
        hidden = find_hidden_story(page)
        if hidden is not None and is_part_of(shown, hidden):
            return hidden
    if words < _NOTICE_WORDS:
        hidden = find_hidden_story(page, is_declared=True)
        return hidden if hidden is not None and hidden.words > _MUCH_LONGER * words else None
    return None


def _clean_hidden(page: Page, story: HiddenStory, options: CleanOptions) -> Article:
    """Clean the story that only scripts hold; one that ends inside a sentence is cut."""
    article = _clean_html(page_of_hidden_story(page, story), options)
    return replace(article, cut=article.cut or is_cut_off(story))


def _clean_text(page: Page, options: CleanOptions) -> Article:
    address = page.final_address or page.address
    lines = lines_of_plain_text(page.text)
    headline, lines = split_headline(lines)
    language = choose_language("", page.text)
    lines = split_parts(lines, language)
    byline = people_shown(lines[:_MAX_BYLINE_DISTANCE], ())
    context = RuleContext(lines, Element("text", None, {}), language=language, byline=byline)
    apply_rules("line", context)
    apply_rules("context", context)
    mark_user_choices(lines, options.rules_for(address))
    apply_rules("user", context)
    noted = place_notes(lines) if options.is_arranged else NotedLines(lines, 0)
    blocks, dropped = sort_lines(noted.lines)
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
        corrections=correction_blocks(blocks, noted),
    )


def _clean_html(page: Page, options: CleanOptions) -> Article:
    parsed = parse_page(page.text, options.max_chars, () if options.has_selectors else NEUTRAL_INLINE_TAGS)
    json_ld = read_json_ld(parsed.json_ld)
    metadata = choose_metadata(page, read_head(parsed.soup), json_ld)
    rules = options.rules_for(metadata.url)
    reader = LineReader(select_tags(parsed.soup, rules))
    root = reader.read(parsed.soup)
    lines = reader.lines
    sites = site_names((metadata.site, json_ld.publisher), lines)
    title, shown = find_headline(lines, Titles(metadata.title_candidates, metadata.page_title, sites))
    headline_at = lines.index(shown) if shown else 0
    byline = metadata.byline or people_shown(_lines_around(lines, headline_at), (metadata.site,))
    ingredients = ingredients_of(reader.elements)
    page_context = RuleContext(
        lines,
        root,
        headline_at=headline_at,
        after_headline=headline_at + 1 if shown else 0,
        elements=reader.elements,
        labels=boilerplate_labels(reader.elements, lines, ingredients),
        ingredients=ingredients,
        pictures=reader.pictures,
        has_footnotes=reader.has_footnotes,
        byline=byline,
    )
    apply_rules("page", page_context)
    names = " ".join((title, metadata.page_title, address_words(metadata.url), *json_ld.types))
    blog = find_live_blog(lines, page_context.after_headline, PageTimes(reader.times, json_ld.updates, names))
    page_context = _find_story(page_context, json_ld.body, blog)
    story_context = _story_context(page_context, title, metadata.language)
    story = _drop_boilerplate(page_context, story_context, rules)
    arranged, noted = _arrange(story, blog, options)
    blocks, dropped = sort_lines(noted.lines)
    summary = PageSummary(page.address, title, lines, metadata.url, metadata.kind, json_ld.types)
    check_page(summary, story, blocks)
    return Article(
        url=metadata.url,
        title=title or title_from_lede(blocks[0].text),
        byline=byline,
        site=metadata.site,
        published=metadata.published,
        language=story_context.language,
        image=metadata.image,
        blocks=blocks,
        dropped=dropped,
        title_source="headline" if title else "lede",
        entries=entries_of(arranged._replace(lines=noted.lines)),
        corrections=correction_blocks(blocks, noted),
        cut=is_truncated(lines, story, json_ld, metadata.tier or subscriber_tier(lines, headline_at)),
    )


def _arrange(
    story: list[Line], blog: LiveBlog | None, options: CleanOptions
) -> tuple[ArrangedEntries, NotedLines]:
    """Put the entries of a live blog and the notes of the newsroom into their places, if that is wanted."""
    if not options.is_arranged:
        return entries_as_they_stand(story, blog), NotedLines(story, 0)
    arranged = (
        ArrangedEntries(story, {}) if blog is None else arrange_entries(story, blog, options.live_hours)
    )
    return arranged, place_notes(arranged.lines)


def _lines_around(lines: Sequence[Line], headline_at: int) -> Sequence[Line]:
    """The lines beside the headline, where a byline is."""
    return lines[max(0, headline_at - 3) : headline_at + _MAX_BYLINE_DISTANCE]


def _find_story(context: RuleContext, body: str, blog: LiveBlog | None) -> RuleContext:
    """Drop boilerplate by its labels and find the container; `body` is JSON-LD's text of the article.

    Each entry of a live blog may be an article of its own; its container has the introduction too.
    """
    lines = context.lines
    context = replace(context, scores=initial_scores(lines, context.headline_at))
    if blog is None:
        apply_rules("articles", context)
    boilerplate = trusted_boilerplate(context.labels, context.scores, context.container)
    weights = weigh_lines(lines, StoryHints(context.headline_at, body), boilerplate)
    container = widen_container(find_container(context.elements, weights, lines))
    container = widen_to_siblings(container, lines, context.after_headline)
    container = with_ingredients(container, context)
    if blog is not None:
        around = common_element([blog.container, container])
        container = blog.container if around.tag in _PAGE_TAGS else around
    context = replace(context, container=container)
    apply_rules("container", context)
    return context


def _story_context(context: RuleContext, title: str, declared_language: str) -> RuleContext:
    """The context of the story: lines of the container after the headline that do not repeat the title."""
    container = context.container
    inside = context.lines[story_start(context.lines, container, context.after_headline) : container.last]
    story = [line for line in inside if title_similarity(line.text, title) < _MIN_TITLE_SIMILARITY]
    text = " ".join(line.text for line in story if not line.reason)
    language = choose_language(declared_language, text)
    story = split_parts(merge_posts(story), language)
    return replace(
        context,
        lines=story,
        language=language,
        core=find_core_paragraphs(story, container),
        standfirst=find_standfirst(context, language),
    )


def _drop_boilerplate(page: RuleContext, story: RuleContext, rules: Sequence[SiteRule]) -> list[Line]:
    """Drop boilerplate and return all lines of the article: those of the story and those around it."""
    restore_standfirst(story)
    if story.core.chars and all(line.entry is None for line in story.lines):
        apply_rules("layout", story)
    standfirst = () if has_summary_box(story) else story.standfirst
    story = replace(story, lines=[*standfirst, *story.lines], standfirst=standfirst)
    apply_rules("line", story)
    apply_rules("context", story)
    apply_rules("surroundings", replace(page, standfirst=story.standfirst))
    before, after = surrounding_ranges(page.container, page.after_headline)
    above = [page.lines[at] for at in before if page.lines[at] not in story.standfirst]
    lines = [*above, *story.lines, *(page.lines[at] for at in after)]
    mark_user_choices(lines, rules)
    apply_rules("user", replace(story, lines=lines))
    return lines
