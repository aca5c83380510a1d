"""Covers, as Apple and PSP-1 want them, and the marks that tell what a picture shows."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from tests.publish.feeds import AWKWARD
from tests.publish.psp.picture import RULES, faults_of_picture

from briefing.publish import FINGERPRINT_WITHIN_BYTES, episode_cover, show_cover
from briefing.publish.artwork import episode_cover_fingerprint, icon, icon_fingerprint, show_cover_fingerprint

DAY = date(2026, 11, 23)


def a_picture(
    size: tuple[int, int] = (1400, 1400), mode: str = "RGB", form: str = "JPEG", dpi: int = 72
) -> bytes:
    sink = BytesIO()
    Image.new(mode, size).save(sink, form, dpi=(dpi, dpi))
    return sink.getvalue()


BROKEN = {
    "is_called_what_it_is": (a_picture(form="PNG"), "cover.jpg"),
    "is_square": (a_picture((1400, 1500)), "cover.jpg"),
    "is_neither_small_nor_huge": (a_picture((1200, 1200)), "cover.jpg"),
    "is_rgb_without_alpha": (a_picture(mode="RGBA", form="PNG"), "cover.png"),
    "has_72_dots_per_inch": (a_picture(dpi=300), "cover.jpg"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_picture_is_told_by_its_rule_and_by_no_other(rule: str) -> None:
    assert faults_of_picture(*BROKEN[rule]) == [rule]


def test_every_rule_of_a_picture_is_broken_once() -> None:
    assert set(BROKEN) == {rule.__name__ for rule in RULES}
    assert (
        faults_of_picture(a_picture(), "cover.jpeg")
        == faults_of_picture(a_picture(form="PNG"), "a.png")
        == []
    )


def test_our_covers_obey_every_rule_and_weigh_less_than_half_a_megabyte() -> None:
    for cover in (show_cover("Our briefing"), episode_cover("Our briefing", DAY)):
        assert faults_of_picture(cover, "cover.jpg") == []
        assert len(cover) < 512_000


@pytest.mark.parametrize("title", AWKWARD.values(), ids=AWKWARD)
def test_a_cover_is_drawn_for_any_title(title: str) -> None:
    cover = show_cover(title, 64)
    assert Image.open(BytesIO(cover)).size == (64, 64)
    assert show_cover_fingerprint(title, 64) in cover[:FINGERPRINT_WITHIN_BYTES]


def test_a_picture_carries_the_mark_of_what_it_shows_and_of_nothing_else() -> None:
    pictures = {
        show_cover_fingerprint("A", 64): show_cover("A", 64),
        show_cover_fingerprint("B", 64): show_cover("B", 64),
        show_cover_fingerprint("A", 65): show_cover("A", 65),
        episode_cover_fingerprint("A", DAY, 64): episode_cover("A", DAY, 64),
        episode_cover_fingerprint("A", date(2026, 11, 24), 64): episode_cover("A", date(2026, 11, 24), 64),
        icon_fingerprint(64): icon(64),
    }
    found = {
        mark: [mark in data[:FINGERPRINT_WITHIN_BYTES] for data in pictures.values()].count(True)
        for mark in pictures
    }
    assert found == dict.fromkeys(pictures, 1)
    assert episode_cover_fingerprint("A", DAY, 64) == episode_cover_fingerprint("B", DAY, 64)
    assert episode_cover_fingerprint("A", None, 64) == show_cover_fingerprint("A", 64)
