"""The library of one listener in SQLite: sources, items, published articles, episodes, remembered voices.

Every method is one transaction: a killed run leaves the library as it was before or after it.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from briefing.storage.database import (
    EpisodeRow,
    Item,
    PublishedArticle,
    Source,
    article_values,
    copy_database,
    find_damage,
    item_values,
    library_errors,
    open_database,
    unpack_hashes,
    write_copy,
)


class Library:
    """The library of one listener. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = open_database(path)

    @classmethod
    def rehearsal(cls, path: Path) -> "Library":
        """Return a copy in memory, for a run that changes nothing."""
        library = cls.__new__(cls)
        library._path, library._db = path, copy_database(path)
        return library

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def copy_to(self, copy: Path) -> None:
        """Copy the library to a file. Raises StorageError if it is damaged or the file cannot be written."""
        write_copy(self._db, copy)

    def find_damage(self) -> str:
        """Return what is damaged in the file, '' if nothing is."""
        return find_damage(self._db)

    def sources(self) -> tuple[Source, ...]:
        """Return every source in the order of adding."""
        rows = self._rows(
            "SELECT address, kind, title, weight, most, text, after, state, failure, failures, succeeded,"
            " full_text != 0 FROM sources ORDER BY rowid"
        )
        return tuple(replace(Source(*row[:-1]), full_text=bool(row[-1])) for row in rows)

    def add_source(self, source: Source) -> None:
        """Add a source, or change what the user chose for a known one: weight, limit, title, text, after."""
        one = source
        with self._transaction():
            self._db.execute(
                "INSERT INTO sources (address, kind, title, weight, most, text, after, full_text)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET"
                " title = excluded.title, weight = excluded.weight, most = excluded.most,"
                " text = excluded.text, after = excluded.after",
                (
                    one.address,
                    one.kind,
                    one.title,
                    one.weight,
                    one.most,
                    one.text,
                    one.after,
                    int(one.full_text),
                ),
            )

    def remove_source(self, address: str) -> bool:
        """Remove a source and its items; return False if it is unknown."""
        with self._transaction():
            return self._db.execute("DELETE FROM sources WHERE address = ?", (address,)).rowcount > 0

    def record_visit(
        self, source: Source, items: Sequence[Item], moved_to: str = "", replaces: bool = False
    ) -> None:
        """Store the result of a visit. An item whose stamp changed becomes new again.

        So does an item with another address and another title: feeds use an id for several stories.

        `source.failure` is '' after a success, which `source.succeeded` dates. `replaces` says that `items`
        are all that wait in the source: other new items are forgotten, and these count as just seen.
        """
        with self._transaction():
            self._db.execute(
                "UPDATE sources SET state = ?, failure = ?, succeeded = ?,"
                " failures = iif(? = '', 0, failures + 1), title = iif(title = '', ?, title)"
                " WHERE address = ?",
                (
                    source.state, source.failure, source.succeeded, source.failure, source.title,
                    source.address,
                ),
            )  # fmt: skip
            if replaces:
                self._replace_new_items(source.address, items)
            self._db.executemany(
                "INSERT INTO items (source, key, url, story, title, published, stamp, seen, text)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, key) DO UPDATE SET"
                " state = 'new', settled = 0, failing = '', stamp = excluded.stamp, title = excluded.title,"
                " seen = excluded.seen, text = excluded.text, url = excluded.url, story = excluded.story,"
                " published = iif(story = excluded.story, published, excluded.published)"
                " WHERE stamp != excluded.stamp OR (story != excluded.story AND title != excluded.title)",
                [item_values(item) for item in items],
            )
            self._db.executemany(
                "UPDATE items SET named = ? WHERE source = ? AND key = ?",
                [(item.seen, item.source, item.key) for item in items],
            )
            if moved_to:
                self._db.execute(
                    "UPDATE articles SET source = ? WHERE source = ?", (moved_to, source.address)
                )
                self._db.execute(
                    "UPDATE OR IGNORE sources SET address = ? WHERE address = ?", (moved_to, source.address)
                )

    def _replace_new_items(self, address: str, items: Sequence[Item]) -> None:
        keys = json.dumps([item.key for item in items])
        self._db.execute(
            "DELETE FROM items WHERE source = ? AND state = 'new'"
            " AND key NOT IN (SELECT value FROM json_each(?))",
            (address, keys),
        )
        self._db.executemany(
            "UPDATE items SET seen = ? WHERE source = ? AND key = ? AND state = 'new'",
            [(item.seen, address, item.key) for item in items],
        )

    def record_full_text(self, address: str, is_full: bool) -> None:
        """Record whether a source's own texts are as whole as their pages."""
        with self._transaction():
            self._db.execute("UPDATE sources SET full_text = ? WHERE address = ?", (int(is_full), address))

    def new_items(self) -> tuple[Item, ...]:
        """Return the items that are neither told nor dropped, by source."""
        rows = self._rows(
            "SELECT source, key, url, story, title, published, stamp, seen, text FROM items"
            " WHERE state = 'new' ORDER BY source, rowid"
        )
        return tuple(Item(*row) for row in rows)

    def item_states(self, source: str) -> dict[tuple[str, str], str]:
        """Return the state of a source's items ('new', 'told', 'dropped') by key and stamp."""
        rows = self._rows("SELECT key, stamp, state FROM items WHERE source = ?", (source,))
        return {(key, stamp): state for key, stamp, state in rows}

    def told_items(self, source: str) -> frozenset[str]:
        """Return the keys of a source's items that were told or dropped."""
        rows = self._rows("SELECT key FROM items WHERE source = ? AND state != 'new'", (source,))
        return frozenset(key for (key,) in rows)

    def unsettled_items(self, source: str) -> tuple[str, ...]:
        """Return the keys of a source's told items that are not yet marked or archived there."""
        query = "SELECT key FROM items WHERE source = ? AND state = 'told' AND settled = 0 ORDER BY rowid"
        return tuple(key for (key,) in self._rows(query, (source,)))

    def settle_items(self, source: str, keys: Sequence[str]) -> None:
        """Record that told items are marked or archived in their source."""
        with self._transaction():
            self._db.executemany(
                "UPDATE items SET settled = 1 WHERE source = ? AND key = ?", [(source, key) for key in keys]
            )

    def drop_items(self, items: Sequence[Item], reason: str) -> None:
        """Mark items as dropped, with the reason."""
        with self._transaction():
            self._db.executemany(
                "UPDATE items SET state = 'dropped', text = '', failing = '', reason = ?"
                " WHERE source = ? AND key = ?",
                [(reason, item.source, item.key) for item in items],
            )

    def pass_over(self, items: Sequence[Item], reason: str, seen: str) -> None:
        """Drop items that were never chosen, and count those that were not first seen at `seen`."""
        self.drop_items(items, reason)
        with self._transaction():
            self._db.executemany(
                "UPDATE sources SET passed_over = passed_over + 1 WHERE address = ?",
                [(item.source,) for item in items if item.seen != seen],
            )

    def take_report(self, now: str, due_before: str) -> tuple[tuple[str, int], ...]:
        """Return the title of each source and how many of its items were passed over since the last report.

        Nothing before the report is due, which it is if the last one was made before `due_before`; times are
        ISO 8601 in UTC. The first call only begins to count.
        """
        last = self._fact("passed_over_report")
        if last > due_before:
            return ()
        counts = self._rows("SELECT iif(title = '', address, title), passed_over FROM sources ORDER BY rowid")
        with self._transaction():
            self._db.execute("UPDATE sources SET passed_over = 0")
            self._record_fact("passed_over_report", now)
        return tuple((title, count) for title, count in counts if count) if last else ()

    def named_failures(self, day: str) -> frozenset[str]:
        """Return the addresses of the failing sources that a run of this day has named."""
        named_on, *addresses = self._fact("named_failures").split("\n")
        return frozenset(addresses if named_on == day else ())

    def record_named_failures(self, addresses: Collection[str], day: str) -> None:
        """Record that a run of this day has named these failing sources, beside those named before."""
        value = "\n".join((day, *sorted(self.named_failures(day).union(addresses))))
        with self._transaction():
            self._record_fact("named_failures", value)

    def record_failure(self, items: Sequence[Item], now: str) -> str:
        """Record that the page of these items fails, and return since when it does."""
        keys = [(item.source, item.key) for item in items]
        with self._transaction():
            self._db.executemany(
                "UPDATE items SET failing = ? WHERE failing = '' AND source = ? AND key = ?",
                [(now, *key) for key in keys],
            )
        since = [self._rows("SELECT failing FROM items WHERE source = ? AND key = ?", key) for key in keys]
        return min((rows[0][0] for rows in since if rows), default=now)

    def told_sources(self) -> tuple[tuple[str, str], ...]:
        """Return for each of the newest told stories the source whose turn it took, and when it was told.

        A story that was told in brief takes no turn.
        """
        rows = self._rows(
            "SELECT a.source, e.made FROM articles a JOIN episodes e ON e.folder = a.episode"
            " WHERE e.state != 'making' AND a.source != '' AND NOT a.brief ORDER BY e.rowid DESC LIMIT 1000"
        )
        return tuple((source, made) for source, made in rows)

    def published_articles(self) -> tuple[PublishedArticle, ...]:
        """Return every story of a published episode, newest episode first."""
        rows = self._rows(
            "SELECT story, url, a.title, shingles, source, brief, traces, e.made FROM articles a"
            " JOIN episodes e ON e.folder = a.episode WHERE e.state != 'making' ORDER BY e.rowid DESC"
        )
        return tuple(
            PublishedArticle(story, url, title, unpack_hashes(blob), source, bool(brief), traces, made)
            for story, url, title, blob, source, brief, traces, made in rows
        )

    def begin_episode(
        self, episode: EpisodeRow, articles: Sequence[PublishedArticle], items: Sequence[Item]
    ) -> None:
        """Record what is being made, so that the next run can finish or undo an interrupted one.

        What was recorded of the same folder before is replaced.
        """
        with self._transaction():
            self._db.execute("DELETE FROM episodes WHERE folder = ?", (episode.folder,))
            self._db.execute(
                "INSERT INTO episodes (folder, made, title, state) VALUES (?, ?, ?, 'making')",
                (episode.folder, episode.made, episode.title),
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO articles (story, episode, url, title, shingles, source, brief, traces)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [article_values(one, episode.folder) for one in articles],
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO tellings (episode, source, key) VALUES (?, ?, ?)",
                [(episode.folder, item.source, item.key) for item in items],
            )

    def finish_episode(self, folder: str) -> None:
        """Mark an episode as published and its items as told."""
        with self._transaction():
            self._db.execute("UPDATE episodes SET state = 'published' WHERE folder = ?", (folder,))
            self._db.execute(
                "UPDATE items SET state = 'told', text = '' WHERE (source, key) IN"
                " (SELECT source, key FROM tellings WHERE episode = ?)",
                (folder,),
            )
            self._db.execute("DELETE FROM tellings WHERE episode = ?", (folder,))

    def forget_episode(self, folder: str) -> None:
        """Remove an incomplete episode; its items stay new."""
        with self._transaction():
            self._db.execute("DELETE FROM episodes WHERE folder = ?", (folder,))

    def retire_episode(self, folder: str) -> None:
        """Mark an episode as retired; its stories still count as told."""
        with self._transaction():
            self._db.execute("UPDATE episodes SET state = 'retired' WHERE folder = ?", (folder,))

    def episodes(self) -> tuple[EpisodeRow, ...]:
        """Return every episode, oldest first."""
        rows = self._rows("SELECT folder, made, title, state FROM episodes ORDER BY rowid")
        return tuple(EpisodeRow(*row) for row in rows)

    def forget_before(self, day: str, sources: Sequence[str]) -> None:
        """Forget the stories that were told before a day, and what belongs to them.

        That is: retired episodes, voices of speakers who were not heard since, and told and dropped items
        that their source did not name at its latest visit. An item that its source still names is kept, or it
        would be told again.

        `day` is an ISO date; `sources` are the addresses of the sources whose items may be forgotten.
        """
        with self._transaction():
            self._db.execute(
                "DELETE FROM articles WHERE episode IN"
                " (SELECT folder FROM episodes WHERE made < ? AND state != 'making')",
                (day,),
            )
            self._db.execute("DELETE FROM episodes WHERE made < ? AND state = 'retired'", (day,))
            self._db.execute("DELETE FROM voices WHERE heard < ? AND heard != ''", (day,))
            self._db.executemany(
                "DELETE FROM items WHERE source = ?1 AND state != 'new' AND seen < ?2"
                " AND named < (SELECT max(named) FROM items WHERE source = ?1)",
                [(source, day) for source in sources],
            )

    def told_count(self) -> int:
        """Return the number of told stories that are remembered."""
        count: int = self._rows("SELECT count(*) FROM articles")[0][0]
        return count

    def voices(self) -> dict[str, str]:
        """Return the remembered voices, voice id by speaker id."""
        return dict(self._rows("SELECT speaker, voice FROM voices"))

    def remember_voices(self, voices: Mapping[str, str], heard: str = "") -> None:
        """Remember voices; a new voice of a speaker replaces the old one.

        `heard` is the day on which they are heard, as ISO 8601. `forget_before` keeps those without a day.
        """
        known = set(self._rows("SELECT speaker, voice, heard FROM voices"))
        heard_voices = {(speaker, voice, heard) for speaker, voice in voices.items()}
        if heard_voices <= known:
            return
        with self._transaction():
            self._db.executemany(
                "INSERT INTO voices (speaker, voice, heard) VALUES (?, ?, ?)"
                " ON CONFLICT (speaker) DO UPDATE SET voice = excluded.voice, heard = excluded.heard",
                sorted(heard_voices),
            )

    def forget_voice(self, speaker: str) -> bool:
        """Forget a speaker's voice; return False if there was none."""
        known = speaker in self.voices()
        with self._transaction():
            self._db.execute("DELETE FROM voices WHERE speaker = ?", (speaker,))
        return known

    def later_episodes(self) -> frozenset[str]:
        """Return the folders of episodes that are newer than this library, which was a copy."""
        return frozenset(self._fact("later_episodes").splitlines()) - {row.folder for row in self.episodes()}

    def record_later_episodes(self, folders: Collection[str]) -> None:
        """Record the folders of these episodes."""
        with self._transaction():
            self._record_fact("later_episodes", "\n".join(sorted(folders)))

    def _fact(self, name: str) -> str:
        rows = self._rows("SELECT value FROM facts WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else ""

    def _record_fact(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

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
