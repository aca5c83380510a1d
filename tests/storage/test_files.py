"""Files are whole or not there."""

import errno
import os
from pathlib import Path

import pytest

from briefing.errors import StorageError
from briefing.storage import (
    copy_file,
    open_atomic,
    read_or_write_line,
    read_whole,
    remove_dead_drafts,
    write_atomic,
)
from briefing.storage.files import replace_file, storage_errors


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_finished_file_takes_its_name(tmp_path: Path) -> None:
    write_atomic(tmp_path / "new" / "x.bin", b"whole")
    assert read_whole(tmp_path / "new" / "x.bin") == b"whole"
    assert names(tmp_path / "new") == ["x.bin"]


def test_a_failed_block_leaves_what_stood_there_and_nothing_else(tmp_path: Path) -> None:
    write_atomic(tmp_path / "x.bin", b"old")
    with pytest.raises(KeyError), open_atomic(tmp_path / "x.bin") as file:
        file.write(b"half of the new")
        raise KeyError("the power went")
    assert (read_whole(tmp_path / "x.bin"), names(tmp_path)) == (b"old", ["x.bin"])


def test_a_file_in_the_way_of_a_folder_is_our_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(StorageError, match="taken"):
        write_atomic(tmp_path / "taken" / "x.bin", b"")


def test_a_full_disk_is_our_error_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no space left") as caught, open_atomic(tmp_path / "x.bin"):
        raise OSError(28, "No space left on device")
    assert "-o" in caught.value.hint
    assert names(tmp_path) == []


def test_a_missing_file_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such file"):
        read_whole(tmp_path / "none")


def test_what_is_kept_once_stays_whatever_is_offered_later(tmp_path: Path) -> None:
    place = tmp_path / "data" / "id"
    assert [read_or_write_line(place, line) for line in ("first", "second")] == ["first", "first"]
    place.write_bytes(b" \n")
    assert [read_or_write_line(place, line) for line in ("third", "fourth")] == ["third", "third"]


def test_a_copy_is_made_where_size_or_time_differ_and_has_the_originals_time(tmp_path: Path) -> None:
    source, copy = tmp_path / "a.mp3", tmp_path / "site" / "a.mp3"
    source.write_bytes(b"one")
    copy_file(source, copy)
    first = copy.stat()
    copy_file(source, copy)
    assert (copy.stat().st_ino, first.st_mtime_ns) == (first.st_ino, source.stat().st_mtime_ns)
    source.write_bytes(b"two")
    os.utime(source, ns=(0, first.st_mtime_ns + 1))
    copy_file(source, copy)
    assert (copy.read_bytes(), names(copy.parent)) == (b"two", ["a.mp3"])
    with pytest.raises(StorageError, match="cannot read"):
        copy_file(tmp_path / "gone.mp3", copy)


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "Free some space on the disk of /home/ann."),
        (errno.EROFS, "The disk is read-only; choose a place on another one."),
        (errno.EACCES, "Choose another place, or check the permissions of /home/ann."),
        (errno.EIO, "Check /home/ann, or choose another place."),
    ],
)
def test_the_hint_fits_the_reason(number: int, hint: str) -> None:
    with pytest.raises(StorageError) as failure, storage_errors(Path("/home/ann/a.mp3")):
        raise OSError(number, os.strerror(number))
    assert failure.value.hint == hint


class OpenElsewhere(type(Path())):  # type: ignore[misc]
    """A path that cannot be renamed twice, as on Windows while another program has its target open."""

    refusals = 2

    def replace(self, target: Path) -> Path:
        if OpenElsewhere.refusals:
            OpenElsewhere.refusals -= 1
            raise PermissionError(errno.EACCES, "in use")
        return Path(self).replace(target)


def test_a_file_that_another_program_has_open_for_a_moment_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"old")
    (tmp_path / "draft").write_bytes(b"new")
    OpenElsewhere.refusals = 2
    replace_file(OpenElsewhere(tmp_path / "draft"), tmp_path / "x.bin", (0, 0))
    assert (read_whole(tmp_path / "x.bin"), names(tmp_path)) == (b"new", ["x.bin"])


def test_a_file_that_stays_open_elsewhere_is_an_error_after_the_last_attempt(tmp_path: Path) -> None:
    (tmp_path / "draft").write_bytes(b"new")
    OpenElsewhere.refusals = 2
    with pytest.raises(PermissionError):
        replace_file(OpenElsewhere(tmp_path / "draft"), tmp_path / "x.bin", (0,))
    assert names(tmp_path) == ["draft"]


def test_drafts_of_dead_writers_are_removed_and_those_of_living_ones_stay(tmp_path: Path) -> None:
    dead, fresh = tmp_path / "5f" / ".a.mp3.x.draft", tmp_path / "5f" / ".b.mp3.x.draft"
    with open_atomic(tmp_path / "5f" / "c.mp3") as living:
        for path in (dead, fresh, tmp_path / "5f" / "d.mp3"):
            path.write_bytes(b"half")
        for path in (dead, Path(living.name)):
            os.utime(path, (1_000, 1_000))
        removed = remove_dead_drafts(tmp_path, "??", fresh.stat().st_mtime + 59)
        assert (removed, names(tmp_path / "5f")) == (1, sorted([fresh.name, Path(living.name).name, "d.mp3"]))
    assert names(tmp_path / "5f") == [fresh.name, "c.mp3", "d.mp3"]
