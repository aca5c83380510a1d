"""All rules that drop lines, in the order in which they are applied.

The phases, with what the steps between them find (see `article.py`):

- page: parts that are boilerplate at any length by their labels. Then each line's score is estimated.
- articles: other articles on the page. Then the container of the story is found.
- container: parts of the container that are boilerplate by their labels. Then posts are merged, and the core
  paragraphs are found.
- layout: boxes and parts that are apart from the core paragraphs.
- line: lines that are boilerplate by themselves.
- context: lines that are boilerplate because of the lines beside them.
- surroundings: lines of the page's article outside the container.
- user: lines that the user's own rules drop.
"""

from briefing.clean.box_rules import captions, teasers, widgets
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
from briefing.clean.figure_rules import code_blocks, data_tables, figures
from briefing.clean.layout_rules import detached_parts, fact_boxes, named_boxes, offers, standfirst_headings
from briefing.clean.line_rules import LINE_RULES, comments_section
from briefing.clean.markup_rules import (
    certain_boilerplate,
    consent_dialogs,
    other_articles,
    outside_container,
    trusted_boilerplate_in_container,
)
from briefing.clean.rule import Phase, Rule, RuleContext
from briefing.clean.user_rules import user_dropped

RULES: tuple[Rule, ...] = (
    Rule("certain_label", "navigation", "page", certain_boilerplate),
    Rule("consent_dialog", "legal", "page", consent_dialogs),
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
