"""Request headers as RFC 9110 defines them."""

import pytest

from briefing.serve.app import accepts_gzip, satisfiable_range


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("gzip", True), ("gzip, deflate, br", True), ("br;q=1.0, gzip;q=0.8", True), ("GZIP ; Q=0.001", True),
        ("x-gzip", True), ("gzip;q=0", False), ("gzip;q=0.000, br", False), ("identity", False), ("", False),
        ("notgzip", False), ("br, deflate;q=0.5", False),
    ],
)  # fmt: skip
def test_gzip_is_accepted_only_if_it_is_named_with_a_weight(header: str, wanted: bool) -> None:
    assert accepts_gzip(header) is wanted


@pytest.mark.parametrize(
    ("header", "satisfiable"),
    [
        ("bytes=0-9", "bytes=0-9"),
        ("Bytes = 0-9", "bytes= 0-9"),
        ("bytes=0-9,5000-,20-29", "bytes=0-9,20-29"),
        ("bytes=0-9,-0", "bytes=0-9"),
        ("bytes=0-9," + "9" * 30 + "-", "bytes=0-9"),
        ("bytes=-200", "bytes=-200"),
        ("bytes=1000-", "bytes=1000-"),
        ("bytes=1000-,2000-", "bytes=1000-,2000-"),
        ("bytes=a-b", "bytes=a-b"),
        ("pages=1-2", ""),
        ("0-9", ""),
    ],
)
def test_ranges_past_the_end_are_removed(header: str, satisfiable: str) -> None:
    assert satisfiable_range(header, 1000) == satisfiable
