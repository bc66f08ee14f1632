"""The store: one SQLite file, the system of record. Rows are added or superseded, never changed.

Beside its fields each row keeps which stage made it (`made_by`), from what (`made_for`), the run that recorded it
(`recorded`) and the run that superseded it (`superseded`, empty while it is current). What a stage has done is in
`work`, in the same transaction as its rows: a run that is killed at any point loses nothing and goes on from there.
What was added or superseded since a stage last ran through is in `changes` (see `changelog`), so that a run looks at that
and not at everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar, cast

from unfog import changelog, connection, naming, tables
from unfog.changelog import Change
from unfog.errors import StoreError
from unfog.model import TABLES, Assessment, Claim, Document, Event, Row
from unfog.tables import Value, columns, table_name

R = TypeVar("R", bound=Row)
Encoded: TypeAlias = tuple[Value, ...]

FORMAT = 2
ROWS = {table_name(row): row for row in TABLES}
OWN = ("made_by", "made_for", "digest", "recorded", "superseded")
ORDERS: dict[type[Row], tuple[str, ...]] = {  # in which views read a table, a row at a time
    Document: ("name", "id"),
    Claim: ("document_id", "start", "end", "id"),
    Event: ("begin", "id", "ledger"),
    Assessment: ("event_id", "id"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """An encoded row on its way into the store."""

    table: str
    id: str
    values: Encoded
    digest: bytes

    @staticmethod
    def of(row: Row) -> Made:
        """The row, encoded."""
        values = tables.encode(row)
        return Made(table_name(type(row)), row.id, values, tables.fingerprint(values))


@dataclass(frozen=True, slots=True)
class Member:
    """Where a row lies, and the fingerprint of its content."""

    table: str
    id: str
    rowid: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: a stage, in a run, and the tables it may write."""

    stage: str
    run: str
    writes: tuple[type[Row], ...]


