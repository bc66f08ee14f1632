"""The one place that reads the world: files, folders, globs, URLs, stdin become captures, or issues that say why not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from unfog.config import Config
from unfog.errors import UnreadableError
from unfog.model import Capture, Issue
from unfog.stages.acquire.capture.feeds import feed_entries
from unfog.stages.acquire.capture.find import STDIN, URL, Found, find, refuse
from unfog.stages.acquire.capture.online import Online, Page
from unfog.stages.acquire.capture.read import MAGIC, blocks, lines, unpack, whole
from unfog.stages.acquire.capture.records import (
    HTML,
    RECORD,
    TEXT,
    Fault,
    Record,
    bounded,
    csv_records,
    json_document,
    json_lines,
)
from unfog.stages.acquire.capture.remote import opened
from unfog.stages.acquire.capture.sniff import sniff
from unfog.stages.acquire.capture.warc import warc_pages
from unfog.stages.acquire.capture.web import Bounds, Visitor

__all__ = ["MEDIA_TYPES", "RECORD", "capture"]


MEDIA_TYPES = {"text": TEXT, "html": HTML}
READERS: dict[str, Callable[[Iterable[str | None], int], Iterator[Record | Fault]]] = {
    "lines": json_lines,
    "json": json_document,
    "csv": csv_records,
}


def capture(inputs: Sequence[str], config: Config) -> Iterator[Capture | Issue]:
    """Every input as captures, in the order given, or as an issue in words; nothing is left out and nothing stops the rest."""
    online = Online(Visitor(Bounds(max_bytes=config.max_capture_bytes)))
    for item in find(inputs):
        if isinstance(item, Issue):
            yield item
        else:
            yield from _safely(item, config, online)


def _safely(item: Found, config: Config, online: Online) -> Iterator[Capture | Issue]:
    try:
        yield from _open(item, config, online)
    except UnreadableError as error:
        yield refuse(item.origin, error.code, str(error))
    except OSError as error:
        yield refuse(item.origin, "unreadable", f"it cannot be read ({error.strerror or error}); check its rights")


def _open(item: Found, config: Config, online: Online) -> Iterator[Capture | Issue]:
    if item.kind == URL:
        for page in online.pages(item.origin):
            yield from _page(page, config)
        return
    if item.origin == STDIN:
        yield from _stdin(item, sys.stdin.buffer, config)
        return
    if not item.remote and not item.path.is_file() and item.path.exists():  # a pipe or a device might never end
        raise UnreadableError("unreadable", "this is no regular file; give a file, a folder, or - for stdin")
    with opened(item.origin) if item.remote else item.path.open("rb") as stream:
        yield from _read(item, stream, config)


def _page(page: Page | Issue, config: Config) -> Iterator[Capture | Issue]:
    """What a URL led to; a file of many articles is taken apart like one on the disk."""
    if isinstance(page, Issue):
        yield page
    elif page.kind in READERS:
        yield from _parts(Found(Path(page.origin), page.origin, page.kind), [page.content], config)
    else:
        yield _capture(page.origin, page.media_type, page.content, page.sidecar)


def _stdin(item: Found, stream: BinaryIO, config: Config) -> Iterator[Capture | Issue]:
    """What comes by stdin has no name, so its first bytes tell what it is."""
    start, parts = _peek(blocks(stream))
    if start.startswith(MAGIC):
        start, parts = _peek(unpack(parts, config.max_capture_bytes))
    kind = sniff(start)
    if kind == "warc":
        raise UnreadableError("unknown_kind", "a WARC is read from a file, not from stdin; give its path")
    yield from _parts(replace(item, kind=kind), parts, config)


def _peek(parts: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and all parts, those included."""
    held = next((part for part in parts if part), b"")
    return held, chain((held,), parts)


def _read(item: Found, stream: BinaryIO, config: Config) -> Iterator[Capture | Issue]:
    if item.kind == "warc":
        yield from _records(item, warc_pages(stream, config.max_capture_bytes))
        return
    parts = blocks(stream)
    yield from _parts(item, unpack(parts, config.max_capture_bytes) if item.packed else parts, config)


def _parts(item: Found, parts: Iterable[bytes], config: Config) -> Iterator[Capture | Issue]:
    limit = config.max_capture_bytes
    if item.kind in READERS:
        yield from _records(item, READERS[item.kind](lines(parts, limit), limit))
        return
    content = whole(parts, limit)
    if item.kind == "feed":
        yield from _records(item, (entry.held for entry in feed_entries(content)))
        return
    if not content.strip():
        raise UnreadableError("empty", "there is nothing in it")
    yield _capture(item.origin, MEDIA_TYPES[item.kind], content, _sidecar(item.sidecar, limit))


def _records(item: Found, records: Iterable[Record | Fault]) -> Iterator[Capture | Issue]:
    found = False
    for record in bounded(records):
        found = True
        origin = f"{item.origin}#{record.number}" if record.number else item.origin
        if isinstance(record, Fault):
            yield refuse(origin, record.code, record.message)
        else:
            yield _capture(origin, record.media_type, record.content, record.sidecar)
    if not found:
        raise UnreadableError("empty", "there is no record in it")


def _capture(origin: str, media_type: str, content: bytes, sidecar: bytes | None = None) -> Capture:
    capture_id = Capture.identify(origin, content, sidecar)
    return Capture(id=capture_id, origin=origin, media_type=media_type, content=content, sidecar=sidecar)


def _sidecar(path: Path | None, limit: int) -> bytes | None:
    """The bytes of a metadata file; empty, which is no metadata, where it cannot be read: the article is not lost with it."""
    if path is None:
        return None
    try:
        with path.open("rb") as stream:
            return whole(blocks(stream), limit)
    except (OSError, UnreadableError):
        return b""
