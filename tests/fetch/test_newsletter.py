"""Newsletters: which stories they hold, and what of them is no story."""

import pytest
from tests.fetch.letter_shapes import Story
from tests.fetch.letters import Letter, letters

from briefing.clean import clean_page
from briefing.fetch.feed_entries import page_from_item
from briefing.fetch.mail_source import items_of_mail
from briefing.fetch.newsletter import NewsletterStory, newsletter_stories

BRIDGE = (
    "The council voted by 12 to 9 to close the old bridge from March, and 4,000 people must find another way."
)
LIBRARY = "From next month the library opens on Sundays from ten to four, after 1,200 people asked for it."


def layout(*rows: str) -> str:
    """A mail as programs for newsletters make it: a row of a table for each part."""
    cells = "".join(f'<tr><td style="font-size:16px">{row}</td></tr>' for row in rows)
    inner = f'<table role="presentation"><tr><td><table>{cells}</table></td></tr></table>'
    return f"<html><body>{inner}</body></html>"


def linked(title: str, name: str) -> str:
    return f'<h2><a href="https://quay.example/{name}">{title}</a></h2>'


def test_headings_that_lead_to_pages_begin_stories() -> None:
    html = layout(
        linked("The bridge closes", "a"), f"<p>{BRIDGE}</p>", linked("Open on Sundays", "b"), LIBRARY
    )
    assert newsletter_stories(html) == (
        NewsletterStory("The bridge closes", "https://quay.example/a", f"<p>{BRIDGE}</p>"),
        NewsletterStory("Open on Sundays", "https://quay.example/b", f"<p>{LIBRARY}</p>"),
    )


def test_a_link_below_the_text_tells_the_page_and_is_not_read() -> None:
    more = '<a href="https://quay.example/{}">Read more →</a>'
    html = layout(
        "<b>The bridge closes</b>", BRIDGE, more.format(1), "<b>Open on Sundays</b>", LIBRARY, more.format(2)
    )
    assert [(story.title, story.url, story.html) for story in newsletter_stories(html)] == [
        ("The bridge closes", "https://quay.example/1", f"<p>{BRIDGE}</p>"),
        ("Open on Sundays", "https://quay.example/2", f"<p>{LIBRARY}</p>"),
    ]


def test_large_letters_are_a_heading() -> None:
    large = '<span style="font-size:24px"><a href="https://quay.example/{}">{}</a></span>'
    html = layout(
        large.format("a", "The bridge closes"), BRIDGE, large.format("b", "Open on Sundays"), LIBRARY
    )
    assert [story.title for story in newsletter_stories(html)] == ["The bridge closes", "Open on Sundays"]


def test_a_bold_line_before_a_line_break_is_a_heading() -> None:
    item = '<a href="https://quay.example/{}"><strong>{}</strong></a><br>{}'
    html = layout(item.format("a", "The bridge closes", BRIDGE), item.format("b", "Open on Sundays", LIBRARY))
    assert [(story.title, story.html) for story in newsletter_stories(html)] == [
        ("The bridge closes", f"<p>{BRIDGE}</p>"),
        ("Open on Sundays", f"<p>{LIBRARY}</p>"),
    ]


def test_a_letter_with_headings_of_its_own_is_one_story() -> None:
    html = f"<h2>How it began</h2><p>{BRIDGE}</p><h2>What came of it</h2><p>{LIBRARY}</p>"
    lines = html.replace("</p><h2>", "</p>\n<h2>").replace("</h2><p>", "</h2>\n<p>")
    assert newsletter_stories(html) == (NewsletterStory("", "", lines),)


def test_preheader_browser_link_greeting_buttons_and_footer_are_not_told() -> None:
    html = layout(
        '<div style="display: none; max-height: 0">Bridge, books and one number\u200c</div>',
        '<a href="https://quay.example/v">View this email in your browser</a>',
        "Good morning, Anna!",
        f"<p>{BRIDGE}</p>",
        '<a href="https://quay.example/t">Get tickets</a>',
        "You are receiving this email because you signed up.",
        "The Quay Ltd, 1 Harbour Street, Northport",
    )
    assert newsletter_stories(html) == (NewsletterStory("", "", f"<p>{BRIDGE}</p>"),)


def test_what_somebody_paid_for_is_not_told_from_its_label_to_the_next_heading() -> None:
    html = layout(
        linked("The bridge closes", "a"), BRIDGE,
        "TOGETHER WITH MORROW SHOES", "<b>Shoes that never leak</b>", "Half the price.",
        linked("Open on Sundays", "b"), LIBRARY,
    )  # fmt: skip
    assert [(story.title, story.html) for story in newsletter_stories(html)] == [
        ("The bridge closes", f"<p>{BRIDGE}</p>"),
        ("Open on Sundays", f"<p>{LIBRARY}</p>"),
    ]


def test_words_in_bold_and_lists_stay() -> None:
    html = f"<p>Why: <b>costs</b> &amp; rust. {BRIDGE}</p><ul><li>Steel</li><li>Concrete</li></ul>"
    assert newsletter_stories(html) == (
        NewsletterStory(
            "", "", f"<p>Why: <b>costs</b> &amp; rust. {BRIDGE}</p>\n<ul><li>Steel</li><li>Concrete</li></ul>"
        ),
    )


def test_deeply_nested_tables_do_not_exhaust_the_stack() -> None:
    depth = 3000
    html = "<table><tr><td>" * depth + f"<p>{BRIDGE}</p>" + "</td></tr></table>" * depth
    assert len(newsletter_stories(html)) == 1


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.name)
def test_a_mail_in_a_common_shape_gives_its_stories_and_nothing_else(letter: Letter) -> None:
    found = []
    for item in items_of_mail(letter.data, letter.name):
        article = clean_page(page_from_item(item, "The Quay"))
        lines = tuple(block.text for block in article.blocks)
        found.append(Story(article.title, item.url, lines))
    assert tuple(found) == letter.stories


def test_an_advert_that_is_a_picture_costs_no_story() -> None:
    picture = '<a href="https://ads.example/1"><img src="https://ads.example/1.png"></a>'
    html = layout(
        linked("The bridge closes", "a"), BRIDGE,
        f"<div>ADVERTISEMENT</div>{picture}",
        linked("Open on Sundays", "b"), LIBRARY,
    )  # fmt: skip
    assert [story.title for story in newsletter_stories(html)] == ["The bridge closes", "Open on Sundays"]


def test_a_letter_below_the_name_of_its_sponsor_is_told() -> None:
    html = layout("Presented by Morrow Shoes", f"<p>{BRIDGE}</p>", f"<p>{LIBRARY}</p>")
    assert newsletter_stories(html) == (NewsletterStory("", "", f"<p>{BRIDGE}</p>\n<p>{LIBRARY}</p>"),)
