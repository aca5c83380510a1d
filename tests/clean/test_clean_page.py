"""`clean_page` on a whole page, a text, and a text that is too short."""

import pytest

from briefing.clean import clean_page
from briefing.errors import NoArticleError
from briefing.model import Dropped, Page, Paragraph

STORY = """<html lang="en-GB"><head><title>Ferry returns | The Quay</title>
<meta property="og:title" content="Ferry returns to the harbour"></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>Ferry returns to the harbour</h1>
<p>The ferry came back on Monday after eleven weeks in dry dock, and the whole town stood on the quay.</p>
<figure><img src="a.jpg"><figcaption>The ferry on Monday morning.</figcaption></figure>
<p>“We missed her,” said Ann Lee, the harbour master, who had counted every single day of it.</p>
<p><a href="/other">READ MORE: WHY THE FERRY LEFT</a></p>
<p>The next crossing is on Tuesday at nine in the morning, and tickets are sold at the quay.</p>
</article></body></html>"""


def test_a_page_becomes_an_article_with_its_dropped_lines() -> None:
    article = clean_page(Page("ferry.html", "", STORY, "text/html"))
    assert article.title == "Ferry returns to the harbour"
    assert article.language == "en-GB"
    assert [block.text[:9] for block in article.blocks] == ["The ferry", "“We misse", "The next "]
    assert article.dropped == (
        Dropped("The ferry on Monday morning.", "caption"),
        Dropped("READ MORE: WHY THE FERRY LEFT", "related"),
    )


def test_a_text_without_a_headline_has_a_title_from_its_lede() -> None:
    text = "The ferry came back on Monday.\n\nThe whole town stood on the quay.\n"
    article = clean_page(Page("-", "", text, "text/plain"))
    assert (article.title, article.title_source) == ("The ferry came back on Monday", "lede")
    assert article.blocks == (
        Paragraph("The ferry came back on Monday."),
        Paragraph("The whole town stood on the quay."),
    )


@pytest.mark.parametrize("text", ["", " \n ", "hello there"])
def test_a_text_of_two_words_is_no_article(text: str) -> None:
    with pytest.raises(NoArticleError):
        clean_page(Page("-", "", text, "text/plain"))
