"""Entries of RSS and Atom feeds as articles: what the feed holds of each, with its title, date, address and publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import feedparser
import msgspec

from unfog.stages.acquire.capture.records import HTML, TEXT, Fault, Record
from unfog.stages.acquire.charset import REPLACED
from unfog.stages.acquire.fields import known

LARGEST = 10_000_000  # bytes; the largest feeds of newspapers have one
MOST = 10_000  # entries of one feed
FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!doctype[^>]*>\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)

Parsed: TypeAlias = Any  # feedparser's dictionaries have no types


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: where its page is, and what the feed itself holds of it."""

    link: str | None
    held: Record | Fault


def is_feed(start: bytes) -> bool:
    """Whether content that begins so is a feed."""
    return FEED.match(start[:2000].removeprefix(b"\xef\xbb\xbf")) is not None


def feed_entries(content: bytes) -> Iterator[Entry]:
    """The entries of a feed in its order; a fault with number 0 where it is none."""
    if len(content) > LARGEST:
        yield Entry(None, Fault(0, "too_large", f"a feed of more than {LARGEST:,} bytes is not read"))
        return
    feed = feedparser.parse(content, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        yield Entry(None, Fault(0, "bad_feed", "this is neither RSS nor Atom; check that the address or name is that of a feed"))
        return
    if not feed.entries:
        yield Entry(None, Fault(0, "empty", "the feed has no entries"))
    for number, entry in enumerate(feed.entries[:MOST], 1):
        yield Entry(entry.get("link"), _record(number, entry, feed.feed.get("title")))


def _record(number: int, entry: Parsed, publisher: str | None) -> Record | Fault:
    texts = [*entry.get("content", ()), *([entry.summary_detail] if "summary_detail" in entry else [])]
    best = max(texts, key=lambda each: len(each.value), default=None)
    if best is None or not best.value.strip():
        return Fault(number, "no_text", "the feed holds no text of this entry; give the address of its page")
    named: dict[object, object] = {"title": entry.get("title"), "date": entry.get("published") or entry.get("updated"), "url": entry.get("link")}
    fields = known(named | {"id": entry.get("id"), "source": publisher})
    return Record(
        number,
        best.value.replace(REPLACED, "").encode("utf-8", "replace"),
        (TEXT if best.type == TEXT else HTML) + "; charset=utf-8",
        msgspec.json.encode(fields, order="sorted"),
    )
