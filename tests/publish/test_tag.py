"""The tag, read back by mutagen and by ffprobe."""

import json
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import lameenc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from tests.publish.programmes import CLOSING, HARBOUR, OPENING, TREES, casting, master, narration

from briefing.errors import AudioError
from briefing.model import Section
from briefing.publish import TagOptions, episode_from, id3_reserved_bytes, id3_tag
from briefing.publish.notes import SYNTHETIC_VOICES
from briefing.publish.tag import language_code

EDITION = casting(OPENING, HARBOUR, TREES, CLOSING)
EPISODE = episode_from(EDITION, master(EDITION, 12_000), "2026-11-23T06:30:00+00:00")
COVER = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9 + b"\xff\xd9"
OPTIONS = TagOptions("Our newsroom", "The example briefing", cover=COVER)


def read(tag: bytes) -> ID3:
    return ID3(BytesIO(tag))  # type: ignore[no-untyped-call]  # mutagen does not annotate it


def test_mutagen_reads_every_field() -> None:
    tags = read(id3_tag(EPISODE, OPTIONS))
    assert tags.version == (2, 3, 0)
    texts = {name: str(tags[name]) for name in ("TIT2", "TPE1", "TALB", "TDRC", "TLAN", "TCON", "TLEN")}
    assert texts == {
        "TIT2": "Monday’s briefing",
        "TPE1": "Our newsroom",
        "TALB": "The example briefing",
        "TDRC": "2026-11-23 06:30:00",
        "TLAN": "eng",
        "TCON": "Podcast",
        "TLEN": "98600",
    }
    assert "synthetic" in str(tags["TXXX:Synthetic voices"])
    assert "The Example: https://news.example/harbour?a=1&b=ü" in str(tags["COMM::eng"])
    assert "Marta Lind: We waited for eleven years" in str(tags["USLT::eng"])
    assert (tags["APIC:"].data, tags["APIC:"].type, tags["APIC:"].mime) == (COVER, 3, "image/jpeg")


def test_a_tag_says_where_the_voices_come_from() -> None:
    episode = replace(EPISODE, origins=("Voices by nobody, CC0.", "Others by somebody, MIT."))
    tags = read(id3_tag(episode))
    honest = f"{SYNTHETIC_VOICES} Voices by nobody, CC0. Others by somebody, MIT."
    assert [str(tags["TXXX:Synthetic voices"]), str(tags["COMM::eng"]).split("\n")[-1]] == [honest, honest]


def test_mutagen_reads_the_chapters_and_their_table() -> None:
    tags = read(id3_tag(EPISODE))
    contents = tags["CTOC:toc"]
    chapters = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert str(contents.sub_frames["TIT2"]) == "Monday’s briefing"
    assert int(contents.flags) == 3
    assert [(c.start_time, c.end_time, str(c.sub_frames["TIT2"])) for c in chapters] == [
        (chapter.start_ms, chapter.end_ms, chapter.title) for chapter in EPISODE.chapters
    ]
    links = [[frame.url for frame in c.sub_frames.getall("WXXX")] for c in chapters]
    assert links == [[], ["https://news.example/harbour?a=1&b=%C3%BC"], [], []]


def test_no_frame_is_empty_when_nothing_is_known() -> None:
    plain = casting(Section("", (narration(""),)), title="", language="")
    tags = read(id3_tag(episode_from(plain, master(plain, 100)), TagOptions("", "", "")))
    assert sorted(tags) == [
        "CHAP:chp0",
        "COMM::und",
        "CTOC:toc",
        "TLAN",
        "TLEN",
        "TXXX:Synthetic voices",
        "USLT::und",
    ]


@pytest.mark.parametrize(
    ("language", "code"), [("en-GB", "eng"), ("de", "deu"), ("gsw", "gsw"), ("", "und"), ("x-klingon", "und")]
)
def test_a_language_is_named_as_id3_wants_it(language: str, code: str) -> None:
    assert language_code(language) == code


def test_a_tag_fills_its_size_to_the_byte() -> None:
    tag, frames = id3_tag(EPISODE, OPTIONS, size=100_000), id3_tag(EPISODE, OPTIONS)[10:]
    assert tag[10:] == frames + bytes(100_000 - 10 - len(frames))


def test_a_tag_that_is_longer_than_its_size_is_an_error_of_ours() -> None:
    with pytest.raises(AudioError, match="is too large"):
        id3_tag(EPISODE, OPTIONS, size=200)


@given(lengths=st.lists(st.integers(1, 3_000_000), min_size=1, max_size=9))
def test_the_size_reserved_before_the_audio_holds_the_tag_after_it(lengths: list[int]) -> None:
    date = "2026-11-23T06:30:00+00:00"
    size = id3_reserved_bytes(EDITION, date, OPTIONS)
    episode = episode_from(EDITION, master(EDITION, *lengths), date)
    assert len(id3_tag(episode, OPTIONS, size)) == size


def test_few_bytes_are_reserved_in_vain() -> None:
    assert id3_reserved_bytes(EDITION) - len(id3_tag(EPISODE)) < 200


def an_mp3(tag: bytes, seconds: int) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(44_100)
    encoder.set_channels(1)
    encoder.silence()
    return bytes(tag + encoder.encode(bytes(2 * 44_100 * seconds)) + encoder.flush())


def test_mutagen_finds_the_audio_behind_the_tag() -> None:
    tag = id3_tag(EPISODE, OPTIONS, size=id3_reserved_bytes(EDITION, EPISODE.date, OPTIONS))
    sound: Any = MP3(BytesIO(an_mp3(tag, 5)))  # type: ignore[no-untyped-call]  # mutagen does not annotate it
    assert sound.info.length == pytest.approx(5, abs=0.1)
    assert (sound.info.sample_rate, sound.info.channels) == (44_100, 1)


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="needs ffprobe on PATH")
def test_ffprobe_lists_the_chapters_in_their_order(tmp_path: Path) -> None:
    many = [Section(f"Story {'x' * (30 - at)}", (narration("A story."),)) for at in range(24)]
    edition = casting(*many)
    episode = episode_from(edition, master(edition, 5000), "2026-11-23")
    path = tmp_path / "a.mp3"
    path.write_bytes(an_mp3(id3_tag(episode), 5))
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-of", "json", str(path)]
    seen = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert [chapter["tags"]["title"] for chapter in seen["chapters"]] == [c.title for c in episode.chapters]
    assert [round(float(c["start_time"]) * 1000) for c in seen["chapters"]] == [
        c.start_ms for c in episode.chapters
    ]
    assert seen["format"]["tags"]["title"] == "Monday’s briefing"
