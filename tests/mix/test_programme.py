"""The programme is the same however it was made, and its timeline is exact."""

import io
from array import array
from pathlib import Path
from typing import Any

import pytest
from mutagen.mp3 import MP3
from tests.speak.castings import DictClipStore, casting_of

from briefing.errors import AudioError
from briefing.mix import MixOptions, mix_programme
from briefing.mix.mastering import trim_silence
from briefing.model import Casting, Clip, Master, SpokenWord
from briefing.speak import record

STORIES = (("One two three four.", "Five six."), ("Seven eight nine.",))


def mixed(casting: Casting, clips: DictClipStore, workers: int = 1) -> tuple[Master, bytes]:
    sink = io.BytesIO()
    with record(casting, clips) as takes:
        return mix_programme(takes, sink, MixOptions(workers=workers), clips), sink.getvalue()


def test_workers_and_the_store_change_no_byte() -> None:
    clips = DictClipStore()
    cold = mixed(casting_of(STORIES), clips)
    assert mixed(casting_of(STORIES), clips) == cold
    assert mixed(casting_of(STORIES), DictClipStore(), workers=3) == cold


def test_cues_stand_in_order_and_inside_the_programme() -> None:
    master, _ = mixed(casting_of(STORIES), DictClipStore())
    cues = master.timeline.cues
    assert [(cue.section, cue.segment) for cue in cues] == [(0, 0), (0, 1), (1, 0)]
    edges = [edge for cue in cues for edge in (cue.start, cue.end)]
    assert edges == sorted(edges)
    assert edges[-1] + 22_050 <= master.timeline.samples


def test_players_see_the_length_of_the_timeline(tmp_path: Path) -> None:
    master, mp3 = mixed(casting_of(STORIES), DictClipStore())
    (tmp_path / "x.mp3").write_bytes(mp3)
    seen: Any = MP3(str(tmp_path / "x.mp3"))  # type: ignore[no-untyped-call]  # mutagen's stubs stop here
    assert seen.info.length == pytest.approx(master.timeline.samples / 44_100, abs=1e-4)


def test_the_sink_may_stand_behind_a_tag() -> None:
    sink = io.BytesIO(b"tag")
    sink.seek(3)
    casting = casting_of(STORIES)
    with record(casting, DictClipStore()) as takes:
        mix_programme(takes, sink, MixOptions(workers=1))
    assert sink.getvalue() == b"tag" + mixed(casting, DictClipStore())[1]
    assert sink.tell() == len(sink.getvalue())


def test_a_programme_without_a_word_is_an_error() -> None:
    with pytest.raises(AudioError, match="no speech"):
        mixed(casting_of((("…",),)), DictClipStore())


def test_each_word_has_its_samples_in_the_programme() -> None:
    master, _ = mixed(casting_of((("One two three.",),)), DictClipStore())
    [cue] = master.timeline.cues
    word, sounding = 60 * 44_100 // 160, 2 * (22_050 * 60 // 160 * 3 // 4 // 100 * 100)
    assert [spoken.text for spoken in cue.words] == ["One", "two", "three."]
    assert [round((spoken.start - cue.start) / word, 2) for spoken in cue.words] == [0, 1, 2]
    assert all(abs(spoken.end - spoken.start - sounding) < 500 for spoken in cue.words)
    assert cue.words[-1].end <= cue.end


def test_words_are_kept_with_the_encoded_line() -> None:
    clips = DictClipStore()
    first, _ = mixed(casting_of(STORIES), clips)
    again, _ = mixed(casting_of(STORIES), clips)
    assert [len(cue.words) for cue in again.timeline.cues] == [4, 2, 3]
    assert again == first


@pytest.mark.parametrize("damage", [b"", b"\0" * 5, b"\0" * 11 + b"\xff", b"\0" * 11 + b"\2[1"])
def test_a_kept_line_that_is_damaged_is_made_again(damage: bytes) -> None:
    clips = DictClipStore()
    whole = mixed(casting_of(STORIES), clips)
    for key in clips:
        clips.put(key, damage)
    assert mixed(casting_of(STORIES), clips) == whole


def test_words_at_a_quiet_edge_are_cut_with_it() -> None:
    loud, quiet = array("h", [8000, -8000] * 5000).tobytes(), bytes(2 * 10_000)
    words = (SpokenWord("um", 0, 4000), SpokenWord("yes", 9_000, 21_000), SpokenWord("so", 26_000, 30_000))
    line = trim_silence(Clip(10_000, quiet + loud + quiet, words))
    assert line.samples == 10_200
    assert line.words == (
        SpokenWord("um", 0, 0),
        SpokenWord("yes", 0, 10_200),
        SpokenWord("so", 10_200, 10_200),
    )
