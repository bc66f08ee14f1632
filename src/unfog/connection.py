"""How a store's file is opened, and how runs on it take turns."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from unfog.errors import StoreError

PATIENCE = 30.0  # seconds that a process waits for another that writes


def connected(path: str) -> sqlite3.Connection:
    """A connection; to read only, where the file lies on a disk that cannot be written and nothing waits beside it."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
    try:
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        waiting = Path(f"{path}-wal")
        if not Path(path).is_file() or os.access(Path(path).parent, os.W_OK) or (waiting.is_file() and waiting.stat().st_size):
            raise
        return sqlite3.connect(f"{Path(path).absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    return connection


@contextmanager
def alone(path: str) -> Iterator[None]:
    """No other run is at work on the store of that path meanwhile. Raises `StoreError` where one still is after `PATIENCE`.

    The lock is SQLite's own, on a file beside the store, so that it ends with the process that holds it.
    """
    lock = ":memory:" if path == ":memory:" else f"{path}.lock"
    with closing(sqlite3.connect(lock, isolation_level=None, timeout=PATIENCE)) as held:
        try:
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise StoreError(f"another run is at work on {path}; start this one again when it has ended ({error})") from error
        yield
