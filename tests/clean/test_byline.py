"""Bylines: people, not desks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.clean.byline import people_in


@pytest.mark.parametrize(
    ("claim", "people"),
    [
        ("By Ann Lee and Bo Hart", ("Ann Lee", "Bo Hart")),
        ("BY ANN LEE", ("Ann Lee",)),
        ("Ann Lee, Bo Hart & Cy Vale", ("Ann Lee", "Bo Hart", "Cy Vale")),
        ("Von Anna Lee und Bo Hart, Hafenstadt", ("Anna Lee", "Bo Hart")),
        ("Par Anne Lee et Bo Hart", ("Anne Lee", "Bo Hart")),
        ("Por Ana Lee y Bo Hart", ("Ana Lee", "Bo Hart")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Di Anna Lee e Bo Hart", ("Anna Lee", "Bo Hart")),
        ("Lee, Ann", ("Ann Lee",)),
        ("Ann Lee in Harbour Town", ("Ann Lee",)),
        ("Ann Lee (Harbour Town)", ("Ann Lee",)),
        ("Ann Lee, Harbour Correspondent", ("Ann Lee",)),
        ("Ann Lee | ann@example.org", ("Ann Lee",)),
        ("Dr. Ann M. O’Lee-Hart", ("Dr. Ann M. O’Lee-Hart",)),
        ("大渡 美咲", ("大渡 美咲",)),
        ("松岡大地", ("松岡大地",)),
        ("Emily Post", ("Emily Post",)),
    ],
)
def test_people_are_found_however_they_are_joined(claim: str, people: tuple[str, ...]) -> None:
    assert people_in((claim,), ("The Quay Gazette",)) == people


@pytest.mark.parametrize(
    "claim",
    [
        "News Desk", "Staff Writer", "Online-Redaktion", "dpa", "dpa/AFP", "AFP", "Associated Press", "admin",
        "Agence France-Presse", "The Quay Gazette", "Quay Gazette", "QUAY GAZETTE", "https://example.org/ann",
        "@annlee", "annlee", "Web Team", "Redacción", "La rédaction", "Guest", "", "By", "{{author}}",
        "The Harbour Tribune", "The Editorial Board",
    ],
)  # fmt: skip
def test_desks_agencies_and_publishers_are_no_people(claim: str) -> None:
    assert people_in((claim,), ("The Quay Gazette",)) == ()


def test_a_person_is_named_once() -> None:
    assert people_in(("Ann Lee", "ANN LEE", "By Ann Lee"), ()) == ("Ann Lee",)


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_author_values_give_names_or_nothing(claims: list[str]) -> None:
    assert all(name.strip() for name in people_in(claims, ("Quay",)))
