"""WARC files, feeds, URLs and storage elsewhere become captures like files on the disk; what is broken costs itself alone."""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
import zipfile
from pathlib import Path

import fsspec
import pytest

from unfog.config import Config
from unfog.errors import UnreadableError
from unfog.knowledge import Knowledge
from unfog.model import Capture, Document, Issue
from unfog.stages.acquire.capture import capture, warc
from unfog.stages.acquire.capture.records import Fault, Record
from unfog.stages.acquire.capture.web import Fetched, Visitor
from unfog.stages.acquire.clean import CLEAN

SENTENCE = "A column of smoke rose over the port before dawn, the harbour master said. "


def page(number: int) -> bytes:
    return f"<html><head><title>Smoke {number}</title></head><body><article><p>{SENTENCE * 4} {number}</p></article></body></html>".encode()


def warc_record(url: str, content: bytes, *, kind: str = "response", status: str = "200 OK", headers: str = "", media: str = "text/html") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2023-05-01T00:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


ADDRESSES = [f"http://one.example/2023/05/0{number}/smoke" for number in (1, 2, 3)]
RECORDS = [warc_record(url, page(number)) for number, url in enumerate(ADDRESSES, 1)]
MEMBERS = [gzip.compress(each, mtime=0) for each in RECORDS]


def acquired(*inputs: object, limit: int = 100_000) -> tuple[list[Document], list[Issue]]:
    config = Config(max_capture_bytes=limit, gate=False)
    clean = CLEAN.build(Knowledge(), config)
    made = [each for row in capture([str(each) for each in inputs], config) for each in (clean(row) if isinstance(row, Capture) else [row])]
    return [each for each in made if isinstance(each, Document)], [each for each in made if isinstance(each, Issue)]


def pages(content: bytes, limit: int = 100_000) -> list[Record | Fault]:
    return list(warc.warc_pages(io.BytesIO(content), limit))


def told(found: list[Record | Fault]) -> list[str]:
    """The addresses of pages and the codes of faults, in order."""
    return [json.loads(each.sidecar)["url"] if isinstance(each, Record) else each.code for each in found]


# --- WARC -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.warc", b"".join(RECORDS)), ("a.warc.gz", b"".join(MEMBERS)), ("a.warc.gz", gzip.compress(b"".join(RECORDS)))],
)
def test_the_pages_of_an_archive_are_articles_with_their_address_and_its_date(tmp_path: Path, name: str, content: bytes) -> None:
    notes = warc_record("http://one.example", b"crawler: x", kind="warcinfo") + warc_record(ADDRESSES[0], b"", kind="request")
    (tmp_path / name).write_bytes((gzip.compress(notes) if content.startswith(b"\x1f") else notes) + content)
    documents, issues = acquired(tmp_path / name)
    assert issues == []
    assert [each.url for each in documents] == ADDRESSES
    assert {each.publisher for each in documents} == {"one.example"}
    assert [each.published for each in documents] == ["2023-05-01", "2023-05-02", "2023-05-03"]
    assert all(SENTENCE.strip() in each.text for each in documents)


