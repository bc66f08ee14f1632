"""A large store out of a real one: its events told again and again, each time some months later.

    python -m evals.grown STORE TARGET TIMES

The catalogue of STORE is made first. Rows of events and assessments, the entries of the catalogue and the words of articles are then copied
under other ids and later days, so that counts, places, voices and words are spread as they were in what was read.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing

import numpy as np

from unfog import changelog
from unfog.store import Store
from unfog.views.catalogue import refresh
from unfog.views.catalogue.shelves import KEYS, NAME

MONTHS = 92  # days between two tellings
DAYS = ("day", "first", "last", "told_first", "told_last")


def copied(connection: sqlite3.Connection, table: str, changed: dict[str, str], turn: int, last: int) -> None:
    """Copy the first rows of a table with some columns changed."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changed.get(name, f'"{name}"') for name in names)
    query = f"INSERT INTO {table} SELECT {values} FROM {table} WHERE rowid <= :last AND superseded IS NULL ORDER BY rowid"  # noqa: S608
    connection.execute(query, {"turn": turn, "last": last})


OTHER = "substr({}, 1, 13) || 'x' || printf('%02d', :turn)"  # no id of a store has an x


def tell_again(store: Store, turn: int, last: dict[str, int]) -> None:
    """All events once more, `turn` times some months later."""
    connection = store.connection
    copied(connection, "events", {"id": OTHER.format("id")}, turn, last["events"])
    copied(connection, "assessments", {"id": OTHER.format("id"), "event_id": OTHER.format("event_id")}, turn, last["assessments"])
    document = int(connection.execute("SELECT max(rowid) FROM documents").fetchone()[0])
    copied(connection, "documents", {"id": OTHER.format("id"), "name": "name || '-' || :turn"}, turn, last["documents"])
    connection.execute("INSERT INTO article_words (rowid, title, text) SELECT rowid, title, text FROM documents WHERE rowid > ?", (document,))
    lines = dict(
        connection.execute(
            f"SELECT c.line, e.rowid FROM catalogue AS c JOIN events AS e ON e.id = {OTHER.format('c.id')} "  # noqa: S608
            "WHERE c.line <= :last AND e.superseded IS NULL",
            {"turn": turn, "last": last["events"]},
        )
    )
    query = "SELECT line, id, row, keys, voices FROM catalogue WHERE line <= ? ORDER BY line"
    rows = [row for row in connection.execute(query, (last["events"],)) if row[0] in lines]
    keys = np.frombuffer(b"".join(row[3] for row in rows), dtype=KEYS).copy()
    for name in DAYS:
        keys[name] = np.where(keys[name] > 0, keys[name] + MONTHS * turn, 0)
    for (line, old, row, _, voices), own in zip(rows, keys, strict=True):
        new = f"{old[:13]}x{turn:02}"
        connection.execute("INSERT INTO catalogue VALUES (?, ?, ?, ?, ?)", (lines[line], new, row.replace(old, new), own.tobytes(), voices))
        connection.execute("INSERT INTO catalogue_words (rowid, words) SELECT ?, words FROM catalogue_words WHERE rowid = ?", (lines[line], line))


def main() -> None:
    """Copy the store and let it grow."""
    source, target, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    refresh(Store(source))
    store = Store(target)
    connection = store.connection
    with closing(sqlite3.connect(source)) as read:
        read.backup(connection)
    last = {table: int(connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]) for table in ("events", "assessments", "documents")}  # noqa: S608
    for turn in range(1, times):
        began = time.process_time()
        with store.transaction():
            tell_again(store, turn, last)
            changelog.mark(connection, NAME, _producer(connection), changelog.last(connection))
        print(f"{turn + 1} of {times}: {time.process_time() - began:.1f} CPU-s", flush=True)


def _producer(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT producer FROM seen WHERE stage = ?", (NAME,)).fetchone()[0])


if __name__ == "__main__":
    main()
