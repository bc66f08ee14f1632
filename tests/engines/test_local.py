"""The local engine: work is done once, only what is stale is done again, one broken row stops nothing."""

from __future__ import annotations

import pytest
from toy import TOY, document

from unfog.config import Config
from unfog.engines.local import Local
from unfog.knowledge import Knowledge
from unfog.model import Document, Family, Issue, Sketch
from unfog.store import Author, Made, Store


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "toy.db")
    yield opened
    opened.close()


def give(store, documents):
    author = Author("given", "run0", (Document,))
    with store.transaction():
        for row in documents:
            store.put(author, row.name, [Made.of(row)])


def bring_up_to_date(store, run="run1", workers=1):
    shown = []
    with Local(store, Knowledge(), Config(workers=workers), lambda *step: shown.append(step)) as engine:
        for stage in TOY:
            engine.run(stage, run)
    return shown


def families(store):
    return {row.document_id: row.family_id for row in store.rows(Family)}


def test_it_maps_groups_and_connects(store):
    given = [document(1, "a b"), document(2, "b c"), document(3, "c d"), document(4, "z")]
    give(store, given)
    bring_up_to_date(store)
    found = families(store)
    assert len(found) == 4
    assert len({found[row.id] for row in given[:3]}) == 1
    assert found[given[3].id] == given[3].id


def test_a_second_run_does_nothing(store):
    give(store, [document(n, f"word{n % 3}") for n in range(9)])
    assert bring_up_to_date(store)
    before = list(store.connection.execute("SELECT * FROM families ORDER BY id, made_for"))
    assert bring_up_to_date(store, "run2") == []
    assert list(store.connection.execute("SELECT * FROM families ORDER BY id, made_for")) == before


def test_only_what_a_new_row_touches_is_done_again(store):
    give(store, [document(n, f"word{n}") for n in range(6)])
    bring_up_to_date(store)
    give(store, [document(7, "word2")])
    shown = bring_up_to_date(store, "run2")
    assert [(stage, total) for stage, done, total in shown if done == total] == [
        ("acquire.sketch", 1), ("acquire.pair", 1), ("acquire.family", 1),
    ]  # fmt: skip


def test_what_was_made_from_a_withdrawn_row_is_superseded_not_deleted(store):
    first, second = document(1, "a b"), document(2, "b c")
    give(store, [first, second])
    bring_up_to_date(store)
    with store.transaction():
        store.forget(Author("given", "run2", (Document,)), second.name)
    bring_up_to_date(store, "run2")
    assert families(store) == {first.id: first.id}
    kept = store.connection.execute("SELECT superseded FROM sketches WHERE document_id = ?", (second.id,)).fetchall()
    assert kept == [("run2",)]


def test_a_row_that_raises_becomes_an_issue(store):
    give(store, [document(1, "a"), document(2, "broken"), document(3, "c")])
    bring_up_to_date(store)
    (issue,) = store.rows(Issue)
    assert (issue.stage, issue.subject, issue.code) == ("acquire.sketch", document(2, "broken").id, "failed")
    assert "this row is broken" in issue.message
    assert store.count(Sketch) == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_one_process_and_two_give_the_same_rows(tmp_path, workers):
    stores = []
    for count in (1, workers):
        store = Store(tmp_path / f"{count}-{len(stores)}.db")
        give(store, [document(n, f"w{n % 5} w{n % 7}") for n in range(40)])
        bring_up_to_date(store, workers=count)
        stores.append(sorted(map(str, store.rows(Family))))
    assert len(stores[0]) == 40
    assert stores[0] == stores[1]


def test_arrival_order_does_not_matter(tmp_path):
    given = [document(n, f"w{n % 4} w{n % 3}") for n in range(20)]
    answers = []
    for order in (given, given[::-1]):
        store = Store(tmp_path / f"{len(answers)}.db")
        for row in order:
            give(store, [row])
            bring_up_to_date(store, workers=1)
        answers.append(sorted(map(str, store.rows(Family))))
    assert answers[0] == answers[1]
