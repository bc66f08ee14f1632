"""Damage to a store: found by SQLite's own check and by the fingerprint that every row was written with, and mended.

What stages made is dropped where it is damaged, and made again by the next run. What came from outside (articles, verdicts)
cannot be made again: a damaged row of that kind is dropped and named, so that the input can be read once more. A file that
SQLite cannot walk is left as it is under another name, and what can still be read of articles and verdicts is saved into a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from unfog import tables
from unfog.errors import StoreError
from unfog.model import TABLES, Capture, Issue, Judgement, Row, Run
from unfog.store import Author, Made, Store
from unfog.tables import columns, table_name

GIVEN: tuple[type[Row], ...] = (Capture, Judgement, Run, Issue)
INTAKE = "acquire.capture"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row that does not read as it was written; `origin` is where the article came from, for one that came from outside."""

    table: str
    rowid: int
    made_by: str
    made_for: str
    origin: str = ""


def structure(store: Store) -> list[str]:
    """What SQLite finds wrong with the file; empty where nothing is."""
    try:
        found = [str(line) for (line,) in store.connection.execute("PRAGMA integrity_check(20)")]
    except sqlite3.Error as error:
        return [str(error)]
    return [line for line in found if line != "ok"]


def damaged(store: Store) -> Iterator[Damaged]:
    """Every row, current or superseded, whose values are not those that it was written with."""
    store.connection.text_factory = lenient
    try:
        yield from _damaged(store)
    finally:
        store.connection.text_factory = str


def lenient(text: bytes) -> str:
    """Characters of a text of which some may be hurt."""
    return text.decode("utf-8", "replace")


def _damaged(store: Store) -> Iterator[Damaged]:
    for row in TABLES:
        names = ", ".join(f'"{column.name}"' for column in columns(row))
        query = f'SELECT rowid, made_by, made_for, digest, {names} FROM "{table_name(row)}"'  # noqa: S608  names are ours
        for rowid, made_by, made_for, digest, *values in store.connection.execute(query):
            if tables.stored_fingerprint(row, tuple(values)) != digest:
                yield Damaged(table_name(row), rowid, str(made_by), str(made_for), str(made_for) if row in GIVEN else "")


def mend(path: Path) -> list[str]:
    """Mend a store and tell what was done, a line for each thing. Raises `StoreError` where the file is no store at all."""
    why = _unwalkable(path)
    if why:
        return list(_save(path, why))
    with closing(Store(path, create=False)) as store:
        return list(_drop(store))


def _unwalkable(path: Path) -> str:
    """What keeps SQLite from walking a file; empty where nothing does."""
    if not path.is_file():
        raise StoreError(f"there is no store at {path}; name the file to mend with --store")
    try:
        with closing(Store(path, create=False)) as store:
            if structure(store):
                store.connection.execute("REINDEX")  # where only an index is hurt, the rows tell what must stand in it
            return "; ".join(structure(store)[:1])
    except sqlite3.Error as error:
        return str(error)
    except StoreError as error:
        if "format" in str(error):
            raise
        return str(error)


def _drop(store: Store) -> Iterator[str]:
    """Drop damaged rows and the note that their work is done."""
    found = list(damaged(store))
    with store.transaction(lasting=True):
        for each in found:
            store.connection.execute(f'DELETE FROM "{each.table}" WHERE rowid = ?', (each.rowid,))  # noqa: S608  names are ours
            store.connection.execute("DELETE FROM work WHERE stage = ? AND key = ?", (each.made_by, each.made_for))
            store.connection.execute("DELETE FROM filed WHERE line = ? AND place LIKE ?", (each.rowid, f"{each.table}.%"))
        if found:
            store.connection.execute("DELETE FROM seen")  # every stage looks at everything once
            store.connection.execute("DELETE FROM changes")
    for each in found:
        again = f"read {each.origin} again" if each.origin else "the next run makes it again"
        yield f"{each.table}, row {each.rowid}: dropped; {again}"


def _save(path: Path, why: str) -> Iterator[str]:
    """Put a file that cannot be walked aside, and what was given to it into a new one."""
    aside = path.with_name(f"{path.name}.damaged")
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").replace(f"{aside}{ending}")
    yield f"{path} is damaged ({why}); it lies now at {aside}"
    store = Store(path)
    with closing(sqlite3.connect(aside)) as old, store.transaction(lasting=True):
        old.text_factory = lenient
        for row in GIVEN:
            count = sum(_keep(store, row, values) for values in _readable(old, row))
            yield f"{table_name(row)}: {count} saved"
    store.close()


def _keep(store: Store, row: type[Row], values: tuple[tables.Value, ...]) -> bool:
    """Keep a current row as it was made, if it reads as it was written."""
    made_by, made_for, digest, recorded, superseded, *own = values
    if superseded is not None or tables.stored_fingerprint(row, tuple(own)) != digest:
        return False
    if row is Issue and made_by != INTAKE:  # stages make theirs again
        return False
    author = Author(str(made_by), str(recorded), (row,))
    store.put(author, str(made_for), [Made.of(tables.decode(row, tuple(own)))])
    return True


def _readable(old: sqlite3.Connection, row: type[Row]) -> Iterator[tuple[tables.Value, ...]]:
    """The rows of a table that can still be read, one by one from both ends of each hole."""
    names = ", ".join(f'"{column.name}"' for column in columns(row))
    table = table_name(row)
    with suppress(sqlite3.Error):
        last = old.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()[0] or 0  # noqa: S608  names are ours
        for rowid in range(1, last + 1):
            with suppress(sqlite3.Error):
                query = f'SELECT made_by, made_for, digest, recorded, superseded, {names} FROM "{table}" WHERE rowid = ?'  # noqa: S608
                yield from old.execute(query, (rowid,)).fetchall()
