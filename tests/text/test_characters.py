"""Styled letters are read as plain ones; signs that are read by their form stay."""

import pytest

from briefing.text import plain_letters


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("𝐅𝐞𝐫𝐫𝐲 returns", "Ferry returns"),
        ("𝑄𝑢𝑎𝑦", "Quay"),
        ("𝓗𝓪𝓻𝓫𝓸𝓾𝓻", "Harbour"),
        ("𝔔𝔲𝔞𝔶", "Quay"),
        ("𝙨𝙖𝙞𝙡 𝟙𝟮", "sail 12"),
        ("ﬁrst ﬂoat, eﬃcient", "first float, efficient"),
        ("Ｑｕａｙ ２０２６", "Quay 2026"),
        ("ⓠⓤⓐⓨ", "quay"),
        ("ℋarbour ℕorth", "Harbour North"),
        ("🄰 stall", "A stall"),
    ],
)
def test_styled_letters_become_plain(written: str, plain: str) -> None:
    assert plain_letters(written) == plain


@pytest.mark.parametrize(
    "text", ["½ a mile", "30 m² at 5 °C", "Quay™ …", "№ 4", "café", "10⁶", "東京（港）、", "5′10″"]
)
def test_other_signs_stay(text: str) -> None:
    assert plain_letters(text) == text


def test_full_width_letters_stay_where_they_are_the_usual_form() -> None:
    assert plain_letters("港（東）、Ｑ２０！") == "港（東）、Ｑ２０！"
