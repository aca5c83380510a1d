"""Embedded posts are quotations by their authors, and short lines between paragraphs are subheads."""

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with, dropped, kept

from briefing.clean import clean_page
from briefing.model import BlockQuote, Heading, Page, Paragraph


def test_a_post_is_one_quotation_by_its_author() -> None:
    piece = (
        "<blockquote class='twitter-tweet'><p>She is back at the quay.</p><p>Come and see her on Tuesday! "
        "<a href='https://t.co/x'>pic.twitter.com/Ab3dE</a></p>"
        "&mdash; Quay Office (@quayoffice) <a href='https://twitter.com/x'>May 4, 2026</a></blockquote>"
    )
    article = clean_with(piece)
    words = "She is back at the quay. Come and see her on Tuesday!"
    assert kept(article) == (words,)
    assert BlockQuote(words, "Quay Office") in article.blocks
    assert dropped(article) == (
        ("— Quay Office (@quayoffice) May 4, 2026", "embed"),
        ("pic.twitter.com/Ab3dE", "embed"),
    )


def test_a_shared_picture_without_text_is_dropped() -> None:
    piece = (
        "<blockquote class='instagram-media'><div>View this post on Instagram</div>"
        "<p>A post shared by Ann Lee (@annlee)</p></blockquote>"
    )
    assert kept(clean_with(piece)) == ()


def test_a_block_quotation_of_the_story_has_no_author() -> None:
    words = "All ferries shall be painted white, and their funnels black, says the rule of 1908."
    article = clean_with(f"<blockquote><p>{words}</p></blockquote>")
    assert BlockQuote(words) in article.blocks


def test_the_text_of_a_player_is_dropped() -> None:
    piece = (
        "<div class='video-fallback'><h3>How she was mended</h3>"
        "<p>This video cannot be played by your browser.</p></div>"
    )
    article = clean_with(piece)
    assert kept(article) == ()
    assert [reason for _, reason in dropped(article)] == ["embed", "embed"]


def kind_of(text: str, piece: str) -> type:
    blocks = clean_with(piece).blocks
    return next(type(block) for block in blocks if block.text == text)


def test_a_short_line_between_the_paragraphs_of_a_text_is_a_subhead() -> None:
    text = "\n\n".join(("Ferry returns to the harbour", *BEFORE, "What the yard found", *BEHIND))
    blocks = clean_page(Page("-", "", text, "text/plain")).blocks
    assert [type(block) for block in blocks] == [
        Paragraph,
        Paragraph,
        Paragraph,
        Heading,
        Paragraph,
        Paragraph,
    ]


def test_a_bold_line_between_paragraphs_is_a_subhead() -> None:
    assert kind_of("What the yard found", "<p><strong>What the yard found</strong></p>") is Heading


@pytest.mark.parametrize(
    "text", ["What did the yard find?", "Ann Lee", "The yard found rust.", "and then nothing", "In short:"]
)
def test_a_question_a_name_and_a_sentence_in_bold_are_no_subheads(text: str) -> None:
    assert kind_of(text, f"<p><b>{text}</b></p>") is Paragraph


def test_a_repeated_line_names_a_speaker_and_is_no_subhead() -> None:
    text = "\n\n".join((BEFORE[0], "The yard", BEFORE[1], "The yard", BEFORE[2], *BEHIND))
    assert Heading not in map(type, clean_page(Page("-", "", text, "text/plain")).blocks)


def test_a_last_short_line_is_no_subhead() -> None:
    text = "\n\n".join((*BEFORE, *BEHIND, "What the yard found"))
    assert Heading not in map(type, clean_page(Page("-", "", text, "text/plain")).blocks)


@pytest.mark.parametrize(
    ("markup", "run_in"),
    [
        (
            "<p><strong>Why was she in dry dock for so long, Mrs Lee?</strong></p>",
            "Why was she in dry dock for so long, Mrs Lee?",
        ),
        ("<p><b>Ann Lee:</b> Because of all the rust in her plating.</p>", "Ann Lee:"),
        ("<p><em>Why so long?</em><br>Because of all the rust in her plating.</p>", "Why so long?"),
        ("<dl><dt>Why so long?</dt><dd>Because of all the rust in her plating.</dd></dl>", "Why so long?"),
        ("<p>Because of <b>all</b> the rust in her plating, Mrs Lee said.</p>", ""),
        ("<p>Because of all the rust in her plating, Mrs Lee said.</p>", ""),
    ],
)
def test_a_paragraph_knows_its_run_in_head(markup: str, run_in: str) -> None:
    blocks = [block for block in clean_with(markup).blocks if block.text not in (*BEFORE, *BEHIND)]
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].text[: blocks[0].run_in] == run_in
