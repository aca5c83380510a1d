"""Transcripts and chapters, read back as their standards say."""

import html
import json
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.publish.programmes import HARBOUR, TREES, casting, master

from briefing.model import Chapter, Episode, TranscriptLine
from briefing.publish import chapters_json, episode_from, transcript_json, webvtt

EDITION = casting(HARBOUR, TREES)
EPISODE = episode_from(EDITION, master(EDITION, 4321))

# '00:00:08.900 --> 00:00:12.900'
TIMING = re.compile(r"(\d\d+):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d\d+):([0-5]\d):([0-5]\d)\.(\d{3})")
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
