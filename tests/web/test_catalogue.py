"""The catalogue is what it would be if it were made anew, whatever came and went, and however often its making was stopped."""

from __future__ import annotations

from dataclasses import replace

import invented
import pytest
import stored

from unfog.store import Store
from unfog.views.catalogue import Columns, keep_up, refresh, upkeep
from unfog.views.catalogue.words import Words, parse


def held(store: Store) -> list[tuple[str, ...]]:
    """All that the catalogue tells, without the numbers of rows."""
    columns = Columns(store.connection)
    rows = store.connection.execute("SELECT line, id, row FROM catalogue ORDER BY line").fetchall()
    names = {number: key for number, (key, _) in columns.actors.items()}
    voices = [[] for _ in rows]
    for at, (actor, did) in zip(columns.of_event, columns.voices, strict=True):
        voices[at].append((names[int(actor)], int(did)))
    words = dict(store.connection.execute("SELECT rowid, words FROM catalogue_words").fetchall())
    articles = store.connection.execute("SELECT line, article FROM catalogue_articles").fetchall()
    return sorted(
        (event, row, words[line], *map(str, voices[at]), *sorted(article for own, article in articles if own == line))
        for at, (line, event, row) in enumerate(rows)
    )


def remade(store: Store) -> list[tuple[str, ...]]:
    store.connection.execute("DELETE FROM seen")
    refresh(store)
    return held(store)


@pytest.fixture
def some():
    return invented.picture(40)


@pytest.fixture
def store(some, tmp_path):
    return stored.fill(tmp_path / "some.db", some)


def test_it_follows_what_comes_and_goes(store, some):
    refresh(store)
    assert len(held(store)) == 40
    stored.take_out(store, some.events[0], some.assessments[0])
    moved = replace(some.events[1], phase="ongoing")
    stored.put(store, moved)
    stored.put(store, replace(some.assessments[2], grade="refuted"))
    more = invented.picture(45).events[44]
    stored.put(store, more)
    stored.put(store, replace(some.documents[5], text="Nothing but zephyrs."))
    assert refresh(store)
    assert not refresh(store)
    followed = held(store)
    assert len(followed) == 40
    assert [row for row in followed if row[0] == more.id]
    assert any('"grade":"refuted"' in row[1] for row in followed if row[0] == some.events[2].id)
    words = Words(store.connection)
    assert len(words.articles(parse("zephyr"))) == 1
    assert len(words.events(parse('"number 0"'))) == 0
    assert followed == remade(store)
    assert len(words.articles(parse("zephyrs"))) == 1


def test_a_stopped_making_goes_on(store, monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 7)

    def stop(done: int, _total: int) -> None:
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(store, stop)
    begun = len(held(store))
    assert 20 < begun < 40
    stored.put(store, invented.picture(45).events[44])
    refresh(store)
    assert len(held(store)) == 41
    assert held(store) == remade(store)


def test_a_store_that_nobody_looked_at_gets_none(store):
    keep_up(store)
    assert store.connection.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'catalogue%'").fetchone()[0] == 0


def test_other_wording_makes_it_anew(store, monkeypatch):
    refresh(store)
    before = held(store)
    store.connection.execute("UPDATE catalogue SET row = '{}'")
    monkeypatch.setattr(upkeep, "producer", lambda: "other wording")
    assert refresh(store)
    assert held(store) == before
