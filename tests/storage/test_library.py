"""The library remembers, and is whole after any interruption."""

import sqlite3
from array import array
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from briefing.errors import LockedError, StorageError
from briefing.storage import EpisodeRow, Item, Library, PublishedArticle, Source, hold_lock
from briefing.storage.database import library_errors

SOURCE = Source("https://news.example/feed", "feed", "Harbour", 150, 5)
ITEM = Item(
    SOURCE.address, "1", "https://news.example/a", "news.example/a", "A", "", "s1", "2026-11-23T05:00:00Z"
)
TOLD = PublishedArticle("news.example/a", "https://news.example/a", "A", (1, 2, 4_000_000_000))
MAKING = EpisodeRow("2026-11-23-morning", "2026-11-23T06:30:00+00:00", "Morning", "making")
READ_BACK = replace(TOLD, told=MAKING.made, shingles=array("I", TOLD.shingles))  # the time of its episode


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "library.sqlite3")
    library.add_source(SOURCE)
    library.record_visit(SOURCE, [ITEM])
    return library


def test_what_is_written_is_there_after_opening_again(library: Library, tmp_path: Path) -> None:
    library.close()
    with Library(tmp_path / "library.sqlite3") as again:
        assert again.sources() == (SOURCE,)
        assert again.new_items() == (ITEM,)


def test_an_item_is_new_until_its_episode_stands(library: Library) -> None:
    with library:
        library.begin_episode(MAKING, [TOLD], [ITEM])
        assert (library.new_items(), library.published_articles()) == ((ITEM,), ())
        library.finish_episode(MAKING.folder)
        assert (library.new_items(), library.published_articles()) == ((), (READ_BACK,))


def test_a_forgotten_episode_leaves_its_items_new(library: Library) -> None:
    with library:
        library.begin_episode(MAKING, [TOLD], [ITEM])
        library.forget_episode(MAKING.folder)
        assert (library.new_items(), library.episodes()) == ((ITEM,), ())


def test_a_changed_stamp_makes_an_item_new_again(library: Library) -> None:
    with library:
        library.begin_episode(MAKING, [TOLD], [ITEM])
        library.finish_episode(MAKING.folder)
        library.record_visit(SOURCE, [ITEM])
        assert library.new_items() == ()
        changed = replace(ITEM, stamp="s2")
        library.record_visit(SOURCE, [changed])
        assert library.new_items() == (changed,)


def test_a_source_that_moved_keeps_what_it_named(library: Library) -> None:
    with library:
        library.record_visit(SOURCE, [], moved_to="https://news.example/new")
        assert library.new_items()[0].source == "https://news.example/new"


def test_failures_in_a_row_are_counted_until_a_success(library: Library) -> None:
    failed = replace(SOURCE, failure="it answers 503")
    with library:
        library.record_visit(replace(SOURCE, succeeded="2026-11-23T05:00:00Z", state="a\nb"), [])
        for _ in range(2):
            library.record_visit(replace(library.sources()[0], failure=failed.failure), [])
        after_two = library.sources()
        library.record_visit(replace(after_two[0], failure="", succeeded="2026-11-24T05:00:00Z"), [])
        assert after_two == (replace(failed, failures=2, state="a\nb", succeeded="2026-11-23T05:00:00Z"),)
        assert library.sources() == (replace(SOURCE, state="a\nb", succeeded="2026-11-24T05:00:00Z"),)


def test_told_items_are_unsettled_until_their_source_has_heard_of_them(library: Library) -> None:
    with library:
        library.begin_episode(MAKING, [TOLD], [ITEM])
        before = library.unsettled_items(SOURCE.address)
        library.finish_episode(MAKING.folder)
        told = library.unsettled_items(SOURCE.address)
        library.settle_items(SOURCE.address, told)
        assert (before, told, library.unsettled_items(SOURCE.address)) == ((), (ITEM.key,), ())


def test_the_text_of_an_item_is_kept_until_it_is_told(library: Library) -> None:
    own = replace(ITEM, key="2", text="<p>The ferry sailed.</p>")
    with library:
        library.record_visit(SOURCE, [own])
        assert library.new_items() == (ITEM, own)
        library.begin_episode(MAKING, [TOLD], [own])
        library.finish_episode(MAKING.folder)
        library.record_visit(SOURCE, [replace(own, stamp="s2", text="")])
        assert library.new_items() == (ITEM, replace(own, stamp="s2", text=""))


def test_removing_a_source_removes_what_it_named(library: Library) -> None:
    with library:
        assert library.remove_source(SOURCE.address)
        assert not library.remove_source(SOURCE.address)
        assert library.new_items() == ()


