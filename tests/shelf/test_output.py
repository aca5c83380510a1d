"""Where a programme is put."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefing.shelf import programme_path, slug_from


def test_the_folder_has_the_day_and_the_title() -> None:
    path = programme_path(Path("output"), "2026-11-23", "Brücke zu: “Nine months!”")
    assert path == Path("output/2026-11-23-brucke-zu-nine-months/brucke-zu-nine-months.mp3")


@given(st.text())
def test_any_title_gives_a_short_name_that_is_safe_everywhere(title: str) -> None:
    slug = slug_from(title)
    assert 0 < len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")
