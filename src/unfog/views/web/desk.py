"""The open store behind the application: one connection for each thread, and a snapshot of the catalogue that requests share."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

import numpy as np

from unfog import changelog
from unfog.errors import UnfogError
from unfog.model import Claim, Document, Judgement, Subject
from unfog.stages.reconcile.verdicts import meant, standing
from unfog.store import Store
from unfog.views.catalogue import Choice, Chosen, Columns, EventRow, refresh
from unfog.views.catalogue.columns import Mask, Numbers
from unfog.views.catalogue.shelves import read_row
from unfog.views.catalogue.words import MOST_HITS, Query, Words, parse

EVERY = 1.0  # seconds between two looks whether another process changed the store
SPARING = 10  # times as long as following it took is waited before it is followed again
T = TypeVar("T")
KEPT = 16  # choices whose masks are kept


class OpeningError(UnfogError):
    """The catalogue is being made; nothing can be shown yet."""


class NotFoundError(UnfogError):
    """What was asked for is not in the store."""


class Snapshot:
    """The catalogue as it stood at one change of the store."""

    def __init__(self, store: Store, number: int) -> None:
        self.version = str(number)
        self.columns = Columns(store.connection)
        self.judgements = tuple(store.rows(Judgement))
        self.standing = standing(self.judgements)
        self.reviewed = _reviewed(store, self.columns, self.standing)
        self.worked_out: dict[str, object] = {}


class Desk:
    """What the handlers of requests work with. Make one per application; `open` before the first request."""

    def __init__(self, path: str, *, title: str = "") -> None:
        self.path, self.title = path, title or Path(path).name
        self.done, self.total = 0, 0
        self.trouble = ""
        self._local = threading.local()
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._looked, self._seen, self._took = 0.0, -1, 0.0
        self._hits = lru_cache(KEPT)(self._find)
        self._choices = lru_cache(KEPT)(self._choose)

    @property
    def store(self) -> Store:
        """The connection of the thread that asks."""
        if not hasattr(self._local, "store"):
            self._local.store = Store(self.path, create=False)
        store: Store = self._local.store
        return store

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue. Raises `OpeningError` while it is first made."""
        if self._snapshot is None:
            raise OpeningError(self.trouble or "the catalogue of the store is being made")
        self._look()
        return self._snapshot

    @property
    def is_open(self) -> bool:
        """Whether anything can be shown."""
        return self._snapshot is not None

    def open(self) -> int:
        """Make or complete the catalogue and load it; gives how many events there are, and tells of progress in `done` and `total`."""
        with self._refreshing:
            began = time.monotonic()
            refresh(self.store, self._progress)
            number = changelog.last(self.store.connection)
            if self._snapshot is None or self._snapshot.version != str(number):
                self._snapshot = Snapshot(self.store, number)
            self._took = time.monotonic() - began
            return self._snapshot.columns.size

    def open_apart(self) -> threading.Thread:
        """The same in a thread of its own."""
        thread = threading.Thread(target=self._open_safely, name="catalogue", daemon=True)
        thread.start()
        return thread

    def _open_safely(self) -> None:
        try:
            self.open()
        except (UnfogError, sqlite3.Error) as error:
            self.trouble = f"the catalogue could not be made: {error}"

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    def _look(self) -> None:
        """Whether another connection changed the store; if so, follow it in a thread of its own."""
        now = time.monotonic()
        if now - self._looked < max(EVERY, SPARING * self._took) or not self._lock.acquire(blocking=False):
            return
        try:
            self._looked = now
            number = changelog.last(self.store.connection)
            if number != self._seen and self._seen >= 0 and not self._refreshing.locked():
                self.open_apart()
            self._seen = number
        finally:
            self._lock.release()

    def once(self, name: str, work: Callable[[Store], T]) -> T:
        """What is worked out from the store but once for each of its states."""
        snapshot = self.snapshot
        if name not in snapshot.worked_out:
            snapshot.worked_out[name] = work(self.store)
        return cast("T", snapshot.worked_out[name])

    # --- choices and rows ---------------------------------------------------------------------------------------------

    def chosen(self, choice: Choice) -> Chosen:
        """The events that a choice lets through."""
        return self._choices(self.snapshot, choice)

    def _choose(self, snapshot: Snapshot, choice: Choice) -> Chosen:
        query = parse(choice.q)
        found = snapshot.columns.at(self._hits(snapshot, query)) if query.text else None
        return Chosen(snapshot.columns, replace(choice, q=query.text), found, snapshot.reviewed)

    def capped(self, query: Query) -> bool:
        """Whether a search found more than it looks at."""
        return bool(query.text) and len(self._hits(self.snapshot, query)) >= MOST_HITS["catalogue_words"]

    def _find(self, _snapshot: Snapshot, query: Query) -> Numbers:
        return Words(self.store.connection).events(query)

    def rows(self, positions: Numbers | list[int]) -> list[EventRow]:
        """The rows of events, by where they stand in the columns; one that has just gone out is left out."""
        snapshot = self.snapshot
        lines = [int(snapshot.columns.lines[at]) for at in positions]
        marks = ", ".join("?" * len(lines))
        query = f"SELECT line, row FROM catalogue WHERE line IN ({marks})"  # noqa: S608  marks only
        found = dict(self.store.connection.execute(query, lines).fetchall())
        pairs = ((at, found.get(line)) for at, line in zip(positions, lines, strict=True))
        return [replace(read_row(row), reviewed=bool(snapshot.reviewed[at])) for at, row in pairs if row]

    def position(self, event_id: str) -> int:
        """Where an event stands; -1 where it is not there."""
        found = self.store.connection.execute("SELECT line FROM catalogue WHERE id = ?", (event_id,)).fetchone()
        at = self.snapshot.columns.at(np.array([found[0]] if found else [], dtype=np.int64))
        return int(at[0]) if len(at) else -1

    def event_id(self, position: int) -> str:
        """The id of the event that stands there; empty where it has just gone out."""
        line = int(self.snapshot.columns.lines[position])
        found = self.store.connection.execute("SELECT id FROM catalogue WHERE line = ?", (line,)).fetchone()
        return found[0] if found else ""

    def document(self, document_id: str) -> Document:
        """An article. Raises `NotFoundError`."""
        found = self.store.get(Document, document_id)
        if found is None:
            raise NotFoundError(f"there is no article {document_id[:40]!r}")
        return found


