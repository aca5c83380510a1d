"""All rules that drop lines, in the order in which they are applied."""

from briefing.clean.box_rules import captions, teasers, widgets
from briefing.clean.context_rules import (
    caption_titles,
    company_profile,
    duplicates,
    empty_headings,
    last_link_list,
    link_lists,
    names_above,
    pull_quotes,
    story_tail,
)
from briefing.clean.layout_rules import detached_parts, fact_boxes, standfirst_headings
from briefing.clean.line_rules import LINE_RULES, comments_section
from briefing.clean.markup_rules import (
    certain_clutter,
    other_articles,
    outside_container,
    trusted_clutter_in_container,
)
from briefing.clean.rule import Phase, Rule, RuleContext
from briefing.clean.user_rules import user_dropped

RULES: tuple[Rule, ...] = (
    Rule("certain_label", "navigation", "page", certain_clutter),
    Rule("other_article", "related", "articles", other_articles),
    Rule("label", "other", "container", trusted_clutter_in_container),
    Rule("widget", "embed", "layout", widgets),
    Rule("teaser", "related", "layout", teasers),
    Rule("picture_caption", "caption", "layout", captions),
    Rule("fact_box", "other", "layout", fact_boxes),
    Rule("detached_part", "other", "layout", detached_parts),
    Rule("standfirst_heading", "duplicate", "layout", standfirst_headings),
    Rule("comments_section", "comment", "line", comments_section),
    *LINE_RULES,
    Rule("names_above_story", "other", "context", names_above),
    Rule("link_list", "related", "context", link_lists),
    Rule("last_link_list", "related", "context", last_link_list),
    Rule("caption_title", "caption", "context", caption_titles),
    Rule("pull_quote", "pull_quote", "context", pull_quotes),
    Rule("duplicate", "duplicate", "context", duplicates),
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
