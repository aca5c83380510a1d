"""Dates of feeds, however they are written."""

import pytest

from briefing.fetch.feed_dates import is_plausible, iso_date

DATES = {
    "Mon, 30 Nov 2026 07:15:00 GMT": "2026-11-30T07:15:00Z",
    "Mon, 30 Nov 2026 07:15:00 EST": "2026-11-30T12:15:00Z",
    "Mon, 30 Nov 2026 07:15:00 PDT": "2026-11-30T14:15:00Z",
    "Mon, 30 Nov 2026 09:15:00 CEST": "2026-11-30T07:15:00Z",
    "Mon, 30 Nov 2026 12:45:00 +0530": "2026-11-30T07:15:00Z",
    "Mon, 30 Nov 2026 07:15:00": "2026-11-30T07:15:00Z",
    "Fri, 30 Nov 2026 07:15:00 GMT": "2026-11-30T07:15:00Z",
    "Mo, 30. Nov 2026 07:15:00 +0000": "2026-11-30T07:15:00Z",
    "lun., 30 août 2026 07:15:00 +0200": "2026-08-30T05:15:00Z",
    "30 Nov 26 07:15 GMT": "2026-11-30T07:15:00Z",
    "30-Nov-2026 07:15:00": "2026-11-30T07:15:00Z",
    "Monday, November 30, 2026 - 07:15": "2026-11-30T07:15:00Z",
    "Sept 3, 2026 7:15 pm": "2026-09-03T19:15:00Z",
    "11/30/2026 07:15:00 PM": "2026-11-30T19:15:00Z",
    "30/11/2026 12:05 AM": "2026-11-30T00:05:00Z",
    "30.11.2026 07:15": "2026-11-30T07:15:00Z",
    "2026-11-30": "2026-11-30T00:00:00Z",
    "2026-11-30T07:15:00-08:00": "2026-11-30T15:15:00Z",
    "2026-11-30 07:15:00 UTC": "2026-11-30T07:15:00Z",
    "2026-11-30T07:15:00.123z": "2026-11-30T07:15:00Z",
    "1796022900": "2026-11-30T07:15:00Z",
    "1796022900000": "2026-11-30T07:15:00Z",
    "Thu, 01 Jan 1970 00:00:00 GMT": "",
    "31 Feb 2026": "",
    "2026-11-29T25:00:00Z": "",
    "yesterday": "",
    "": "",
    "30 Foo 2026": "",
    "99999999999999999": "",
}


@pytest.mark.parametrize(("text", "iso"), DATES.items())
def test_a_date_is_read_in_utc(text: str, iso: str) -> None:
    assert iso_date(text) == iso


def test_a_date_far_after_the_fetch_is_not_plausible() -> None:
    now = "2026-11-30T07:15:00+00:00"
    dates = ("2026-11-30T19:00:00Z", "2026-12-02T00:00:00Z", "2999-01-01T00:00:00Z", "")
    assert [is_plausible(date, now) for date in dates] == [True, False, False, True]
    assert is_plausible("2999-01-01T00:00:00Z", "")
