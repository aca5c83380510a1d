"""One spelling for one story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.fetch import explain_address
from briefing.fetch.address import address_key, host_of, spell_out_ipv4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.news.example/a/", "http://news.example/a"),
        ("https://news.example/a?utm_source=rss&b=1&a=2", "https://news.example/a?a=2&b=1#top"),
        ("https://news.example:443/a/index.html", "https://NEWS.example./a"),
        ("https://m.news.example/a%7Eb", "https://news.example/a~b"),
        ("https://news.example/story/amp", "https://news.example/story?fbclid=x"),
    ],
)
def test_two_spellings_of_one_place_are_one(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a?id=1", "https://news.example/a?id=2"),
        ("https://news.example/a", "https://news.example/b"),
        ("https://news.example/a", "https://other.example/a"),
        ("http://news.example:8080/a", "http://news.example:8081/a"),
        ("https://m.example/a", "https://example/a"),
    ],
)
def test_two_places_stay_two(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@given(st.text(max_size=80))
def test_any_text_has_a_key(text: str) -> None:
    assert address_key(text) == address_key(text)
    assert isinstance(host_of(text), str)


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "0x7f000001", "127.0.0.1."])
def test_numeric_hosts_are_spelled_out(host: str) -> None:
    assert spell_out_ipv4(f"http://{host}:8080/a") == "http://127.0.0.1:8080/a"


def test_names_stay_as_they_are() -> None:
    assert spell_out_ipv4("http://1and1.example/") == "http://1and1.example/"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:8000/x", "this machine itself"),
        ("http://printer.localhost/", "this machine itself"),
        ("http://0x7f.1/", "this machine itself"),
        ("http://10.1.2.3/", "a private network"),
        ("http://[::ffff:10.1.2.3]/", "a private network"),
        ("http://169.254.169.254/", "a link-local or metadata network"),
        ("https://8.8.8.8/", ""),
        ("https://news.example/a", ""),
    ],
)
def test_an_address_that_shows_its_network_is_explained(address: str, reason: str) -> None:
    assert explain_address(address) == reason


def test_a_network_that_is_allowed_needs_no_reason() -> None:
    assert explain_address("http://10.1.2.3/", ("10.0.0.0/8",)) == ""


@given(
    st.text()
    | st.text().map("http://{}".format)
    | st.text("[]:.0123456789abcdefx%@/").map("http://{}".format)
)
def test_any_text_is_a_reason_or_none(text: str) -> None:
    assert isinstance(explain_address(text), str)
