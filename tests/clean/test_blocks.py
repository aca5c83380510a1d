"""Embedded posts are quotations by their authors, and short lines between paragraphs are subheads."""

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with, dropped, kept

from briefing.clean import clean_page
from briefing.model import BlockQuote, Heading, Page, Paragraph


def test_a_line_of_dialogue_in_a_plain_text_is_a_paragraph() -> None:
    text = "The port is closed, and nobody knows why.\n\n— Who has the key?\n— I have it, said Ann Lee.\n"
    blocks = clean_page(Page("-", "", text, "text/plain")).blocks
    assert [block.text for block in blocks][1:] == ["— Who has the key?", "— I have it, said Ann Lee."]


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


INTRODUCED = "<p>The line answered in a letter to the council.</p>"


@pytest.mark.parametrize(
    "piece",
    [
        "<blockquote><p>She was built in 1961 for the island of Quay.</p></blockquote>",
        "<blockquote><p>Nine in ten seats stayed empty, a survey found.</p><p>Fares rose.</p></blockquote>",
        "<h2>The fares in brief</h2><blockquote><p>Children pay nothing.</p></blockquote>",
        "<blockquote style='margin-left:40px'><p>The second ferry sails on Friday.</p></blockquote>",
        "<blockquote>The ticket office opens at seven.</blockquote>",
        "<blockquote><ul><li>Take a coat.</li><li>Take bread.</li></ul></blockquote>",
        "<blockquote><b>The numbers</b><br>The ferry carries 31 cars on each of her crossings.</blockquote>",
        "<div><blockquote><p>The yard has changed forty metres of plating.</p></blockquote></div>",
    ],
)  # fmt: skip
def test_a_block_quotation_that_quotes_nobody_is_no_quotation(piece: str) -> None:
    assert [block for block in clean_with(piece).blocks if isinstance(block, BlockQuote)] == []


@pytest.mark.parametrize(
    "piece",
    [
        "<blockquote>“The ferry is late,” Ann Lee wrote.</blockquote>",
        "<blockquote><p>We have never been late in forty years.</p></blockquote>",
        f"{INTRODUCED}<blockquote><p>The ferry was late because of rust.</p></blockquote>",
        "<p>The sign reads:</p><blockquote><p>No dogs on deck.</p></blockquote>",
        "<blockquote cite='https://quay.example/a'><p>The ferry was late.</p></blockquote>",
        "<blockquote><p>The ferry was late.</p><p>— Ann Lee, harbour master</p></blockquote>",
        "<blockquote lang=de><p>Wir waren immer pünktlich.</p></blockquote>",
        "<p>Bo Hart posted this on Monday</p><blockquote><p>The ferry is late.</p></blockquote>",
    ],
)
def test_a_block_quotation_with_marks_a_speaker_or_an_introduction_is_one(piece: str) -> None:
    assert any(isinstance(block, BlockQuote) for block in clean_with(piece).blocks)
