"""Lists keep their items in order, with the numbers that a browser shows before them."""

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with

from briefing.model import Block, Heading, ListItem, Paragraph

ROOF, WALLS, STALLS = "The roof comes off.", "The walls are dried.", "The stalls return."
LIST = f"<li>{ROOF}</li><li>{WALLS}</li><li>{STALLS}</li>"
SENTENCES = (
    "The broth had been on the stove since the morning, and it tasted of nothing but the sea.",
    "The bread was as old as the boat that we ate it on, and the butter was not there at all.",
)


def numbered(*numbers: int) -> tuple[ListItem, ...]:
    return tuple(ListItem(text, number) for text, number in zip((ROOF, WALLS, STALLS), numbers, strict=True))


@pytest.mark.parametrize(
    ("piece", "blocks"),
    [
        (f"<ol>{LIST}</ol>", numbered(1, 2, 3)),
        (f"<ol start='5'>{LIST}</ol>", numbered(5, 6, 7)),
        (f"<ol reversed>{LIST}</ol>", numbered(3, 2, 1)),
        (f"<ol reversed start='10'>{LIST}</ol>", numbered(10, 9, 8)),
        (f"<ol start='none'>{LIST}</ol>", numbered(1, 2, 3)),
        (f"<ul>{LIST}</ul>", numbered(0, 0, 0)),
        (f"<ol><li>{ROOF}</li><li value='7'>{WALLS}</li><li>{STALLS}</li></ol>", numbered(1, 7, 8)),
        (f"<ol><li><p>{ROOF}</p><p>{WALLS}</p></li><li>{STALLS}</li></ol>", numbered(1, 0, 2)),
        (f"<ol><li>{ROOF}<ul><li>{WALLS}</li></ul></li><li>{STALLS}</li></ol>", numbered(1, 0, 2)),
        (f"<ul><li>{ROOF}<ol><li>{WALLS}</li><li>{STALLS}</li></ol></li></ul>", numbered(0, 1, 2)),
        (f"<ol><li>{ROOF}<ol><li>{WALLS}<li>{STALLS}</ol><li> </li></ol>", numbered(0, 1, 2)),
        (
            f"<ol><li>1. {ROOF}</li><li>2. {WALLS}</li></ol>",
            (ListItem(f"1. {ROOF}"), ListItem(f"2. {WALLS}")),
        ),
        (f"<ol><li>{ROOF}</li></ol>", (ListItem(ROOF),)),
        (
            "<dl><dt>Herring</dt><dd>It is landed in May.</dd><dt>Sprat</dt><dd>It is landed in June.</dd>",
            tuple(map(Paragraph, ("Herring", "It is landed in May.", "Sprat", "It is landed in June."))),
        ),
        (
            f"<h2>2</h2><h3>The Net</h3><p>{SENTENCES[0]}</p>"
            f"<h2>1</h2><h3>The Buoy</h3><p>{SENTENCES[1]}</p>",
            (
                Heading("2"),
                Heading("The Net", 3),
                Paragraph(SENTENCES[0]),
                Heading("1"),
                Heading("The Buoy", 3),
                Paragraph(SENTENCES[1]),
            ),
        ),
        (
            f"<h2>#2</h2><h2>The Net</h2><p>{SENTENCES[0]}</p>",
            (Heading("#2"), Heading("The Net"), Paragraph(SENTENCES[0])),
        ),
        (
            f"<h3>Step 1</h3><p>{SENTENCES[0]}</p><h3>Step 2</h3><p>{SENTENCES[1]}</p>",
            (Heading("Step 1", 3), Paragraph(SENTENCES[0]), Heading("Step 2", 3), Paragraph(SENTENCES[1])),
        ),
    ],
)
def test_items_keep_their_order_and_numbers(piece: str, blocks: tuple[Block, ...]) -> None:
    found = clean_with(piece).blocks
    assert tuple(block for block in found if block.text not in (*BEFORE, *BEHIND)) == blocks


def test_a_number_without_an_item_below_is_dropped() -> None:
    article = clean_with("<h2>5</h2>", before=5)
    assert [(piece.text, piece.rule) for piece in article.dropped] == [("5", "empty_heading")]
