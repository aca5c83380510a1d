"""What an update tells, and the title under which an episode is listed."""

from dataclasses import replace

import pytest

from briefing.errors import UsageError
from briefing.model import Article, AudioStory, Insert, OwnPart, Paragraph, Reported, Script, Story
from briefing.write import (
    Length,
    Parts,
    WriteOptions,
    check_title_template,
    episode_title,
    script_ms,
    shorten_script,
    write_script,
)

PARAGRAPHS = (
    "The harbour bridge in Elverton opened on Monday after two years of work.",
    "Port warden Ann Lee had asked for the bridge since the flood of 2019.",
    "Engineers found a crack in the northern pier on Tuesday and closed one lane.",
    "They will look at it again before the weekend.",
    "Ferries run every ten minutes until then.",
)


def story(title: str = "Bridge opens", new: tuple[int, ...] = ()) -> Story:
    blocks = tuple(map(Paragraph, PARAGRAPHS))
    article = Article("https://news.example/a", title, (), "Harbour News", "", "en", "", blocks, ())
    return Story(article, (), "", bool(new), new)


def spoken(one: Story, length: Length | None = None) -> list[str]:
    script = write_script([one], WriteOptions(title="Morning", length=length))
    return [segment.text for segment in script.sections[1].segments]


def test_an_update_tells_its_headline_and_what_is_new_with_what_that_depends_on() -> None:
    assert spoken(story(new=(3, 4))) == [
        "Bridge opens.",
        "An update to a story that you have heard.",
        "From Harbour News.",
        *PARAGRAPHS[2:],
    ]


def test_an_update_that_is_cut_keeps_what_is_new_rather_than_the_lede() -> None:
    cut = spoken(story(new=(3, 4)), Length(12))
    assert cut == spoken(story(new=(3, 4)))[:-1]


def test_a_story_that_is_new_is_told_whole() -> None:
    assert spoken(story()) == ["From Harbour News.", *PARAGRAPHS]  # its lede has the headline's words


@pytest.mark.parametrize(
    ("headlines", "template", "title"),
    [
        (["Bridge opens"], "{weekday}: {headlines}", "Monday: Bridge opens"),
        (["Bridge opens", "Ferry late"], "{weekday}: {headlines}", "Monday: Bridge opens and Ferry late"),
        (
            ["Bridge opens", "Ferry late.", "C", "D"],
            "{weekday}: {headlines}",
            "Monday: Bridge opens, Ferry late and 2 more",
        ),
        (["A"], "{title}, {date}", "Morning, Monday, November 23, 2026"),
        (["A"], "", "Morning"),
        (
            ["Council counts the cost of the forgotten orchard beside the river"],
            "{headlines}",
            "Council counts the cost of the forgotten orchard…",
        ),
    ],
)
def test_the_title_of_an_episode_has_its_day_and_its_first_headlines(
    headlines: list[str], template: str, title: str
) -> None:
    options = WriteOptions(title="morning", date="2026-11-23")
    assert episode_title([story(one) for one in headlines], template, options) == title


def test_a_title_without_a_date_has_no_empty_beginning() -> None:
    assert episode_title([story()], "{weekday}: {headlines}") == "Bridge opens"


@pytest.mark.parametrize("template", ["{day}", "{", "{0}", "{title.x}"])
def test_an_unknown_field_is_wrong_usage(template: str) -> None:
    with pytest.raises(UsageError, match="episode_title"):
        check_title_template(template)


def test_the_length_of_an_update_counts_only_what_is_told() -> None:
    length = Length(600)
    whole, update = (write_script([one], WriteOptions(title="M")) for one in (story(), story(new=(4,))))
    assert script_ms(update, length) < script_ms(whole, length)


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        (0, ["That was Morning."]),
        (1, ["One more story waits for the next programme.", "That was Morning."]),
        (7, ["7 more stories wait for the next programme.", "That was Morning."]),
    ],
)
def test_the_closing_tells_how_many_stories_wait(waiting: int, said: list[str]) -> None:
    options = WriteOptions(title="Morning", waiting=waiting)
    closing = write_script([story()], options).sections[-1]
    assert [segment.text for segment in closing.segments] == said
    silent = replace(options, parts=Parts(waiting=False))
    assert [segment.text for segment in write_script([story()], silent).sections[-1].segments] == said[-1:]