def test_voices_add_up_and_the_last_word_stays(library: Library) -> None:
    with library:
        library.remember_voices({"ann": "woman-1", "bob": "man-1"})
        library.remember_voices({"bob": "man-2"})
        assert library.voices() == {"ann": "woman-1", "bob": "man-2"}


def test_what_was_told_long_ago_is_forgotten_but_not_what_its_source_still_names(library: Library) -> None:
    gone, named = replace(ITEM, key="gone"), replace(ITEM, key="named")
    old = replace(MAKING, folder="old", made="2026-11-22T06:30:00+00:00")
    with library:
        library.record_visit(SOURCE, [gone, named])
        library.drop_items([ITEM], "too old")
        for episode, items in ((old, [gone, named]), (MAKING, [])):
            library.begin_episode(episode, [TOLD], items)
            library.finish_episode(episode.folder)
        library.retire_episode(old.folder)
        library.remember_voices({"ann": "woman-1", "old": "man-1"}, "2026-11-22")
        library.remember_voices({"ann": "woman-1"}, "2026-11-23")
        library.remember_voices({"undated": "man-2"})
        library.record_visit(SOURCE, [replace(named, seen="2026-11-25T05:00:00Z")])
        library.forget_before("2026-11-23", [SOURCE.address])
        assert (library.published_articles(), library.told_count()) == ((READ_BACK,), 1)
        assert library.episodes() == (replace(MAKING, state="published"),)
        assert library.voices() == {"ann": "woman-1", "undated": "man-2"}
        assert len(library.item_states(SOURCE.address)) == 3  # seen on the 23rd
        library.forget_before("2026-11-24", ["https://other.example/feed"])
        assert len(library.told_items(SOURCE.address)) == 3
        library.forget_before("2026-11-24", [SOURCE.address])
        assert library.told_items(SOURCE.address) == {"named"}


def test_a_library_of_the_first_schema_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    with sqlite3.connect(path) as old:
        old.executescript(Path(__file__).with_name("first_library.sql").read_text(encoding="utf-8"))
    old.close()
    with Library(path) as library:
        assert library.sources() == (SOURCE,)
        assert library.new_items() == (ITEM,)
        assert library.published_articles() == (READ_BACK,)
        assert library.episodes() == (replace(MAKING, state="published"),)
        assert library.voices() == {"ann-lee": "woman-2"}
        version = library._db.execute("PRAGMA user_version").fetchone()[0]
        tables = {
            name for (name,) in library._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
    assert version == len(list(files("briefing.storage").joinpath("migrations").iterdir()))
    assert tables == {"sources", "items", "episodes", "articles", "tellings", "voices", "facts"}


def test_a_migration_that_is_cut_off_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    with sqlite3.connect(path) as old:
        old.executescript(Path(__file__).with_name("first_library.sql").read_text(encoding="utf-8"))
        old.execute("CREATE INDEX articles_by_episode ON articles (title)")  # the migration stumbles over it
    with pytest.raises(StorageError, match="cannot use the library"):
        Library(path)
    assert old.execute("SELECT name FROM sqlite_schema WHERE name = 'clips'").fetchall() == [("clips",)]
    assert old.execute("PRAGMA user_version").fetchone() == (1,)
    old.close()


def test_a_library_from_the_future_is_left_alone(library: Library, tmp_path: Path) -> None:
    library._db.execute("PRAGMA user_version = 99")
    library.close()
    with pytest.raises(StorageError, match="newer briefing"):
        Library(tmp_path / "library.sqlite3")


def test_a_file_that_is_no_library_is_our_error(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(StorageError, match="cannot use the library"):
        Library(tmp_path / "library.sqlite3")


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with (
        hold_lock(tmp_path / "lock"),
        pytest.raises(LockedError, match=r"process \d+"),
        hold_lock(tmp_path / "lock"),
    ):
        pass
    with hold_lock(tmp_path / "lock"):
        pass


@pytest.mark.parametrize(
    ("reason", "hint"),
    [
        ("database or disk is full", "Free some space on the disk of /home/ann."),
        ("database is locked", "Another program uses it; try again when that has ended."),
        (
            "attempt to write a readonly database",
            "Check the permissions of /home/ann, and whether its disk is read-only.",
        ),
        ("unable to open database file", "Check the folder /home/ann, or set 'data' to another one."),
    ],
)
def test_a_library_that_cannot_be_used_is_told_with_what_to_do(reason: str, hint: str) -> None:
    with pytest.raises(StorageError) as failure, library_errors(Path("/home/ann/library.sqlite3")):
        raise sqlite3.OperationalError(reason)
    assert (failure.value.message, failure.value.hint) == (
        f"cannot use the library /home/ann/library.sqlite3: {reason}",
        hint,
    )
