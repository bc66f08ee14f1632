"""19. Bombs: gzip, zip, brotli, one inside another: refused without being held in memory or written anywhere."""

from __future__ import annotations

import gzip
import io
import resource
import zipfile

import pytest
from hostile import GOOD, taken_in

from unfog.errors import UsageError
from unfog.knowledge.gazetteer import packs

LARGE = 60_000_000  # bytes of nothing


def zipped(*contents: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents:
            archive.writestr(name, content)
    return out.getvalue()


def brotli(content: bytes) -> bytes:
    return pytest.importorskip("brotli", reason="brotli makes the bomb").compress(content, quality=1)


BOMBS = {
    "gzip of a text": ("a.txt.gz", lambda: gzip.compress(b" " * LARGE), "gzip_bomb"),
    "gzip of records": ("a.jsonl.gz", lambda: gzip.compress(b"\n" * LARGE), "gzip_bomb"),
    "gzip in gzip": ("a.txt.gz", lambda: gzip.compress(gzip.compress(b" " * LARGE)), "binary"),
    "many members": ("a.txt.gz", lambda: gzip.compress(b" " * 1_000_000) * 60, "gzip_bomb"),
    "gzip in WARC": ("a.warc.gz", lambda: gzip.compress(b"WARC/1.0\r\n" + b" " * LARGE), None),
    "zip": ("a.zip", lambda: zipped(("a.txt", b" " * LARGE)), "unknown_kind"),
    "zip called text": ("a.txt", lambda: zipped(("a.txt", b" " * LARGE)), "binary"),
    "brotli called page": ("a.html", lambda: brotli(b" " * LARGE), None),
}


@pytest.mark.parametrize(("name", "make", "code"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_set_aside(tmp_path, name, make, code):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / name).write_bytes(make())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    documents, issues = taken_in(tmp_path)
    assert [each.name for each in documents] == ["good"]
    assert len(issues) == 1
    assert code is None or issues[0].code == code
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize("make", [lambda: zipped(("UA.txt", b"\t" * 3_000_000)), lambda: gzip.compress(b"\t" * 3_000_000)], ids=["zip", "gzip"])
def test_a_table_of_places_that_is_a_bomb_is_refused(tmp_path, make, monkeypatch):
    monkeypatch.setattr(packs, "LARGEST", 1_000_000)
    (tmp_path / "UA.zip").write_bytes(make())
    with pytest.raises(UsageError, match="more than 1,000,000 bytes"):
        packs._text(tmp_path / "UA.zip")
