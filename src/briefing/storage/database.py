"""The library's SQLite file: its rows, its modes, its migrations, and its copies."""

import os
import shutil
import sqlite3
import sys
from array import array
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from briefing.errors import LockedError, StorageError
from briefing.model import AfterTold, TextPolicy
from briefing.storage.files import copy_file, open_atomic, remove_file

_BUSY_MS = 10_000
_COPY_SUFFIX = ".sqlite3"
_REPLACED = "replaced-"
_COUNTS = "SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM episodes)"
_LOG_SUFFIXES = ("-wal", "-shm")  # of the write-ahead log and its index


@dataclass(frozen=True, slots=True)
class Source:
    """A source of articles.

    Attributes:
        address: URL, or path of a file or folder.
        kind: What the source is: 'feed', 'list', 'folder' or a kind of `briefing.fetch`.
        title: The name that users see.
        weight: How much it counts when stories are chosen, in per cent.
        most: Number of its newest items that one run looks at.
        text: Whose text is told: the source's own, the page's, or the better one.
        after: What happens in the source to an item that was told.
        state: What the source needs at its next visit, such as validators.
        failure: The last error, '' after a success.
        failures: Number of failed visits in a row.
        full_text: Its own texts were as whole as their pages when they were last compared.
        succeeded: Time of the last successful visit, ISO 8601 in UTC; '' if there was none.
    """

    address: str
    kind: str
    title: str = ""
    weight: int = 100
    most: int = 10
    text: TextPolicy = "auto"
    after: AfterTold = "keep"
    state: str = ""
    failure: str = ""
    failures: int = 0
    succeeded: str = ""
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An article that a source named. Times are ISO 8601, UTC.

    Attributes:
        source: The source's address.
        key: The source's own id of the item.
        url: The article's URL.
        story: The comparison key of the URL.
        title: The title that the source gives.
        published: Time of publication, '' if the source gives none.
        stamp: A text that changes with the item.
        seen: When the item was first seen.
        text: The source's own text as HTML, '' if it has none.
    """

    source: str
    key: str
    url: str
    story: str
    title: str
    published: str
    stamp: str
    seen: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """A story of an episode.

    Attributes:
        story: The comparison key of its URL.
        url: The URL.
        title: The headline.
        shingles: 32-bit hashes by which near-duplicates are found.
        source: Address of the source whose turn it took.
        is_brief: Only its headline and its first sentence were told.
        traces: By what a story that goes on with it is recognised, as JSON; '' in an old library.
        told: When its episode was made, ISO 8601; '' before it is.
    """

    story: str
    url: str
    title: str
    shingles: Sequence[int]
    source: str = ""
    is_brief: bool = False
    traces: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode of the library.

    Attributes:
        folder: Name of its folder below the output folder.
        made: When it was made: ISO 8601, UTC.
        title: Its title.
        state: 'making' until it is complete; 'retired' when its files were removed.
    """

    folder: str
    made: str
    title: str
    state: Literal["making", "published", "retired"]


@dataclass(frozen=True, slots=True)
class LibraryCopy:
    """A copy of the library.

    Attributes:
        path: Its file; the name without the suffix is the date, or begins with 'replaced-'.
        size_bytes: The size of the file.
        sources: Number of sources; 0 in a damaged copy.
        episodes: Number of episodes; 0 in a damaged copy.
        damage: What is wrong with it, '' if it can be restored.
    """

    path: Path
    size_bytes: int
    sources: int
    episodes: int
    damage: str


def open_database(path: Path) -> sqlite3.Connection:
    """Open and migrate the database. WAL: readers never wait; FULL: a commit survives a power failure."""
    with library_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _prepare(connection)
            _migrate(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")  # after the migrations, which rebuild tables
        except BaseException:
            connection.close()
            raise
        return connection


def copy_database(path: Path) -> sqlite3.Connection:
    """Return a copy of the database in memory, migrated; an empty one if there is no file."""
    with library_errors(path):
        copy = sqlite3.connect(":memory:", isolation_level=None)
        if path.exists():
            with closing(sqlite3.connect(path)) as original:
                original.backup(copy)
        _migrate(copy, path)
        return copy


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the missing migrations, each in a transaction that also sets its version."""
    steps = _migrations()
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(steps):
        raise StorageError(
            f"{path} was written by a newer briefing", "Upgrade briefing, or use another folder."
        )
    for number, step in enumerate(steps[version:], version + 1):
        connection.executescript(f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {number};\nCOMMIT;")


def _migrations() -> list[str]:
    folder = files("briefing.storage").joinpath("migrations")
    steps = sorted(
        (step for step in folder.iterdir() if step.name.endswith(".sql")), key=lambda step: step.name
    )
    return [step.read_text(encoding="utf-8") for step in steps]


@contextmanager
def library_errors(path: Path) -> Iterator[None]:
    """Translate SQLite's errors to StorageError."""
    try:
        yield
    except (sqlite3.Error, OSError) as cause:
        reason = getattr(cause, "strerror", None) or str(cause)
        raise StorageError(f"cannot use the library {path}: {reason}", _hint(reason.lower(), path)) from cause


def _hint(reason: str, path: Path) -> str:
    """Return what to do about a failure of SQLite or of the file system."""
    if "disk is full" in reason or "no space" in reason:
        return f"Free some space on the disk of {path.parent}."
    if "locked" in reason:
        return "Another program uses it; try again when that has ended."
    is_kept_from_writing = path.parent.is_dir() and not os.access(path.parent, os.W_OK)
    if is_kept_from_writing or any(word in reason for word in ("readonly", "read-only", "permission")):
        return f"Check the permissions of {path.parent}, and whether its disk is read-only."
    if "unable to open" in reason or "no such file" in reason or "not a directory" in reason:
        return f"Check the folder {path.parent}, or set 'data' to another one."
    return "If the file is damaged: briefing library restore. Without a copy, move it away and add the feeds."


def find_damage(connection: sqlite3.Connection) -> str:
    """Return what SQLite finds wrong with a library ('' if nothing), by reading the whole file."""
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error)
    if not 0 < version <= len(_migrations()):
        return "it is not a library" if not version else "a newer briefing wrote it"
    return "" if found == "ok" else " ".join(str(found).split())


