"""The Spark engine gives what the local engine gives, byte for byte: an invented pipeline, and the real one over two archives."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from toy import TOY, document

from unfog.config import Config
from unfog.engines.local import Local
from unfog.knowledge import Knowledge
from unfog.model import TABLES, Document, Row
from unfog.pipeline import PIPELINE
from unfog.runs import run
from unfog.store import Author, Made, Store

pytest.importorskip("pyspark", reason="the extra unfog[spark] is not installed")
if not shutil.which("java"):
    pytest.skip("there is no java", allow_module_level=True)

HERE = Path(__file__).resolve().parent
SAMPLES = sorted((HERE.parents[1] / "samples" / "dispatches").glob("*.txt"))[:3]


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    from unfog.scale_out import local_session

    opened = local_session("local[2,4]", [str(HERE)])
    yield opened
    opened.stop()


def rows(store: Store) -> dict[type[Row], list[Row]]:
    return {table: list(store.rows(table)) for table in TABLES if table.__name__ != "Run"}


def spark(session, folder, config=None):
    from unfog.engines.spark import Spark

    return Spark(session, str(folder), Knowledge(), config or Config(workers=1))


def test_the_toy_pipeline_comes_out_alike(session, tmp_path):
    given = [document(n, text) for n, text in enumerate(["a b", "b c", "c d", "z", "broken", "y z", "q"])]
    local, other = Store(tmp_path / "local.db"), Store(tmp_path / "spark.db")
    with local.transaction():
        for each in given:
            local.put(Author("given", "r", (Document,)), each.id, [Made.of(each)])
    with Local(local, Knowledge(), Config(workers=1)) as engine:
        for stage in TOY:
            engine.run(stage, "r")
    distributed = spark(session, tmp_path / "lines")
    distributed.give(given)
    for stage in TOY:
        distributed.run(stage)
    distributed.save(other, [*TOY], "r", given=(Document,))
    found = rows(other)
    assert sum(len(each) for each in found.values()) > 15
    assert found == rows(local)
    local.close()
    other.close()


def archive(path: Path, texts: list[str]) -> str:
    members = []
    for number, text in enumerate(texts):
        body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article>{body}</article></body></html>".encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://{path.stem[0]}.example/2031/03/0{number + 1}/x\r\n" + f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        members.append(gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0))
    path.write_bytes(b"".join(members) + b"\x1f\x8b\x08 broken")
    return str(path)


def test_the_whole_way_from_archives_to_events_comes_out_alike(session, tmp_path):
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES]
    inputs = [archive(tmp_path / "a.warc.gz", texts[:2]), archive(tmp_path / "b.warc.gz", texts[1:])]
    local, other = Store(tmp_path / "local.db"), Store(tmp_path / "spark.db")
    run(local, inputs, Config(workers=1))
    from unfog.scale_out import read

    read(session, inputs, folder=str(tmp_path / "lines"), store=other, config=Config(workers=1))
    found = rows(other)
    assert all(found[stage.writes] for stage in PIPELINE if stage.name in {"acquire.clean", "extract.claims", "reconcile.merge", "verify.grade"})
    assert found == rows(local)
    local.close()
    other.close()
