"""A title from the first sentence: whole, or cut where the rest is a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.clean.headline import MAX_WHOLE_CHARS, title_from_lede


@pytest.mark.parametrize(
    ("lede", "title"),
    [
        ("The bridge is open. Cars passed.", "The bridge is open"),
        (
            "Campaigners have accused a seaside council of “vandalism by neglect” after it shut an old "
            "swimming pool at a day’s notice, saying that repairs would cost far too much.",
            "Campaigners have accused a seaside council of “vandalism by neglect”",
        ),
        (
            "A ferry that carried more than two hundred people ran aground in thick fog near Skerry Point "
            "early on Tuesday.",
            "A ferry that carried more than two hundred people ran aground in thick fog near Skerry Point "
            "early on Tuesday",
        ),
        (
            "The second attempt to have the old harbour bridge of Elmsund repaired was officially approved "
            "by the council of the county on Thursday.",
            "The second attempt to have the old harbour bridge of Elmsund repaired was officially approved",
        ),
        (
            "Der Stadtrat von Weidental hat am Montagabend mit knapper Mehrheit gegen den Bau einer Seilbahn "
            "gestimmt, die den Bahnhof mit der Klinik verbinden sollte.",
            "Der Stadtrat von Weidental hat am Montagabend mit knapper Mehrheit gegen den Bau einer Seilbahn "
            "gestimmt",
        ),
        (
            "Plus de cent bateaux restaient immobilisés lundi sur le canal, au douzième jour d’une "
            "grève des éclusiers que rien ne termine.",
            "Plus de cent bateaux restaient immobilisés lundi sur le canal",
        ),
        (
            "The mayor of Elmsund, a town in the north of the island that has seen three mayors in as many "
            "years, resigned.",
            "The mayor of Elmsund, a town in the north of the island that has seen three mayors in as many "
            "years, resigned",
        ),
    ],
)
def test_a_title_is_a_sentence_without_a_dangling_word(lede: str, title: str) -> None:
    assert title_from_lede(lede) == title


def test_only_a_very_long_sentence_is_cut_at_any_word() -> None:
    assert title_from_lede("gull " * 100) == f"{('gull ' * 20).strip()}…"


@given(st.text(max_size=400))
def test_a_title_is_a_beginning_of_the_text_and_no_longer_than_a_sentence(text: str) -> None:
    title = title_from_lede(text)
    assert text.startswith(title.removesuffix("…"))
    assert len(title) <= MAX_WHOLE_CHARS
