"""What came and went since a stage last ran through the store, and where rows are filed: so a run looks at what is new only.

`changes` has a line for each row added or superseded, in order. `seen` holds for each stage up to which line it has worked,
and the fingerprint of what it worked with: another one means that everything is to be looked at. `filed` is the index of the
columns that hold several keys. `components` holds the component of each node of the stages that work on components.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from unfog.model import Row
from unfog.tables import Value, columns, table_name

TABLES = (
    "CREATE TABLE changes (number INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT, line INTEGER, came INTEGER)",
    "CREATE INDEX changes_place ON changes (place, number)",
    "CREATE TABLE seen (stage TEXT PRIMARY KEY, producer TEXT, number INTEGER) WITHOUT ROWID",
    "CREATE TABLE filed (place TEXT, value TEXT, line INTEGER, PRIMARY KEY (place, value, line)) WITHOUT ROWID",
    "CREATE TABLE components (stage TEXT, node TEXT, root TEXT, PRIMARY KEY (stage, node)) WITHOUT ROWID",
    "CREATE INDEX components_root ON components (stage, root)",
)


class Change(NamedTuple):
    """A row of a table, by the number of its line, that came or went."""

    place: str
    line: int
    came: bool


def place(row: type[Row], key: str) -> str:
    """The name under which a column is filed."""
    return f"{table_name(row)}.{key}"


def note(connection: sqlite3.Connection, change: Change) -> None:
    """Write a change down."""
    connection.execute("INSERT INTO changes (place, line, came) VALUES (?, ?, ?)", change)


def after(connection: sqlite3.Connection, table: str, number: int) -> Iterator[Change]:
    """The changes to a table after the given one, in order."""
    query = "SELECT place, line, came FROM changes WHERE place = ? AND number > ? ORDER BY number"
    for where, line, came in connection.execute(query, (table, number)).fetchall():
        yield Change(where, line, bool(came))


def last(connection: sqlite3.Connection) -> int:
    """The number of the last change; 0 before the first."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").fetchone()
    return int(found[0]) if found else 0


def seen(connection: sqlite3.Connection, stage: str, producer: str) -> int | None:
    """Up to which change a stage has worked; None where it has not, or with other code, knowledge or settings."""
    query = "SELECT number FROM seen WHERE stage = ? AND producer = ?"
    found = connection.execute(query, (stage, producer)).fetchone()
    return int(found[0]) if found else None


def mark(connection: sqlite3.Connection, stage: str, producer: str, number: int) -> None:
    """Note that a stage has worked up to a change."""
    connection.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (stage, producer, number))


def prune(connection: sqlite3.Connection) -> None:
    """Drop the changes that every stage has seen."""
    connection.execute("DELETE FROM changes WHERE number <= (SELECT min(number) FROM seen)")


def file(connection: sqlite3.Connection, row: type[Row], values: tuple[Value, ...], line: int) -> None:
    """File a new row under the values of its columns of keys."""
    connection.executemany("INSERT OR IGNORE INTO filed VALUES (?, ?, ?)", _keys(row, values, line))


def unfile(connection: sqlite3.Connection, row: type[Row], values: tuple[Value, ...], line: int) -> None:
    """Take a superseded row out of the index."""
    connection.executemany("DELETE FROM filed WHERE place = ? AND value = ? AND line = ?", _keys(row, values, line))


def _keys(row: type[Row], values: tuple[Value, ...], line: int) -> Iterator[tuple[str, str, int]]:
    for column, value in zip(columns(row), values, strict=True):
        if column.filed and column.json:
            for each in cast("tuple[str, ...]", column.decode(value)):
                yield place(row, column.name), each, line


def roots(connection: sqlite3.Connection, stage: str, nodes: Iterable[str]) -> dict[str, str]:
    """The component of each node as last worked on, named after its smallest; a node alone is its own."""
    query = "SELECT root FROM components WHERE stage = ? AND node = ?"
    found = ((node, connection.execute(query, (stage, node)).fetchone()) for node in nodes)
    return {node: row[0] if row else node for node, row in found}


def members(connection: sqlite3.Connection, stage: str, root: str) -> Iterator[str]:
    """The nodes of a component."""
    yield root
    for (node,) in connection.execute("SELECT node FROM components WHERE stage = ? AND root = ?", (stage, root)):
        yield node


def place_in_components(connection: sqlite3.Connection, stage: str, root: dict[str, str], gone: Iterable[str] | None) -> None:
    """Note the component of some nodes, and forget those of `gone` (of all where it is None) that have none any more."""
    if gone is None:
        connection.execute("DELETE FROM components WHERE stage = ?", (stage,))
    else:
        connection.executemany("DELETE FROM components WHERE stage = ? AND node = ?", [(stage, node) for node in gone])
    rows = [(stage, node, name) for node, name in root.items() if node != name]
    connection.executemany("INSERT OR REPLACE INTO components VALUES (?, ?, ?)", rows)
