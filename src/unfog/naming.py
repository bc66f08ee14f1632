"""Current events by the name that one of their slots has first, as ledgers read them: place by place, giver by giver."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from unfog import tables
from unfog.model import Event

NAMED = {"place": "json_extract(place, '$.name')", "initiator": "json_extract(initiator, '$[0].name')"}


def index(connection: sqlite3.Connection, there: Collection[str]) -> None:
    """Make the indexes that reading by name needs, but those whose names are `there`."""
    for slot, name in NAMED.items():
        if f"events_by_{slot}" not in there:
            connection.execute(
                f"CREATE INDEX IF NOT EXISTS events_by_{slot} ON events (ledger, {name}, begin, id) WHERE superseded IS NULL"
            )


def events_by(connection: sqlite3.Connection, slot: str, ledger: str, name: str | None = None) -> Iterator[Event]:
    """The current events of a ledger by the name in a slot of `NAMED`, then by when they began; or those of one name alone."""
    columns = ", ".join(f'"{column.name}"' for column in tables.columns(Event))
    which = f"{NAMED[slot]} = ?" if name is not None else f"{NAMED[slot]} IS NOT NULL"
    query = (
        f"SELECT {columns} FROM events WHERE superseded IS NULL AND ledger = ? AND {which} "  # noqa: S608  names are ours
        f"ORDER BY ledger, {NAMED[slot]}, begin, id"
    )
    last = ""
    for values in connection.execute(query, (ledger, name) if name is not None else (ledger,)):
        if values[0] != last:  # a row made for several reasons comes once
            yield tables.decode(Event, values)
        last = values[0]


def last_published(connection: sqlite3.Connection) -> str:
    """The day of the latest article, as an ISO date; empty where none has a date."""
    query = "SELECT max(substr(published, 1, 10)) FROM documents WHERE superseded IS NULL"
    return str(connection.execute(query).fetchone()[0] or "")
