"""Boilerplate at the edges of a story, and lines that the lines beside them give away."""

import pytest
from tests.clean.story import clean_with, dropped, kept

LINES_ABOVE = [
    "Words: Ann Lee", "Text: Ann Lee", "Written by Ann Lee, Staff Writer", "Ann Lee, Island correspondent",
    "ANN LEE | Senior Reporter", "Ann Lee is a reporter at the Quay Herald.", "Ann Lee and Bo Hart",
    "Updated 3 hours ago", "20 minutes ago", "Last updated: yesterday", "This story is over 4 years old",
    "This article is free to read.", "Narrated by Quay Voices", "Listen 3:40", "Loading your audio player…",
    "Add us on Google", "Quay Town, Island", "Long read", "The island desk",
]  # fmt: skip


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


@pytest.mark.parametrize("text", LINES_ABOVE)
def test_a_line_above_the_story_that_is_none_of_it_is_dropped(text: str) -> None:
    article = clean_with(f"<p>{text}</p>", before=0)
    assert (kept(article), [line for line, _ in dropped(article)]) == ((), [text])


@pytest.mark.parametrize(
    "text",
    [
        "She was gone for eleven weeks.",
        "The ferry is back, and the island breathes again after a spring without bread",
        "It rained.",
        "Bo Hart is a former sailor who waited on the quay every day.",
        "Dear islanders,",
    ],
)
def test_a_sentence_or_a_long_standfirst_above_the_story_is_kept(text: str) -> None:
    assert kept(clean_with(f"<p>{text}</p>", before=0)) == (text,)


@pytest.mark.parametrize("names", [("ann lee", "bo hart"), ("Ann Lee", "Bo Hart"), ("Host", "Ann Lee")])
def test_the_names_of_speakers_above_their_words_are_kept(names: tuple[str, str]) -> None:
    one, two = names
    turns = [one, "Welcome to the quay.", two, "Thank you.", one, "Why is she back?"]
    article = clean_with("".join(f"<p>{text}</p>" for text in ("Transcript", *turns)), before=0)
    assert kept(article) == tuple(turns)


@pytest.mark.parametrize(
    "tail",
    [
        "<p>___</p><p>Hart wrote from Quay Town.</p>",
        "<p>___</p><p>Follow our harbour coverage at https://quay.example/harbour</p>",
        "<p>_____</p><p>Lee wrote from the island.</p><p>The Quay Herald takes money from nobody.</p>",
        "<p>---</p><p>The Quay Herald is owned by its readers.</p>",
        "<p>—––</p><p>The Quay Herald made this story with data of the harbour office.</p>",
        "<p>* * *</p><p>The Quay Herald is owned by its readers.</p>",
        "<p>###</p><p>Lee wrote from the island.</p>",
        "<p>===</p><p>Lee wrote from the island.</p><p>Hart wrote from Quay Town.</p>",
    ],
)
def test_the_notices_after_the_last_separator_are_dropped(tail: str) -> None:
    assert kept(clean_with(tail, before=5)) == ()


def test_a_part_of_the_story_after_a_separator_is_kept() -> None:
    text = (
        "The yard itself is for sale, and three buyers have been to see it since the ferry left its dock. "
        * 4
    )
    assert kept(clean_with(f"<p>___</p><p>{text}</p>", before=5)) == (text.strip(),)
    assert (
        len(kept(clean_with("<p>* * *</p>" + "<p>It is late in the year, she said.</p>" * 1, before=2))) == 1
    )


REFERENCE = "<p>She sailed in 1961.<sup><a href='#fn1'>1</a></sup></p>"


@pytest.mark.parametrize(
    "notes",
    [
        "<p>[1] Minutes of the council, page 4.</p><p>[2] Harbour Act, section 12.</p>",
        "<p><sup>1</sup> Minutes of the council.</p><p><sup>2</sup> Harbour Act.</p>",
        "<p>1. Minutes of the council.</p><p>2. Harbour Act.</p>",
        "<ol class='footnotes'><li id='fn1'>Minutes of the council. <a href='#r1'>↩</a></li></ol>",
        "<ol><li id='fn:1'>Minutes of the council.</li></ol>",
        "<p>* Fares of the year 2025.</p>",
        "<p>† Without the small boats.</p>",
        "<h3>Sources</h3><ul><li>Minutes of the council, May.</li><li>Harbour Act</li></ul>",
        "<h2>References</h2><p>Lee, A. (2020). Ferries. Quay Press.</p>",
        "<p><b>Notes</b></p><p>Fares are those of the year 2025.</p>",
        "<section class='endnotes'><p>Minutes of the council.</p></section>",
        "<div id='footnotes'><p>Minutes of the council.</p></div>",
    ],
)
def test_notes_at_the_end_are_dropped(notes: str) -> None:
    assert kept(clean_with(REFERENCE + notes, before=5)) == ("She sailed in 1961.",)


@pytest.mark.parametrize(
    "items",
    [
        "<p>1. Sail at noon, when the tide is in.</p><p>2. Eat on board, it is cheap.</p>",
        "<h3>Sources of the river</h3><p>It rises in the hills.</p>",
    ],
)
def test_a_numbered_list_without_references_is_kept(items: str) -> None:
    assert len(kept(clean_with(items, before=5))) == 2


def test_a_pull_quote_that_joins_what_the_narrator_parts_is_dropped() -> None:
    told = (
        "“In the spring they told us that it was dew,” says Ann Lee, who keeps bees. “It was August at noon.”"
    )
    pulled = "“In the spring they told us that it was dew. It was August at noon.”"
    article = clean_with(f"<p>{told}</p><blockquote><p>{pulled}</p></blockquote>")
    assert (kept(article), (pulled, "pull_quote") in dropped(article)) == ((told,), True)
