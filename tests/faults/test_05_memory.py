"""5. A cap on memory: what does not fit costs itself, or the run ends in words; with more memory the rest is done."""

from __future__ import annotations

from pathlib import Path

from conftest import Log, Warm

ROOM = {False: (0, 24), True: tuple(range(0, 200, 4))}  # MB beyond what the process holds already


def test_memory_runs_out(warm: Warm, inputs: Path, calm: tuple[Path, bytes], log: Log, full: bool):
    for room in log.to_do(ROOM[full]):
        store = inputs.parent / f"memory{room}.db"
        ended = warm.run(store, inputs, memory=room * 1_000_000)
        assert ended["code"] != 4, ended
        assert warm.run(store, inputs)["code"] == 0
        assert warm.exported(store) == calm[1]
        log.note(room, ended=ended["code"])
    assert len(log.cases) >= len(ROOM[full])
