"""Boxes inside the story area, and what stands behind it."""

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with, dropped, told

from briefing.clean import clean_page
from briefing.model import Page


def test_a_box_with_a_heading_of_its_own_is_no_part_of_the_story() -> None:
    piece = (
        "<div class='box'><h3>The ferry in numbers</h3>"
        "<div><p>She was built in 1961 and carries two hundred people and thirty cars.</p></div></div>"
    )
    article = clean_with(piece)
    assert told(article) == ()
    assert [reason for _, reason in dropped(article)] == ["other", "other"]


def test_sections_that_make_up_the_story_stay() -> None:
    sections = "".join(
        f"<section class='chapter'><h2>Chapter {number}</h2><p>{first}</p><p>{second}</p></section>"
        for number, (first, second) in enumerate((BEFORE[:2], BEHIND, (BEFORE[2], BEFORE[0][4:])), 1)
    )
    page = f"<h1>Ferry returns to the harbour</h1><div><p>{BEFORE[1][::-1]}.</p>{sections}</div>"
    article = clean_page(Page("ferry.html", "", page, "text/html"))
    assert [block.text for block in article.blocks][1::3] == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_the_words_around_a_form_go_with_it() -> None:
    piece = "<div><h3>The quay by post</h3><p>Every Friday.</p><form><label>Mail</label></form></div>"
    article = clean_with(piece)
    assert told(article) == ()
    assert ("The quay by post", "newsletter") in dropped(article)


def test_a_last_list_of_links_is_no_part_of_the_story() -> None:
    items = "<li>The yard hires <a href='/a'>forty welders</a></li><li><a href='/b'>A second ferry</a></li>"
    article = clean_with(f"<ul>{items}</ul>", before=5)
    assert told(article) == ()
    assert [reason for _, reason in dropped(article)] == ["related", "related"]


@pytest.mark.parametrize(
    "text", ["Hello, {{ reader.name }}, welcome back.", "{* #signInForm *} {* mail *}", "By ${author.name}"]
)
def test_a_place_that_no_program_filled_is_not_told(text: str) -> None:
    assert told(clean_with(f"<p>{text}</p>")) == ()


def test_of_several_articles_the_one_under_the_headline_is_told() -> None:
    story = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND) * 2)
    other = "".join(f"<p>{text.replace('ferry', 'bridge')}</p>" for text in (*BEHIND, *BEFORE) * 5)
    page = (
        "<title>Ferry returns to the harbour</title><main>"
        f"<article><h1>Ferry returns to the harbour</h1>{story}</article>"
        f"<article><h1>The bridge is painted green</h1>{other}</article></main>"
    )
    article = clean_page(Page("ferry.html", "", page, "text/html"))
    assert [block.text for block in article.blocks] == [*BEFORE, *BEHIND]
    assert article.title == "Ferry returns to the harbour"
