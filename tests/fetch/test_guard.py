"""What will not be fetched, as far as an address tells it without a look-up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.fetch import explain_address


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
