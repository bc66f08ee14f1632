"""3. The disk is full at each step of growth: the run says so and ends, nothing that was there is lost, and with room it goes on."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import disk
import pytest
from stores import rows, whole, work

from conftest import Log, Warm

SHORT = 4
ROOM = {False: (120_000, 500_000), True: tuple(range(50_000, 1_500_000, 25_000))}  # bytes of the small disk


def goes_on(warm: Warm, store: Path, inputs: Path, calm: tuple[Path, bytes]) -> None:
    """What must hold of a store whose disk failed: it is whole, nothing done is lost, and the next run ends as an undisturbed one."""
    assert not store.exists() or whole(store)
    before = work(store) if store.exists() else set()
    assert warm.run(store, inputs)["code"] == 0
    assert before <= work(store)
    assert warm.exported(store) == calm[1]
    assert rows(store) == rows(calm[0])


@pytest.mark.skipif(not disk.compiler(), reason="there is no C compiler to make the failing disk with")
def test_no_room_from_any_operation_on(warm: Warm, inputs: Path, calm: tuple[Path, bytes], log: Log, full: bool):
    places = range(0, 800, 1 if full else 800 // SHORT)
    for at in log.to_do(places):
        store = inputs.parent / f"full{at}.db"
        stopped = warm.run(store, inputs, fault={"folder": str(store), "mode": "fail_from", "at": at, "error": "ENOSPC"})
        assert stopped["code"] in (0, 3), stopped
        assert stopped["code"] == 0 or "StoreError" in stopped["said"][-1], stopped["said"][-1]
        goes_on(warm, store, inputs, calm)
        log.note(at, stopped=int(stopped["code"] == 3))
    assert log.total("stopped") > len(places) / 2


@contextmanager
def small_disk(folder: Path, size: int):
    """A file system of a few bytes in a folder; skips where it cannot be had."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("no right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser may mount a small disk")
def test_a_disk_that_is_really_full(warm: Warm, inputs: Path, calm: tuple[Path, bytes], log: Log, full: bool):
    for size in log.to_do(ROOM[full]):
        with small_disk(inputs.parent / f"disk{size}", size) as folder:
            stopped = warm.run(folder / "full.db", inputs)
            assert stopped["code"] == 3, stopped
            assert "full" in stopped["said"][-1]
            before = work(folder / "full.db") if (folder / "full.db").exists() and whole(folder / "full.db") else set()
            subprocess.run(["mount", "-o", "remount,size=50m", str(folder)], check=True)
            assert warm.run(folder / "full.db", inputs)["code"] == 0
            assert before <= work(folder / "full.db")
            assert warm.exported(folder / "full.db") == calm[1]
        log.note(size, stopped=1)
