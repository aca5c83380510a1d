"""The end of a story: sign-offs, biographies and links after its last sentence."""

import pytest
from tests.clean.story import clean_with, dropped, kept


@pytest.mark.parametrize("line", ["mit dpa", "Quay Herald / Harbour Radio", "AL/bh", "Harbour News Agency"])
def test_a_short_line_at_the_end_that_is_no_sentence_is_a_sign_off(line: str) -> None:
    article = clean_with(f"<p>{line}</p>", before=5)
    assert kept(article) == ()
    assert dropped(article)[-1] == (line, "contributor")


@pytest.mark.parametrize(
    "piece",
    [
        "<p>“That is all she said.” ♦</p>",
        "<p>Tickets: 4 Quay Road</p>",
        "<p>Harbour 3</p><p>Quay 2</p><p>Island 1</p>",
        "<p><a href='/m'>The council had said in March that no second ferry would be bought at all,</a> "
        "before the first one had been paid for.</p>",
    ],
)
def test_a_last_sentence_or_list_is_kept(piece: str) -> None:
    assert kept(clean_with(piece, before=5)) != ()


def test_text_for_screen_readers_is_no_part_of_the_sentence() -> None:
    piece = "<p>The <a href='/r'>report<span class='sr-only'>, opens new tab</span></a> is out on Monday.</p>"
    assert kept(clean_with(piece)) == ("The report is out on Monday.",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<i>Ann Lee is Lecturer in Shipping at the harbour school.</i>", "author_bio"),
        ("Lee et al., Journal of Quays 12, 88-97 (2026).", "other"),
        ("Contact the harbour office on 01632 960 112.", "other"),
        ("More of the harbour:", "other"),
    ],
)
def test_a_reference_at_the_end_is_dropped(line: str, reason: str) -> None:
    article = clean_with(f"<p>{line}</p>", before=5)
    assert kept(article) == ()
    assert [reason for _, reason in dropped(article)] == [reason]


def test_the_text_around_a_newsletter_button_is_dropped_with_it() -> None:
    piece = "<div><div><strong>The quay, every Friday</strong></div><button>Sign me up</button></div>"
    assert kept(clean_with(piece)) == ()


def test_a_byline_with_a_place_and_a_date_is_dropped() -> None:
    piece = "<p>Por Ana Lee, Gazeta do Porto — Quay Town 21/07/2026 10h05 Atualizado há um ano</p>"
    assert kept(clean_with(piece, before=0)) == ()


def test_a_section_whose_text_is_in_its_subsections_keeps_its_heading() -> None:
    piece = (
        "<h2>At the harbour</h2><h3>The quay</h3><p>It is built of oak, and held for eighty years now.</p>"
        "<h3>The shed</h3><p>It is built of tin, and it has held for no more than eight years so far.</p>"
    )
    assert kept(clean_with(piece))[:2] == ("At the harbour", "The quay")


def test_a_heading_before_one_of_its_own_level_is_empty() -> None:
    piece = (
        "<h3>At the harbour</h3><h3>The quay</h3><p>It is built of oak, and held for eighty years now.</p>"
    )
    assert kept(clean_with(piece))[0] == "The quay"


DESCRIBED = (
    "<li><a href='/{0}'>Berth {0}</a> is for boats of class {0}, which are moored here for a night.</li>"
)
SOURCE = (
    "<li><a href='/{0}'>Lee {0}</a>, Bo and Vale, Cy (2019). Harbours and their piers, volume {0}, Quay.</li>"
)


@pytest.mark.parametrize(("item", "count"), [(DESCRIBED, 3), (SOURCE, 0)])
def test_a_last_list_that_describes_what_it_links_is_kept_and_one_of_sources_is_not(
    item: str, count: int
) -> None:
    items = "".join(item.format(n) for n in range(1, 4))
    assert len(kept(clean_with(f"<ul>{items}</ul>", before=5))) == count
