"""A quotation in another language keeps it through the script, so that a voice of that language speaks it."""

from briefing.model import Article, Attribution, Narration, Paragraph, Quotation, Quote, Span, Speaker, Story
from briefing.write import WriteOptions, fountain_from_script, script_from_fountain, write_script

MARIE = Speaker("marie-blanc", "Marie Blanc", gender="female")
TEXT = "“We are ready,” Marie Blanc said. “Nous avons attendu vingt ans.”"
CUE = Attribution("name said", "Marie Blanc said", Span(0, 16, 32))


def story(language: str, first: str, second: str) -> Story:
    article = Article("", "A bridge", (), "", "", language, "", (Paragraph(TEXT),), ())
    one = Quotation((Span(0, 1, 14),), MARIE, CUE, language=first)
    two = Quotation((Span(0, TEXT.index("Nous"), len(TEXT) - 1),), MARIE, CUE, language=second)
    return Story(article, (one, two))


def quoted(told: Story, language: str = "") -> list[tuple[str, str]]:
    script = write_script([told], WriteOptions(language=language))
    segments = [segment for section in script.sections for segment in section.segments]
    return [(segment.text, segment.language) for segment in segments if isinstance(segment, Quote)]


def test_words_of_one_speaker_in_two_languages_are_two_segments() -> None:
    assert quoted(story("en", "", "fr")) == [
        ("We are ready.", ""),
        ("Nous avons attendu vingt ans.", "fr"),
    ]


def test_the_voice_that_changes_is_introduced_again() -> None:
    segments = write_script([story("en", "", "fr")]).sections[1].segments
    before = segments[next(at for at, s in enumerate(segments) if s.language == "fr") - 1]
    assert isinstance(before, Narration)
    assert "Blanc" in before.text


def test_in_a_foreign_story_a_quotation_keeps_its_own_language() -> None:
    assert quoted(story("fr", "en", ""), language="de") == [
        ("We are ready.", "en"),
        ("Nous avons attendu vingt ans.", "fr"),
    ]


def test_an_editor_sees_the_language_and_may_change_it() -> None:
    page = fountain_from_script(write_script([story("en", "", "fr")]))
    assert "@Marie Blanc\n(language: fr)\nNous avons attendu vingt ans." in page
    script = script_from_fountain(page.replace("(language: fr)", "(language: de)"))
    assert [s.language for section in script.sections for s in section.segments if s.language] == ["de"]
