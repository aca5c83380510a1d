"""The rules that drop lines: each has a page that needs it, and a dropped line names its rule."""

from typing import get_args

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with

from briefing.clean import CleanOptions, SiteRule, clean_page
from briefing.clean.elements import Element, Line
from briefing.clean.rule import Phase
from briefing.clean.rules import RULES
from briefing.model import Page

PICTURE = "<img src='a.jpg' width='640' alt='The ferry at the quay on Monday morning'>"
CARD = "<div class='card'><h3><a href='/a'>{}</a></h3><p>{}</p></div>"
TABLE = "<table><tr><th>Year<th>Fares</tr><tr><td>2024<td>31</tr><tr><td>2025<td>28</tr></table>"
CONSENT = "<p>We and our partners use cookies and process your personal data with your consent.</p>"
NEEDED_BY = {  # rule: what it drops, and behind how many of the story's paragraphs that is
    "certain_label": ("<nav><p>Home and away</p></nav>", 3),
    "consent_dialog": (f"<div>{CONSENT * 2}</div>", 5),
    "server_message": ("<p>Warning: Undefined index: quay in /srv/theme.php on line 44</p>", 3),
    "label": ("<div class='related-links'><p>The quay of old</p></div>", 3),
    "widget": ("<div><b>The quay, every Friday</b><form><label>Mail</label></form></div>", 3),
    "teaser": (CARD.format("The yard hires", "Forty are sought.") + CARD.format("A ferry", "It costs."), 3),
    "picture_caption": (f"<div>{PICTURE}<div>Hundreds waited in the rain.</div></div>", 3),
    "fact_box": ("<div class='x'><h3>In numbers</h3><div><p>She was built in 1961.</p></div></div>", 3),
    "named_box": ("<div class='factbox'><div>Facts</div><p>She was built in 1961.</p></div>", 3),
    "offer": ("<div class='x'><i>Quay card</i><p>It costs £3.</p><a href='/a'>Apply now</a></div>", 3),
    "detached_part": ("<div class='x'>The quay this week</div>", 5),
    "standfirst_heading": ("<h2 class='standfirst'>Rust kept her in the dock for long</h2>", 0),
    "comments_section": ("<h3>Comments</h3><p>I was there, and so was half of the island.</p>", 5),
    "picture_credit": ("<p>The quay in the rain (Ann Lee/Getty Images)</p>", 3),
    "no_words": ("<p>* * *</p>", 3),
    "placeholder": ("<p>Hello, {{ reader.name }}, welcome back.</p>", 3),
    "address": ("<p>www.quay.example/ferry</p>", 3),
    "date": ("<p>4 May 2026, 10:05</p>", 3),
    "byline": ("<p>By Ann Lee</p>", 3),
    "notice": ("<p>Sign up for our newsletter</p>", 3),
    "uppercase_teaser": ("<p><a href='/a'>WHY THE FERRY LEFT US</a></p>", 3),
    "labelled_link": ("<p>MORE HERE | <a href='/a'>The yard seeks forty new welders</a></p>", 3),
    "line_of_links": ("<p><a href='/a'>The yard hires forty</a></p>", 3),
    "line_above_story": ("<p>Ann Lee / Bo Hart</p>", 0),
    "data_table": (TABLE, 3),
    "code": ("<pre>for (i = 0; i &lt; 9; i++) { sail(i); }</pre>", 3),
    "figures": ("<p>Quay Town 3 2 0 1</p><p>Depot 1 0 1 0</p>", 3),
    "after_separator": ("<p>___</p><p>The Quay Herald wrote it.</p>", 5),
    "footnote": ("<p>[1] Minutes of the council.</p>", 5),
    "link_list": (
        "<ul><li>Now <a href='/a'>the yard hires</a></li><li>And <a href='/b'>a second ferry</a></li></ul>",
        3,
    ),
    "last_link_list": (
        "<ul><li>In the yard, as <a href='/a'>told</a>, all is well.</li>"
        "<li>On the quay, as <a href='/b'>told</a>, all is well.</li></ul>",
        5,
    ),
    "caption_title": ("<p>The ferry</p><figure><figcaption>The ferry on Monday</figcaption></figure>", 3),
    "pull_quote": ("<blockquote>We missed her, said Ann Lee, the harbour master</blockquote>", 3),
    "duplicate": (f"<p>{BEFORE[0]}</p>", 3),
    "company_profile": ("<p><b>About Harbour Line</b></p><p>It sails three ferries to the islands.</p>", 5),
    "story_tail": ("<p>mit dpa</p>", 5),
    "empty_heading": ("<h2>Ferries of the north</h2><figure><figcaption>A ferry</figcaption></figure>", 5),
}  # fmt: skip
NEEDED_BY_WHOLE_PAGES = {"other_article", "outside_story", "user_rule"}


def rules_of(html: str, rule: SiteRule | None = None) -> set[str]:
    options = CleanOptions(rules=(rule,) if rule else ())
    return {piece.rule for piece in clean_page(Page("ferry.html", "", html, "text/html"), options).dropped}


@pytest.mark.parametrize("rule", NEEDED_BY)
def test_a_dropped_line_names_the_rule_that_dropped_it(rule: str) -> None:
    piece, before = NEEDED_BY[rule]
    assert rule in {dropped.rule for dropped in clean_with(piece, before).dropped}


def test_what_is_dropped_of_a_post_names_the_post() -> None:
    piece = "<blockquote><p>She is back.</p>— Ann Lee (@annlee) May 4, 2026</blockquote>"
    assert [dropped.rule for dropped in clean_with(piece).dropped] == ["embedded_post"]


def test_an_article_between_the_parts_of_the_story_is_named() -> None:
    first = "".join(
        f"<p>{text} They had waited since {year}.</p>" for year in (1961, 1974) for text in BEFORE * 2
    )
    other = "<article><h2>The bridge is painted green</h2><p>It had been blue for sixty years.</p></article>"
    last = "".join(f"<p>{text} It was quiet by {hour} that night.</p>" for hour in (9, 10) for text in BEHIND)
    page = f"<div class='page'><article><h1>The ferry</h1>{first}</article>{other}{last}</div>"
    assert "other_article" in rules_of(page)


def test_what_the_user_drops_names_the_users_rule() -> None:
    story = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND))
    page = f"<article><h1>The ferry</h1>{story}</article>"
    assert rules_of(page, SiteRule(drop_phrases=("dry dock",))) == {"user_rule"}


def test_lines_of_the_article_outside_the_story_are_named() -> None:
    story = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND))
    page = f"<article><h1>The ferry</h1><div>A word of ours</div><div class='b'>{story}</div></article>"
    assert rules_of(page) == {"outside_story"}


def test_each_rule_is_needed_by_a_page() -> None:
    names = [rule.name for rule in RULES]
    assert sorted(names) == sorted({*NEEDED_BY, *NEEDED_BY_WHOLE_PAGES})


def test_rules_are_in_the_order_of_their_phases() -> None:
    phases = list(dict.fromkeys(rule.phase for rule in RULES))
    assert phases == list(get_args(Phase))
    assert [rule.phase for rule in RULES] == sorted((rule.phase for rule in RULES), key=phases.index)


def test_a_dropped_line_keeps_its_first_reason_until_it_is_restored() -> None:
    line = Line("The quay", Element("p", None, {}))
    line.drop("caption", "picture_caption")
    line.drop("other", "user_rule")
    assert (line.reason, line.rule) == ("caption", "picture_caption")
    line.restore()
    assert (line.reason, line.rule) == (None, "")