class Store:
    """A connection to one store. Use one per process; several processes may read while one writes."""

    def __init__(self, path: Path | str, *, create: bool = True) -> None:
        """Open or create. Raises `StoreError` for a file that is no store, one of another format, or a missing folder."""
        self.path = str(path)
        if not create and self.path != ":memory:" and not Path(self.path).is_file():
            raise StoreError(f"there is no store at {path}; make one with: unfog run INPUT --store {path}")
        try:
            self.connection = connection.connected(self.path)
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"{path}: expected a store made by unfog run, found: {error}; name another with --store") from error

    def _prepare(self) -> None:
        run = self.connection.execute
        found = run("PRAGMA user_version").fetchone()[0]
        if found not in (0, FORMAT):
            raise StoreError(f"{self.path} has store format {found}, this version of unfog reads format {FORMAT}; make it anew: unfog run INPUT --store NEW.db")
        if found != FORMAT:
            if run("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                raise StoreError(f"{self.path} is a database of another program; name another file with --store")
            run("PRAGMA journal_mode=WAL")
            self._create()
        self._index()

    def _create(self) -> None:
        run = self.connection.execute
        with self.transaction():
            if run("PRAGMA user_version").fetchone()[0] == FORMAT:  # another process was faster
                return
            for row in TABLES:
                for statement in _statements(row):
                    run(statement)
            run("CREATE TABLE work (stage TEXT, key TEXT, version BLOB, PRIMARY KEY (stage, key)) WITHOUT ROWID")
            for statement in changelog.TABLES:
                run(statement)
            run(f"PRAGMA user_version={FORMAT}")

    def _index(self) -> None:
        """The indexes that the orders of `ORDERS` need, also in a store that was made without them."""
        there = {name for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        for row, names in ORDERS.items():
            table = table_name(row)
            keys = ", ".join(f'"{name}"' for name in names)
            if f"{table}_order" not in there:
                self.connection.execute(
                    f'CREATE INDEX IF NOT EXISTS "{table}_order" ON "{table}" ({keys}) WHERE superseded IS NULL'
                )
        naming.index(self.connection, there)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def transaction(self, *, lasting: bool = False) -> Iterator[None]:
        """All or nothing. What is `lasting` is on the disk when this ends, with all that was written before it.

        Other work may be lost in a power cut, never in part, and is done again. Raises `StoreError` where the disk fails.
        """
        run = self.connection.execute
        try:
            run(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
            run("BEGIN IMMEDIATE")
            yield
            run("COMMIT")
        except BaseException as error:
            self._roll_back()
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"{self.path} cannot be written: {error}; nothing that was there before is lost") from error
            raise

    def make_last(self) -> None:
        """All that was written is on the disk when this ends. Raises `StoreError` where the disk fails."""
        try:
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error as error:
            raise StoreError(f"{self.path} cannot be written: {error}; nothing that was there before is lost") from error

    def _roll_back(self) -> None:
        """Undo what was not committed; a disk that failed may have undone it already."""
        if self.connection.in_transaction:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")

    # --- reading ------------------------------------------------------------------------------------------------------

    def rows(self, row: type[R]) -> Iterator[R]:
        """The current rows of a table, sorted by id; a row made for several reasons comes once."""
        names = ", ".join(f'"{column.name}"' for column in columns(row))
        query = f'SELECT {names}, min(made_for) FROM "{table_name(row)}" WHERE superseded IS NULL GROUP BY id ORDER BY id'  # noqa: S608  names are ours
        for values in self.connection.execute(query):
            yield tables.decode(row, values[:-1])

    def beginning(self, row: type[R], letters: str) -> Iterator[R]:
        """The current rows whose id begins with some letters, each once; at most three."""
        names = ", ".join(f'"{column.name}"' for column in columns(row))
        query = (
            f'SELECT {names}, min(made_for) FROM "{table_name(row)}" '  # noqa: S608  names are ours
            "WHERE superseded IS NULL AND id >= ? AND id < ? GROUP BY id LIMIT 3"
        )
        for values in self.connection.execute(query, (letters, letters + "\uffff")):
            yield tables.decode(row, values[:-1])

    def in_order(self, row: type[R], **kept: str) -> Iterator[R]:
        """The current rows with the given values, in the order of `ORDERS` (unknown values last), one after the other."""
        names = ", ".join(f'"{column.name}"' for column in columns(row))
        given = "".join(f' AND "{name}" = ?' for name in kept)
        order = ", ".join(f'"{name}" NULLS LAST' if name == "begin" else f'"{name}"' for name in ORDERS[row])
        query = f'SELECT {names} FROM "{table_name(row)}" WHERE superseded IS NULL{given} ORDER BY {order}'  # noqa: S608  names are ours
        last = ""
        for values in self.connection.execute(query, tuple(kept.values())):
            if values[0] != last:  # a row made for several reasons comes once
                yield tables.decode(row, values)
            last = values[0]

    def get(self, row: type[R], row_id: str) -> R | None:
        """The row of that id, the current one where there is one; None where there never was one."""
        names = ", ".join(f'"{column.name}"' for column in columns(row))
        for state in ("superseded IS NULL", "superseded IS NOT NULL"):
            query = f'SELECT {names} FROM "{table_name(row)}" WHERE id = ? AND {state} ORDER BY rowid DESC'  # noqa: S608  names are ours
            found = self.connection.execute(query, (row_id,)).fetchone()
            if found:
                return tables.decode(row, found)
        return None

    def ids(self, row: type[Row], beginning: str, column: str = "id") -> list[str]:
        """The ids of the current rows whose id, or whose value of another column, begins with these characters; ten at the most."""
        query = (
            f'SELECT DISTINCT id FROM "{table_name(row)}" '  # noqa: S608  names are ours
            f'WHERE superseded IS NULL AND "{column}" >= ? AND "{column}" < ? ORDER BY id LIMIT 10'
        )
        return [found for (found,) in self.connection.execute(query, (beginning, beginning + "\U0010ffff"))]

    def events_of(self, column: str, value: str) -> list[str]:
        """The ids of the current events that name a claim (`claims`) or a document (`documents`)."""
        query = f'SELECT DISTINCT id FROM events WHERE superseded IS NULL AND instr("{column}", ?) ORDER BY id'  # noqa: S608  names are ours
        return [found for (found,) in self.connection.execute(query, (f'"{value}"',))]

    def recorded(self, row: type[R]) -> Iterator[tuple[R, str, str | None]]:
        """Every row that ever stood in a table, with the start (ISO, UTC) of the run that recorded it and of the one that ended it."""
        names = ", ".join(f't."{column.name}"' for column in columns(row))
        begun = "(SELECT min(started) FROM runs WHERE id = t.{})"
        query = (
            f"SELECT {names}, {begun.format('recorded')}, {begun.format('superseded')} "  # noqa: S608  names are ours
            f'FROM "{table_name(row)}" AS t ORDER BY t.id, t.rowid'
        )
        for *values, recorded, superseded in self.connection.execute(query):
            yield tables.decode(row, tuple(values)), recorded or "", superseded

    def count(self, row: type[Row]) -> int:
        """How many different rows of a table are current."""
        query = f'SELECT count(DISTINCT id) FROM "{table_name(row)}" WHERE superseded IS NULL'  # noqa: S608  names are ours
        return int(self.connection.execute(query).fetchone()[0])

    def members(self, row: type[Row], key: str, only: Iterable[str] | None = None) -> Iterator[tuple[str, Member]]:
        """Each current row under its key; where the key column holds a list, under each of its values.

        `only` asks for some keys, by the index.
        """
        if only is not None:
            for name in only:
                yield from ((name, member) for member in self._under(row, key, name))
            return
        table = table_name(row)
        several = _holds_several(row, key)
        source = f'"{table}" AS t, json_each(t."{key}") AS k' if several else f'"{table}" AS t'
        value = "k.value" if several else f't."{key}"'
        query = (
            f"SELECT {value}, t.id, t.rowid, t.digest, min(t.made_for) FROM {source} "  # noqa: S608  names are ours
            f"WHERE t.superseded IS NULL GROUP BY {value}, t.id"
        )
        for name, row_id, rowid, digest, _ in self.connection.execute(query):
            yield name, Member(table, row_id, rowid, digest)

    def _under(self, row: type[Row], key: str, name: str) -> Iterator[Member]:
        """The current rows under one key."""
        table = table_name(row)
        if _holds_several(row, key):
            source = f'filed AS k JOIN "{table}" AS t ON t.rowid = k.line WHERE k.place = ? AND k.value = ?'
            given: tuple[str, ...] = (changelog.place(row, key), name)
        else:
            source, given = f'"{table}" AS t WHERE t."{key}" = ?', (name,)
        query = (
            f"SELECT t.id, t.rowid, t.digest, min(t.made_for) FROM {source} "  # noqa: S608  names are ours
            "AND t.superseded IS NULL GROUP BY t.id"
        )
        for row_id, rowid, digest, _ in self.connection.execute(query, given):
            yield Member(table, row_id, rowid, digest)

    def touched(self, row: type[Row], key: str, since: int) -> Iterator[tuple[str, Change]]:
        """Each change to a table after the change `since`, under the keys of the row that came or went."""
        column = next(each for each in columns(row) if each.name == key)
        table = table_name(row)
        for change in changelog.after(self.connection, table, since):
            query = f'SELECT "{key}" FROM "{table}" WHERE rowid = ?'  # noqa: S608  names are ours
            (value,) = self.connection.execute(query, (change.line,)).fetchone()
            names = column.decode(value) if column.json else (value,)
            for name in cast("tuple[str, ...]", names):
                yield name, change

    def member(self, table: str, rowid: int) -> Member:
        """A row by place, current or superseded."""
        query = f'SELECT id, digest FROM "{table}" WHERE rowid = ?'  # noqa: S608  names are ours
        row_id, digest = self.connection.execute(query, (rowid,)).fetchone()
        return Member(table, row_id, rowid, digest)

    def fetch(self, row: type[Row], rowids: Sequence[int]) -> list[Encoded]:
        """Encoded rows by place, in the order asked for."""
        names = ", ".join(f'"{column.name}"' for column in columns(row))
        query = f'SELECT {names} FROM "{table_name(row)}" WHERE rowid = ?'  # noqa: S608  names are ours
        return [self.connection.execute(query, (rowid,)).fetchone() for rowid in rowids]

    def decoded(self, row: type[R], rowids: Sequence[int]) -> list[R]:
        """Rows by place, in the order asked for."""
        return [tables.decode(row, values) for values in self.fetch(row, rowids)]

    def values(self, row: type[Row], rowid: int, names: tuple[str, str]) -> tuple[str, str]:
        """Two columns of one row."""
        query = f'SELECT "{names[0]}", "{names[1]}" FROM "{table_name(row)}" WHERE rowid = ?'  # noqa: S608  names are ours
        one, other = self.connection.execute(query, (rowid,)).fetchone()
        return one, other

    def history(self, row: type[R], ids: Iterable[str]) -> Iterator[R]:
        """The last state of some rows, current or superseded."""
        names = ", ".join(f'"{column.name}"' for column in columns(row))
        query = f'SELECT {names} FROM "{table_name(row)}" WHERE id = ? ORDER BY rowid DESC LIMIT 1'  # noqa: S608  names are ours
        for each in ids:
            for values in self.connection.execute(query, (each,)):
                yield tables.decode(row, values)

    def superseded(self, row: type[R], since: str) -> Iterator[tuple[R, str]]:
        """Rows of a table that are current no more, each id once, with the time of the run that superseded it.

        `since` is an ISO time in UTC: only what was superseded from then on.
        """
        names = ", ".join(f't."{column.name}"' for column in columns(row))
        table = table_name(row)
        query = (
            f'SELECT {names}, max(r.started) FROM "{table}" AS t JOIN runs AS r ON r.id = t.superseded '  # noqa: S608
            f'WHERE r.started >= ? AND t.id NOT IN (SELECT id FROM "{table}" WHERE superseded IS NULL) GROUP BY t.id'
        )
        for *values, when in self.connection.execute(query, (since,)):
            yield tables.decode(row, tuple(values)), when

    def made_for(self, row: type[Row]) -> Iterator[tuple[str, str]]:
        """For each current row what it was made from, and its id; two captures of one article give one id."""
        query = f'SELECT made_for, id FROM "{table_name(row)}" WHERE superseded IS NULL'  # noqa: S608  names are ours
        yield from self.connection.execute(query)

    def under(self, row: type[Row], made_for: str) -> Iterator[tuple[str, str]]:
        """The current rows made for one thing, or for numbered parts of it (`made_for#N`): id, and what each was made for."""
        query = (
            f'SELECT id, made_for FROM "{table_name(row)}" WHERE superseded IS NULL '  # noqa: S608  names are ours
            "AND (made_for = ? OR (made_for > ? AND made_for < ?)) ORDER BY made_for, id"
        )
        yield from self.connection.execute(query, (made_for, f"{made_for}#", f"{made_for}$"))

    def work(self, stage: str, only: Iterable[str] | None = None) -> dict[str, bytes]:
        """What a stage has done, or of that what belongs to some keys: key → version of its input, code and knowledge."""
        query = "SELECT key, version FROM work WHERE stage = ?"
        if only is None:
            return dict(self.connection.execute(query, (stage,)))
        found = (self.connection.execute(f"{query} AND key = ?", (stage, key)).fetchone() for key in only)
        return {row[0]: row[1] for row in found if row}

    # --- writing (inside a transaction) -------------------------------------------------------------------------------

    def put(self, author: Author, key: str, made: Iterable[Made], *, instead_of: frozenset[str] | None = None) -> None:
        """Make `made` the current rows of one stage for one key: what is new is added, what is gone superseded.

        With `instead_of` the other rows of the key stay: only those with these ids give way.
        """
        wanted = {(each.table, each.id): each for each in made}
        gone = None if instead_of is None else instead_of | {each.id for each in wanted.values()}
        for row in author.writes:
            self._replace(row, (author, key), wanted, gone)
        for each in wanted.values():
            marks = ", ".join("?" * (len(each.values) + len(OWN)))
            own = (author.stage, key, each.digest, author.run, None)
            line = self.connection.execute(f'INSERT INTO "{each.table}" VALUES ({marks})', each.values + own).lastrowid  # noqa: S608
            changelog.note(self.connection, Change(each.table, line or 0, came=True))
            changelog.file(self.connection, ROWS[each.table], each.values, line or 0)

    def _replace(
        self, row: type[Row], by: tuple[Author, str], wanted: dict[tuple[str, str], Made], gone: frozenset[str] | None
    ) -> None:
        """Supersede the rows of a stage and key that are not wanted; take from `wanted` those that stand already."""
        (author, key), table = by, table_name(row)
        query = f'SELECT rowid, id, digest FROM "{table}" WHERE made_for = ? AND made_by = ? AND superseded IS NULL'  # noqa: S608
        for rowid, row_id, digest in self.connection.execute(query, (key, author.stage)).fetchall():
            new = wanted.get((table, row_id))
            if new and new.digest == digest:
                del wanted[table, row_id]
            elif gone is None or row_id in gone:
                self.connection.execute(f'UPDATE "{table}" SET superseded = ? WHERE rowid = ?', (author.run, rowid))  # noqa: S608
                changelog.note(self.connection, Change(table, rowid, came=False))
                changelog.unfile(self.connection, row, self.fetch(row, [rowid])[0], rowid)

    def done(self, stage: str, key: str, version: bytes) -> None:
        """Note that a stage has worked on a key."""
        self.connection.execute("INSERT OR REPLACE INTO work VALUES (?, ?, ?)", (stage, key, version))

    def forget(self, author: Author, key: str) -> None:
        """Supersede all that a stage made for a key which is no more."""
        self.put(author, key, ())
        self.connection.execute("DELETE FROM work WHERE stage = ? AND key = ?", (author.stage, key))


def _holds_several(row: type[Row], key: str) -> bool:
    return any(column.name == key and column.json for column in columns(row))


def _statements(row: type[Row]) -> Iterator[str]:
    table = table_name(row)
    body = ", ".join(f'"{column.name}" {column.sql}' for column in columns(row))
    yield f'CREATE TABLE "{table}" ({body}, made_by TEXT, made_for TEXT, digest BLOB, recorded TEXT, superseded TEXT)'
    yield f'CREATE INDEX "{table}_id" ON "{table}" (id) WHERE superseded IS NULL'
    yield f'CREATE INDEX "{table}_made_for" ON "{table}" (made_for, made_by) WHERE superseded IS NULL'
    for column in columns(row):
        if column.filed and not column.json:
            yield f'CREATE INDEX "{table}_{column.name}" ON "{table}" ("{column.name}") WHERE superseded IS NULL'
