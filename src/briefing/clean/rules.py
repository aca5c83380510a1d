"""All rules that drop lines, in the order in which they are applied, and the user's own rules.

The phases, with what the steps between them find (see `article.py`):

- page: parts that are boilerplate at any length by their labels. Then each line's score is estimated.
- articles: other articles on the page. Then the container of the story is found.
- container: parts of the container that are boilerplate by their labels. Then posts are merged, and the core
  paragraphs are found.
- layout: boxes and parts that are apart from the core paragraphs.
- line: lines that are boilerplate by themselves.
- context: lines that are boilerplate because of the lines beside them.
- surroundings: lines of the page's article outside the container.
- user: lines that the user's own rules drop. A rule drops or keeps lines by phrases and CSS selectors.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from briefing.clean.box_rules import captions, code_blocks, data_tables, figures, teasers, widgets
from briefing.clean.context_rules import (
    after_separator,
    caption_titles,
    company_profile,
    duplicates,
    empty_headings,
    footnotes,
    last_link_list,
    lines_above,
    link_lists,
    pull_quotes,
    story_tail,
)
from briefing.clean.elements import Line, UserChoice
from briefing.clean.layout_rules import detached_parts, fact_boxes, named_boxes, offers, standfirst_headings
from briefing.clean.line_patterns import is_server_message
from briefing.clean.line_rules import LINE_RULES, comments_section
from briefing.clean.markup_rules import (
    certain_boilerplate,
    other_articles,
    outside_container,
    trusted_boilerplate_in_container,
)
from briefing.clean.page_metadata import host_of
from briefing.clean.rule import Finding, Phase, Rule, RuleContext, each_line
from briefing.clean.wording_rules import consent_dialogs, fold
from briefing.errors import UsageError


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A user's rule for the pages of a site. Keeping wins over dropping.

    Attributes:
        site: A host, which includes its subdomains ('example.org'); '' for all sites.
        drop_phrases: Drop each line that contains one of these, in upper or lower case.
        keep_phrases: Keep each line that contains one of these, in upper or lower case.
        drop_selectors: Drop everything inside the elements that these CSS selectors match.
        keep_selectors: Keep everything inside the elements that these CSS selectors match.
    """

    site: str = ""
    drop_phrases: tuple[str, ...] = ()
    keep_phrases: tuple[str, ...] = ()
    drop_selectors: tuple[str, ...] = ()
    keep_selectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """How a page is cleaned.

    Attributes:
        rules: The user's own rules.
        max_chars: The most characters of markup that are parsed, scripts and styles not counted.
        live_hours: Of a live blog, only the entries of so many hours before the latest one are kept; 0 for
            all.
        is_arranged: Arrange the blocks as they are told: a live blog oldest entry first or its summary alone,
            content warnings at the start and corrections at the end. False keeps the order of the page.
    """

    rules: tuple[SiteRule, ...] = ()
    max_chars: int = 4_000_000
    live_hours: int = 12
    is_arranged: bool = True

    @property
    def has_selectors(self) -> bool:
        """Return True if a rule has a CSS selector: then the whole tree is needed."""
        return any(rule.drop_selectors or rule.keep_selectors for rule in self.rules)

    def rules_for(self, address: str) -> tuple[SiteRule, ...]:
        """Return the rules that apply to a page.

        Args:
            address: The URL of a page.

        Returns:
            The rules for all sites, and those for the host or a domain above it, in their order.
        """
        host = host_of(address)
        return tuple(
            rule
            for rule in self.rules
            if not rule.site or host == rule.site.lower() or host.endswith("." + rule.site.lower())
        )


def select_tags(soup: BeautifulSoup, rules: Sequence[SiteRule]) -> dict[Tag, UserChoice]:
    """The tags that the user's selectors match, and whether to keep or drop them.

    Raises:
        UsageError: A selector is not valid CSS.
    """
    chosen: dict[Tag, UserChoice] = {}
    choice: UserChoice
    for rule in rules:
        for choice, selectors in (("drop", rule.drop_selectors), ("keep", rule.keep_selectors)):
            for selector in selectors:
                chosen.update(dict.fromkeys(_select(soup, selector), choice))
    return chosen


def _select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    from soupsieve import SelectorSyntaxError  # noqa: PLC0415  # takes 40 ms, and few rules have a selector

    try:
        return list(soup.select(selector))
    except SelectorSyntaxError as cause:
        raise UsageError(
            f"'{selector}' is no CSS selector",
            "correct it in the settings; valid selectors are div.promo, #comments",
        ) from cause


def mark_user_choices(lines: Sequence[Line], rules: Sequence[SiteRule]) -> None:
    """Set what the user's rules say about each line. A line to keep is kept, whatever dropped it."""
    keep_phrases = [fold(phrase) for rule in rules for phrase in rule.keep_phrases]
    drop_phrases = [fold(phrase) for rule in rules for phrase in rule.drop_phrases]
    for line in lines:
        choice = line.owner.user_choice
        text = fold(line.text)
        if choice == "keep" or any(phrase in text for phrase in keep_phrases):
            line.user_choice = "keep"
            line.restore()
        elif choice == "drop" or any(phrase in text for phrase in drop_phrases):
            line.user_choice = "drop"


def user_dropped(context: RuleContext) -> list[Finding]:
    """Lines that the user's own rules drop."""
    return [line for line in context.lines if line.user_choice == "drop"]


RULES: tuple[Rule, ...] = (
    Rule("certain_label", "navigation", "page", certain_boilerplate),
    Rule("consent_dialog", "legal", "page", consent_dialogs),
    Rule("server_message", "other", "page", each_line(lambda line: is_server_message(line.text))),
    Rule("other_article", "related", "articles", other_articles),
    Rule("label", "other", "container", trusted_boilerplate_in_container),
    Rule("data_table", "other", "layout", data_tables),
    Rule("code", "other", "layout", code_blocks),
    Rule("widget", "embed", "layout", widgets),
    Rule("teaser", "related", "layout", teasers),
    Rule("picture_caption", "caption", "layout", captions),
    Rule("named_box", "other", "layout", named_boxes),
    Rule("fact_box", "other", "layout", fact_boxes),
    Rule("offer", "promotion", "layout", offers),
    Rule("detached_part", "other", "layout", detached_parts),
    Rule("standfirst_heading", "duplicate", "layout", standfirst_headings),
    Rule("comments_section", "comment", "line", comments_section),
    *LINE_RULES,
    Rule("line_above_story", "other", "context", lines_above),
    Rule("figures", "other", "context", figures),
    Rule("link_list", "related", "context", link_lists),
    Rule("last_link_list", "related", "context", last_link_list),
    Rule("caption_title", "caption", "context", caption_titles),
    Rule("pull_quote", "pull_quote", "context", pull_quotes),
    Rule("duplicate", "duplicate", "context", duplicates),
    Rule("after_separator", "other", "context", after_separator),
    Rule("footnote", "other", "context", footnotes),
    Rule("company_profile", "author_bio", "context", company_profile),
    Rule("story_tail", "other", "context", story_tail),
    Rule("empty_heading", "other", "context", empty_headings),
    Rule("outside_story", "other", "surroundings", outside_container),
    Rule("user_rule", "other", "user", user_dropped),
)


def apply_rules(phase: Phase, context: RuleContext) -> None:
    """Drop the lines that the rules of a phase find."""
    for rule in RULES:
        if rule.phase == phase:
            for found in rule.check(context):
                line, reason = found if isinstance(found, tuple) else (found, rule.reason)
                line.drop(reason, rule.name)
