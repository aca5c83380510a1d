"""What lines on pages become: columns, heads, footnotes, tables, paragraphs, hyphens."""

from collections.abc import Sequence

import pytest

from briefing.fetch.pdf_layout import Line, TextBlock, blocks_of_pages, join_lines

SIZE, LEADING, WIDTH = 10.0, 12.0, 230.0


def line(text: str, left: float = 60, top: float = 100, **rest: float) -> Line:
    size = rest.get("size", SIZE)
    right = left + rest.get("width", WIDTH)
    return Line(
        text, left, right, top, top + 0.75 * size, size, bool(rest.get("bold")), int(rest.get("page", 0))
    )


def column(texts: Sequence[str], left: float = 60, top: float = 100, page: int = 0) -> list[Line]:
    """Lines below each other; the last is short."""
    widths = [WIDTH] * (len(texts) - 1) + [WIDTH / 2]
    pairs = enumerate(zip(texts, widths, strict=True))
    return [line(text, left, top + at * LEADING, width=width, page=page) for at, (text, width) in pairs]


LEFT = [
    "The harbour was closed on",
    "Monday, after a storm had",
    "broken the northern gate in",
    "two parts. Nobody was hurt.",
]
RIGHT = [
    "Divers looked at the gate on",
    "Tuesday. They found a crack",
    "that is older than the storm",
    "and told the warden about it.",
]


def texts(*pages: Sequence[Line]) -> list[str]:
    return [block.text for block in blocks_of_pages(pages)]


def test_columns_are_read_one_after_the_other_whatever_the_order_of_the_file() -> None:
    title = line("A heading that runs across both of the columns", width=500, top=70, size=18)
    mixed = [one for pair in zip(column(RIGHT, 310), column(LEFT), strict=True) for one in pair]
    assert texts([*mixed, title]) == [title.text, " ".join(LEFT), " ".join(RIGHT)]


def test_what_stands_below_the_columns_is_read_after_them() -> None:
    below = line("This last line runs across the whole width of the page.", width=480, top=160)
    page = [*column(LEFT), *column(RIGHT, 310), below]
    assert texts(page)[-1] == below.text


def test_running_heads_and_page_numbers_are_left_out_and_the_text_goes_on() -> None:
    pages = []
    for number in range(3):
        body = column(
            ["The text of the page begins", f"here and goes on to part {number}", "of the next one,"],
            top=300,
            page=number,
        )
        head = line(f"Harbour Review {number + 7}", top=20, page=number)
        foot = line(f"Page {number + 1} of 3", top=800, page=number)
        pages.append([head, *body, foot])
    assert not any("Review" in text or "Page" in text for text in texts(*pages))


def test_a_heading_with_a_number_at_the_top_of_a_page_is_no_page_number() -> None:
    lines = [line("Report 29", top=60, size=20), *column(LEFT), line("Page 1", top=760)]
    kinds = [(block.kind, block.text) for block in blocks_of_pages([lines])]
    assert kinds == [("heading", "Report 29"), ("paragraph", " ".join(LEFT))]


def test_a_heading_beside_the_page_number_and_a_table_of_contents_are_left_out() -> None:
    head = [line("Chapter 2: The gate", top=20), line("17", 500, 20, width=12)]
    contents = [line("Contents", top=60, size=14, width=60), line("1 The gate . . . . . . . . . . 4", top=80)]
    after = [line("The gate", top=100, size=14, width=60), *column(LEFT, top=130)]
    assert texts([*head, *contents, *after]) == ["The gate", " ".join(LEFT)]


def test_a_repeated_line_in_the_middle_of_pages_stays() -> None:
    pages = [
        [*column(LEFT, page=n), line("And so it went on.", top=400, page=n), *column(RIGHT, top=700, page=n)]
        for n in range(3)
    ]
    assert texts(*pages).count("And so it went on.") == 3


def test_footnotes_are_left_out_and_small_print_inside_the_text_stays() -> None:
    note = [line("1 See the report of the port,", top=160, size=8), line("page 12.", top=170, size=8)]
    inside = line("Small print inside.", top=88, size=8)
    assert texts([inside, *column(LEFT), *note]) == ["Small print inside.", " ".join(LEFT)]


def test_a_table_is_left_out() -> None:
    cells = [
        line(f"{row}{cell}", 60 + 80 * cell, 200 + row * LEADING, width=20)
        for row in range(3)
        for cell in range(3)
    ]
    after = line("After the table.", top=260)
    assert texts([*column(LEFT), *cells, after]) == [" ".join(LEFT), "After the table."]


def test_captions_and_references_are_left_out() -> None:
    page = [
        *column(LEFT),
        line("Figure 2: The gate", top=170),
        line("References", top=200, size=14, width=80),
        *column(RIGHT, top=230),
    ]
    assert texts(page) == [" ".join(LEFT)]


def test_headings_lists_and_paragraphs_are_told_apart() -> None:
    page = [
        line("The gate", top=60, size=14, width=80),
        *column(LEFT, top=90),
        line("• a crack", top=160, width=80),
        line("2) a bolt", top=172, width=80),
        line("In bold", top=200, bold=1, width=80),
        *column(RIGHT, top=220),
    ]
    kinds = [(block.kind, block.text) for block in blocks_of_pages([page])]
    assert kinds == [
        ("heading", "The gate"),
        ("paragraph", " ".join(LEFT)),
        ("list_item", "a crack"),
        ("list_item", "a bolt"),
        ("heading", "In bold"),
        ("paragraph", " ".join(RIGHT)),
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    first, second = (
        ["It was closed on Monday for", "the whole of the day, and all"],
        ["The ferries left from the", "fishing quay."],
    )
    lines = [*column([*first, *second])]
    lines[2] = lines[2]._replace(left=72.0)
    assert texts(lines) == [" ".join(first), " ".join(second)]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    one = [*column(LEFT[:2]), line("broken the", top=124)]
    two = column(["northern gate in two", "parts."], page=1)
    assert texts(one, two) == [
        "The harbour was closed on Monday, after a storm had broken the northern gate in two parts."
    ]


@pytest.mark.parametrize(
    ("lines", "known", "joined"),
    [
        (["the infor-", "mation office"], (), "the information office"),
        (["the infor\u00ad", "mation"], (), "the information"),
        (["a well-", "known town"], ("well-known",), "a well-known town"),
        (["a re-", "port"], ("re-port", "report"), "a report"),
        (["the Rhine-", "Main region"], (), "the Rhine-Main region"),
        (["from 3-", "5 o'clock"], (), "from 3-5 o'clock"),
        (["an oﬃcial ﬁle", "of the ﬂeet"], (), "an official file of the fleet"),
    ],
)
def test_divided_words_are_joined_and_compounds_keep_their_hyphen(
    lines: list[str], known: tuple[str, ...], joined: str
) -> None:
    assert join_lines(lines, frozenset(known)) == joined


def test_pages_without_lines_give_nothing() -> None:
    assert blocks_of_pages([[], []]) == list[TextBlock]()
