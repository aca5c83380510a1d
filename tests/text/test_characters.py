"""Styled letters are read as plain ones; signs that are read by their form stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text import file_slug, fold_name, name_slug, plain_letters, primary_tag


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


@pytest.mark.parametrize(
    ("tag", "primary"), [("en", "en"), ("en-GB", "en"), ("de_AT", "de"), ("ZH-Hant-TW", "zh"), ("", "")]
)
def test_the_primary_tag_is_the_part_before_the_first_mark(tag: str, primary: str) -> None:
    assert primary_tag(tag) == primary


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Siân O’Neil", "sian-o-neil"),
        ("Łukasz Søndergård-Groß", "lukasz-sondergard-gross"),
        ("Ida\u0300 Marsh", "ida-marsh"),
        ("习 近平", "习-近平"),
        ("???", ""),
    ],
)
def test_a_name_has_one_slug(name: str, slug: str) -> None:
    assert name_slug(name) == slug


@given(st.text())
def test_a_slug_is_its_own_slug_and_case_does_not_matter(name: str) -> None:
    slug = name_slug(name)
    assert name_slug(slug) == slug
    assert fold_name(name.upper()) == fold_name(name.upper().lower())


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Con", "briefing-con"),
        ("COM1", "briefing-com1"),
        ("Contra", "contra"),
        ("Com 1", "com-1"),
        ("?", "briefing"),
    ],
)
def test_no_title_gives_the_name_of_a_device_of_windows(title: str, slug: str) -> None:
    assert file_slug(title) == slug


@given(st.text())
def test_any_title_gives_a_short_name_that_is_safe_everywhere(title: str) -> None:
    slug = file_slug(title)
    assert 0 < len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")
