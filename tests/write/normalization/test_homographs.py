"""Homographs told apart by their sentence; a respelling is what eSpeak NG says rightly."""

import pytest

from briefing.write.normalization import spoken_form


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("lead levels in the water", "led levels in the water"),
        ("She took the lead in the race.", "She took the lead in the race."),
        ("a minute amount", "a my-newt amount"),
        ("a minute later", "a minute later"),
        ("they bow to pressure", "they bough to pressure"),
        ("a bow and arrow", "a bow and arrow"),
        ("a tear in the fabric", "a tare in the fabric"),
        ("tear gas", "tear gas"),
        ("Then he read the letter.", "Then he red the letter."),
        ("Did she read it?", "Did she read it?"),
        ("They live near a live wire.", "They live near a live wire."),
    ],
)
def test_a_homograph_is_respelled_only_where_the_sentence_tells(written: str, spoken: str) -> None:
    assert spoken_form(written) == spoken
