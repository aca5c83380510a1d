"""Dates as pages write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.clean.dates import date_in_address, iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-11-23T06:00:00+01:00", "2026-11-23T06:00:00+01:00"),
        ("2026-11-23T06:00:00.123456789Z", "2026-11-23T06:00:00Z"),
        ("2026-11-23T06:00:00+0100", "2026-11-23T06:00:00+01:00"),
        ("2026-11-23T06:00:00-05", "2026-11-23T06:00:00-05:00"),
        ("2026-11-23 06:00", "2026-11-23T06:00"),
        ("2026-11-23 06:00:00 UTC", "2026-11-23T06:00:00Z"),
        ("20261123T060000Z", "2026-11-23T06:00:00Z"),
        ("20261123", "2026-11-23"),
        ("2026/11/23", "2026-11-23"),
        ("Mon, 23 Nov 2026 06:00:00 +0100", "2026-11-23T06:00:00+01:00"),
        ("1795413600", "2026-11-23T06:00:00+00:00"),
        ("1795413600000", "2026-11-23T06:00:00+00:00"),
        ("November 23, 2026", "2026-11-23"),
        ("Monday, November 23, 2026, 06:05 AM", "2026-11-23T06:05"),
        ("Nov. 23, 2026 at 6:05 p.m.", "2026-11-23T18:05"),
        ("Published 12:05 a.m. Nov 3rd, 2026", "2026-11-03"),
        ("23 November 2026", "2026-11-23"),
        ("23. März 2026, 18:05 Uhr", "2026-03-23T18:05"),
        ("1er août 2026", "2026-08-01"),
        ("23 de noviembre de 2026", "2026-11-23"),
        ("23.11.2026 06:00", "2026-11-23T06:00"),
        ("23/11/2026", "2026-11-23"),
        ("11/23/2026", "2026-11-23"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "0001-01-01T00:00:00Z", "2026-13-40", "10/11/2026", "31 February 2026", "2026"],
)
def test_a_text_that_is_not_certainly_a_date_gives_none(written: str) -> None:
    assert iso_date(written) == ""


def test_a_later_and_more_precise_date_of_the_same_day_wins() -> None:
    assert iso_date("2026-11-23", "2026-11-24T06:00Z", "2026-11-23T06:00:00Z") == "2026-11-23T06:00:00Z"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.org/2026/11/23/ferry-returns", "2026-11-23"),
        ("https://example.org/news/2026-11-23-ferry", "2026-11-23"),
        ("https://example.org/a/1234/56/78", ""),
    ],
)
def test_the_day_in_an_address_is_found(address: str, day: str) -> None:
    assert date_in_address(address) == day


@given(st.text(max_size=200))
def test_any_text_is_a_date_or_nothing(text: str) -> None:
    assert iso_date(text)[:2] in ("", "19", "20")
