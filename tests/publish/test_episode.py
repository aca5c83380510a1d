"""What is published of a programme."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.publish.programmes import (
    CLOSING,
    HARBOUR,
    IN_BRIEF,
    ODD,
    OPENING,
    TREES,
    casting,
    master,
    narration,
    quote,
)

from briefing.model import (
    Casting,
    Cue,
    EpisodeSpeaker,
    Insert,
    LeftOut,
    Master,
    Narration,
    Script,
    Section,
    SpokenWord,
    Timeline,
    TranscriptLine,
    TranscriptWord,
)
from briefing.publish import episode_from

EDITION = casting(OPENING, HARBOUR, TREES, CLOSING)


def test_lines_are_the_cues_in_milliseconds_with_the_speakers_names() -> None:
    episode = episode_from(EDITION, master(EDITION, 4000))
    assert episode.transcript[:3] == (
        TranscriptLine("Narrator", 500, 4500, "Good morning. The voices are synthetic."),
        TranscriptLine("Narrator", 4700, 8700, "The harbour reopened on Monday. Marta Lind said:"),
        TranscriptLine(
            "Marta Lind", 8900, 12900, "We waited for eleven years, and in the end it took a week."
        ),
    )
    assert [line.speaker for line in episode.transcript[3:]] == [
        "Narrator",
        "O’Brien <& Sons>",
        "Narrator",
        "Unnamed speaker",
        "Narrator",
    ]


def test_a_long_opening_is_a_chapter_and_a_short_closing_belongs_to_the_last_story() -> None:
    chapters = episode_from(EDITION, master(EDITION, 12_000, 3000)).chapters
    assert [(c.title, c.start_ms, c.end_ms) for c in chapters] == [
        ("Today", 0, 12_700),
        ("Harbour <reopens> & nobody came", 12_700, 25_500),
        ("Ten trees were planted", 25_500, 35_600),
    ]


def test_a_short_opening_belongs_to_the_first_story() -> None:
    chapters = episode_from(EDITION, master(EDITION, 3000)).chapters
    assert [(c.title, c.start_ms) for c in chapters] == [
        ("Harbour <reopens> & nobody came", 0),
        ("Ten trees were planted", 16_500),
    ]


def test_one_story_is_one_chapter_however_long_the_opening() -> None:
    one = casting(OPENING, HARBOUR, CLOSING)
    episode = episode_from(one, master(one, 15_000))
    assert [(c.start_ms, c.end_ms) for c in episode.chapters] == [(0, episode.duration_ms)]


def test_stories_in_brief_are_one_chapter_with_each_of_them_also_beside_one_story() -> None:
    spoken = casting(HARBOUR, *IN_BRIEF)
    episode = episode_from(spoken, master(spoken, 2_000, lead_ms=0, pause_ms=0), "")
    assert [(one.title, one.start_ms, one.end_ms) for one in episode.chapters] == [
        ("Harbour <reopens> & nobody came", 0, 8_000),
        ("In brief", 8_000, 16_000),
    ]
    assert [(one.title, one.start_ms, one.source) for one in episode.chapters[1].items] == [
        ("Night buses return", 10_000, "City Transit"),
        ("A lost cat came home", 14_000, ""),
    ]


def test_a_chapter_knows_its_source() -> None:
    chapter = episode_from(EDITION, master(EDITION, 3000)).chapters[0]
    assert (chapter.url, chapter.source) == ("https://news.example/harbour?a=1&b=ü", "The Example")


def test_speakers_are_those_quoted_in_order_with_the_casts_name_of_the_voice() -> None:
    again = casting(HARBOUR, Section("More", (quote("Again.", ODD),)))
    assert episode_from(again, master(again, 1000)).speakers == (
        EpisodeSpeaker("Marta Lind", "harbour master", "female", "woman-1"),
        EpisodeSpeaker("O’Brien <& Sons>", "", "organisation", "man-1"),
    )


def test_what_was_left_out_is_kept() -> None:
    gone = (LeftOut("https://news.example/gone", "404"),)
    assert episode_from(EDITION, master(EDITION, 1000), "2026-11-23", gone).left_out == gone


def test_the_id_tells_the_content_and_the_day_and_not_the_sound() -> None:
    other = casting(OPENING, HARBOUR, TREES)
    first = episode_from(EDITION, master(EDITION, 1000), "2026-11-23T06:30:00+00:00").id
    assert first == episode_from(EDITION, master(EDITION, 2000), "2026-11-23T18:00:00+00:00").id
    assert first != episode_from(EDITION, master(EDITION, 1000), "2026-11-24T06:30:00+00:00").id
    assert first != episode_from(other, master(other, 1000), "2026-11-23T06:30:00+00:00").id


def test_white_space_and_control_characters_of_a_page_do_not_reach_the_episode() -> None:
    odd = casting(Section(" A\n\x00title\ud800 ", (narration("One\u2028two\x1b"),)), title="\x07")
    episode = episode_from(odd, master(odd, 1000))
    assert (episode.title, episode.chapters[0].title) == ("", "A title")
    assert [line.text for line in episode.transcript] == ["One two"]


def test_a_programme_without_a_word_is_one_silent_episode() -> None:
    empty = Casting(Script("Nothing", "en", ()), ())
    episode = episode_from(empty, Master(Timeline(44_100, 44_100, ()), 64, 0))
    assert (episode.duration_ms, episode.chapters, episode.transcript) == (1000, (), ())


@given(
    rate=st.sampled_from([22_050, 44_100, 48_000]),
    gaps=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**7)), min_size=8, max_size=8),
    tail=st.integers(0, 10**6),
)
def test_chapters_cover_the_programme_and_lines_stay_in_order(
    rate: int, gaps: list[tuple[int, int]], tail: int
) -> None:
    cues, now = [], 0
    places = [(at, p) for at, s in enumerate(EDITION.script.sections) for p in range(len(s.segments))]
    for (section, segment), (gap, length) in zip(places, gaps, strict=True):
        cues.append(Cue(section, segment, now + gap, now + gap + length))
        now += gap + length
    episode = episode_from(EDITION, Master(Timeline(rate, now + tail, tuple(cues)), 64, 0))
    chapters = episode.chapters
    assert (chapters[0].start_ms, chapters[-1].end_ms) == (0, episode.duration_ms)
    assert all(one.end_ms == two.start_ms for one, two in pairwise(chapters))
    assert all(one.end_ms <= two.start_ms for one, two in pairwise(episode.transcript))
    errors = [
        abs(line.start_ms * rate - cue.start * 1000)
        for line, cue in zip(episode.transcript, cues, strict=True)
    ]
    assert max(errors) * 2 <= rate  # half a millisecond


def test_a_line_has_the_times_of_its_words() -> None:
    edition = casting(
        Section("Today", (Narration("It cost $2 — all told.", "It cost two dollars all told."),))
    )
    said = ("It", "cost", "two", "dollars", "all", "told.")
    words = tuple(SpokenWord(word, 4410 * at, 4410 * at + 4000) for at, word in enumerate(said, 1))
    spoken = Master(Timeline(44_100, 44_100, (Cue(0, 0, 4410, 31_000, words),)), 64, 1)
    [line] = episode_from(edition, spoken).transcript
    assert line == TranscriptLine(
        "Narrator",
        100,
        703,
        "It cost $2 — all told.",
        (100, 200, 300, 491, 500, 600),
        (191, 291, 491, 491, 591, 691),
    )
    assert line.words[2] == TranscriptWord("$2", 300, 491)


def test_a_line_whose_engine_knows_no_words_has_no_times() -> None:
    line = episode_from(EDITION, master(EDITION, 4000)).transcript[0]
    assert (line.word_starts_ms, line.word_ends_ms, line.words) == ((), (), ())


def test_a_recording_is_a_chapter_and_only_its_credit_is_in_the_transcript() -> None:
    weather = Section(
        "Weather", (narration("Next, a recording: Weather."),), "insert", insert=Insert("/home/w.mp3", 60_000)
    )
    programme = casting(HARBOUR, weather)
    whole = master(programme, 3000)
    played = Cue(1, 1, whole.timeline.samples, whole.timeline.samples + 44_100)
    timeline = Timeline(44_100, played.end, (*whole.timeline.cues, played))
    episode = episode_from(programme, Master(timeline, 64, 0))
    assert [(c.title, c.end_ms - c.start_ms) for c in episode.chapters] == [
        ("Harbour <reopens> & nobody came", 13_300),
        ("Weather", 4_700),
    ]
    assert [line.text for line in episode.transcript[4:]] == ["Next, a recording: Weather."]