def lines_of_article(store: Store, document_id: str) -> list[int]:
    """The lines of the events that rest on an article."""
    query = "SELECT line FROM catalogue_articles WHERE article = ? ORDER BY line"
    return [line for (line,) in store.connection.execute(query, (document_id,))]


def event_of(store: Store, subject: Subject) -> tuple[str, int] | None:
    """The event, and its line, of the claim that a judgement is about; None where there is none any more."""
    claims = list(store.in_order(Claim, document_id=subject.document_id))
    claim = meant(subject, claims) if subject.end else None
    if claim is None:
        return None
    lines = lines_of_article(store, subject.document_id)
    marks = ", ".join("?" * len(lines))
    query = f"SELECT id, rowid FROM events WHERE rowid IN ({marks}) AND instr(claims, ?) AND superseded IS NULL"  # noqa: S608
    found = store.connection.execute(query, (*lines, f'"{claim.id}"')).fetchone()
    return (found[0], found[1]) if found else None


def _reviewed(store: Store, columns: Columns, judgements: Iterable[Judgement]) -> Mask:
    """Which events a person accepted."""
    subjects = (each.subjects[0] for each in judgements if each.verdict == "accept")
    found = [event_of(store, subject) for subject in subjects]
    mask = np.zeros(columns.size, dtype=bool)
    mask[columns.at(np.array([each[1] for each in found if each], dtype=np.int64))] = True
    return mask
