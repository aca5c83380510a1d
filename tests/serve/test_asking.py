"""What a request asks for, as RFC 9110 reads it."""

import pytest

from briefing.serve.asking import accepts_gzip, usable_range


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("gzip", True), ("gzip, deflate, br", True), ("br;q=1.0, gzip;q=0.8", True), ("GZIP ; Q=0.001", True),
        ("x-gzip", True), ("gzip;q=0", False), ("gzip;q=0.000, br", False), ("identity", False), ("", False),
        ("notgzip", False), ("br, deflate;q=0.5", False),
    ],
)  # fmt: skip
def test_an_answer_is_packed_only_for_who_names_gzip(header: str, wanted: bool) -> None:
    assert accepts_gzip(header) is wanted


@pytest.mark.parametrize(
    ("asked", "usable"),
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
def test_of_a_range_header_stays_what_a_file_of_a_thousand_bytes_can_answer(asked: str, usable: str) -> None:
    assert usable_range(asked, 1000) == usable
