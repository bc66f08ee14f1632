"""13. Fuzzed input to every reader: each input ends as document or issue, nothing else is raised, and nothing takes long.

The short form mutates seeds at random, the same in every run. With atheris the full form is guided by coverage, for
`UNFOG_FUZZ_SECONDS` of CPU for each reader (3,600 unless told otherwise); its corpus and finds stay in the folder of the full run.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import GOOD, Clock, taken_in

from conftest import HERE, STATE, Log
from unfog.config import Config

WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://reed.example/1\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)
HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{GOOD}</p></body></html>".encode()
ITEM = f"<item><title>t</title><link>https://reed.example/1</link><description>{GOOD}</description></item>"
SEEDS = {
    "html": f"<!doctype html><html><head><meta charset='utf-8'><title>t</title></head><body><article><h1>t</h1><p>{GOOD}</p></article></body></html>".encode(),
    "rss": f"<?xml version='1.0'?><rss version='2.0'><channel><title>Reed</title>{ITEM * 2}</channel></rss>".encode(),
    "warc": WARC % (len(HTTP), HTTP) * 2,
    "json": json.dumps([{"id": "1", "text": GOOD, "date": "2023-11-08"}, {"text": GOOD}]).encode(),
    "jsonl": b"".join(json.dumps({"id": str(number), "text": GOOD, "url": "https://reed.example"}).encode() + b"\n" for number in range(3)),
    "csv": f'id,text,source\n1,"{GOOD}",Reed\n2,"{GOOD}",Reed\n'.encode(),
    "txt": f"date 2023-11-08 {GOOD}".encode(),
    "txt.gz": gzip.compress(GOOD.encode(), mtime=0),
}
TRIES = {False: 25, True: 20_000}
LIMIT = Config(max_capture_bytes=200_000, workers=1)


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut, doubled or swapped."""
    content = bytearray(seed)
    for _ in range(chance.randint(1, 12)):
        at, end = sorted((chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)))
        match chance.randrange(5):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : min(end, at + 40)]
            case 2:
                content[at:at] = content[at : min(end, at + 200)] * chance.choice((1, 2, 50))
            case 3:
                content[at:at] = chance.choice((b"\x00", b"<", b"]]>", b'"', b"\r\n", b"\xff\xfe", b"&#x0;", b"{", b"[", b"999999999999999999999"))
            case _:
                content[at:end] = content[at:end][::-1]
    return bytes(content[:150_000]) or b" "


@pytest.mark.parametrize("kind", SEEDS)
def test_mutated_input_is_read_or_set_aside(tmp_path: Path, kind: str, log: Log, full: bool):
    path = tmp_path / f"a.{kind}"
    for case in log.to_do(range(TRIES[full])):
        path.write_bytes(mutated(SEEDS[kind], random.Random(f"{kind}{case}")))
        with Clock() as clock:
            documents, issues = taken_in(path, config=LIMIT)
        assert len(documents) + len(issues) >= 1, "an input is lost"
        assert all(issue.code != "failed" for issue in issues)
        assert clock.spent < 5, f"case {case} took {clock.spent} s"
        log.note(case, documents=len(documents), issues=len(issues), seconds=round(clock.spent, 3))
    assert log.total("documents") + log.total("issues") >= TRIES[full]


@pytest.mark.parametrize("kind", ["html", "rss", "warc", "json", "csv"])
def test_guided_by_coverage(kind: str, log: Log, full: bool):
    if not full:
        pytest.skip("the full form only: make faults")
    pytest.importorskip("atheris", reason="needs atheris: pip install atheris")
    seconds = int(os.environ.get("UNFOG_FUZZ_SECONDS", "3600"))
    corpus = Path(STATE or ".") / "corpus" / kind
    for _ in log.to_do([seconds]):
        corpus.mkdir(parents=True, exist_ok=True)
        (corpus / "seed").write_bytes(SEEDS[kind])
        done = subprocess.run(
            [sys.executable, str(HERE / "fuzz.py"), kind, str(corpus), f"-max_total_time={seconds}", f"-artifact_prefix={corpus.parent}/{kind}-find-",
             "-max_len=20000", "-timeout=20", "-rss_limit_mb=3000", "-print_final_stats=1"],
            capture_output=True, text=True,
        )  # fmt: skip
        (corpus.parent / f"{kind}.log").write_text(done.stderr, encoding="utf-8")
        assert done.returncode == 0, done.stderr[-2000:]
        figures = dict(line.removeprefix("stat::").split(":") for line in done.stderr.splitlines() if line.startswith("stat::"))
        log.note(seconds, executions=int(figures["number_of_executed_units"]), corpus=len(list(corpus.iterdir())))
