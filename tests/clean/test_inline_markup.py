"""Elements inside a sentence stay in it, and a heading that runs on into its text is a heading."""

import pytest
from tests.clean.story import clean_with, dropped, kept

from briefing.model import Heading

REST = "the yard will change forty metres of plating, and the ferry will sail again before the summer."
TEXT = f"In the spring {REST}"


@pytest.mark.parametrize(
    ("piece", "sentence"),
    [
        ("<p>The <button>harbour board</button> met on Monday.</p>", "The harbour board met on Monday."),
        ("<p>It met in <button type=button class=g>the hall</button>.</p>", "It met in the hall."),
        ("<p><button>Ann Lee</button>, who leads it, was there.</p>", "Ann Lee, who leads it, was there."),
        ("<p>The <quay-term key=4>levy</quay-term> is not new.</p>", "The levy is not new."),
        ("<p>The <org>Harbour Line</org> sails at noon.</p>", "The Harbour Line sails at noon."),
        ("<div>The <x-name>Harbour Line</x-name> sails at noon.</div>", "The Harbour Line sails at noon."),
        ("<p>It costs <output>forty pounds</output> a day.</p>", "It costs forty pounds a day."),
        ("<p>It costs <input value='£40' readonly> a day.</p>", "It costs £40 a day."),
        ("<p>It sails on <select><option>Monday<option selected>Friday</select> at ten.</p>",
         "It sails on Friday at ten."),
        ("<ul><li>The <button>slipway</button> is closed today.</li></ul>", "The slipway is closed today."),
        ("<p>The <b>old</b> <button><span>slipway</span></button> is shut.</p>", "The old slipway is shut."),
        ("<p>The <meter value=4>four in ten</meter> who stayed were paid.</p>",
         "The four in ten who stayed were paid."),
    ],
)  # fmt: skip
def test_an_element_in_a_sentence_is_part_of_it(piece: str, sentence: str) -> None:
    article = clean_with(piece)
    assert (kept(article), dropped(article)) == ((sentence,), ())


def test_a_break_between_two_turns_ends_a_paragraph() -> None:
    article = clean_with("<p><b>Echo:</b> Did it rain?<br><b>Ann Lee:</b> It did, and it rains now.</p>")
    assert kept(article) == ("Echo: Did it rain?", "Ann Lee: It did, and it rains now.")


def test_a_break_in_a_list_of_values_does_not() -> None:
    article = clean_with("<p>Memory: 16 GB<br>Weight: two kilos<br>Port: one</p>")
    assert len(kept(article)) == 1


def test_what_details_in_a_sentence_hide_is_dropped_behind_it() -> None:
    article = clean_with("<p>The <details><summary>levy</summary>It is a tax.</details> is not new.</p>")
    assert (kept(article), dropped(article)) == (("The levy is not new.",), (("It is a tax.", "other"),))


@pytest.mark.parametrize(
    "piece",
    [
        "<p>It sails at noon. <button>Share</button></p>",
        "<h2>It sails at noon.<button>#</button></h2>",
        "<div><button>Save for later</button></div>",
        "<quay-teaser><p>More of the quay</p></quay-teaser>",
    ],
)
def test_a_button_that_is_in_no_sentence_is_none_of_the_story(piece: str) -> None:
    assert kept(clean_with(piece)) in ((), ("It sails at noon.",))


@pytest.mark.parametrize(
    ("piece", "heading"),
    [
        (f"<p><b>What the yard does now</b><br>{TEXT}</p>", "What the yard does now"),
        (f"<p><strong>What the yard does now<br></strong>{TEXT}</p>", "What the yard does now"),
        (f"<p><span>What comes next</span><br/>\n{TEXT}</p>", "What comes next"),
        (f"<p>What comes next<br>{TEXT}</p>", "What comes next"),
        (f"<div><b>What comes next</b><br>{TEXT}</div>", "What comes next"),
        (f"<p><b>What the yard does</b> {TEXT}</p>", "What the yard does"),
        (f"<p><b><span>What the yard does</span></b> {TEXT}</p>", "What the yard does"),
        (f"<p><strong>Why it took so long</strong>&nbsp;Welders {REST}</p>", "Why it took so long"),
        (f"<p><b>“A very long wait”</b><br>{TEXT}</p>", "“A very long wait”"),
    ],
)
def test_a_heading_that_runs_on_into_its_text_is_a_heading(piece: str, heading: str) -> None:
    blocks = clean_with(piece).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == [heading]
    assert len(blocks) == 7


@pytest.mark.parametrize(
    "piece",
    [
        f"<p><b>Ann Lee</b> In the spring {REST}</p>",
        f"<p><b>The chief of the yard</b> Bo Hart said that {REST}</p>",
        f"<p><b>What the yard does</b> matters, because {REST}</p>",
        f"<p><b>It took long.</b> {TEXT}</p>",
        "<p>The quay of old,<br>the quay of gold,<br>a song that the whole island still sings in May.</p>",
        f"<p>It was so:<br>{TEXT}</p>",
        f"<p>The ferry was hauled out in the<br>Old Yard of the harbour, where {REST}</p>",
        f"<p><b>The ferry was hauled out after the</b> Old yard of the harbour was open, where {REST}</p>",
        f"<p>Harbour: 4 May 2026<br>{TEXT}</p>",
    ],
)
def test_other_bold_text_and_verse_are_no_headings(piece: str) -> None:
    article = clean_with(piece)
    assert [block for block in article.blocks if isinstance(block, Heading)] == []
    assert len(kept(article)) == 1
