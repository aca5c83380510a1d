"""Lines above the first paragraph, notes and notices after the last one."""

import pytest
from tests.clean.story import clean_with, dropped, kept

LINES_ABOVE = [
    "Words: Ann Lee", "Text: Ann Lee", "Written by Ann Lee, Staff Writer", "Ann Lee, Island correspondent",
    "ANN LEE | Senior Reporter", "Ann Lee is a reporter at the Quay Herald.", "Ann Lee and Bo Hart",
    "Updated 3 hours ago", "20 minutes ago", "Last updated: yesterday", "This story is over 4 years old",
    "This article is free to read.", "Narrated by Quay Voices", "Listen 3:40", "Loading your audio player…",
    "Add us on Google", "Quay Town, Island", "Long read", "The island desk",
]  # fmt: skip


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
