"""Stores of invented pictures, and the application on them."""

from __future__ import annotations

from pathlib import Path

import invented

from unfog.model import Row
from unfog.store import Author, Made, Store
from unfog.views.web import Desk, Jobs, Rules, application

TOKEN = "the token of this test"  # noqa: S105
ADDRESS = "http://127.0.0.1:8642"
WRITE = {"X-Unfog-Token": TOKEN}


def put(store: Store, *rows: Row, made_for: str | None = None) -> None:
    """Put rows into a store as if a stage had made them."""
    with store.transaction():
        for row in rows:
            store.put(Author("test", "run", (type(row),)), made_for or row.id, [Made.of(row)])


def take_out(store: Store, *rows: Row) -> None:
    with store.transaction():
        for row in rows:
            store.forget(Author("test", "run", (type(row),)), row.id)


def fill(path: Path, picture: invented.Invented) -> Store:
    """A store with the rows of an invented picture, their claims among them."""
    store = Store(path)
    claims = [row.claim for event in picture.events for row in event.evidence]
    put(store, *picture.documents, *claims, *picture.events, *picture.assessments)
    return store


def client(path: Path, **rules: object):
    """A client of the application on a store, and its desk and jobs, which work in this process."""
    from starlette.testclient import TestClient

    desk = Desk(str(path))
    desk.open()
    jobs = Jobs(str(path), desk.open, apart=False)
    app = application(desk, jobs, Rules(TOKEN, **rules), who="A reader")
    return TestClient(app, base_url=ADDRESS), desk, jobs
