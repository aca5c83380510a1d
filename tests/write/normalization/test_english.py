"""Every class of spoken form, from a table of cases of our own writing."""

from pathlib import Path

import pytest

from briefing.write.normalization import spoken_form

TABLE = Path(__file__).with_name("cases.tsv")
CASES = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")
]


@pytest.mark.parametrize(("written", "spoken"), CASES, ids=[written for written, _ in CASES])
def test_what_is_written_is_said_as_a_newsreader_says_it(written: str, spoken: str) -> None:
    assert spoken_form(written) == spoken
