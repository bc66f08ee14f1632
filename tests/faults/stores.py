"""What the tests ask of a store's file: is it whole, what work is in it, how many rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from unfog.model import TABLES
from unfog.tables import table_name

COUNTED = sorted({table_name(row) for row in TABLES} - {"runs"})  # a run that is begun again is a run more


def whole(store: Path) -> bool:
    """Whether SQLite finds no damage."""
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def work(store: Path) -> set[tuple[str, str, bytes]]:
    """What each stage has done, and what was taken in."""
    with closing(sqlite3.connect(store)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'work'").fetchone():
            return set()
        found = set(connection.execute("SELECT stage, key, version FROM work"))
        taken = connection.execute("SELECT id FROM captures UNION SELECT id FROM issues")
        return found | {("acquire.capture", each, b"") for (each,) in taken}


def rows(store: Path) -> dict[str, tuple[int, int]]:
    """How many rows each table has, and how many of them are superseded: twice as many tell of work done twice."""
    with closing(sqlite3.connect(store)) as connection:
        return {each: connection.execute(f"SELECT count(*), count(superseded) FROM {each}").fetchone() for each in COUNTED}
