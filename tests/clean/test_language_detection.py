"""The language of short texts: short_texts.tsv has 200 of our own, 25 in each of eight languages."""

from pathlib import Path

import pytest

from briefing.clean.language_detection import choose_language

TEXTS = [
    line.split("\t")
    for line in (Path(__file__).parent / "short_texts.tsv").read_text(encoding="utf-8").splitlines()
]


def test_the_language_of_short_texts_is_detected() -> None:
    right = [choose_language("", text) == language for language, text in TEXTS]
    assert (len(right), sum(right) >= 195) == (200, True)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_no_short_text_of_a_language_with_voices_is_told_as_another(language: str) -> None:
    assert [text for own, text in TEXTS if own == language and choose_language("", text) != language] == []


@pytest.mark.parametrize("text", ["", "42", "Port Ellis", "Lee", "+++"])
def test_a_text_without_evidence_is_english(text: str) -> None:
    assert choose_language("", text) == "en"


def test_a_short_text_does_not_overrule_what_the_page_declares() -> None:
    assert choose_language("es-MX", "The last time.") == "es-MX"
