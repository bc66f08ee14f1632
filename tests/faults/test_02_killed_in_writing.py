"""2. Killed before, within and after each write, fsync, truncation and removal of the store's files in turn."""

from __future__ import annotations

from pathlib import Path

import disk
import pytest
from stores import rows, whole, work

from conftest import Log, Warm

pytestmark = pytest.mark.skipif(not disk.compiler(), reason="there is no C compiler to make the failing disk with")
SHORT = 5  # operations of each kind of death that the short form tries
DEATHS = ("kill_before", "kill_torn", "kill_after")


def operations(warm: Warm, inputs: Path) -> list[disk.Operation]:
    """What an undisturbed run does to the disk."""
    store, log = inputs.parent / "counted.db", inputs.parent / "operations"
    answer = warm.run(store, inputs, fault={"folder": str(store), "mode": "count", "log": str(log)})
    assert answer["code"] == 0, answer
    return [each for each in disk.operations(log) if each.what != "mark"]


def test_killed_at_each_operation(warm: Warm, inputs: Path, calm: tuple[Path, bytes], log: Log, full: bool):
    count = len(operations(warm, inputs))
    assert count > 500
    places = range(count) if full else [count * number // SHORT for number in range(SHORT)]
    for mode, at in log.to_do([(mode, at) for mode in DEATHS for at in places]):
        store = inputs.parent / f"{mode}{at}.db"
        died = warm.run(store, inputs, fault={"folder": str(store), "mode": mode, "at": at})
        assert died["code"] == -9, died
        assert whole(store)
        before = work(store)
        resumed = warm.run(store, inputs)
        assert resumed["code"] == 0, resumed
        assert before <= work(store)
        assert warm.exported(store) == calm[1]
        assert rows(store) == rows(calm[0])
        log.note((mode, at), resumed=round(resumed["wall"], 3), cpu=round(resumed["cpu"], 3))
        for file in inputs.parent.glob(f"{store.name}*"):
            file.unlink()
    assert len(log.cases) >= len(places) * len(DEATHS)