LONG = RECORDS[1].replace(b"Content-Length: ", b"Content-Length: 9999")
BROKEN = {
    "a byte of a member": (MEMBERS[0] + MEMBERS[1][:80] + bytes(4) + MEMBERS[1][84:] + MEMBERS[2], "broken in the middle"),
    "half a member": (MEMBERS[0] + MEMBERS[1][:90] + MEMBERS[2], "cut off"),
    "garbage between": (RECORDS[0] + b"garbage\r\n" * 50 + RECORDS[2], "no record"),
    "a length beyond the end": (RECORDS[0] + LONG + RECORDS[2], "swallows what follows"),
    "a length beyond the member": (MEMBERS[0] + gzip.compress(LONG) + MEMBERS[2], "swallows what follows"),
    "no length": (RECORDS[0] + RECORDS[1].replace(b"Content-Length: ", b"Content-Length: x") + RECORDS[2], "not a number"),
    "no answer of a server": (RECORDS[0] + RECORDS[1].replace(b"HTTP/1.1 200 OK", b"hello") + RECORDS[2], "no HTTP"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_record_costs_itself_alone_and_is_counted(fault: str) -> None:
    assert told(pages(BROKEN[fault][0])) == [ADDRESSES[0], "bad_record", ADDRESSES[2]]


def test_answers_that_are_no_articles_are_counted_with_their_reason() -> None:
    answers = [
        warc_record("u", b"", status="404 Not Found"),
        warc_record("u", b"\x89PNG", media="image/png"),
        warc_record("u", b"x" * 2_000),
        warc_record("u", b"\x1f\x8b rubbish", headers="Content-Encoding: gzip\r\n"),
    ]
    assert told(pages(b"".join(answers), limit=1_000)) == ["http_error", "no_page", "too_large", "bad_gzip"]


def test_encodings_of_a_body_are_undone_where_they_are_there() -> None:
    content = page(1)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (content[:50], content[50:])) + b"0\r\n\r\n"
    chunked, packed = "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n"
    bodies = [(chunks, chunked), (content, chunked), (gzip.compress(content), packed), (content, packed)]
    found = pages(b"".join(warc_record("u", each, headers=headers) for each, headers in bodies))
    assert [each.content for each in found if isinstance(each, Record)] == [content] * 4


@pytest.mark.parametrize("parts", [MEMBERS, RECORDS], ids=["packed", "plain"])
def test_no_damage_stops_the_reader_and_most_pages_survive(parts: list[bytes]) -> None:
    chance = random.Random(8)
    whole, kept = b"".join(parts), 0
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] = chance.randrange(256)
        kept += sum(isinstance(each, Record) for each in pages(bytes(damaged)))
    assert kept >= 0.6 * 200 * len(parts)


def test_a_file_of_nothing_but_stumbling_blocks_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_STUMBLES", 20)
    assert told(pages(b"WARC/1.0 \r\n" * 5_000)) == ["bad_record", "bad_record"]


# --- feeds ----------------------------------------------------------------------------------------------------------------

ITEM = """<item><title>Smoke &amp;amp; fire</title><link>http://one.example/smoke</link><guid>smoke-1</guid>
<pubDate>Mon, 01 May 2023 05:00:00 GMT</pubDate><description>&lt;p&gt;A column of &lt;b&gt;smoke&lt;/b&gt; rose.&lt;/p&gt;</description></item>"""
RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>One Example</title>{ITEM}</channel></rss>'
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>One Example</title><entry><id>smoke-1</id>
<title>Smoke</title><link href="http://one.example/smoke"/><updated>2023-05-01T05:00:00Z</updated><summary>Short.</summary>
<content type="html">&lt;p&gt;A column of smoke rose.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize(("name", "content"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM), ("a.xml.gz", RSS), ("-", ATOM)])
def test_an_entry_of_a_feed_is_an_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str) -> None:
    given: object = "-"
    if name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    else:
        given = tmp_path / name
        given.write_bytes(gzip.compress(content.encode()) if name.endswith(".gz") else content.encode())
    (document,), issues = acquired(given)
    assert issues == []
    assert document.text == "A column of smoke rose."
    assert (document.publisher, document.published, document.url) == ("One Example", "2023-05-01T05:00:00Z", "http://one.example/smoke")


FEEDS = {
    "no feed": (b"<html><p>hello", "bad_feed"),
    "no entry": (RSS.replace(ITEM, "").encode(), "empty"),
    "no text": (RSS.replace("description", "other").encode(), "no_text"),
    "a file of this machine": (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><item><description>&x;'
        b"</description></item></channel></rss>",
        "no_text",
    ),
    "noise": (random.Random(8).randbytes(5_000), "bad_feed"),
}


@pytest.mark.parametrize("fault", FEEDS)
def test_a_bad_feed_is_set_aside_with_its_reason(tmp_path: Path, fault: str) -> None:
    content, code = FEEDS[fault]
    (tmp_path / "a.xml").write_bytes(content)
    documents, issues = acquired(tmp_path / "a.xml")
    assert ([each.text for each in documents], [each.code for each in issues]) == ([], [code])


@pytest.mark.parametrize("piece", ["<x>", "&lt;div&gt;", "<![CDATA[", "<!--", "&amp", "<a "])
def test_a_feed_of_nothing_but_beginnings_ends(tmp_path: Path, piece: str) -> None:
    (tmp_path / "a.xml").write_text(RSS.replace("A column", piece * 1_000), encoding="utf-8")
    documents, issues = acquired(tmp_path / "a.xml")
    assert len(documents) + len(issues) == 1


