"""21. Malformed WARC: lengths that lie, headers without end, records in records; each costs itself. (See also tests/stages/test_readers.py.)"""

from __future__ import annotations

import gzip

import pytest
from hostile import Clock, taken_in
from test_13_fuzzed import HTTP, WARC

pytest.importorskip("fastwarc", reason="needs the reader of web archives")
GOOD = WARC % (len(HTTP), HTTP)
BAD = {
    "length too long": WARC % (len(HTTP) + 5_000, HTTP),
    "length too short": WARC % (7, HTTP),
    "length below nought": WARC.replace(b"%d", b"-1") % HTTP,
    "length beyond reason": WARC.replace(b"%d", b"9" * 30) % HTTP,
    "no length": WARC.replace(b"Content-Length: %d\r\n", b"") % HTTP,
    "header without end": b"WARC/1.0\r\nWARC-Type: response\r\n" + b"X: y\r\n" * 20_000,
    "one long header": b"WARC/1.0\r\nX: " + b"y" * 500_000 + b"\r\n\r\n",
    "no HTTP": WARC % (4, b"none"),
    "HTTP cut": WARC % (20, HTTP[:20]),
    "record in a record": WARC % (len(GOOD), GOOD),
    "NUL": b"\x00" * 100_000,
    "beginnings": b"WARC/1.0\r\n" * 5_000,
    "chunks that lie": WARC % (90, (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n" + b"x" * 90)[:90]),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_a_malformed_record_costs_itself(tmp_path, bad, pack):
    name = "a.warc" if pack is bytes else "a.warc.gz"
    (tmp_path / name).write_bytes(pack(GOOD) + pack(bad) + pack(GOOD))
    with Clock() as clock:
        documents, issues = taken_in(tmp_path)
    assert len(documents) >= 1
    assert len(documents) + len(issues) >= 2
    assert clock.spent < 5