def write_copy(connection: sqlite3.Connection, copy: Path) -> None:
    """Copy an open library to a file by SQLite's backup interface.

    Args:
        connection: The library; other processes may write into it meanwhile.
        copy: The file; an existing one stays unless the new copy is sound.

    Raises:
        StorageError: The library is damaged, or the file cannot be written.
    """
    with library_errors(copy), open_atomic(copy) as draft, closing(sqlite3.connect(draft.name)) as target:
        connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, without a write-ahead log
        if damage := find_damage(target):
            raise StorageError(
                f"the library is damaged: {damage}", "Restore a copy: briefing library restore"
            )


def library_copies(folder: Path) -> tuple[Path, ...]:
    """Return the copies of the library: the daily ones, then those that were replaced, newest first each.

    Args:
        folder: The folder of the copies.
    """
    found = sorted(folder.glob(f"[!.]*{_COPY_SUFFIX}"), reverse=True)
    return tuple(sorted(found, key=lambda path: path.name.startswith(_REPLACED)))


def copy_path(folder: Path, name: str, is_replaced: bool = False) -> Path:
    """Return the path of a copy.

    Args:
        folder: The folder of the copies.
        name: A date, such as '2026-11-23', or a date and time.
        is_replaced: It is a library that a copy replaced.
    """
    return folder / f"{_REPLACED if is_replaced else ''}{name}{_COPY_SUFFIX}"


def describe_copy(path: Path) -> LibraryCopy:
    """Read a copy and check it.

    Args:
        path: Its file.

    Returns:
        What it holds; if it is damaged, why.

    Raises:
        StorageError: The file cannot be read.
    """
    with library_errors(path):
        size = path.stat().st_size
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as copy:
                damage = find_damage(copy)
                sources, episodes = (0, 0) if damage else copy.execute(_COUNTS).fetchone()
        except sqlite3.DatabaseError as error:
            damage, sources, episodes = str(error), 0, 0
        return LibraryCopy(path, size, sources, episodes, damage)


def remove_old_copies(folder: Path, keep: int, max_bytes: int) -> None:
    """Remove old copies; the newest daily one stays if `keep` is not 0.

    Args:
        folder: The folder of the copies.
        keep: Number of daily copies that stay, and of replaced libraries.
        max_bytes: Size of all copies together; the daily ones stay before the replaced ones.

    Raises:
        StorageError: A file cannot be removed.
    """
    copies = library_copies(folder)
    daily = [path for path in copies if not path.name.startswith(_REPLACED)]
    total = 0
    for kind in (daily, copies[len(daily) :]):
        for number, path in enumerate(kind):
            total += path.stat().st_size
            is_newest = kind is daily and number == 0 and keep
            if number >= keep or (total > max_bytes and not is_newest):
                total -= path.stat().st_size
                remove_file(path)


def restore_copy(copy: Path, library: Path, aside: Path) -> None:
    """Replace the library with a copy. A killed run leaves the old one or the new one.

    Args:
        copy: The copy.
        library: The library; it may be damaged or missing.
        aside: The file that the old library is kept in.

    Raises:
        StorageError: The copy is damaged, or a file cannot be written.
        LockedError: Another process has the library open.
    """
    if damage := describe_copy(copy).damage:
        raise StorageError(f"cannot restore {copy}: {damage}", "List the copies: briefing library restore")
    with library_errors(library), copy.open("rb") as original, open_atomic(library) as draft:
        shutil.copyfileobj(original, draft)
        if library.exists():
            _end_log(library)
            copy_file(library, aside)
        for suffix in _LOG_SUFFIXES:  # they exist if the library is damaged, and do not belong to the copy
            log = library.with_name(library.name + suffix)
            if log.exists():
                copy_file(log, aside.with_name(aside.name + suffix))
                remove_file(log)


def _end_log(library: Path) -> None:
    """Write the write-ahead log into the library. A damaged library stays as it is. Raises LockedError."""
    try:
        with closing(sqlite3.connect(library, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LockedError(f"another run uses the library {library}", "Wait until it is done.") from error


def item_values(item: Item) -> tuple[str, ...]:
    """Return the values of its row."""
    return (
        item.source, item.key, item.url, item.story, item.title, item.published, item.stamp, item.seen,
        item.text,
    )  # fmt: skip


def article_values(one: PublishedArticle, folder: str) -> tuple[str | int | bytes, ...]:
    """Return the values of its row."""
    shingles, brief = _pack(one.shingles), int(one.is_brief)
    return one.story, folder, one.url, one.title, shingles, one.source, brief, one.traces


def _pack(shingles: Sequence[int]) -> bytes:
    """Return 32-bit little-endian bytes, so that the file works on any machine."""
    return _little_endian(array("I", shingles)).tobytes()


def unpack_hashes(blob: bytes) -> "array[int]":
    """Return the numbers, which take 4 bytes each: a run holds those of all stories that are remembered."""
    return _little_endian(array("I", blob))


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
