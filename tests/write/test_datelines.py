"""A dateline is data: the words begin behind it."""

import pytest

from briefing.write.headlines import dateline_end


@pytest.mark.parametrize(
    ("dateline", "words"),
    [
        ("ELMSUND — ", "The gates opened."),
        ("PORT NORHOLM, N.Y. — ", "The gates opened."),
        ("ELMSUND, Nov. 3 (Press) -- ", "The gates opened."),
        ("ELMSUND (Press) - ", "The gates opened."),
        ("Elmsund (dpa) - ", "Die Tore sind offen."),
        ("", "The gates opened - at last."),
        ("", "NATO - the alliance - met."),
        ("", "A crane (the old one) fell."),
        ("", "Elmsund — a town of ten — slept."),
    ],
)
def test_a_dateline_ends_where_the_words_begin(dateline: str, words: str) -> None:
    assert dateline_end(dateline + words) == len(dateline)
