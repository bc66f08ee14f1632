"""40. A soak: articles come and go, views are made, run after run, in one process; memory and open files stay flat."""

from __future__ import annotations

import gc
import os
import random
import resource
import time
from pathlib import Path

from hostile import GOOD, read

from conftest import Log
from unfog.store import Store
from unfog.views import export

TURNS = {False: 12, True: 1_000_000}
SECONDS = {False: 60, True: int(os.environ.get("UNFOG_SOAK_SECONDS", "7200"))}
KEPT = 8  # articles at once


def held() -> float:
    """What this process holds now, in MB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6


def files() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_memory_and_files_stay_flat(tmp_path: Path, log: Log, full: bool):
    folder = tmp_path / "in"
    folder.mkdir()
    start, chance, seen = time.monotonic(), random.Random(40), list[tuple[float, int]]()
    for turn in range(TURNS[full]):
        if time.monotonic() - start > SECONDS[full] and turn > 6:
            break
        (folder / f"a{turn % KEPT}.txt").write_text(GOOD.replace("23", str(chance.randrange(2, 28))), encoding="utf-8")
        store = Store(tmp_path / f"{turn // 100}.db")
        picture = read(store, folder)
        assert picture.books.balanced
        assert "".join(export.events_jsonl(picture.shown()))
        store.close()
        gc.collect()
        seen.append((held(), files()))
    early, late = seen[min(5, len(seen) // 3) :][: len(seen) // 3 or 1], seen[-(len(seen) // 3 or 1) :]
    grown = max(memory for memory, _ in late) - max(memory for memory, _ in early)
    assert grown < (60 if full else 30), seen
    assert late[-1][1] <= early[-1][1] + 2
    log.note("soak", turns=len(seen), seconds=round(time.monotonic() - start), grown_mb=round(grown, 1), files=late[-1][1])
