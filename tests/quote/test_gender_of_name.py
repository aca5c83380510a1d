"""The gender that a name alone implies."""

import pytest

from briefing.quote import gender_of_name


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Maria Okafor", "en-GB", ("female", "first name")),
        ("Dr. Samuel Brandt", "en", ("male", "first name")),
        ("Mrs Okafor", "en", ("female", "title")),
        ("Frau Lohmann", "de", ("female", "title")),
        ("Robin Okafor", "en", ("unknown", "")),
        ("Okafor", "en", ("unknown", "")),
        ("THE CROWD", "en", ("unknown", "")),
        ("", "en", ("unknown", "")),
    ],
)
def test_a_title_or_a_first_name_implies_the_gender(
    name: str, language: str, expected: tuple[str, str]
) -> None:
    assert gender_of_name(name, language) == expected
