"""What the tests of faults share: short or full, the log of what was tried (so that the full form can be stopped and goes on), a warm process."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import disk
import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "samples" / "dispatches"
FULL = os.environ.get("UNFOG_FAULTS") == "full"
STATE = os.environ.get("UNFOG_FAULTS_STATE")
T = TypeVar("T", bound=Hashable)


@cache
def code_version() -> str:
    """A fingerprint of what is tested: figures of other code are not gone on from."""
    known = hashlib.blake2b(digest_size=8)
    for path in sorted((ROOT / "src" / "unfog").rglob("*.py")):
        known.update(path.read_bytes())
    return known.hexdigest()


class Log:
    """What one test tried and what came of it, a JSON line for each case."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.cases = {each["case"]: each for each in self._read() if each["code"] == code_version()}

    def _read(self) -> Iterator[dict[str, Any]]:
        for line in self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else ():
            if line.endswith("}"):  # the last line may be torn
                yield json.loads(line)

    def to_do(self, cases: Iterable[T]) -> Iterator[T]:
        """The cases that were not tried before with this code."""
        return (case for case in cases if str(case) not in self.cases)

    def note(self, case: Hashable, **figures: Any) -> None:
        """Keep what came of a case; only what passed is noted."""
        line = {"case": str(case), "code": code_version(), **figures}
        self.cases[str(case)] = line
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")

    def total(self, figure: str) -> float:
        """The sum of a figure over all cases."""
        return sum(each.get(figure, 0) for each in self.cases.values())

    def most(self, figure: str) -> float:
        """The largest value of a figure."""
        return max((each.get(figure, 0) for each in self.cases.values()), default=0)


@pytest.fixture
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Log:
    """The log of this test: kept in the folder of the full run, else thrown away."""
    folder = Path(STATE) if STATE else tmp_path / "log"
    name = request.node.nodeid.rpartition("/")[2].replace("::", ".")
    return Log(folder / f"{name}.jsonl")


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether the full form is asked for (`make faults`)."""
    return FULL


class Warm:
    """The process of `warm.py`, behind the failing disk where there is a C compiler."""

    def __init__(self, folder: Path) -> None:
        library = {"LD_PRELOAD": str(disk.compiled(folder))} if disk.compiler() else {}
        quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "warm.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **quiet, **library},
        )  # fmt: skip

    def __call__(self, do: str, store: Path, **order: Any) -> dict[str, Any]:
        """Carry out an order in a fresh process; what it said, how it ended and what it used."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, "store": str(store), **order}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def run(self, store: Path, inputs: Path, **order: Any) -> dict[str, Any]:
        """A run over a folder, which is named without the folders above it: so it has the same ids everywhere."""
        return self("run", store, inputs=[inputs.name], cwd=str(inputs.parent), **order)

    def exported(self, store: Path) -> bytes:
        """Events, claims and problems of a store."""
        out = store.with_suffix(".jsonl")
        answer = self("export", store, out=str(out))
        assert answer["code"] == 0, answer
        return out.read_bytes()

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """A warm process for the tests of one session."""
    process = Warm(tmp_path_factory.mktemp("warm"))
    yield process
    process.close()


def some_inputs(folder: Path) -> Path:
    """Nine inputs in a folder that take a third of a second to read: dispatches, a copy, records, and some that cannot be read."""
    folder.mkdir()
    for name in ("01-northgate-wire-chuhuiv", "02-harbour-post-chuhuiv", "12-volga-herald-depot"):
        for ending in (".txt", ".json"):
            (folder / f"{name}{ending}").write_bytes((SAMPLES / f"{name}{ending}").read_bytes())
    (folder / "copy.txt").write_bytes((SAMPLES / "01-northgate-wire-chuhuiv.txt").read_bytes())
    (folder / "again.json").write_bytes((SAMPLES / "01-northgate-wire-chuhuiv.json").read_bytes())
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "nothing.html").write_bytes(b"<html><body></body></html>")
    records = ['{"id": "r1", "text": "Villagers in Chuhuiv said two people were wounded by shelling on Sunday."}', '{"text": "cut']
    (folder / "records.jsonl").write_text("\n".join(records) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """The folder of `some_inputs`."""
    return some_inputs(tmp_path / "inputs")


@pytest.fixture(scope="session")
def calm(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The store of an undisturbed run over `some_inputs`, and its export."""
    folder = tmp_path_factory.mktemp("calm")
    answer = warm.run(folder / "calm.db", some_inputs(folder / "inputs"))
    assert answer["code"] == 0, answer
    return folder / "calm.db", warm.exported(folder / "calm.db")
