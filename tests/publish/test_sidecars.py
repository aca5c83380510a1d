"""Transcripts and chapters, read back as their standards say."""

import html
import json
import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.publish.programmes import HARBOUR, TREES, casting, master

from briefing.model import Chapter, Episode, TranscriptLine
from briefing.publish import (
    chapters_json,
    episode_from,
    has_word_times,
    transcript_json,
    webvtt,
    webvtt_by_word,
)

EDITION = casting(HARBOUR, TREES)
EPISODE = episode_from(EDITION, master(EDITION, 4321))

# '00:00:08.900 --> 00:00:12.900'
TIMING = re.compile(r"(\d\d+):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d\d+):([0-5]\d):([0-5]\d)\.(\d{3})")
# '<00:00:09.100>'
STAMP = re.compile(r"<(\d\d+):([0-5]\d):([0-5]\d)\.(\d{3})>")
# '<v Marta Lind>We waited', with the character references that WebVTT knows
VOICE = re.compile(r"<v ((?:[^<>&]|&amp;|&lt;|&gt;)+)>((?:[^<>&]|&amp;|&lt;|&gt;)+)", re.DOTALL)


def read_vtt(data: bytes) -> list[tuple[int, int, str, str]]:
    """The cues by WebVTT's grammar (www.w3.org/TR/webvtt1, 4.1); an AssertionError where it is broken."""
    head, *blocks = data.decode("utf-8").removesuffix("\n").split("\n\n")
    assert head == "WEBVTT"
    cues = []
    for block in blocks:
        timing, body = block.split("\n", 1)
        times = TIMING.fullmatch(timing)
        voice = VOICE.fullmatch(body)
        assert times, timing
        assert voice, body
        numbers = [int(group) for group in times.groups()]
        start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
        cues.append((start, end, html.unescape(voice[1]), html.unescape(voice[2])))
    return cues


def one_line(text: str, speaker: str = "Narrator", start: int = 0, end: int = 10_000) -> Episode:
    return Episode("id", "T", "", "en", end, (), (TranscriptLine(speaker, start, end, text),), ())


def test_the_json_transcript_has_a_segment_a_line_in_seconds() -> None:
    whole = json.loads(transcript_json(EPISODE))
    assert (whole["version"], len(whole["segments"])) == ("1.0.0", 6)
    assert whole["segments"][1] == {
        "speaker": "Marta Lind",
        "startTime": 5.021,
        "endTime": 9.342,
        "body": "We waited for eleven years, and in the end it took a week.",
    }


def test_chapters_are_json_chapters_and_only_addresses_become_links() -> None:
    whole = json.loads(chapters_json(EPISODE))
    assert whole == {
        "version": "1.2.0",
        "title": "Monday’s briefing",
        "chapters": [
            {
                "startTime": 0.0,
                "endTime": 18.584,
                "title": "Harbour <reopens> & nobody came",
                "url": "https://news.example/harbour?a=1&b=ü",
            },
            {"startTime": 18.584, "endTime": 28.126, "title": "Ten trees were planted"},
        ],
    }


def test_the_times_of_every_sidecar_are_the_same() -> None:
    segments = json.loads(transcript_json(EPISODE))["segments"]
    cues = read_vtt(webvtt(EPISODE))
    assert {cue[0] for cue in cues} >= {round(segment["startTime"] * 1000) for segment in segments}
    assert {cue[1] for cue in cues} >= {round(segment["endTime"] * 1000) for segment in segments}


def test_a_name_with_markup_is_still_one_voice_tag() -> None:
    assert ("O’Brien <& Sons>", "Except for us.") in [cue[2:] for cue in read_vtt(webvtt(EPISODE))]


def test_a_cue_ends_with_the_sentence_when_it_can() -> None:
    text = "The ships came in at dawn and the whole town stood on the quay. " * 2 + "Then they left."
    assert [cue[3].replace("\n", " ") for cue in read_vtt(webvtt(one_line(text)))] == [
        "The ships came in at dawn and the whole town stood on the quay.",
        "The ships came in at dawn and the whole town stood on the quay.",
        "Then they left.",
    ]


