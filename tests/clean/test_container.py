"""The container: lists and tables are parts of a story, never all of it."""

import pytest

from briefing.clean import clean_page
from briefing.model import Heading, ListItem, Page, Paragraph

ROWS = "".join(
    f"<tr><td>{n}</td><td>Ferry of quay {n}</td>"
    f"<td>{n * 7} berths, all of them rebuilt in the winter. Sails daily in the summer.</td></tr>"
    for n in range(1, 9)
)
ITEMS = "".join(
    f"<li>Berth {n} - Boats of class {n} are moored, washed and painted here.</li>" for n in range(1, 6)
)


def blocks_of(body: str) -> tuple[object, ...]:
    page = f"<html><head><title>The harbour rules</title></head><body>{body}</body></html>"
    return clean_page(Page("page.html", "", page, "text/html")).blocks


@pytest.mark.parametrize(
    "part", [f"<table><tbody>{ROWS}</tbody></table>", f"<ul>{ITEMS}</ul>", f"<ol>{ITEMS}</ol>"]
)
def test_the_short_paragraphs_and_headings_around_a_list_or_table_are_kept(part: str) -> None:
    before, after = "Here is what the harbour offers this year.", "Bring a rope."
    blocks = blocks_of(
        f"<h1>The harbour rules</h1><div><p>{before}</p>{part}<h2>What to bring</h2><p>{after}</p></div>"
    )
    assert blocks[0] == Paragraph(before)
    assert blocks[-2:] == (Heading("What to bring", 2), Paragraph(after))
    assert len(blocks) > 7


def test_a_heading_that_is_all_of_a_list_item_is_the_text_of_the_item() -> None:
    text = "The harbour sells nets of three makers, and each of them is here with what speaks for it."
    blocks = blocks_of(
        f"<h1>The harbour nets</h1><div><p>{text}</p><h2>Lee nets</h2><ul><li><h3>organic hemp</h3></li>"
        f"<li><h3>no plastics</h3><ul><li><h3>no dyes</h3></li></ul></li></ul><h2>Hart nets</h2>"
        f"<ul><li><h3>recycled</h3></li></ul><p>{text.replace('three', 'four')} Ask.</p></div>"
    )
    assert blocks[1:7] == (
        Heading("Lee nets", 2),
        ListItem("organic hemp"),
        ListItem("no plastics"),
        ListItem("no dyes"),
        Heading("Hart nets", 2),
        ListItem("recycled"),
    )
