"""Pages from elsewhere: AMP, a page for printing, saved text, two articles on one page."""

from typing import Literal

from briefing.clean import clean_page
from briefing.model import Article, Page

STORY = (
    "The ferry came back on Monday after eleven weeks in dry dock, and the whole town stood on the quay.",
    "“We missed her,” said Ann Lee, the harbour master, who had counted every single day of the wait.",
    "The yard had found more rust than it had feared, and had changed forty metres of plating under her.",
    "The next crossing is on Tuesday at nine in the morning, and tickets are sold at the quay from seven.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY)
YEARS = range(1990, 2002)
HEAD = "<head><title>The ferry is back | Harbour Herald</title></head>"


def cleaned(markup: str, media_type: Literal["text/html", "text/plain"] = "text/html") -> Article:
    return clean_page(Page("ferry", "", markup, media_type))


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


def test_an_amp_page_gives_its_story() -> None:
    article = cleaned(
        f"<html ⚡ lang='en'>{HEAD}<body><amp-sidebar><ul><li><a href='/'>Home</a></li></ul></amp-sidebar>"
        "<h1>The ferry is back</h1><amp-social-share type='email'></amp-social-share>"
        "<amp-img src='a.jpg' alt='The ferry' width='900' height='600'></amp-img>"
        "<p class='caption'>The ferry on Monday. Photo: Cy Vale</p>"
        f"<article>{PARAGRAPHS}</article><amp-ad>Buy a boat today</amp-ad>"
        "<amp-consent><p>We use cookies to show you boats. Accept?</p></amp-consent></body></html>"
    )
    assert (article.title, texts(article)) == ("The ferry is back", STORY)


def test_a_page_for_printing_gives_its_story() -> None:
    article = cleaned(
        f"<html lang='en'>{HEAD}<body><p>Harbour Herald</p><h1>The ferry is back</h1>"
        f"<p>By Tom Reed</p>{PARAGRAPHS}<hr><p>Find this article at: https://herald.example/ferry</p>"
        "<p>© 2026 Harbour Herald. All rights reserved.</p><a href='#'>Print this page</a></body></html>"
    )
    assert (article.title, texts(article)) == ("The ferry is back", STORY)


def test_saved_text_loses_the_boilerplate_between_its_paragraphs() -> None:
    lines = [
        "The ferry is back", STORY[0], "ADVERTISEMENT", STORY[1],
        "The ferry on Monday morning. (Photo by Cy Vale/Harbour Images)", "READ MORE: The yard hires again",
        STORY[2], "Sign up for our newsletter and never miss a tide.", STORY[3],
        "Tom Reed contributed to this report.",
    ]  # fmt: skip
    article = cleaned("\n\n".join(lines), "text/plain")
    assert (article.title, texts(article)) == ("The ferry is back", STORY)
    assert [piece.reason for piece in article.dropped] == [
        "advert", "caption", "related", "newsletter", "contributor",
    ]  # fmt: skip


def test_of_two_articles_on_a_page_the_one_with_the_headline_is_kept() -> None:
    years = "".join(
        f"<p>In {year} the harbour counted {year % 97} boats, and the yard built two.</p>" for year in YEARS
    )
    trams = "".join(
        f"<p>In {year} the city counted {year % 89} trams, and the depot kept ten.</p>" for year in YEARS
    )
    article = cleaned(
        f"<html lang='en'>{HEAD}<body><article><h1>The ferry is back</h1>{PARAGRAPHS}{years}</article>"
        f"<article><h2>The tram is back too</h2>{trams}</article></body></html>"
    )
    assert len(article.blocks) == len(STORY) + len(YEARS)
    assert [text for text in texts(article) if "tram" in text] == []