def test_an_hour_has_its_own_digits() -> None:
    assert b"01:00:00.000 --> 100:00:00.001" in webvtt(one_line("Late.", start=3_600_000, end=360_000_001))


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1),
    words=st.lists(st.text("abc.<&>-”", min_size=1, max_size=90), max_size=60),
    speaker=st.sampled_from(
        ["Narrator", "A & B <c>", "The spokesperson for the ministry of names that run on"]
    ),
    length=st.integers(0, 400_000),
)
def test_a_vtt_keeps_the_words_the_times_and_65_characters(
    text: str, words: list[str], speaker: str, length: int
) -> None:
    spoken = " ".join([text, *words])
    cues = read_vtt(webvtt(one_line(spoken, speaker, 1000, 1000 + length)))
    assert re.sub(r"\s", "", "".join(cue[3] for cue in cues)) == re.sub(r"\s", "", spoken)
    assert (cues[0][0], cues[-1][1]) == (1000, 1000 + length)
    assert all(one[1] == two[0] for one, two in pairwise(cues))
    assert all(len(row) <= 65 for cue in cues for row in cue[3].split("\n"))
    assert all(1 <= len(cue[3].split("\n")) <= 2 for cue in cues)
    assert {cue[2] for cue in cues} == {speaker}


def test_the_row_beside_a_short_name_holds_65_characters_with_its_tag() -> None:
    rows = webvtt(one_line("word " * 80, "Marta Lind")).decode().split("\n")
    assert max(map(len, rows)) <= 65


def test_a_path_of_this_machine_is_not_published() -> None:
    episode = Episode("i", "T", "", "en", 5, (Chapter("A", 0, 5, "file:///etc/passwd"),), (), ())
    assert json.loads(chapters_json(episode))["chapters"] == [
        {"startTime": 0.0, "endTime": 0.005, "title": "A"}
    ]


def timed(line: TranscriptLine, edges: list[int]) -> TranscriptLine:
    """The line with word times from the sorted edges: start, end, start, end ..."""
    count = len(line.text.split())
    starts, ends = edges[: 2 * count : 2], edges[1 : 2 * count : 2]
    return replace(line, word_starts_ms=tuple(starts), word_ends_ms=tuple(ends))


def test_words_have_their_times_inside_the_cues() -> None:
    line = timed(
        TranscriptLine("A & B", 1000, 3000, "Yes – we <do>."),
        [1000, 1200, 1200, 1200, 1450, 1600, 2000, 2900],
    )
    assert webvtt_by_word(replace(EPISODE, transcript=(line,))).decode() == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n"
        "<v A &amp; B>Yes <00:00:01.200>– <00:00:01.450>we <00:00:02.000>&lt;do&gt;.\n"
    )


def test_the_parts_of_a_long_line_begin_with_their_first_word() -> None:
    line = TranscriptLine(
        "Narrator", 0, 40_000, "The ships came in at dawn and the whole town stood on the quay. " * 2
    )
    edges = [edge for at in range(28) for edge in (100 * at, 100 * at + 90)]
    episode = replace(EPISODE, transcript=(timed(replace(line, text=line.text.strip()), edges),))
    cues = webvtt_by_word(episode).decode().split("\n\n")[1:]
    assert [cue.split("\n")[0] for cue in cues] == [
        "00:00:00.000 --> 00:00:01.400",
        "00:00:01.400 --> 00:00:40.000",
    ]


def test_a_line_without_word_times_has_the_cues_of_the_plain_transcript() -> None:
    assert (has_word_times(EPISODE), webvtt_by_word(EPISODE)) == (False, webvtt(EPISODE))


def test_times_that_do_not_fit_the_words_are_not_used() -> None:
    line = replace(EPISODE.transcript[0], word_starts_ms=(1, 2), word_ends_ms=(2, 3))
    episode = replace(EPISODE, transcript=(line,))
    assert (line.words, webvtt_by_word(episode)) == ((), webvtt(episode))


@given(
    words=st.lists(st.text("abc.<&>-”", min_size=1, max_size=90), min_size=1, max_size=30),
    speaker=st.sampled_from(["Narrator", "The spokesperson for the ministry of names that run on"]),
    data=st.data(),
)
def test_word_times_rise_inside_their_cues_and_the_words_are_those_of_the_plain_transcript(
    words: list[str], speaker: str, data: st.DataObject
) -> None:
    count = 2 * len(words) + 2
    start, *edges, end = sorted(data.draw(st.lists(st.integers(0, 20_000), min_size=count, max_size=count)))
    line = timed(TranscriptLine(speaker, start, end, " ".join(words)), edges)
    episode = replace(EPISODE, transcript=(line,))
    stamped = webvtt_by_word(episode)
    cues = read_vtt(STAMP.sub("", stamped.decode()).encode())
    assert [cue[2:] for cue in cues] == [cue[2:] for cue in read_vtt(webvtt(episode))]
    assert (cues[0][0], cues[-1][1]) == (start, end)
    assert all(one[1] == two[0] for one, two in pairwise(cues))
    for cue, text in zip(cues, stamped.decode().split("\n\n")[1:], strict=True):
        times = [
            ((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(ms) for h, m, s, ms in STAMP.findall(text)
        ]
        assert times == sorted(set(times))
        assert all(cue[0] < time < cue[1] for time in times)
