"""38. Stores of older and newer formats are refused in words and left as they are; a store that was half made is made again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from unfog.errors import StoreError
from unfog.store import FORMAT, Store


@pytest.mark.parametrize("version", [FORMAT - 1, FORMAT + 1, 999, -1])
def test_another_format_is_refused_and_left(tmp_path: Path, version: int):
    path = tmp_path / "a.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={version}")
        connection.execute("PRAGMA journal_mode=DELETE")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=f"format {version}"):
        Store(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.db"]


@pytest.mark.parametrize("content", [b"", b"\x00" * 4096, b"no database at all, but a text of some length", b"SQLite format 3\x00" + b"\x00" * 100])
def test_what_is_no_store_is_refused_or_made_one(tmp_path: Path, content: bytes):
    path = tmp_path / "a.db"
    path.write_bytes(content)
    try:
        Store(path).close()
    except StoreError as error:
        assert "store" in str(error)  # noqa: PT017  either is right
        assert path.read_bytes() == content
    else:
        assert content == b""


def test_another_programs_database_is_left(tmp_path: Path):
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE letters (words TEXT)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store(path)
    assert path.read_bytes() == before
