"""The lean tree says what a whole one would."""

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from briefing.clean.lines import LineReader
from briefing.clean.markup import cut_silent_parts, parse_markup
from briefing.clean.tree import build_tree

SCRAPS = (
    "<div>", "</div>", "<p>", "</p>", "<span>", "</span>", "<b>", "</b>", "<a href='x'>", "</a>", "<br>",
    "\n", " ", "<ul>", "<li>", "</ul>", "<img src='x'>", "<!-- remark -->", "quay", "ferry",
    "<select>", "</select>",
)  # fmt: skip


def told(soup: BeautifulSoup) -> list[tuple[str, str, int]]:
    reader = LineReader()
    reader.read(soup)
    return [(line.text, line.owner.tag, line.links) for line in reader.lines]


@given(st.lists(st.sampled_from(SCRAPS), max_size=40))
def test_tags_that_change_nothing_can_be_left_out(scraps: list[str]) -> None:
    markup = "".join(scraps)
    assert told(build_tree(markup)) == told(build_tree(markup, unfelt=()))


def test_blanks_stay_between_words_and_go_between_blocks() -> None:
    soup = build_tree("<div>\n <p>The <b>ferry</b> <i>came</i>\n<span>back</span></p>\n \n<p>today</p></div>")
    assert str(soup.div) == "<div><p>The <b>ferry</b> <i>came</i>\nback</p><p>today</p></div>"


def test_what_no_browser_sets_as_text_is_not_in_the_tree() -> None:
    soup = build_tree("<p>ferry<script>a < b</script><select><option>one</select><!-- two --></p>")
    assert str(soup.p) == "<p>ferry</p>"


def test_a_page_that_looks_like_an_address_is_read_without_a_warning() -> None:
    assert build_tree("https://example.org/a.html").get_text() == "https://example.org/a.html"


def test_half_characters_and_controls_are_left_out() -> None:
    assert parse_markup("<p>fer\ud800ry\x00</p>", 100).soup.get_text() == "ferry"


def test_letters_that_grow_when_they_are_folded_move_no_script() -> None:
    kept, structured = cut_silent_parts("<p>" + "İ" * 50 + "</p><SCRIPT>a</SCRIPT ><p>quay</p><!-- İ --><b>")
    assert (kept, structured) == ("<p>" + "İ" * 50 + "</p><p>quay</p><b>", ())
