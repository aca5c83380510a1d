"""Pages that mean harm, or that nobody closed: an article or an error of ours, soon."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.clean import clean_page
from briefing.errors import BriefingError
from briefing.model import Article, Page

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.html"))
STORY = "<p>The ferry came back on Monday after eleven weeks in dry dock, and the town stood on the quay.</p>"
SCRAPS = (
    "<div>", "</div>", "<p>", "</p>", "<ul><li>", "<table><tr><td>", "<h1>", "<h2>", "<a href='x'>", "</a>",
    "<br><br>", "<!--", "-->", "<script>", "</script>", "<figure>", "<blockquote>", "&amp;", "&#0;", "\x00",
    "<p class='caption'>", "<div class='comments'>", "<template>", "<script type='application/ld+json'>{",
    "]]>", "<p hidden>", "By Ann Lee", "READ MORE:", "12:30", "\u3042\u3044\u3002", "\ud7ff", STORY,
)  # fmt: skip


def clean(text: str) -> Article | BriefingError:
    try:
        return clean_page(Page("page.html", "", text, "text/html"))
    except BriefingError as error:
        return error


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_damaged_page_gives_an_article_or_our_error(path: Path) -> None:
    assert isinstance(clean(path.read_text(encoding="utf-8")), Article | BriefingError)


@pytest.mark.parametrize(
    "text",
    [
        "<html>" + STORY * 50_000,
        "<b>" * 20_000 + STORY,
        "<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">" + STORY,
        "<script>" * 60_000 + STORY,
        "<p>" + "&amp;" * 1_000_000,
    ],
    ids=["five megabytes", "nested tags", "attributes", "open scripts", "entities"],
)
def test_a_page_of_any_size_ends_in_an_article_or_our_error(text: str) -> None:
    assert isinstance(clean(text), Article | BriefingError)


@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=20), max_size=40))
@settings(max_examples=120, deadline=None)
def test_any_scraps_of_markup_give_an_article_or_our_error(scraps: list[str]) -> None:
    assert isinstance(clean("".join(scraps)), Article | BriefingError)


@given(st.lists(st.sampled_from(SCRAPS), max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_block_and_no_dropped_piece_is_empty(scraps: list[str]) -> None:
    article = clean("".join(scraps))
    if isinstance(article, Article):
        assert all(piece.text.strip() for piece in (*article.blocks, *article.dropped))
