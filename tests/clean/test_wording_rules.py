"""Notices and calls to action are dropped by their words; stories about newsletters are kept."""

from importlib.resources import files

import pytest
from tests.clean.plain_sentences import PLAIN_SENTENCES

from briefing.clean.wording_rules import REASONS, entries_of, fold, pattern_of, reason_by_wording


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "“Sign up for our newsletter was all it said,” Ann Lee told the court."),
        ("en", "Download the app, the harbour office told sailors, and you will be warned in time."),
        ("en", "The affiliate commission that the captain earned was small. She framed it."),
        ("en", "She had asked the island to sign up for a newsletter, and forty people did."),
        ("de", "Den Newsletter abonnieren konnte man auch am Hafen, sagte Anna Lee."),
        ("fr", "« Abonnez-vous à notre newsletter », avait écrit le port sur le quai, selon la mairie."),
    ],
)
def test_a_notice_that_the_story_reports_is_kept(language: str, sentence: str) -> None:
    assert reason_by_wording(sentence, language) is None


@pytest.mark.parametrize(
    ("language", "sentence", "reason"),
    [
        ("en", "Read more: Harbour master said to be leaving the town.", "related"),
        ("en", "Sign up for our newsletter, which was named best of the year.", "newsletter"),
        ("en", "If you liked this story, please clap and follow me for more.", "promotion"),
        ("en", "Planning a trip? Book your bed through this link and support the blog.", "promotion"),
        ("en", "Ann Lee contributed to this report. She was on the quay.", "contributor"),
        ("nl", "Elke ochtend nieuws van de haven? Meld u hier aan voor onze nieuwsbrief.", "newsletter"),
        ("es", "Puedes seguir todas nuestras noticias del puerto en Facebook.", "promotion"),
        ("ru", "Читайте новости порта в нашем канале.", "promotion"),
    ],
)
def test_a_call_to_action_is_dropped(language: str, sentence: str, reason: str) -> None:
    assert reason_by_wording(sentence, language) == reason


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Join us, the posters said, and our town turned out to be larger than its map."),
        ("en", "The ferry was our only link with the mainland, and we knew each of her rivets."),
        ("en", "Support for the yard came from its own website, our neighbours found, and from the quay."),
        ("de", "Lesen lernten die Kinder auf unserem Schiff, und die App kam erst später."),
    ],
)
def test_a_sentence_in_the_first_person_is_kept(language: str, sentence: str) -> None:
    assert reason_by_wording(sentence, language) is None


def test_a_call_at_the_end_of_a_paragraph_does_not_drop_the_paragraph() -> None:
    sentence = (
        "The yard opens on Friday at nine, with two bands and a boat for children. Follow us on our channel."
    )
    assert reason_by_wording(sentence, "en") is None


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
    assert reason_by_wording(example, language) is not None


def test_no_entry_is_listed_twice() -> None:
    for language in LANGUAGES:
        every = [entry for reason in REASONS for entry, _ in entries_of(language, reason)]
        assert sorted(every) == sorted(set(every))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, sentence) for language, sentences in PLAIN_SENTENCES.items() for sentence in sentences],
)
def test_a_plain_sentence_is_no_notice(language: str, sentence: str) -> None:
    assert reason_by_wording(sentence, language) is None
