"""Prints what the last full run of the tests of faults did, test by test: python tests/faults/figures.py FOLDER."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def figures(lines: list[dict[str, Any]]) -> str:
    """The number of cases, and of each figure its sum or, for seconds and megabytes, its largest value."""
    names = sorted({name for line in lines for name, value in line.items() if isinstance(value, int | float)})
    values = {name: [line.get(name, 0) for line in lines] for name in names}
    largest = {"resumed", "cpu", "wall", "memory_mb", "seconds"}
    told = [f"{name} {'at most ' if name in largest else ''}{max(each) if name in largest else sum(each):g}" for name, each in values.items()]
    return ", ".join([f"{len(lines)} cases", *told])


def main(folder: Path) -> None:
    for path in sorted(folder.glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
        last = [line for line in lines if line["code"] == lines[-1]["code"]]
        if last:
            print(f"{path.stem}: {figures(last)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
