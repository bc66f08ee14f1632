"""Bad input of every kind is set aside with a plain sentence, and the good input beside it survives."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Capture, Document, Issue
from unfog.stages.acquire.capture import capture
from unfog.stages.acquire.clean import CLEAN

GOOD = "A column of smoke rose over the port before dawn."
SMALL = 100_000  # bytes allowed in these tests


def acquired(*inputs: object, limit: int = SMALL) -> tuple[list[Document], list[Issue]]:
    """What capture and clean make of the inputs."""
    config = Config(max_capture_bytes=limit, gate=False)
    clean = CLEAN.build(Knowledge(), config)
    documents, issues = [], []
    for row in capture([str(each) for each in inputs], config):
        for each in clean(row) if isinstance(row, Capture) else [row]:
            (documents if isinstance(each, Document) else issues).append(each)
    return documents, issues


def lines(*records: object) -> bytes:
    return "".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in records).encode()


def record(number: int) -> dict[str, str]:
    return {"id": f"r{number}", "text": f"{GOOD} {number}"}


BAD_FILES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("x.txt", b"", "empty"),
    "white space": ("x.txt", b" \n\t\n", "empty"),
    "only marks": ("x.txt", b"\xef\xbb\xbf...", "empty"),
    "picture": ("x.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
    "archive named as page": ("x.html", b"PK\x03\x04" + bytes(range(256)), "binary"),
    "noise": ("x.txt", bytes(range(256)) * 50, "binary"),
    "unknown kind": ("x.docx", b"anything", "unknown_kind"),
    "no kind": ("README", b"anything", "unknown_kind"),
    "large": ("x.txt", b"a " * SMALL, "too_large"),
    "large, packed": ("x.txt.gz", gzip.compress(os.urandom(50_000).hex().encode() * 2), "too_large"),
    "no gzip": ("x.txt.gz", b"plain text", "bad_gzip"),
    "half a gzip": ("x.txt.gz", gzip.compress(os.urandom(5_000))[:-2_000], "bad_gzip"),
    "bomb": ("x.jsonl.gz", gzip.compress(b" " * 30_000_000), "gzip_bomb"),
    "empty page": ("x.html", b"<html><body><script>var a = 1;</script></body></html>", "empty"),
    "empty lines": ("x.jsonl", b"\n\n", "empty"),
    "empty table": ("x.csv", b"", "empty"),
    "header only": ("x.csv", b"id,text\n", "empty"),
    "no text column": ("x.csv", b"id,headline\n1,Depot burns\n", "missing_columns"),
    "broken header": ("x.csv", b"id,te\rxt\n1,Depot burns\n", "bad_csv"),
    "no JSON": ("x.json", b"{'text': 'single quotes'}", "bad_json"),
    "a number": ("x.json", b"7", "bad_json"),
    "not an article": ("x.json", b'{"name": "a package", "version": 2}', "missing_columns"),
    "title only": ("x.jsonl", b'{"title": "Depot burns", "text": " "}\n', "no_text"),
    "nested without end": ("x.json", b"[" * 90_000, "bad_json"),
}


@pytest.mark.parametrize(("name", "content", "code"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_set_aside_and_its_neighbours_survive(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    for good in ("a.txt", "z.txt"):
        (tmp_path / good).write_text(GOOD, encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    documents, issues = acquired(tmp_path)
    assert [each.name for each in documents] == ["a", "z"]
    assert [each.code for each in issues] == [code]
    assert issues[0].origin.startswith((tmp_path / name).as_posix())
    assert 10 < len(issues[0].message) < 220


def test_a_path_that_is_not_there_and_a_pattern_without_match_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    documents, issues = acquired(tmp_path / "no.txt", tmp_path / "*.csv", tmp_path / "a.txt")
    assert len(documents) == 1
    assert [each.code for each in issues] == ["not_found", "not_found"]


def test_a_dangling_link_and_a_pipe_are_refused_and_do_not_hang(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    documents, issues = acquired(tmp_path)
    assert len(documents) == 1
    assert [each.code for each in issues] == ["unreadable", "unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_the_right_to_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "shut.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "shut.txt").chmod(0)
    assert [each.code for each in acquired(tmp_path)[1]] == ["unreadable"]


def test_a_bad_line_is_named_and_the_lines_around_it_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(record(1), '{"text": "cut', "", "[1]", {"title": "t"}, record(6)))
    documents, issues = acquired(tmp_path / "a.jsonl")
    assert [each.name for each in documents] == ["r1", "r6"]
    assert [each.code for each in issues] == ["bad_json", "bad_json", "missing_columns"]
    assert "line 2" in issues[0].message
    assert [each.origin.rpartition("#")[2] for each in issues] == ["2", "3", "4"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_a_line_of_fifty_megabytes_costs_that_line(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    noise = os.urandom(250_000).hex().encode()  # packs to a half, so that it is no bomb
    huge = b'{"text": "' + noise * 100 + b'"}\n' if pack is bytes else b'{"text": "' + noise + b'"}\n'
    path = tmp_path / ("a.jsonl" if pack is bytes else "a.jsonl.gz")
    path.write_bytes(pack(lines(record(1)) + huge + lines(record(3))))
    documents, issues = acquired(path)
    assert [each.name for each in documents] == ["r1", "r3"]
    assert [each.code for each in issues] == ["too_large"]


def test_records_before_the_break_of_a_gzip_are_kept(tmp_path: Path) -> None:
    packed = gzip.compress(lines(*map(record, range(3_000))))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    documents, issues = acquired(tmp_path / "a.jsonl.gz")
    assert 500 < len(documents) < 2_500
    assert [each.code for each in issues] == ["bad_gzip"]


def test_a_broken_row_of_a_table_costs_that_row(tmp_path: Path) -> None:
    rows = [f"{number},{GOOD} {number}" for number in range(1, 8)]
    rows[2] = '3,"an open quote'
    rows[4] = '5,"closed" too early'
    rows[5] = "6,one,two,three"
    (tmp_path / "a.csv").write_text("id,text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    documents, issues = acquired(tmp_path / "a.csv")
    assert [each.name for each in documents] == ["1", "2", "4", "7"]
    assert [each.code for each in issues] == ["bad_csv"] * 3
    assert "line 4" in issues[0].message


def test_a_line_of_noise_in_a_table_costs_that_row(tmp_path: Path) -> None:
    noise = b"2," + bytes(range(128, 160)) * 3 + b"\x01\x02\x03\x04\n"
    (tmp_path / "a.csv").write_bytes(f"id,text\n1,{GOOD}\n".encode() + noise + f"3,{GOOD}\n".encode())
    documents, issues = acquired(tmp_path / "a.csv")
    assert [each.name for each in documents] == ["1", "3"]
    assert [each.code for each in issues] == ["bad_csv"]


def test_an_open_quote_in_a_long_table_is_bounded(tmp_path: Path) -> None:
    rows = [f"{number},{GOOD}" for number in range(8_000)]
    rows[10] = '10,"open'
    (tmp_path / "a.csv").write_text("id,text\n" + "\n".join(rows), encoding="utf-8")
    documents, issues = acquired(tmp_path / "a.csv", limit=20_000)
    assert len(documents) == 7_999
    assert [each.code for each in issues] == ["too_large"]


def test_a_file_of_nothing_but_broken_lines_is_left_after_a_hundred(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"not json\n" * 5_000)
    documents, issues = acquired(tmp_path / "a.jsonl")
    assert (documents, len(issues)) == ([], 101)
    assert issues[-1].code == "broken"


def test_a_line_in_another_encoding_is_mended_and_the_rest_left_as_it_is(tmp_path: Path) -> None:
    western = '{"id": "w", "text": "The café in the old town was hit."}'.encode("windows-1252")
    (tmp_path / "a.jsonl").write_bytes(lines({"id": "u", "text": "Kyiv’s mayor spoke."}) + western + b"\n")
    documents, issues = acquired(tmp_path / "a.jsonl")
    assert issues == []
    assert [each.text for each in documents] == ["Kyiv’s mayor spoke.", "The café in the old town was hit."]


@pytest.mark.parametrize("metadata", ["{broken", "", "[]", "7", '{"title": "' + "t" * SMALL + '"}'])
def test_metadata_that_cannot_be_read_costs_the_metadata_only(tmp_path: Path, metadata: str) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.json").write_text(metadata, encoding="utf-8")
    documents, issues = acquired(tmp_path)
    assert [(each.text, each.title) for each in documents] == [(GOOD, None)]
    assert [each.code for each in issues] == ["bad_sidecar"]


def test_half_of_a_surrogate_pair_does_not_stop_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "a", "text": "Smoke rose \\ud83d over the port."}\n')
    documents, issues = acquired(tmp_path / "a.jsonl")
    assert ([each.text for each in documents], issues) == (["Smoke rose  over the port."], [])
