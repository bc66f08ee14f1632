"""25. The application is no door: what tests/web/test_guard.py holds, and nothing that its own description allows makes it fail."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from conftest import ROOT, Log, Warm

pytest.importorskip("starlette", reason="needs the extra web: pip install 'unfog[web]'")


def test_the_other_guards_are_there():
    text = (ROOT / "tests" / "web" / "test_guard.py").read_text(encoding="utf-8")
    held = ("other_names_are_refused", "other_sites_are_refused", "a_change_needs_the_token", "only_built_files", "nothing_leads_elsewhere", "printed_token")
    assert all(name in text for name in held)


def test_nothing_that_is_described_makes_it_fail(warm: Warm, inputs: Path, full: bool, log: Log):
    program = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
    if not full or not program:
        pytest.skip("the full form only, with schemathesis: pip install schemathesis")
    store = inputs.parent / "served.db"
    assert warm.run(store, inputs)["code"] == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "unfog", "serve", "--store", str(store), "--port", str(port), "--offline"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/api/openapi.json")
            done = subprocess.run(
                [program, "run", f"{address}/api/openapi.json", "--checks", "not_a_server_error", "--max-examples", os.environ.get("UNFOG_EXAMPLES", "50"),
                 "--seed", "9", "--no-color"],
                capture_output=True, text=True, cwd=inputs.parent,
            )  # fmt: skip
        finally:
            server.terminate()
    assert done.returncode == 0, done.stdout[-3000:]
    log.note("schemathesis", summary=done.stdout[-600:])


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=2).read()  # noqa: S310  this machine
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)
