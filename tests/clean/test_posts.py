"""Embedded posts are quotations by their authors."""

from tests.clean.story import clean_with, dropped, told

from briefing.model import BlockQuote


def test_a_post_is_one_quotation_by_its_author() -> None:
    piece = (
        "<blockquote class='twitter-tweet'><p>She is back at the quay.</p><p>Come and see her on Tuesday! "
        "<a href='https://t.co/x'>pic.twitter.com/Ab3dE</a></p>"
        "&mdash; Quay Office (@quayoffice) <a href='https://twitter.com/x'>May 4, 2026</a></blockquote>"
    )
    article = clean_with(piece)
    words = "She is back at the quay. Come and see her on Tuesday!"
    assert told(article) == (words,)
    assert BlockQuote(words, "Quay Office") in article.blocks
    assert dropped(article) == (
        ("— Quay Office (@quayoffice) May 4, 2026", "embed"),
        ("pic.twitter.com/Ab3dE", "embed"),
    )


def test_a_shared_picture_without_words_is_not_told() -> None:
    piece = (
        "<blockquote class='instagram-media'><div>View this post on Instagram</div>"
        "<p>A post shared by Ann Lee (@annlee)</p></blockquote>"
    )
    assert told(clean_with(piece)) == ()


def test_a_block_quotation_of_the_story_has_no_author() -> None:
    words = "All ferries shall be painted white, and their funnels black, says the rule of 1908."
    article = clean_with(f"<blockquote><p>{words}</p></blockquote>")
    assert BlockQuote(words) in article.blocks


def test_what_a_player_says_is_no_story() -> None:
    piece = (
        "<div class='video-fallback'><h3>How she was mended</h3>"
        "<p>This video cannot be played by your browser.</p></div>"
    )
    article = clean_with(piece)
    assert told(article) == ()
    assert [reason for _, reason in dropped(article)] == ["embed", "embed"]
