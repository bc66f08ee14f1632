"""The ledger of inputs balances, whatever comes: each input ends once, as ok, copy or set aside with a reason."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hostile import GOOD, read
from hypothesis import given, settings
from hypothesis import strategies as st

from unfog.store import Store

CONTENTS = {
    ".txt": (GOOD.encode(), b"", b"\x00\x01\x02" * 50, "Київ. Двоє людей загинули внаслідок обстрілу в суботу ввечері.".encode(), b"...", GOOD.encode("utf-16")),
    ".html": (f"<html><body><p>{GOOD}</p></body></html>".encode(), b"<html></html>", b"PK\x03\x04"),
    ".docx": (b"anything",),
}
FILES = st.sampled_from([(ending, content) for ending, contents in CONTENTS.items() for content in contents])


@settings(max_examples=6)
@given(st.lists(st.lists(FILES, max_size=6), min_size=1, max_size=3))
def test_every_input_ends_once(arrivals):
    with tempfile.TemporaryDirectory() as folder:
        store, count = Store(":memory:"), 0
        for arrival in arrivals:
            for ending, content in arrival:
                (Path(folder) / f"a{count:03}{ending}").write_bytes(content)
                count += 1
            books = read(store, Path(folder)).books
            assert books.balanced
            assert books.inputs == count
            assert books.ok + books.copies + len(books.set_aside) == count
            assert all(each.code and each.message and each.origin for each in books.set_aside)
            assert len({each.origin for each in books.set_aside}) == len(books.set_aside)