# --- the web --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, bytes]]:
    """Media type and content by address; any other address is refused."""
    held: dict[str, tuple[str, bytes]] = {}

    def get(_: Visitor, url: str) -> Fetched:
        if url not in held:
            raise UnreadableError("http_error", "the server answered with status 404")
        return Fetched(url, *held[url])

    monkeypatch.setattr(Visitor, "get", get)
    return held


def test_a_url_gives_the_article_behind_it_in_the_encoding_that_the_server_names(web) -> None:
    cyrillic = "<p>" + "Столб дыма поднялся над портом перед рассветом, сообщил начальник порта. " * 5
    web["https://one.example/a"] = ("text/html; charset=windows-1251", cyrillic.encode("windows-1251"))
    web["https://one.example/b"] = ("text/plain; charset=iso-8859-2", "Kouř stoupal nad přístavem.".encode("iso-8859-2"))
    documents, issues = acquired("https://one.example/a", "https://one.example/b", "https://one.example/gone")
    assert [each.code for each in issues] == ["http_error"]
    assert documents[0].text.startswith("Столб дыма поднялся")
    assert documents[1].text == "Kouř stoupal nad přístavem."
    assert [each.url for each in documents] == ["https://one.example/a", "https://one.example/b"]


def test_a_url_may_lead_to_a_file_of_articles(web) -> None:
    web["https://one.example/a"] = ("application/octet-stream", b'{"text": "Smoke rose."}\n{"text": "It cleared."}\n')
    web["https://one.example/b"] = ("text/csv", b"id,text\n1,Smoke rose.\n")
    documents, issues = acquired("https://one.example/a", "https://one.example/b")
    assert (len(documents), issues) == (3, [])


def test_the_pages_of_a_feeds_entries_are_read_and_where_they_cannot_be_what_the_feed_holds(web) -> None:
    second = ITEM.replace("/smoke<", "/gone<").replace("smoke-1", "gone-1")
    third = second.replace("/gone<", "/nothing<").replace("description", "other")
    web["https://one.example/feed"] = ("application/rss+xml", RSS.replace(ITEM, ITEM + ITEM + second + third).encode())
    web["http://one.example/smoke"] = ("text/html", page(1))
    documents, issues = acquired("https://one.example/feed")
    assert [each.url for each in documents] == ["http://one.example/smoke", "http://one.example/gone"]
    assert SENTENCE.strip() in documents[0].text
    assert documents[1].text == "A column of smoke rose."
    assert [(each.origin, each.code) for each in issues] == [("http://one.example/nothing", "http_error")]


# --- elsewhere --------------------------------------------------------------------------------------------------------------


def test_files_of_other_storage_are_read_like_those_of_a_folder(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    for name, content in {"a.txt": b"Smoke rose.", "deep/b.jsonl": b'{"text": "It cleared."}', "c.docx": b"?"}.items():
        memory.pipe(f"/news/{name}", content)
    memory.pipe("/archive/a.warc.gz", b"".join(MEMBERS[:2]))
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as packed:
        packed.writestr("d.txt", "Later, rain fell.")
    documents, issues = acquired("memory://news", "memory://archive/*.warc.gz", f"zip://*.txt::{tmp_path}/news.zip", "memory://none")
    memory.rm("/news", recursive=True)
    memory.rm("/archive", recursive=True)
    assert [each.text[:11] for each in documents] == ["Smoke rose.", "It cleared.", "A column of", "A column of", "Later, rain"]
    assert [each.code for each in issues] == ["unknown_kind", "not_found"]


@pytest.mark.parametrize(
    "path", ["ftp://one.example/a.txt", "zip://a.txt::http://127.0.0.1/a.zip", "simplecache::s3://a/b.txt", "github://a:b@c/d.txt", "data:text/plain,a"]
)
def test_no_other_way_leads_to_the_web(path: str) -> None:
    documents, issues = acquired(path)
    assert (documents, len(issues)) == ([], 1)
    assert issues[0].code in {"unknown_kind", "not_found"}
