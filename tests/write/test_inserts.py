"""Stories in brief, and the user's own parts, in the script."""

from dataclasses import replace

import pytest

from briefing.model import Article, Attribution, OwnPart, Paragraph, Quotation, Section, Span, Story
from briefing.write import Parts, WriteOptions, write_script

LEDE = "The ferry to the island runs again from Monday."
PLAIN = Parts(honesty=False, headlines=False, source=False)


def story(title: str, text: str = LEDE, language: str = "en") -> Story:
    url, blocks = f"https://n.example/{title}", (Paragraph(text),)
    return Story(Article(url, title, (), "Harbour News", "", language, "", blocks, ()), ())


def words(section: Section) -> list[str]:
    return [segment.text for segment in section.segments]


def shape(*parts: OwnPart, stories: int = 2, briefs: tuple[Story, ...] = ()) -> list[str]:
    """The titles of the sections, with a star where the chime is heard before."""
    told = [story(f"Story {number}", f"Somebody counted {number} boats.") for number in range(1, stories + 1)]
    options = WriteOptions(title="Morning", parts=PLAIN, own_parts=parts, briefs=briefs)
    return [f"{'*' * one.chime_before}{one.title}" for one in write_script(told, options).sections]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["In brief."]),
        ("de", ["Kurz gemeldet."]),
        ("fr", ["En bref."]),
        ("es", ["En breve."]),
    ],
)
def test_briefs_are_announced_in_the_language_of_the_programme(language: str, said: list[str]) -> None:
    options = WriteOptions(briefs=(story("Ferry", language=language),))
    sections = write_script([story("Bridge", language=language)], options).sections
    assert [words(one) for one in sections if one.role == "brief" and not one.url] == [said]


def brief(told: Story) -> list[str]:
    script = write_script([story("Bridge")], WriteOptions(briefs=(told,)))
    return words(next(one for one in script.sections if one.role == "brief" and one.url))


def test_a_brief_has_headline_first_sentence_and_source() -> None:
    told = story("Island in reach", f"ELLORY (Press) - {LEDE} Two more sentences follow. They are not told.")
    assert brief(told) == ["Island in reach.", LEDE, "From Harbour News."]


def test_a_headline_that_the_first_sentence_repeats_is_left_out() -> None:
    assert brief(story("Ferry to island runs again")) == [LEDE, "From Harbour News."]


def test_a_first_sentence_that_quotes_somebody_is_left_out() -> None:
    text = "“We sail again,” said the captain."
    quotation = Quotation((Span(0, 1, 14),), None, Attribution("none"))
    told = replace(story("Island in reach", text), quotations=(quotation,))
    assert brief(told) == ["Island in reach.", "From Harbour News."]


def test_texts_stand_behind_the_opening_between_stories_and_before_the_closing() -> None:
    parts = (
        OwnPart("weather", "opening", 60_000, text="Rain until noon."),
        OwnPart("tide", "between", 60_000, text="High tide at ten."),
        OwnPart("joke", "end", 60_000, text="A joke."),
    )
    assert shape(*parts) == ["Opening", "weather", "Story 1", "*tide", "*Story 2", "*joke", "Closing"]


def test_recordings_frame_the_programme_and_replace_the_chime() -> None:
    parts = tuple(
        OwnPart(place, place, 9_000, recording=f"{place}.wav") for place in ("opening", "between", "end")
    )
    assert shape(*parts, stories=3, briefs=(story("Ferry"),)) == [
        "opening",
        "Opening",
        "Story 1",
        "between",
        "Story 2",
        "between",
        "Story 3",
        "between",
        "In brief",
        "Ferry",
        "Closing",
        "end",
    ]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (1, ["Opening", "Story 1", "jingle", "Story 2", "*Story 3", "Closing"]),
        (2, ["Opening", "Story 1", "*Story 2", "jingle", "Story 3", "Closing"]),
    ],
)
def test_a_part_after_a_story_stands_there(after: int, expected: list[str]) -> None:
    assert shape(OwnPart("jingle", "between", 9_000, recording="a.wav", after=after), stories=3) == expected


def test_a_text_after_a_story_that_is_missing_stands_after_the_last_one() -> None:
    assert shape(OwnPart("tide", "between", 9_000, text="High tide.", after=9)) == [
        "Opening",
        "Story 1",
        "*Story 2",
        "*tide",
        "Closing",
    ]


def test_a_text_ends_with_the_last_sentence_within_its_limit_and_goes_through_say() -> None:
    text = "Rain at 5 km/h.\nThe sun follows.\n" + "Nobody needs this sentence any more. " * 40
    options = WriteOptions(
        title="Morning", own_parts=(OwnPart("weather", "opening", 5_000, text=text),), parts=PLAIN
    )
    [part] = [one for one in write_script([story("Bridge")], options).sections if one.role == "part"]
    assert words(part) == ["Rain at 5 km/h.", "The sun follows."]
    assert part.segments[0].say == "Rain at five kilometers per hour."
