"""Boxes inside the story: teasers, forms, players, captions; tables of figures, results and code."""

import pytest
from tests.clean.story import clean_with, dropped, kept

PICTURE = "<img src='a.jpg' width='640' alt='The ferry at the quay on Monday morning'>"


@pytest.mark.parametrize(
    ("piece", "caption"),
    [
        (f"<div>{PICTURE}<div>Hundreds waited in the rain.</div></div>", "Hundreds waited in the rain."),
        (f"<p>{PICTURE}<br>Ann Lee (right)</p>", "Ann Lee (right)"),
        (f"<p>{PICTURE}</p><p>Ann Lee (right) and Bo Hart</p>", "Ann Lee (right) and Bo Hart"),
        (f"<p>{PICTURE}</p><p><em>Ann Lee waits for her ferry.</em></p>", "Ann Lee waits for her ferry."),
        (
            f"<p>{PICTURE}</p><p>The ferry at the quay on Monday morning.</p>",
            "The ferry at the quay on Monday morning.",
        ),
        (f"<div>{PICTURE}</div><div><div>Cy Vale for the town</div></div>", "Cy Vale for the town"),
    ],
)
def test_a_line_in_the_form_of_a_caption_is_dropped(piece: str, caption: str) -> None:
    article = clean_with(piece)
    assert kept(article) == ()
    assert [text for text, _ in dropped(article)] == [caption]


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        (f"<h2>The wait</h2>{PICTURE}<p>It was over at nine.</p>", "The wait"),
        (f"<p>{PICTURE}</p><p><b>What the yard found</b></p>", "What the yard found"),
        (f"<p>{PICTURE}</p><p>The rain fell all day.</p>", "The rain fell all day."),
        (
            f"<p>{PICTURE} The bell rang, and the first of the cars rolled down the ramp on to the quay.</p>",
            "The bell rang, and the first of the cars rolled down the ramp on to the quay.",
        ),
    ],
)
def test_a_line_of_the_story_beside_a_picture_is_kept(piece: str, text: str) -> None:
    assert text in kept(clean_with(piece))


def table(*rows: str, tag: str = "td") -> str:
    cells = ("".join(f"<{tag}>{cell}</{tag}>" for cell in row.split("|")) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


FIGURES = [
    table("Year|Fares|Boats", "2024|1,240|31", "2025|1,102|28"),
    table("Team|P|W|Pts", "Quay Town|12|9|29", "Depot|12|7|24"),
    table("Quay Line|4,512.20|+12.4", "Yard|88.10|−0.3"),
    table("Candidate|Party|Votes", "Ann Lee|Harbour|4,120", "Bo Hart|Quay|3,998"),
    table("|1|2|3|T", "Quay|10|14|7|31", "Depot|0|7|7|14"),
    table("Monday|12 °C|40%", "Tuesday|14 °C|10%", "Wednesday|9 °C|80%"),
    f"<figure class=t>{table('Year|Fares', '2024|31', '2025|28')}</figure>",
    f"<div><h3>Fares</h3>{table('Year|Fares', '2024|31', '2025|28')}</div>",
    "<pre>Quay Town    2 1 0 - 3\nDepot United 0 0 1 - 1</pre>",
    "<p>QUAY TOWN 3, DEPOT UNITED 1</p><p>Quay 10 14 7 3—34</p><p>Depot 0 7 7 0—14</p>",
    "<p>Quay 10 14 7 3—34</p><p>Depot 0 7 7 0—14</p><p>First Quarter</p><p>QUA—Lee 12 run, 7:41.</p>",
]


@pytest.mark.parametrize("piece", FIGURES)
def test_figures_that_are_made_to_be_looked_at_are_dropped(piece: str) -> None:
    assert kept(clean_with(piece)) == ()


@pytest.mark.parametrize(
    ("piece", "lines"),
    [
        (table("Monday|The ferry sails at noon.", "Friday|The ferry stays in the harbour all day."), 2),
        (table("Ann Lee|harbour master", "Bo Hart|owner of the yard"), 2),
        ("<table><tr><td><p>She sailed in 1961, 1974 and 1988.</p></td></tr></table>", 1),
        ("<pre>The ferry came back, and the town stood on the quay.</pre>", 1),
        ("<p>She has 4 engines of 900 hp each.</p><p>She carries 31 cars and 280 people.</p>", 2),
    ],
)
def test_tables_of_words_and_sentences_with_figures_are_read(piece: str, lines: int) -> None:
    assert len(kept(clean_with(piece))) == lines


@pytest.mark.parametrize(
    "code",
    [
        "<pre><code>def sail(ferry):\n    return ferry.speed * 2</code></pre>",
        "<pre>$ pip install quay==1.2</pre>",
        "<pre>{\"ferry\": {\"speed\": 12}}</pre>",
        "<div class=highlight><pre><span>let</span> ferry = new Ferry();</pre></div>",
        "<pre>&lt;ferry speed=\"12\"/&gt;</pre>",
        "<pre>SELECT * FROM ferries WHERE speed > 12;</pre>",
        "<pre>ferry/\n├── hull_1.py\n└── deck_2.py</pre>",
        "<pre>#!/bin/sh\nsail --to=quay | tee log.txt</pre>",
    ],
)  # fmt: skip
def test_code_is_not_read(code: str) -> None:
    assert kept(clean_with(code)) == ()


def test_code_is_dropped_however_much_it_is() -> None:
    script = "\n".join(f'def step_{n}(ferry): return ferry.quay["{n}"] or open_gate({n})' for n in range(40))
    for before, behind in (("<pre><code>", "</code></pre>"), ("<pre class='lang-py'>", "</pre>")):
        assert kept(clean_with(f"{before}import os\nimport time\n\n{script}{behind}")) == ()


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>Memory: 16 GB</td><td>Weight: 1.4 kg</td></tr>"
        "<tr><td>Screen: 14 in</td><td>Price: $480</td></tr>",
        "<tr><td><b>Länge:</b></td><td>61 m</td></tr><tr><td><b>Plätze:</b></td><td>200</td></tr>",
        "<tr><th>Built:</th><td>1961</td></tr><tr><th>Cars:</th><td>30</td></tr>",
    ],
)
def test_a_row_of_labels_and_values_is_read(rows: str) -> None:
    assert len(kept(clean_with(f"<table>{rows}</table>"))) == 2
