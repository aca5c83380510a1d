"""Copies of the library are sound, one file each, and bounded in number and size."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.storage.test_library import SOURCE

from briefing.errors import StorageError
from briefing.storage import (
    Library,
    LibraryCopy,
    copy_path,
    describe_copy,
    library_copies,
    remove_old_copies,
    restore_copy,
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite3"
    with Library(path) as library:
        library.add_source(SOURCE)
    return path


def files_below(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir())}


def write_sized(folder: Path, sizes: dict[str, int]) -> None:
    folder.mkdir()
    for name, size in sizes.items():
        (folder / name).write_bytes(bytes(size))


def test_a_copy_of_a_library_in_use_is_one_sound_file(library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "2026-11-23.sqlite3"
    with Library(library) as opened:
        opened.copy_to(copy)
    assert list(files_below(copy.parent)) == [copy.name]
    assert describe_copy(copy) == LibraryCopy(copy, copy.stat().st_size, 1, 0, "")


def test_a_damaged_library_replaces_no_copy(library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "2026-11-23.sqlite3"
    with Library(library) as opened:
        opened.copy_to(copy)
        before = copy.read_bytes()
        opened._db.execute("PRAGMA user_version = 0")
        with pytest.raises(StorageError, match="the library is damaged: it is not a library"):
            opened.copy_to(copy)
    assert (list(files_below(copy.parent)), copy.read_bytes()) == ([copy.name], before)


@pytest.mark.parametrize(
    ("keep", "max_bytes", "kept"),
    [
        (2, 1000, ["2026-11-22.sqlite3", "2026-11-23.sqlite3", "replaced-2026-11-01.sqlite3"]),
        (3, 25, ["2026-11-22.sqlite3", "2026-11-23.sqlite3"]),
        (3, 5, ["2026-11-23.sqlite3"]),
        (0, 1000, []),
    ],
)
def test_old_copies_are_removed_by_number_and_size(
    keep: int, max_bytes: int, kept: list[str], tmp_path: Path
) -> None:
    names = ["2026-11-21.sqlite3", "2026-11-22.sqlite3", "2026-11-23.sqlite3", "replaced-2026-11-01.sqlite3"]
    write_sized(tmp_path / "copies", dict.fromkeys(names, 10) | {"notes.txt": 10})
    remove_old_copies(tmp_path / "copies", keep, max_bytes)
    assert list(files_below(tmp_path / "copies")) == sorted([*kept, "notes.txt"])


def test_the_daily_copies_come_before_the_replaced_ones_newest_first(tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    paths = [copy_path(folder, "2026-11-23"), copy_path(folder, "2026-11-22")]
    replaced = copy_path(folder, "2026-11-30-063000", is_replaced=True)
    write_sized(folder, {path.name: 1 for path in (*paths, replaced)} | {".2026-11-24.sqlite3.draft": 1})
    assert library_copies(folder) == (*paths, replaced)


def test_the_log_of_a_damaged_library_does_not_reach_the_restored_one(library: Path, tmp_path: Path) -> None:
    copy, aside = tmp_path / "copy.sqlite3", tmp_path / "copies" / "replaced-x.sqlite3"
    with Library(library) as opened:
        opened.copy_to(copy)
    library.write_bytes(b"no database at all" * 400)
    for suffix in ("-wal", "-shm"):
        library.with_name(library.name + suffix).write_bytes(b"of another file")
    restore_copy(copy, library, aside)
    with Library(library) as opened:
        assert (opened.sources(), opened.find_damage()) == ((SOURCE,), "")
    assert aside.read_bytes() == b"no database at all" * 400


def test_the_replaced_library_has_what_was_only_in_its_log(library: Path, tmp_path: Path) -> None:
    copy, aside = tmp_path / "copy.sqlite3", tmp_path / "aside.sqlite3"
    with Library(library) as opened:
        opened.copy_to(copy)
        opened.remove_source(SOURCE.address)
    restore_copy(copy, library, aside)
    assert (describe_copy(aside).sources, describe_copy(library).sources) == (0, 1)


def test_a_library_of_a_newer_version_is_not_restored(library: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "new.sqlite3")) as newer:
        newer.execute("PRAGMA user_version = 999")
    with pytest.raises(StorageError, match="a newer briefing wrote it"):
        restore_copy(tmp_path / "new.sqlite3", library, tmp_path / "aside.sqlite3")
