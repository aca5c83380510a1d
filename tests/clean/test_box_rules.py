"""Captions without a caption class, found by the picture beside them."""

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
