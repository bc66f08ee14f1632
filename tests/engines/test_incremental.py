"""What comes one by one gives the same bytes as all at once; what is withdrawn leaves no trace in the current picture."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from evals.synthetic import FIRST_DAY, RECONCILE, article, world

from unfog import tables
from unfog.config import Config
from unfog.engines.local import Local
from unfog.knowledge import Knowledge
from unfog.model import Assessment, Event, Evidence, Issue, Link
from unfog.stages.reconcile.block import BLOCK
from unfog.store import Author, Made, Store

AUTHOR = Author(BLOCK.name, "test", (Evidence, Issue))
KNOWLEDGE = Knowledge()


def articles(count: int) -> list[list[Evidence]]:
    chance = random.Random(3)
    made = world()
    return [list(article(n, FIRST_DAY + timedelta(n % 3), made, chance)) for n in range(count)]


def put(store: Store, rows: list[Evidence]) -> None:
    with store.transaction():
        store.put(AUTHOR, rows[0].document_id, [Made.of(row) for row in rows])


def put_away(store: Store, rows: list[Evidence]) -> None:
    with store.transaction():
        store.put(AUTHOR, rows[0].document_id, ())


def brought_up(store: Store, knowledge: Knowledge = KNOWLEDGE) -> None:
    with Local(store, knowledge, Config(workers=1)) as engine:
        for stage in RECONCILE:
            engine.run(stage, "test")


def picture(store: Store) -> list[tuple[object, ...]]:
    made = [tables.encode(row) for table in (Link, Event, Assessment) for row in store.rows(table)]
    assert len(made) > 10
    return made


@pytest.fixture(scope="module")
def at_once() -> list[tuple[object, ...]]:
    store = Store(":memory:")
    for rows in articles(24):
        put(store, rows)
    brought_up(store)
    return picture(store)


@pytest.mark.parametrize("step", [1, 5])
def test_what_comes_by_and_by_gives_what_all_at_once_gives(at_once, step):
    store = Store(":memory:")
    coming = articles(24)
    random.Random(step).shuffle(coming)
    for at in range(0, len(coming), step):
        for rows in coming[at : at + step]:
            put(store, rows)
        brought_up(store)
    assert picture(store) == at_once


def test_articles_that_come_go_and_change_one_by_one_leave_what_all_at_once_gives(at_once):
    store = Store(":memory:")
    coming, extra = articles(24), articles(30)[24:]
    for rows in coming[:12] + extra:
        put(store, rows)
    brought_up(store)
    half = [rows[: len(rows) // 2] for rows in coming[12:]]
    for at, rows in enumerate(coming[12:]):
        put(store, half[at] or rows)  # what was read at first is read anew and gives more
        brought_up(store)
        put(store, rows)
        if at < len(extra):
            put_away(store, extra[at])
        brought_up(store)
    assert picture(store) == at_once


def test_withdrawing_articles_gives_the_picture_without_them(at_once):
    store = Store(":memory:")
    coming, extra = articles(24), articles(30)[24:]
    for rows in coming + extra:
        put(store, rows)
    brought_up(store)
    with store.transaction():
        for rows in extra:
            store.forget(AUTHOR, rows[0].document_id)
    brought_up(store)
    assert picture(store) == at_once
    gone = {row.document_id for rows in extra for row in rows}
    assert all(gone.isdisjoint(event.documents) for event in store.rows(Event))


def test_in_an_overlong_block_the_neighbourhood_moves_with_what_comes(monkeypatch):
    from unfog.knowledge import rubric

    real = rubric.load_comparison

    def narrow(folder):
        from dataclasses import replace

        found = real(folder)
        return replace(found, limits=replace(found.limits, block_rows=4), thresholds=replace(found.thresholds, same=0.5, bare=0.0))

    monkeypatch.setattr("unfog.stages.reconcile.compare.load_comparison", narrow)
    monkeypatch.setattr("unfog.stages.reconcile.growth.load_comparison", narrow)
    whole, growing, knowledge = Store(":memory:"), Store(":memory:"), Knowledge()
    coming, extra = articles(16), articles(20)[16:]
    for rows in coming:
        put(whole, rows)
    brought_up(whole, knowledge)
    for rows in reversed([*coming[:8], *extra, *coming[8:]]):
        put(growing, rows)
        brought_up(growing, knowledge)
    assert picture(growing) != picture(whole)
    for rows in extra:
        put_away(growing, rows)
        brought_up(growing, knowledge)
    assert picture(growing) == picture(whole)
    assert whole.count(Link) > 100
