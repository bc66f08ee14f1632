"""16. Broken and mistaken encodings: characters are read as well as can be, nothing stops, and every span still reads the same."""

from __future__ import annotations

import random

import pytest
from hostile import GOOD, claims_of, taken_in

from conftest import Log

TEXT = "Kyiv’s mayor said: “Two people were killed in Kharkiv’s café by Russian shelling on Sunday – 23 drones were shot down over Odesa.” " * 3
SURE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252")
MAKE = {False: 60, True: 20_000}


@pytest.mark.parametrize("encoding", SURE)
@pytest.mark.parametrize("ending", [".txt", ".html"])
def test_every_common_encoding_is_read(tmp_path, encoding, ending):
    page = TEXT if ending == ".txt" else f"<html><body><p>{TEXT}</p></body></html>"
    (tmp_path / f"a{ending}").write_bytes(page.encode(encoding))
    documents, issues = taken_in(tmp_path)
    assert issues == []
    assert documents[0].text == TEXT.strip()


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "windows-1251", "ascii", "shift_jis", "no-such-charset", "utf-7", "unicode_escape"])
def test_a_wrong_charset_is_seen_through(tmp_path, declared):
    (tmp_path / "a.html").write_bytes(f"<html><head><meta charset='{declared}'></head><body><p>{TEXT}</p></body></html>".encode())
    documents, issues = taken_in(tmp_path)
    assert issues == []
    assert documents[0].text == TEXT.strip()


def test_broken_bytes_leave_every_span_exact(tmp_path, log: Log, full):
    marks = [b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xc0\xaf", b"\xc2", b"\r", b"\x1a", b"\xe2\x80\xa8"]
    for case in log.to_do(range(MAKE[full])):
        chance = random.Random(case)
        content = bytearray((GOOD + TEXT).encode())
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 1)] = chance.choice(marks)
        path = tmp_path / "a.txt"
        path.write_bytes(bytes(content))
        documents, issues = taken_in(path)
        assert len(documents) + len(issues) == 1
        read = 0
        for document in documents:
            document.text.encode("utf-8")
            claims = claims_of(document) if case % 10 == 0 or full else []
            assert all(document.text[each.start : each.end] == each.quote for each in claims)
            assert all(document.text[each.start : each.end] for claim in claims for each in claim.mentions)
            read = len(claims)
        log.note(case, read=len(documents), claims=read)
    assert log.total("read") > MAKE[full] / 2
    assert log.total("claims") > 0
