"""The library's SQLite file: its rows, its modes, its migrations, and a copy in memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from briefing.errors import StorageError
from briefing.model import AfterTold, TextPolicy

_BUSY_MS = 10_000


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
        shingles: Hashes by which near-duplicates are found.
        source: Address of the source whose turn it took.
        is_brief: Only its headline and its first sentence were told.
        traces: By what a story that goes on with it is recognised, as JSON; '' in an old library.
        told: When its episode was made, ISO 8601; '' before it is.
    """

    story: str
    url: str
    title: str
    shingles: tuple[int, ...]
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
    if "readonly" in reason or "read-only" in reason or "permission" in reason:
        return f"Check the permissions of {path.parent}."
    if "unable to open" in reason or "no such file" in reason or "not a directory" in reason:
        return f"Check the folder {path.parent}, or set 'data' to another one."
    return "If the file is damaged, restore it from a backup or move it away; feeds are then added again."
