"""`briefing library`: copies are made, listed, restored, and a damaged library is named by `doctor`."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import Type

from briefing.model import Chapter, Episode
from briefing.model.codec import to_json
from briefing.storage import EPISODE_FILE, EpisodeRow, Library, Source, hold_lock

DAMAGE = "file is not a database"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The path of a library with one source."""
    path = tmp_path / "data" / "library.sqlite3"
    subscribe(path, "https://harbour.example/feed")
    return path


def subscribe(path: Path, *addresses: str) -> None:
    with Library(path) as library:
        for address in addresses:
            library.add_source(Source(address, "feed"))


def addresses_in(path: Path) -> list[str]:
    with Library(path) as library:
        return [source.address for source in library.sources()]


def test_a_backup_is_listed_and_restored_and_the_replaced_library_is_kept(
    run: Type, library: Path, tmp_path: Path
) -> None:
    copies = tmp_path / "data" / "library-copies"
    assert run("library", "backup").stdout == f"{copies / '2026-11-23.sqlite3'}\n"
    subscribe(library, "https://quay.example/feed")
    restored = run("library", "restore", "2026-11-23")
    assert (restored.exit_code, addresses_in(library)) == (0, ["https://harbour.example/feed"])
    replaced = copies / "replaced-2026-11-23-023000.sqlite3"
    assert restored.stderr == f"briefing: the replaced library is kept in {replaced}\n"
    listed = [json.loads(line) for line in run("library", "restore", "--json").stdout.splitlines()]
    assert listed == [
        {
            "copy": path.stem,
            "file": str(path),
            "bytes": path.stat().st_size,
            "sources": sources,
            "episodes": 0,
            "damage": "",
        }
        for path, sources in ((copies / "2026-11-23.sqlite3", 1), (replaced, 2))
    ]
    run("library", "restore", replaced.stem)
    assert addresses_in(library) == ["https://harbour.example/feed", "https://quay.example/feed"]


def test_a_backup_goes_to_a_file_and_is_restored_from_it_when_the_library_is_lost(
    run: Type, library: Path, tmp_path: Path
) -> None:
    assert run("library", "backup", "elsewhere.sqlite3").exit_code == 0
    library.unlink()
    assert run("library", "restore", "elsewhere.sqlite3").stdout == (
        f"restored {library} from elsewhere.sqlite3\n"
    )
    assert addresses_in(library) == ["https://harbour.example/feed"]


def test_a_damaged_library_is_named_with_the_copy_to_restore_and_works_again(
    run: Type, library: Path
) -> None:
    run("library", "backup")
    library.write_bytes(b"no database, but long enough" * 200)
    (check,) = (
        one for one in json.loads(run("doctor", "--json").stdout)["checks"] if one["name"] == "library"
    )
    assert (check["works"], DAMAGE in check["found"]) == (False, True)
    assert check["advice"].endswith("To restore the newest copy: briefing library restore 2026-11-23")
    assert run("library", "restore", "2026-11-23").exit_code == 0
    assert addresses_in(library) == ["https://harbour.example/feed"]


def test_damage_inside_a_library_that_opens_is_found(run: Type, library: Path) -> None:
    with Library(library) as opened:
        opened.begin_episode(
            EpisodeRow("morning", "2026-11-22T06:30:00+00:00", "title" * 5000, "making"), [], []
        )
    data = bytearray(library.read_bytes())
    data[-8192:-4096] = bytes(4096)
    library.write_bytes(data)
    (check,) = (
        one for one in json.loads(run("doctor", "--json").stdout)["checks"] if one["name"] == "library"
    )
    assert (check["works"], check["found"].startswith(f"{library} is damaged: ")) == (False, True)


def test_nothing_is_restored_while_another_run_holds_the_library(
    run: Type, library: Path, tmp_path: Path
) -> None:
    run("library", "backup")
    before = library.read_bytes()
    with hold_lock(tmp_path / "data" / "digest.lock"):
        assert "another run holds the lock" in str(run("library", "restore", "2026-11-23").exception)
    with closing(sqlite3.connect(library)) as other:
        other.execute("SELECT * FROM sources").fetchall()
        failed = run("library", "restore", "2026-11-23").exception
    assert str(failed) == f"another run uses the library {library}"
    assert (getattr(failed, "exit_code", 0), library.read_bytes() == before) == (5, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("backup",), "there is no library at "),
        (("restore",), "there is no copy in "),
        (("restore", "2026-11-23"), "there is no copy '2026-11-23'"),
        (("restore", "notes.txt"), "cannot restore notes.txt: file is not a database"),
    ],
)
def test_what_is_missing_or_no_library_is_told(
    words: tuple[str, ...], message: str, run: Type, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("bread, butter and enough else " * 100, encoding="utf-8")
    assert str(run("library", *words).exception).startswith(message)


def test_episodes_that_are_newer_than_the_restored_library_are_named_until_they_are_adopted(
    run: Type, library: Path, tmp_path: Path
) -> None:
    run("library", "backup")
    folder = tmp_path / "output" / "2026-11-24-morning"
    folder.mkdir(parents=True)
    (folder / "morning.mp3").write_bytes(b"ID3")
    chapter = Chapter("Bridge opens", 0, 9_000, "https://harbour.example/bridge")
    episode = Episode("e1", "Morning", "2026-11-24T06:30:00+00:00", "en", 9_000, (chapter,), (), ())
    (folder / EPISODE_FILE).write_text(to_json(episode), encoding="utf-8")
    restored = run("library", "restore", "2026-11-23")
    assert restored.stderr.splitlines()[1:] == [
        "briefing: not in the restored library: 2026-11-24-morning",
        "briefing: so that their stories are not told again: briefing episodes adopt",
    ]
    assert "briefing episodes adopt" in run("doctor").stdout
    adopted = run("episodes", "adopt")
    assert (adopted.stdout, adopted.stderr) == ("2026-11-24-morning\n", "briefing: recorded 1 episode\n")
    with Library(library) as opened:
        told = [one.url for one in opened.published_articles()]
        assert (told, opened.later_episodes()) == ([chapter.url], frozenset())
