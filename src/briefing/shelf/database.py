"""The SQLite file: opened, migrated, and every failure turned into a ShelfError."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from briefing.errors import ShelfError

BUSY_MS = 10_000


def open_database(path: Path) -> sqlite3.Connection:
    """The database, brought up to date. WAL: readers never wait; FULL: a commit outlives a power cut."""
    with library_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _prepare(connection)
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Each migration in a transaction of its own, with the version that it leads to."""
    steps = _migrations()
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(steps):
        raise ShelfError(
            f"{path} was written by a newer briefing", "Upgrade briefing, or use another folder."
        )
    for number, step in enumerate(steps[version:], version + 1):
        connection.executescript(f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {number};\nCOMMIT;")


def _migrations() -> list[str]:
    folder = files("briefing.shelf").joinpath("migrations")
    steps = sorted(
        (step for step in folder.iterdir() if step.name.endswith(".sql")), key=lambda step: step.name
    )
    return [step.read_text(encoding="utf-8") for step in steps]


@contextmanager
def library_errors(path: Path) -> Iterator[None]:
    """SQLite's failures as ours."""
    try:
        yield
    except (sqlite3.Error, OSError) as cause:
        hint = "If the file is damaged, restore it from a backup or move it away; feeds are then added again."
        raise ShelfError(f"cannot use the library {path}: {cause}", hint) from cause
