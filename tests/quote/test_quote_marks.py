"""Pairs of quotation marks: the text between the outermost pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.quote.quote_marks import find_quoted_spans

MARKY = st.text(alphabet="\"'“”‘’„«»「」` aAsS.,!’“5-\n", max_size=60)


def spoken(*texts: str) -> list[str]:
    return [texts[m.block][m.start : m.end] for m in find_quoted_spans(texts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will wait," she said.', ["We will wait,"]),
        ("“We will wait,” she said.", ["We will wait,"]),
        ("‘We won’t wait,’ she said.", ["We won’t wait,"]),
        ("'We won't wait,' she said.", ["We won't wait,"]),
        ("‘The players’ union said no,’ she said.", ["The players’ union said no,"]),
        ("''We will wait,'' she said.", ["We will wait,"]),
        ("’’We will wait,’’ she said.", ["We will wait,"]),
        ("„Wir warten“, sagte sie.", ["Wir warten"]),
        ("»Wir warten«, sagte sie.", ["Wir warten"]),
        ("« Nous attendons », a-t-elle dit.", [" Nous attendons "]),
        ("「待ちます」と彼女は言った。", ["待ちます"]),
        ("“He said, ‘Never,’ and left,” she said.", ["He said, ‘Never,’ and left,"]),
        ("‘He said “Never” and left,’ she said.", ["He said “Never” and left,"]),
        ("The players’ union met O’Neil’s lawyers in the ’90s.", []),
        ("He is 6'2\" tall.", []),
    ],
)
def test_a_pair_of_marks_is_found(text: str, expected: list[str]) -> None:
    assert spoken(text) == expected


def test_a_quotation_that_opens_again_continues() -> None:
    texts = ("She said: “One.", "“Two.", "“Three.”", "It rained.")
    assert spoken(*texts) == ["One.", "Two.", "Three."]
    assert [m.reopened for m in find_quoted_spans(texts)] == [False, True, True]


def test_british_single_marks_continue_too() -> None:
    assert spoken("She said: ‘One.", "‘Two.’") == ["One.", "Two."]


@given(st.lists(MARKY, max_size=4))
def test_spans_lie_in_their_block_and_do_not_overlap(texts: list[str]) -> None:
    at = (0, 0)
    for marked in find_quoted_spans(texts):
        assert 0 <= marked.left <= marked.start < marked.end <= marked.right <= len(texts[marked.block])
        assert (marked.block, marked.left) >= at
        at = (marked.block, marked.right)
