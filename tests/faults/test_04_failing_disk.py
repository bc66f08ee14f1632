"""4. EIO, short writes, folders and files that may not be written: said in words, nothing torn, nothing lost."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import disk
import pytest
from test_03_disk_full import goes_on, small_disk

from conftest import Log, Warm

needs_compiler = pytest.mark.skipif(not disk.compiler(), reason="there is no C compiler to make the failing disk with")
SHORT = 3


@needs_compiler
@pytest.mark.parametrize("mode", ["fail_once", "fail_from", "short_once"])
def test_an_operation_fails(warm: Warm, inputs: Path, calm: tuple[Path, bytes], log: Log, full: bool, mode: str):
    places = range(0, 780, 1 if full else 780 // SHORT)
    for at in log.to_do(places):
        store = inputs.parent / f"{mode}{at}.db"
        ended = warm.run(store, inputs, fault={"folder": str(store), "mode": mode, "at": at, "error": "EIO"})
        assert ended["code"] in (0, 3), ended
        goes_on(warm, store, inputs, calm)
        log.note(at, stopped=int(ended["code"] == 3))
    assert len(log.cases) >= len(places)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser may mount a disk that cannot be written")
def test_a_store_on_a_disk_that_cannot_be_written_is_read_and_not_written(warm: Warm, inputs: Path, calm: tuple[Path, bytes]):
    with small_disk(inputs.parent / "disk", 50_000_000) as folder:
        assert warm.run(folder / "a.db", inputs)["code"] == 0
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        answer = warm("export", folder / "a.db", out=str(inputs.parent / "out.jsonl"))
        assert answer["code"] == 0, answer
        assert (inputs.parent / "out.jsonl").read_bytes() == calm[1]
        refused = warm.run(folder / "a.db", inputs)
        assert refused["code"] == 3
        assert "StoreError" in refused["said"][-1]
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
