"""Keeps the catalogue in step with the store: made when it is first asked for, then only what came and went is worked on.

It is a reader of the store's log of changes like the stages are. A making that is interrupted goes on from where it stopped;
other code or wording makes it anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path

from unfog import changelog
from unfog.model import Actor, Assessment, Event, Evidence
from unfog.store import Store
from unfog.tables import columns, decode
from unfog.views.catalogue.entries import Publisher, entry
from unfog.views.catalogue.shelves import (
    DROPPED,
    NAME,
    TABLES,
    Names,
    last_article,
    put,
    put_article,
    take_out,
    take_out_article,
)

Progress = Callable[[int, int], None]
MAKING = f"{NAME}.making"
BATCH = 1000
EVENT = ", ".join(f'"{column.name}"' for column in columns(Event))
VIEWS = Path(__file__).parents[1]
MAKERS = ("catalogue/doubt.py", "catalogue/entries.py", "catalogue/shelves.py", "report_build.py")  # what entries are made by


def quiet(_done: int, _total: int) -> None:
    """No progress shown."""


def is_kept(store: Store) -> bool:
    """Whether the store has a catalogue, whole or begun."""
    query = "SELECT 1 FROM seen WHERE stage IN (?, ?)"
    return store.connection.execute(query, (NAME, MAKING)).fetchone() is not None


def is_whole(store: Store) -> bool:
    """Whether it only needs what came and went."""
    return changelog.seen(store.connection, NAME, producer()) is not None


def keep_up(store: Store) -> None:
    """Bring a catalogue up to date where the store has one."""
    if is_kept(store):
        refresh(store)


def refresh(store: Store, progress: Progress = quiet) -> bool:
    """Bring the catalogue up to date, making it if need be; tells whether anything changed."""
    connection = store.connection
    made = not is_whole(store)
    if made:
        _begin(store)
        _fill(store, progress)
    upto, since = changelog.last(connection), changelog.seen(connection, NAME, producer()) or 0
    if upto == since:
        return made
    with store.transaction():
        _follow(store, since)
        changelog.mark(connection, NAME, producer(), upto)
    return True


@cache
def producer() -> str:
    """32 hex digits that change with the code and the wording that entries are made with."""
    known = hashlib.blake2b(digest_size=16)
    wording = (path for path in (VIEWS / "sentences").rglob("*") if path.suffix in {".py", ".toml"})
    for path in sorted((*wording, *(VIEWS / name for name in MAKERS))):
        known.update(path.name.encode() + path.read_bytes())
    return known.hexdigest()


def _begin(store: Store) -> None:
    """Note from which change on there will be something to follow; what other code made is cleared."""
    connection = store.connection
    if changelog.seen(connection, MAKING, producer()) is not None:
        return
    with store.transaction():
        for table in DROPPED:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in TABLES:
            connection.execute(statement)
        connection.execute("DELETE FROM seen WHERE stage = ?", (NAME,))
        changelog.mark(connection, MAKING, producer(), changelog.last(connection))


def _fill(store: Store, progress: Progress) -> None:
    connection, publisher = store.connection, publishers(store)
    total = int(connection.execute("SELECT count(*) FROM events WHERE superseded IS NULL").fetchone()[0])
    names = Names(connection)
    while lines := _next(connection, "events", "SELECT ifnull(max(line), 0) FROM catalogue"):
        with store.transaction():
            for line in lines:
                _enter(store, names, line, publisher)
        progress(_count(connection), total)
    while lines := _after(connection, "documents", last_article(connection)):
        with store.transaction():
            for line in lines:
                put_article(connection, line)
    with store.transaction():
        since = changelog.seen(connection, MAKING, producer()) or 0
        changelog.mark(connection, NAME, producer(), since)
        connection.execute("DELETE FROM seen WHERE stage = ?", (MAKING,))


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM catalogue").fetchone()[0])


def _next(connection: sqlite3.Connection, table: str, last: str) -> list[int]:
    return _after(connection, table, int(connection.execute(last).fetchone()[0]))


def _after(connection: sqlite3.Connection, table: str, line: int) -> list[int]:
    query = f"SELECT rowid FROM {table} WHERE superseded IS NULL AND rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608  names are ours
    return [found for (found,) in connection.execute(query, (line, BATCH))]


def _enter(store: Store, names: Names, line: int, publisher: Publisher) -> None:
    """Make the entry of the event in a row of `events`; one that is not current any more goes out."""
    query = f"SELECT {EVENT} FROM events WHERE rowid = ? AND superseded IS NULL"  # noqa: S608  names are ours
    values = store.connection.execute(query, (line,)).fetchone()
    if values is None:
        take_out(store.connection, line)
        return
    event = decode(Event, values)
    assessment = next(store.in_order(Assessment, event_id=event.id), None)
    put(store.connection, names, line, entry(event, assessment, publisher))


def _follow(store: Store, since: int) -> None:
    """Bring in what came and went after a change."""
    connection, names, publisher = store.connection, Names(store.connection), publishers(store)
    stale = {change.line for change in changelog.after(connection, "events", since)}
    stale |= set(_lines_of(connection, changelog.after(connection, "assessments", since)))
    for line in sorted(stale):
        _enter(store, names, line, publisher)
    for change in changelog.after(connection, "documents", since):
        (put_article if change.came else take_out_article)(connection, change.line)


def _lines_of(connection: sqlite3.Connection, changes: Iterable[changelog.Change]) -> Iterable[int]:
    """The rows of the events whose assessments came or went."""
    query = "SELECT e.rowid FROM assessments AS a JOIN events AS e ON e.id = a.event_id WHERE a.rowid = ? AND e.superseded IS NULL"
    for change in changes:
        yield from (line for (line,) in connection.execute(query, (change.line,)))


def publishers(store: Store) -> Publisher:
    """Who printed a claim's article: as the register knows it, else by the name that the article bears."""

    @lru_cache(65_536)
    def name(document_id: str) -> str | None:
        query = "SELECT publisher FROM documents WHERE id = ? AND superseded IS NULL"
        found = store.connection.execute(query, (document_id,)).fetchone()
        return found[0] if found else None

    def publisher(row: Evidence) -> Actor | None:
        if row.publisher is not None and row.publisher.kind != "unknown":
            return row.publisher
        printed = name(row.document_id)
        return Actor(f"named:{printed}", printed, "unknown") if printed else None

    return publisher
