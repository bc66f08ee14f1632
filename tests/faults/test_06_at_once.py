"""6. Two runs and readers at once: runs take turns, readers see whole pictures or are told, and the end is that of one run."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from stores import rows

from conftest import Warm
from unfog import connection
from unfog.connection import alone
from unfog.errors import StoreError
from unfog.picture import open_store


def test_a_second_run_waits_or_is_refused(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    store = str(tmp_path / "a.db")
    with alone(store), pytest.raises(StoreError, match="another run is at work"), alone(store):
        pass
    with alone(store):
        pass


def test_the_turn_ends_with_the_process_that_has_it(tmp_path: Path):
    held = "import sys; from unfog.connection import alone; turn = alone(sys.argv[1]); turn.__enter__(); print('mine', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", held, str(tmp_path / "a.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "mine\n"
        process.kill()
    with alone(str(tmp_path / "a.db")):
        pass


def test_two_runs_and_a_reader(warm: Warm, inputs: Path, calm: tuple[Path, bytes], tmp_path_factory):
    store = inputs.parent / "both.db"
    stop, seen, refused = threading.Event(), [], list[str]()

    def look() -> None:
        while not stop.is_set():
            try:
                picture = open_store(store)
                seen.append(len(list(picture.assessed())))
                picture.store.close()
            except StoreError as error:
                refused.append(str(error))

    reader = threading.Thread(target=look)
    reader.start()
    words = [sys.executable, "-m", "unfog", "run", inputs.name, "--store", str(store), "--workers", "1", "--quiet"]
    other = subprocess.Popen(words, cwd=inputs.parent, stderr=subprocess.PIPE)
    first = warm.run(store, inputs)
    _, said = other.communicate()
    stop.set()
    reader.join()
    assert (first["code"], other.returncode) == (0, 0), (first, said)
    assert all("unfog run" in each for each in refused)
    assert warm.exported(store) == calm[1]
    assert rows(store) == rows(calm[0])
    assert max(seen, default=0) <= len(list(open_store(store).assessed()))


def test_two_processes_make_a_store_at_once(tmp_path: Path):
    made = "import sys; from unfog.store import Store; sys.stdin.readline(); Store(sys.argv[1]); print('made')"
    both = [
        subprocess.Popen([sys.executable, "-c", made, str(tmp_path / "a.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for each in both:
        each.stdin.write("\n")
        each.stdin.flush()
    assert [each.communicate()[0] for each in both] == ["made\n"] * 3
