"""Each entry of a word list earns its place: its own example is dropped, for that reason, by that entry."""

from importlib.resources import files

import pytest
from tests.clean.plain_sentences import PLAIN_SENTENCES

from briefing.clean.phrases import REASONS, entries_of, fold, pattern_of, reason_by_phrase

LANGUAGES = sorted(
    folder.name
    for folder in files("briefing.clean").joinpath("words").iterdir()
    if folder.is_dir() and folder.name != "names"
)
ENTRIES = [
    (language, reason, entry, example)
    for language in LANGUAGES
    for reason in REASONS
    for entry, example in entries_of(language, reason)
]


@pytest.mark.parametrize(("language", "reason", "entry", "example"), ENTRIES)
def test_each_entry_drops_its_own_example(language: str, reason: str, entry: str, example: str) -> None:
    assert example, f"{entry} has no example"
    assert pattern_of((entry,)).search(fold(example))
    assert reason_by_phrase(example, language) is not None


def test_no_entry_stands_twice() -> None:
    for language in LANGUAGES:
        every = [entry for reason in REASONS for entry, _ in entries_of(language, reason)]
        assert sorted(every) == sorted(set(every))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, sentence) for language, sentences in PLAIN_SENTENCES.items() for sentence in sentences],
)
def test_a_plain_sentence_is_no_notice(language: str, sentence: str) -> None:
    assert reason_by_phrase(sentence, language) is None
