"""One reader under atheris: python tests/faults/fuzz.py KIND CORPUS [options of libFuzzer]. Anything but documents and issues is a find."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["unfog.stages.acquire", "feedparser", "trafilatura", "htmldate"]):
    from hostile import taken_in

    from unfog.config import Config

KIND = sys.argv.pop(1)
LIMIT = Config(max_capture_bytes=200_000, workers=1)
PATH = Path(tempfile.mkdtemp()) / f"a.{KIND}"


def one_input(content: bytes) -> None:
    """Read one input; what is lost or fails is a find."""
    PATH.write_bytes(content)
    documents, issues = taken_in(PATH, config=LIMIT)
    if not documents and not issues:
        raise RuntimeError("an input is lost")
    if any(issue.code == "failed" for issue in issues):
        raise RuntimeError(issues[0].message)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
