"""37. Workers die, and machines fail at a piece of work: it costs that piece alone, it is said in words, and the next run tries again."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from unfog.config import Config
from unfog.engines.local import Local
from unfog.knowledge import Knowledge
from unfog.model import Document, Issue, Sketch, make_id
from unfog.stage import PerRow
from unfog.store import Author, Made, Store

SWITCH = "UNFOG_TEST_MACHINE"  # what befalls a worker on the row that is called poison


def row(number: int, text: str) -> Document:
    return Document(
        id=make_id("row", number), capture_id=f"c{number}", name=f"d{number}", publisher=None, published=None,
        published_precision=None, published_from=None, url=None, title=None, text=text,
    )  # fmt: skip


def build(_knowledge, _config):
    def each(document: Document):
        befalls = os.environ.get(SWITCH) if document.text == "poison" else None
        if befalls == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if befalls == "memory":
            raise MemoryError
        if befalls == "disk":
            raise OSError(5, "Input/output error")
        yield Sketch(id=document.id, document_id=document.id, bands=(), published=None, words=b"", places=b"")

    return each


STAGE = PerRow(name="acquire.sketch", reads=Document, writes=Sketch, build=build)
ROWS = [row(number, "poison" if number == 50 else f"text {number}") for number in range(120)]


def done(store: Store, workers: int) -> tuple[set[str], list[str]]:
    with Local(store, Knowledge(), Config(workers=workers)) as engine:
        engine.run(STAGE, "r")
    return {each.document_id for each in store.rows(Sketch)}, [each.code for each in store.rows(Issue)]


@pytest.fixture
def store() -> Store:
    made = Store(":memory:")
    with made.transaction():
        for each in ROWS:
            made.put(Author("given", "r", (Document,)), each.id, [Made.of(each)])
    return made


@pytest.mark.parametrize(("befalls", "workers", "code"), [("kill", 2, "worker_died"), ("memory", 1, "machine"), ("disk", 1, "machine")])
def test_a_piece_of_work_that_fails_with_its_machine(store, monkeypatch, befalls, workers, code):
    monkeypatch.setenv(SWITCH, befalls)
    found, issues = done(store, workers)
    assert found == {each.id for each in ROWS} - {ROWS[50].id}
    assert issues == [code]
    monkeypatch.delenv(SWITCH)
    found, issues = done(store, 1)
    assert found == {each.id for each in ROWS}
    assert issues == []


def test_a_worker_that_dies_now_and_then_costs_nothing(store, monkeypatch, tmp_path: Path):
    killed = []
    send = os.kill

    def progress(_stage: str, finished: int, _total: int) -> None:
        pool = engine.workers.pool
        if not killed and finished and pool:
            killed.append(next(iter(pool._processes)))
            send(killed[0], signal.SIGKILL)

    with Local(store, Knowledge(), Config(workers=2), progress) as engine:
        engine.run(STAGE, "r")
    assert len(killed) == 1
    assert store.count(Sketch) == len(ROWS)
    assert store.count(Issue) == 0
