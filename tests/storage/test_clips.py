"""The clip store gives back what it was given, and never costs a programme."""

import os
from pathlib import Path

import pytest

from briefing.storage import ClipFolder

KEY, OTHER = "ab12", "cd34"


def test_a_clip_comes_back_by_its_key(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path)
    clips.put(KEY, b"sound")
    assert (clips.get(KEY), clips.get(OTHER)) == (b"sound", None)


def test_a_store_that_cannot_be_written_stays_silent(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    clips = ClipFolder(tmp_path / "file")
    clips.put(KEY, b"sound")
    assert clips.get(KEY) is None


@pytest.mark.parametrize("left", [0, 1, 16, 20])
def test_a_clip_that_a_power_cut_has_shortened_is_no_clip(tmp_path: Path, left: int) -> None:
    clips = ClipFolder(tmp_path)
    clips.put(KEY, b"sound")
    os.truncate(tmp_path / KEY[:2] / KEY, left)
    assert clips.get(KEY) is None


def test_the_clip_used_longest_ago_goes_first(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path)
    clips.put(KEY, b"12345")
    clips.put(OTHER, b"12345")
    os.utime(tmp_path / OTHER[:2] / OTHER, (1, 1))
    assert clips.evict_until(30) == 1
    assert (clips.get(KEY), clips.get(OTHER)) == (b"12345", None)
