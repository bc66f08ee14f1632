"""Inputs become captures: every file once, in order, with an origin that does not depend on the machine."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from unfog.config import Config
from unfog.model import Capture, Issue
from unfog.stages.acquire.capture import RECORD, capture

RECORDS = [
    {
        "id": "a1",
        "title": "Depot",
        "text": "A depot burned.",
        "source": "one.example",
        "date": "2023-05-01",
        "url": "u",
    },
    {"id": "a2", "text": "A bridge was closed.", "publisher": "two.example", "mood": "grim"},
]


def captured(*inputs: object, **settings: int) -> tuple[list[Capture], list[Issue]]:
    rows = list(capture([str(each) for each in inputs], Config(**settings)))
    return [row for row in rows if isinstance(row, Capture)], [row for row in rows if isinstance(row, Issue)]


def write_lines(path: Path, records: list[dict[str, str]] = RECORDS) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_text_file_comes_as_its_bytes_with_the_metadata_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Shells fell.\r\n")
    (tmp_path / "a.json").write_bytes(b'{"title": "Shells"}')
    captures, issues = captured(tmp_path)
    assert issues == []
    assert [(each.content, each.sidecar, each.media_type) for each in captures] == [
        (b"Shells fell.\r\n", b'{"title": "Shells"}', "text/plain")
    ]


def test_each_record_is_a_capture_with_its_number_and_known_columns_only(tmp_path: Path) -> None:
    captures, issues = captured(write_lines(tmp_path / "two.jsonl"))
    assert issues == []
    assert [each.origin.rpartition("/")[2] for each in captures] == ["two.jsonl#1", "two.jsonl#2"]
    assert {each.media_type for each in captures} == {RECORD}
    assert json.loads(captures[0].content) == RECORDS[0]
    assert json.loads(captures[1].content) == {"id": "a2", "text": "A bridge was closed.", "source": "two.example"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(RECORDS)),
        ("a.json", json.dumps(RECORDS, indent=2)),
        ("a.json", "\n".join(json.dumps(each) for each in RECORDS)),
        ("a.ndjson", "\n\n".join(json.dumps(each) for each in RECORDS)),
        ("a.csv", "id,title,text,source,date,url\na1,Depot,A depot burned.,one.example,2023-05-01,u\n"
                  "a2,,A bridge was closed.,two.example,,\n"),
        ("a.csv", "\ufeffID;Title;Text;Publisher;Date;URL;Mood\r\na1;Depot;A depot burned.;one.example;2023-05-01;u;grim\r\n"
                  'a2;;"A bridge was closed.";two.example;;;\r\n'),
    ],
)  # fmt: skip
def test_the_same_records_come_alike_from_every_kind_of_file(tmp_path: Path, name: str, content: str) -> None:
    expected = [each.content for each in captured(write_lines(tmp_path / "model.jsonl"))[0]]
    (tmp_path / name).write_bytes(content.encode())
    captures, issues = captured(tmp_path / name)
    assert issues == []
    assert [each.content for each in captures] == expected


def test_one_record_in_a_json_file_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(RECORDS[0], indent=1), encoding="utf-8")
    captures, issues = captured(tmp_path / "one.json")
    assert (len(captures), issues) == (1, [])


def test_a_csv_field_may_hold_lines_quotes_and_more_than_the_readers_default(tmp_path: Path) -> None:
    text = 'He said "no".\nThen, silence. ' + "x" * 200_000
    (tmp_path / "a.csv").write_text('id,text\n1,"' + text.replace('"', '""') + '"\n', encoding="utf-8")
    captures, issues = captured(tmp_path / "a.csv")
    assert issues == []
    assert json.loads(captures[0].content)["text"] == text


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.html"])
def test_compressed_files_are_read_as_if_they_were_not(tmp_path: Path, name: str) -> None:
    content = {"a.jsonl": json.dumps(RECORDS[0]), "a.csv": "id,text\n1,Hello"}.get(name, "<p>Hello</p>").encode()
    (tmp_path / name).write_bytes(content)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content[:5]) + gzip.compress(content[5:]) + b"\0" * 8)
    plain, packed = captured(tmp_path / name), captured(tmp_path / f"{name}.gz")
    assert (plain[1], packed[1]) == ([], [])
    assert [each.content for each in plain[0]] == [each.content for each in packed[0]]
    assert len(plain[0]) == 1


def test_origins_are_as_given_and_do_not_name_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news" / "deep").mkdir(parents=True)
    (tmp_path / "news" / "b.txt").write_text("b", encoding="utf-8")
    (tmp_path / "news" / "deep" / "a.txt").write_text("a", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    captures, _ = captured("./news/")
    assert [each.origin for each in captures] == ["news/b.txt", "news/deep/a.txt"]
    assert captured("news")[0] == captures
    assert captured("news/**/*.txt")[0] == captures


def test_a_file_named_twice_is_one_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    captures, issues = captured(tmp_path / "a.txt", tmp_path, tmp_path / "*.txt", tmp_path / "a.txt")
    assert (len(captures), issues) == (1, [])


def test_hidden_files_are_skipped_and_link_loops_end(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text("no", encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    captures, issues = captured(tmp_path)
    assert ([each.content for each in captures], issues) == ([b"a"], [])


def test_metadata_given_without_its_article_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    captures, issues = captured(tmp_path / "a.json")
    assert (captures, [each.code for each in issues]) == ([], ["sidecar"])
    assert [len(rows) for rows in captured(tmp_path / "a.json", tmp_path / "a.txt")] == [1, 0]


@pytest.mark.parametrize(
    ("content", "media_type", "count"),
    [
        (b" date 2023-11-08 Shells fell.", "text/plain", 1),
        (b"text and source, he said", "text/plain", 1),
        (b"<!DOCTYPE html><p>Shells fell.", "text/html", 1),
        (b'{"text": "a"}\n{"text": "b"}\n', RECORD, 2),
        (b'[\n{"text": "a"},\n{"text": "b"}]', RECORD, 2),
        (b'{\n"text": "a"}', RECORD, 1),
        (b"id,text\n1,a\n2,b\n", RECORD, 2),
        (gzip.compress(mtime=0, data=b'{"text": "a"}\n{"text": "b"}\n'), RECORD, 2),
    ],
)
def test_stdin_tells_by_its_first_bytes_what_it_is(
    monkeypatch: pytest.MonkeyPatch, content: bytes, media_type: str, count: int
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    captures, issues = captured("-")
    assert ([each.media_type for each in captures], issues) == ([media_type] * count, [])


def test_ids_hang_on_origin_and_content_alone(tmp_path: Path) -> None:
    first, again = captured(write_lines(tmp_path / "a.jsonl")), captured(tmp_path / "a.jsonl")
    assert first == again
    assert len({each.id for each in first[0]}) == 2
