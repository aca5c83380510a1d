"""Our phrases exist in every language, with the same fields."""

import string

import pytest

from briefing.model import Article, Attribution, Narration, Paragraph, Quotation, Span, Speaker, Story
from briefing.write import WriteOptions, write_script
from briefing.write.phrases import LANGUAGES, phrases_for


def fields_of(value: object) -> object:
    """A table's shape: its keys, and the fields of its sentences."""
    if isinstance(value, str):
        return sorted(name for _, name, _, _ in string.Formatter().parse(value) if name)
    return None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_phrase_with_the_same_fields(language: str) -> None:
    ours, english = phrases_for(language).table, phrases_for("en").table
    assert {key: fields_of(ours[key]) for key in ours} == {key: fields_of(english[key]) for key in english}
    assert ours["calendar"].keys() == english["calendar"].keys()
    assert ours["grammar"].keys() == english["grammar"].keys()
    assert (len(ours["calendar"]["weekdays"]), len(ours["calendar"]["months"])) == (7, 12)


def test_a_language_that_we_do_not_have_is_introduced_in_english() -> None:
    assert phrases_for("pt-BR").language == "en"


@pytest.mark.parametrize(
    ("language", "words", "cue", "introduction"),
    [
        ("de", "Wir öffnen", "sagte Ann Lee am Montag", "Ann Lee sagte am Montag:"),
        ("fr", "On ouvre", "a déclaré Ann Lee lundi", "Ann Lee a déclaré lundi:"),
        ("es", "Abrimos", "dijo Ann Lee el lunes", "Ann Lee dijo el lunes:"),
        ("de", "Wir öffnen", "findet Ann Lee", "Ann Lee findet:"),
        ("de", "Wir öffnen", "laut Ann Lee", "Laut Ann Lee:"),
        ("de", "Wir öffnen", "sagte Ann Lee (AB) nach der Sitzung", "Ann Lee (AB) sagte nach der Sitzung:"),
        ("fr", "On ouvre", "s’agace Ann Lee, 41 ans", "Ann Lee, 41 ans, s’agace:"),
        ("fr", "On ouvre", "a-t-elle ajouté mardi", "Ann Lee a ajouté mardi:"),
        ("es", "Abrimos", "se queja Ann Lee", "Ann Lee se queja:"),
    ],
)
def test_an_attribution_goes_first_in_its_own_language(
    language: str, words: str, cue: str, introduction: str
) -> None:
    text = f"«{words}», {cue}."
    frame = Span(0, text.index(cue), text.index(cue) + len(cue))
    cued = Attribution("test", cue, frame)
    said = Quotation((Span(0, 1, 1 + len(words)),), Speaker("ann-lee", "Ann Lee"), cued)
    article = Article("", "Titel", (), "Post", "2026-11-22", language, "", (Paragraph(text),), ())
    script = write_script([Story(article, (said,))], WriteOptions(date="2026-11-23"))
    told = [s.text for section in script.sections for s in section.segments if isinstance(s, Narration)]
    assert introduction in told
    assert phrases_for(language).say("synthetic_voices") in told


def test_an_update_is_told_as_one_and_what_is_missing_in_one_line() -> None:
    article = Article("", "Bridge opens", (), "", "", "en", "", (Paragraph("The bridge is open."),), ())
    stories = [Story(article, (), is_update=True), Story(article, ())]
    said = [
        segment.text
        for section in write_script(stories, WriteOptions(title="Morning", missing=2)).sections
        for segment in section.segments
    ]
    assert said.count("An update to a story that you have heard.") == 1
    assert said[-2:] == ["2 sources could not be read for this programme.", "That was Morning."]


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Your briefing"), ("de", "Ihr Überblick"), ("fr", "Votre journal"), ("es", "Su resumen")],
)
def test_a_title_of_ours_begins_with_a_capital(language: str, title: str) -> None:
    article = Article("", "The ferry", (), "", "", language, "", (Paragraph("The ferry is back."),), ())
    story = Story(article, (), "")
    assert write_script([story, story], WriteOptions(language=language)).title == title


def test_a_programme_speaks_the_language_of_most_of_its_stories() -> None:
    def story(language: str) -> Story:
        article = Article("", "The ferry", (), "", "", language, "", (Paragraph("The ferry is back."),), ())
        return Story(article, ())

    told = [["de", "en-GB", "en-US"], ["de", "en"], ["fr"], [""]]
    assert [write_script([*map(story, tags)]).language for tags in told] == ["en-GB", "de", "fr", "en"]
