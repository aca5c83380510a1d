"""The lean tree gives the same lines as a whole one."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from briefing.clean.html_tree import build_tree, parse_page, strip_non_text
from briefing.clean.lines import LineReader

SCRAPS = (
    "<div>", "</div>", "<p>", "</p>", "<span>", "</span>", "<b>", "</b>", "<a href='x'>", "</a>", "<br>",
    "\n", " ", "<ul>", "<li>", "</ul>", "<img src='x'>", "<!-- remark -->", "quay", "ferry",
    "<select>", "</select>",
)  # fmt: skip


def lines_of(soup: BeautifulSoup) -> list[tuple[str, str, int]]:
    reader = LineReader()
    reader.read(soup)
    return [(line.text, line.owner.tag, line.link_count) for line in reader.lines]


@given(st.lists(st.sampled_from(SCRAPS), max_size=40))
def test_tags_that_change_nothing_can_be_left_out(scraps: list[str]) -> None:
    markup = "".join(scraps)
    assert lines_of(build_tree(markup)) == lines_of(build_tree(markup, skipped_tags=()))


def test_blanks_stay_between_words_and_go_between_blocks() -> None:
    soup = build_tree("<div>\n <p>The <b>ferry</b> <i>came</i>\n<span>back</span></p>\n \n<p>today</p></div>")
    assert str(soup.div) == "<div><p>The <b>ferry</b> <i>came</i>\nback</p><p>today</p></div>"


def test_what_no_browser_renders_as_text_is_not_in_the_tree() -> None:
    soup = build_tree("<p>ferry<script>a < b</script><select><option>one</select><!-- two --></p>")
    assert str(soup.p) == "<p>ferry</p>"


def test_a_page_that_looks_like_an_address_is_read_without_a_warning() -> None:
    assert build_tree("https://example.org/a.html").get_text() == "https://example.org/a.html"


def test_lone_surrogates_and_control_characters_are_removed() -> None:
    assert parse_page("<p>fer\ud800ry\x00</p>", 100).soup.get_text() == "ferry"


def test_letters_that_grow_in_lower_case_do_not_move_the_end_of_a_script() -> None:
    kept, json_ld = strip_non_text("<p>" + "İ" * 50 + "</p><SCRIPT>a</SCRIPT ><p>quay</p><!-- İ --><b>")
    assert (kept, json_ld) == ("<p>" + "İ" * 50 + "</p><p>quay</p><b>", ())


@pytest.mark.parametrize(
    ("language", "markup", "text"),
    [
        ("en", "She said <q>all is well</q> and left.", "She said “all is well” and left."),
        ("de", "Sie sagte <q>alles gut</q> und ging.", "Sie sagte „alles gut“ und ging."),
        ("fr-CA", "Elle dit <q>tout va bien</q>.", "Elle dit « tout va bien »."),
        ("en", "He asked <q>who cried <q>fire</q> at sea</q>.", "He asked “who cried ‘fire’ at sea”."),
        ("en", "She said <q>“all is well”</q>.", "She said “all is well”."),
        ("", "A <q></q>quay with <q>rust", "A quay with “rust”"),
    ],
)
def test_a_q_has_the_marks_that_a_browser_renders(language: str, markup: str, text: str) -> None:
    tree = build_tree(f"<html lang='{language}'><p>{markup}</p></html>")
    assert tree.p is not None
    assert tree.p.get_text() == text


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("<p>It was rust.<sup><a href='#fn1'>1</a></sup></p>", "It was rust."),
        ("<p>It was rust.<sup>[<a href='/ferry#_ftn2'>2</a>]</sup></p>", "It was rust."),
        (
            "<p>It was rust.<a href='#note'>[12]</a> And <a href='#quay'>the quay</a></p>",
            "It was rust. And the quay",
        ),
        ("<p>Ten m<sup>2</sup> of rust, see <a href='/2'>2</a></p>", "Ten m2 of rust, see 2"),
        ("<p>a[] = b[]</p>", "a[] = b[]"),
    ],
)
def test_a_footnote_reference_is_removed(piece: str, text: str) -> None:
    assert [line for line, _, _ in lines_of(build_tree(piece))] == [text]


def test_a_cell_with_paragraphs_is_layout_and_a_row_of_figures_is_one_line() -> None:
    page = (
        "<table><tr><td>News</td><td>The ferry is back.<p>The quay was full.</td></tr></table>"
        "<table><tr><td>Ferries</td><td>2</td></tr><tr><td>Quays</td><td>3</td></tr></table>"
    )
    assert [line for line, _, _ in lines_of(build_tree(page))] == [
        "News", "The ferry is back.", "The quay was full.", "Ferries 2", "Quays 3",
    ]  # fmt: skip