WEATHER = AudioStory("Tuesday's weather", "Coast Radio", Insert("/home/w.mp3", 300_000, 20_000))
TONES = AudioStory("Tones", "", Insert("/home/tones.wav", 60_000, 5_000))


def test_recordings_are_credited_and_come_after_the_stories() -> None:
    script = write_script([story(), story("Two")], WriteOptions(audio=(WEATHER, TONES)))
    told = [(s.title, s.role, s.chime_before, s.segments[0].text, s.insert) for s in script.sections[3:5]]
    assert told == [
        (
            "Tuesday's weather",
            "insert",
            True,
            "Next, from Coast Radio: Tuesday's weather.",
            replace(WEATHER.insert, pause_ms=1500),
        ),
        ("Tones", "insert", True, "Next, a recording: Tones.", replace(TONES.insert, pause_ms=1500)),
    ]


def test_the_minutes_of_a_recording_are_part_of_the_length() -> None:
    length = Length(50)
    with_audio = write_script([story()], WriteOptions(length=length, audio=(WEATHER,)))
    without = write_script([story()], WriteOptions(length=length))
    told, whole = (len(script.sections[1].segments) for script in (with_audio, without))
    assert told < whole
    assert script_ms(with_audio, length) == pytest.approx(length.budget_ms, rel=0.15)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "As reported on Thursday: Bridge closed."),
        ("de", "Wie am Donnerstag berichtet: Bridge closed."),
        ("fr", "Comme annoncé jeudi : Bridge closed."),
        ("es", "Como informamos el jueves: Bridge closed."),
    ],
)
def test_a_story_names_the_day_and_the_headline_of_the_story_that_it_goes_on_with(
    language: str, said: str
) -> None:
    article = replace(story().article, language=language)
    later = Story(article, (), reported=Reported("2026-11-26", "Bridge closed"))
    script = write_script([later], WriteOptions(title="Morning", date="2026-11-30"))
    assert said in [segment.text for segment in script.sections[1].segments]


SHORTENED = WriteOptions(
    title="Morning",
    audio=(AudioStory("The song", "Coast Radio", Insert("song.mp3", 60_000)),),
    own_parts=(
        OwnPart("jingle", "between", 5_000, recording="jingle.wav"),
        OwnPart("outro", "end", 5_000, recording="outro.wav"),
    ),
    briefs=(story("Ferry late"), story("Market moves")),
)


def shortened(spoken: int) -> Script:
    stories = [story("Bridge opens"), story("Library closes")]
    return shorten_script(write_script(stories, SHORTENED), spoken, stories, SHORTENED)


def roles(script: Script) -> list[str]:
    return [f"{one.role} {one.title}" for one in script.sections]


@pytest.mark.parametrize(
    ("spoken", "kept", "closing"),
    [
        (
            3,  # the jingle behind the first story is spoken, too
            ["story Bridge opens"],
            ["4 more stories wait for the next programme, among them:", "Library closes.", "The song."],
        ),
        (
            8,  # after the announcement of the briefs
            ["story Bridge opens", "part jingle", "story Library closes", "part jingle", "insert The song"],
            ["2 more stories wait for the next programme:", "Ferry late.", "Market moves."],
        ),
    ],
)
def test_a_shortened_programme_ends_after_the_last_spoken_story(
    spoken: int, kept: list[str], closing: list[str]
) -> None:
    script = shortened(spoken)
    assert roles(script) == ["opening Opening", *kept, "closing Closing", "part outro"]
    assert [line.text for line in script.sections[-2].segments] == [*closing, "That was Morning."]


@pytest.mark.parametrize(
    ("spoken", "headlines"),
    [(3, []), (5, ["The headlines.", "Bridge opens.", "Library closes."])],
    ids=["one story", "two stories"],
)
def test_the_opening_of_a_shortened_programme_is_that_of_its_stories(
    spoken: int, headlines: list[str]
) -> None:
    said = [line.text for line in shortened(spoken).sections[0].segments]
    assert said == ["This is Morning.", "The voices you hear are synthetic.", *headlines]
