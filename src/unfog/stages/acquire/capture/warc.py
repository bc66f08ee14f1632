"""Pages of a WARC file, as web archives keep them: CC-News and others, plain or with a gzip member for each record.

A broken record costs itself. Where the reader stumbles, reading goes on at the next place that looks like a beginning.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from unfog.errors import UnreadableError
from unfog.stages.acquire.capture.read import BLOCK, MAGIC, too_large, unpack, whole
from unfog.stages.acquire.capture.records import HTML, Fault, Record

STARTS = {True: MAGIC + b"\x08", False: b"WARC/1."}  # of a gzip member, of a plain record
ARTICLE = frozenset({HTML, "application/xhtml+xml"})
BROKEN = "bad_record"
MOST_STUMBLES = 1000  # in one file; each may cost reading as much as one page may hold
LONGEST_LINE = 1 << 16  # of a chunk's size


def warc_pages(stream: BinaryIO, limit: int) -> Iterator[Record | Fault]:
    """The pages that servers answered with, and a fault for each answer that is none, is too large or broken.

    `stream` must allow seeking, else what follows a broken record is lost. Requests and notes of the crawler are no input.
    """
    start = STARTS[stream.read(2) == MAGIC]
    number = at = stumbles = 0
    stumbling = False
    while at >= 0 and stumbles < MOST_STUMBLES:
        stream.seek(at)
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, fsspec_args=False):
                at = max(at, record.stream_pos)
                made = _page(number + 1, record, limit)
                number += 1
                stumbling = False
                yield made
        except (OSError, ValueError, UnreadableError) as error:
            if not stumbling:  # one fault, however many places are tried until the next page
                number += 1
                yield Fault(number, BROKEN, f"a record is broken ({error}) and was left out; fetch the file again")
            stumbling, stumbles = True, stumbles + 1
        else:
            return
        at = _find(stream, at + 1, start)
    if at >= 0:
        yield Fault(number + 1, BROKEN, f"over {MOST_STUMBLES:,} records are broken, so the rest was left; fetch the file again")


def _page(number: int, record: WarcRecord, limit: int) -> Record | Fault:
    content = record.reader.read(limit + 1)
    if len(content) > limit:
        return Fault(number, "too_large", str(too_large(limit)))
    if len(content) < record.content_length:
        raise UnreadableError(BROKEN, "the record ends early; fetch the archive again")
    http = record.http_headers
    if http is None or http.status_code is None:
        raise UnreadableError(BROKEN, "it holds no answer of a server")
    if http.status_code != 200:
        return Fault(number, "http_error", f"the server had answered with status {http.status_code}")
    if record.http_content_type not in ARTICLE:
        return Fault(number, "no_page", f"this is {(record.http_content_type or 'of no known kind')[:60]}, no page")
    headers = {name.lower(): value.lower() for name, value in http.asdict().items()}
    try:
        plain = _decoded(content, headers, limit)
    except UnreadableError as error:
        return Fault(number, error.code, str(error))
    charset = f"; charset={record.http_charset}" if record.http_charset else ""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    return Record(number, plain, HTML + charset, msgspec.json.encode({"url": url}))


def _decoded(content: bytes, headers: dict[str, str], limit: int) -> bytes:
    """The body as the server meant it; many archives undo its encodings but keep the headers that tell of them."""
    if "chunked" in headers.get("transfer-encoding", ""):
        content = _joined(content)
    if "gzip" in headers.get("content-encoding", "") and content.startswith(MAGIC):
        return whole(unpack([content], limit), limit)
    return content


def _joined(content: bytes) -> bytes:
    """The chunks of a body without their sizes; the body itself where it is not in chunks."""
    stream, joined = io.BytesIO(content), bytearray()
    while True:
        try:
            size = int(stream.readline(LONGEST_LINE).split(b";")[0], 16)
        except ValueError:
            return content
        if size <= 0:
            return bytes(joined)
        joined += stream.read(size)
        stream.readline(LONGEST_LINE)


def _find(stream: BinaryIO, at: int, wanted: bytes) -> int:
    """Where `wanted` next stands; -1 where it does not."""
    stream.seek(at)
    held = b""
    while block := stream.read(BLOCK):
        held += block
        there = held.find(wanted)
        if there >= 0:
            return at + there
        at += len(held) - len(wanted) + 1
        held = held[1 - len(wanted) :]
    return -1
