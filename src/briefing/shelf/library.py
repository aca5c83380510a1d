"""What is remembered: sources, what they named, what was told in which episode, who had which voice.

Every method is one transaction: a run that is killed leaves the library as it was before or after it.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefing.shelf.database import library_errors, open_database
from briefing.shelf.records import EpisodeRow, Item, Source, ToldArticle


class Library:
    """The library of one listener. Close it, or use it in a `with`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = open_database(path)

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def sources(self) -> tuple[Source, ...]:
        """Every source, in the order in which they were added."""
        rows = self._rows(
            "SELECT address, kind, title, weight, most, etag, modified, failure FROM sources ORDER BY rowid"
        )
        return tuple(Source(*row) for row in rows)

    def add_source(self, source: Source) -> None:
        """Adds a source, or changes the weight, limit and title of one that is known."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO sources (address, kind, title, weight, most) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (address) DO UPDATE SET"
                " title = excluded.title, weight = excluded.weight, most = excluded.most",
                (source.address, source.kind, source.title, source.weight, source.most),
            )

    def remove_source(self, address: str) -> bool:
        """Removes a source and what it named; False when it is not known."""
        with self._transaction():
            return self._db.execute("DELETE FROM sources WHERE address = ?", (address,)).rowcount > 0

    def note_visit(self, source: Source, items: Sequence[Item], moved_to: str = "") -> None:
        """What a visit brought. An item whose stamp changed is new again, unless it was dropped."""
        with self._transaction():
            self._db.execute(
                "UPDATE sources SET etag = ?, modified = ?, failure = ?, title = iif(title = '', ?, title)"
                " WHERE address = ?",
                (source.etag, source.modified, source.failure, source.title, source.address),
            )
            self._db.executemany(
                "INSERT INTO items (source, key, url, story, title, published, stamp, seen)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, key) DO UPDATE SET"
                " state = 'new', stamp = excluded.stamp, title = excluded.title, seen = excluded.seen"
                " WHERE stamp != excluded.stamp",
                [_values(item) for item in items],
            )
            if moved_to:
                self._db.execute(
                    "UPDATE OR IGNORE sources SET address = ? WHERE address = ?", (moved_to, source.address)
                )

    def new_items(self) -> tuple[Item, ...]:
        """Items that are neither told nor dropped, as their sources named them."""
        rows = self._rows(
            "SELECT source, key, url, story, title, published, stamp, seen FROM items"
            " WHERE state = 'new' ORDER BY source, rowid"
        )
        return tuple(Item(*row) for row in rows)

    def item_states(self, source: str) -> dict[tuple[str, str], str]:
        """What became of what a source named: 'new', 'told' or 'dropped' by key and stamp."""
        rows = self._rows("SELECT key, stamp, state FROM items WHERE source = ?", (source,))
        return {(key, stamp): state for key, stamp, state in rows}

    def drop_items(self, items: Sequence[Item], reason: str) -> None:
        """Items that will not be told, and why."""
        with self._transaction():
            self._db.executemany(
                "UPDATE items SET state = 'dropped', reason = ? WHERE source = ? AND key = ?",
                [(reason, item.source, item.key) for item in items],
            )

    def told_articles(self) -> tuple[ToldArticle, ...]:
        """Every story of a published episode, newest episode first."""
        rows = self._rows(
            "SELECT story, url, a.title, shingles FROM articles a JOIN episodes e ON e.folder = a.episode"
            " WHERE e.state != 'making' ORDER BY e.rowid DESC"
        )
        return tuple(ToldArticle(story, url, title, _unpack(blob)) for story, url, title, blob in rows)

    def begin_episode(self, episode: EpisodeRow, told: Sequence[ToldArticle], items: Sequence[Item]) -> None:
        """Says what is being made, so that a killed run can be settled by the next."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO episodes (folder, made, title, state) VALUES (?, ?, ?, 'making')",
                (episode.folder, episode.made, episode.title),
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO articles (story, episode, url, title, shingles)"
                " VALUES (?, ?, ?, ?, ?)",
                [(one.story, episode.folder, one.url, one.title, _pack(one.shingles)) for one in told],
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO tellings (episode, source, key) VALUES (?, ?, ?)",
                [(episode.folder, item.source, item.key) for item in items],
            )

    def finish_episode(self, folder: str) -> None:
        """The episode stands: its items are told."""
        with self._transaction():
            self._db.execute("UPDATE episodes SET state = 'published' WHERE folder = ?", (folder,))
            self._db.execute(
                "UPDATE items SET state = 'told' WHERE (source, key) IN"
                " (SELECT source, key FROM tellings WHERE episode = ?)",
                (folder,),
            )
            self._db.execute("DELETE FROM tellings WHERE episode = ?", (folder,))

    def forget_episode(self, folder: str) -> None:
        """An episode that was never whole: what it was to tell stays new."""
        with self._transaction():
            self._db.execute("DELETE FROM episodes WHERE folder = ?", (folder,))

    def retire_episode(self, folder: str) -> None:
        """An episode that is no longer published; its stories stay told."""
        with self._transaction():
            self._db.execute("UPDATE episodes SET state = 'retired' WHERE folder = ?", (folder,))

    def episodes(self) -> tuple[EpisodeRow, ...]:
        """Every episode, oldest first."""
        rows = self._rows("SELECT folder, made, title, state FROM episodes ORDER BY rowid")
        return tuple(EpisodeRow(*row) for row in rows)

    def voices(self) -> dict[str, str]:
        """Who had which voice: speaker id to voice id."""
        return dict(self._rows("SELECT speaker, voice FROM voices"))

    def remember_voices(self, voices: Mapping[str, str]) -> None:
        """Adds to what is remembered; the last word on a speaker stays."""
        if voices.items() <= self.voices().items():
            return
        with self._transaction():
            self._db.executemany(
                "INSERT INTO voices (speaker, voice) VALUES (?, ?)"
                " ON CONFLICT (speaker) DO UPDATE SET voice = excluded.voice",
                list(voices.items()),
            )

    def forget_voice(self, speaker: str) -> bool:
        """Takes a speaker (by id) out; whether there was one."""
        known = speaker in self.voices()
        with self._transaction():
            self._db.execute("DELETE FROM voices WHERE speaker = ?", (speaker,))
        return known

    def _rows(self, query: str, values: tuple[str, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]  # sqlite3's rows have no types
        with library_errors(self._path):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with library_errors(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _values(item: Item) -> tuple[str, ...]:
    return (
        item.source, item.key, item.url, item.story, item.title, item.published, item.stamp, item.seen,
    )  # fmt: skip


def _pack(shingles: Sequence[int]) -> bytes:
    """32-bit little-endian, so that the file can move between machines."""
    return struct.pack(f"<{len(shingles)}I", *shingles)


def _unpack(blob: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(blob) // 4}I", blob)
