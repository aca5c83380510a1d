"""Who had which voice is remembered, and a broken memory is said."""

from pathlib import Path

import pytest

from briefing.errors import StorageError
from briefing.storage import Library, move_old_voices, read_remembered_voices, remember_voices


def test_what_is_remembered_adds_up_and_the_last_word_stays(tmp_path: Path) -> None:
    path = tmp_path / "data" / "voices.json"
    remember_voices(path, {"ann": "woman-1", "bob": "man-1"})
    remember_voices(path, {"bob": "man-2"})
    assert read_remembered_voices(path) == {"ann": "woman-1", "bob": "man-2"}


@pytest.mark.parametrize("text", ["{", "[]", "\xff"])
def test_a_broken_memory_is_our_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "voices.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(StorageError, match="remembered"):
        read_remembered_voices(path)


def test_what_an_older_briefing_remembered_moves_into_the_library_once(tmp_path: Path) -> None:
    path = tmp_path / "voices.json"
    remember_voices(path, {"ann": "woman-1", "bob": "man-1"})
    with Library(tmp_path / "library.sqlite3") as library:
        library.remember_voices({"bob": "man-2"})
        move_old_voices(path, library)
        move_old_voices(path, library)
        assert library.voices() == {"ann": "woman-1", "bob": "man-2"}
    assert [one.name for one in tmp_path.glob("voices*")] == ["voices.json.old"]


def test_an_old_memory_that_nobody_can_read_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "voices.json"
    path.write_text("{")
    with Library(tmp_path / "library.sqlite3") as library:
        move_old_voices(path, library)
        assert library.voices() == {}
    assert not path.exists()
