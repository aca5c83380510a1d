"""The law of an article: kept and dropped lines together are the words of the page's article."""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.clean import clean_page
from briefing.errors import BriefingError
from briefing.model import Page

PIECES = (
    "<p>{0} came back on Monday after eleven weeks in dry dock, and {1} stood on the quay to see it.</p>",
    "<p>{0} said so.</p>",
    "<h2>What {0} says</h2>",
    "<ul><li>{0} sells tickets</li><li>{1} does not</li></ul>",
    "<figure><img src=x alt='{0}'><figcaption>{1} on the quay. Photo: Ann {2}</figcaption></figure>",
    "<p><a href='/x'>READ MORE: {0} AND {1}</a></p>",
    "<div class='related'><h3>Related</h3><a href=x>{0}</a><a href=y>{1}</a></div>",
    "<blockquote>“{0} is back,” {1} wrote.</blockquote>",
    "<blockquote class='twitter-tweet'><p>{0} pic.twitter.com/{1}</p>— Ann {2} (@ann) May 4</blockquote>",
    "<aside><p>Subscribe to {0} for {1}</p></aside>",
    "<div class='share'><button>{0}</button></div>",
    "<table><tr><td>{0}</td><td>{1}</td></tr></table>",
    "{0} stands in no paragraph at all, and goes on for a while.<br><br>{1} does too.",
    "<footer>Copyright {0}</footer>",
    "<p hidden>{0}</p>",
    "<form><label>{0}</label><input></form>",
    "<p><span class='caption'>{0}</span> {1} and <b>{2}</b></p>",
)
LINES = (
    "{0} came back on Monday after weeks in dock, and {1} cheered.",
    "READ MORE: {0} AND {1}",
    "{0}",
    "(Ann {0} / {1} via Getty Images)",
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), st.booleans())
@settings(max_examples=80, deadline=None)
def test_every_word_of_the_article_is_kept_or_dropped(pieces: list[str], in_article: bool) -> None:
    names = [tuple(f"word{number}{letter}" for letter in "abc") for number in range(len(pieces))]
    body = "".join(piece.format(*name) for piece, name in zip(pieces, names, strict=True))
    tag, story_class = ("article", "") if in_article else ("div", " class=story-body")
    html = f"<nav><a href=/>Home</a></nav><{tag}{story_class}><h1>Ferry returns</h1>{body}</{tag}>"
    try:
        article = clean_page(Page("page.html", "", html, "text/html"))
    except BriefingError:
        return
    kept = " ".join([article.title, *(f"{b.text} {getattr(b, 'author', '')}" for b in article.blocks)])
    words = f"{kept} {' '.join(piece.text for piece in article.dropped)}"
    shown = body.replace("alt='", "alt='hidden")
    expected = {word for name in names for word in name if f"alt='hidden{word}" not in shown and word in body}
    assert {word for word in expected if word not in words} == set()


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=9))
def test_every_word_of_a_text_is_kept_or_dropped(pieces: list[str]) -> None:
    text = "\n\n".join(piece.format(f"Worda{at}", f"Wordb{at}") for at, piece in enumerate(pieces))
    try:
        article = clean_page(Page("page.txt", "", text, "text/plain"))
    except BriefingError:
        return
    said = " ".join([article.title, *(piece.text for piece in (*article.blocks, *article.dropped))])
    assert set(text.split()) <= set(said.split())


def test_a_dropped_piece_says_how_many_blocks_are_before_it() -> None:
    html = (
        "<article><h1>Ferry returns</h1><figure><figcaption>The quay on Monday</figcaption></figure>"
        "<p>The ferry came back on Monday after eleven weeks in dry dock, and the town stood on the quay.</p>"
        "<p><a href=x>READ MORE: WHY THE FERRY LEFT</a></p>"
        "<p>The next crossing is on Tuesday at nine in the morning, and tickets are sold there.</p></article>"
    )
    dropped = clean_page(Page("page.html", "", html, "text/html")).dropped
    assert [(piece.text[:9], piece.blocks_before) for piece in dropped] == [
        ("The quay ", 0),
        ("READ MORE", 1),
    ]
