"""What a URL leads to: a page, a file of articles, or a feed, whose entries' own pages are then fetched one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import msgspec

from unfog.errors import UnreadableError
from unfog.model import Issue
from unfog.stages.acquire.capture.feeds import Entry, feed_entries, is_feed
from unfog.stages.acquire.capture.find import refuse
from unfog.stages.acquire.capture.records import HTML, TEXT, Fault, Record
from unfog.stages.acquire.capture.sniff import sniff
from unfog.stages.acquire.capture.web import Fetched, Visitor

KINDS = {
    HTML: "html",
    "application/xhtml+xml": "html",
    TEXT: "text",
    "text/csv": "csv",
    "application/json": "json",
    "application/x-ndjson": "lines",
}
SNIFFED = 1 << 16


@dataclass(frozen=True, slots=True)
class Page:
    """What came from the web: its address, what it is, and what is known beside it."""

    origin: str
    kind: str
    media_type: str
    content: bytes
    sidecar: bytes | None


class Online:
    """Fetches what URLs lead to; each page of a run once."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.seen: set[str] = set()

    def pages(self, url: str) -> Iterator[Page | Issue]:
        """The page of a URL, or of each entry where it is that of a feed. Raises `UnreadableError` where it cannot be had."""
        fetched = self.visitor.get(url)
        if not is_feed(fetched.content):
            yield _page(url, fetched)
            return
        for entry in feed_entries(fetched.content):
            link = urljoin(fetched.url, entry.link) if entry.link else f"{url}#{entry.held.number}"
            if link not in self.seen:
                self.seen.add(link)
                yield self._entry(link, entry)

    def _entry(self, link: str, entry: Entry) -> Page | Issue:
        """The page of an entry; where it cannot be had, what the feed holds of it."""
        held = entry.held
        try:
            if entry.link:
                return _page(link, self.visitor.get(link))
        except UnreadableError as error:
            held = held if isinstance(held, Record) else Fault(held.number, error.code, str(error))
        if isinstance(held, Fault):
            return refuse(link, held.code, held.message)
        return Page(link, "html", held.media_type, held.content, held.sidecar)


def _page(origin: str, fetched: Fetched) -> Page:
    kind = KINDS.get(fetched.media_type.partition(";")[0].strip().lower()) or sniff(fetched.content[:SNIFFED])
    _, _, parameters = fetched.media_type.partition(";")
    media_type = (TEXT if kind == "text" else HTML) + (f";{parameters}" if parameters else "")
    return Page(origin, kind, media_type, fetched.content, msgspec.json.encode({"url": fetched.url}))
