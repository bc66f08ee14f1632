"""7. The power fails: what was not made fast is lost in part, sector by sector. The store is whole, and what was acknowledged is there.

Acknowledged are articles taken in, a verdict given, and a run that has ended. What stages make on the way may be lost, whole
transactions at a time, and is made again.
"""

from __future__ import annotations

import random
from pathlib import Path

import disk
import pytest
from stores import rows, whole, work

from conftest import Log, Warm

pytestmark = pytest.mark.skipif(not disk.compiler(), reason="there is no C compiler to make the failing disk with")
CUTS = {False: 150, True: 20_000}
RESUMED = {False: 4, True: 300}
KEPT = (0.0, 0.1, 0.5, 0.9, 1.0)  # how likely a sector that was not made fast is there all the same


def laid_out(files: disk.Files, folder: Path, store: str) -> Path:
    """The files as they would be found, in a folder of their own."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    return folder / store


def acknowledged(done: list[disk.Operation]) -> tuple[int, bool]:
    """How many inputs were said to be taken in, and whether the run was said to have ended."""
    told = [each.name.split() for each in done if each.what == "mark"]
    taken = max((int(words[2]) for words in told if words[:2] == ["ack", "acquire.capture"]), default=0)
    return taken, ["ack", "end"] in [words[:2] for words in told]


def test_the_power_fails_at_any_point(warm: Warm, inputs: Path, calm: tuple[Path, bytes], log: Log, full: bool):
    store, written = inputs.parent / "cut.db", inputs.parent / "operations"
    answer = warm.run(store, inputs, fault={"folder": str(store), "mode": "count", "log": str(written)})
    assert answer["code"] == 0, answer
    every = disk.operations(written)
    assert sum(each.what == "sync" for each in every) >= 3
    complete = work(store)
    for case in log.to_do(range(CUTS[full])):
        chance = random.Random(case)
        upto = len(every) if case % 10 == 0 else chance.randrange(len(every))
        found = laid_out(disk.power_cut(every[:upto], chance, KEPT[case % len(KEPT)]), inputs.parent / "after", "cut.db")
        assert not found.exists() or whole(found), case
        taken, ended = acknowledged(every[:upto])
        left = work(found) if found.exists() else set()
        assert sum(stage == "acquire.capture" for stage, _, _ in left) >= taken, case
        assert not ended or left == complete, case
        if case % (CUTS[full] // RESUMED[full]) == 1:
            resumed = warm.run(found, inputs)
            assert resumed["code"] == 0, resumed
            assert warm.exported(found) == calm[1]
            assert rows(found) == rows(calm[0])
        log.note(case, cuts=1, ended=int(ended), taken=taken)
    assert log.total("cuts") == CUTS[full]
    assert 0 < log.total("ended") < CUTS[full]
