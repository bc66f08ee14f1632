"""A run that is killed at any moment and started again ends with the same export, byte for byte."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "dispatches"
KILLS = 4
LONGEST = 9.0  # seconds before a kill; a whole run of the samples takes about twice as long


def unfog(*words: str) -> list[str]:
    return [sys.executable, "-m", "unfog", *words]


def run(store: Path) -> list[str]:
    return unfog("run", str(SAMPLES), "--store", str(store), "--workers", "2", "--quiet")


def exported(store: Path) -> tuple[bytes, bytes]:
    call = {"check": True, "capture_output": True}
    events = subprocess.run(unfog("export", "--store", str(store), "--format", "jsonl"), **call).stdout
    claims = subprocess.run(unfog("export", "--store", str(store), "--what", "claims", "--format", "jsonl"), **call).stdout
    return events, claims


def rows(store: Path) -> list[tuple[int, int]]:
    """How many rows of each table there are in all, and how many are current."""
    connection = sqlite3.connect(store)
    tables = ("documents", "annotations", "claims", "groundings", "evidence", "links", "events", "assessments")
    return [connection.execute(f"SELECT count(*), count(superseded) FROM {table}").fetchone() for table in tables]


def test_killed_runs_lose_and_double_nothing(tmp_path):
    subprocess.run(run(tmp_path / "calm.db"), check=True, capture_output=True)
    chance = random.Random(20221008)
    for _ in range(KILLS):
        process = subprocess.Popen(run(tmp_path / "killed.db"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, LONGEST))
        process.kill()
        process.wait()
    subprocess.run(run(tmp_path / "killed.db"), check=True, capture_output=True)
    calm, killed = exported(tmp_path / "calm.db"), exported(tmp_path / "killed.db")
    assert calm[0].count(b"\n") > 50
    assert calm == killed
    checked = subprocess.run(unfog("check", "--store", str(tmp_path / "killed.db")), capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_a_second_run_changes_no_byte_of_the_export(tmp_path):
    store = tmp_path / "twice.db"
    subprocess.run(run(store), check=True, capture_output=True)
    first, made = exported(store), rows(store)
    subprocess.run(run(store), check=True, capture_output=True)
    assert exported(store) == first
    assert rows(store) == made
