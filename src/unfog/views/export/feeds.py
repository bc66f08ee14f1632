"""Atom (RFC 4287) and JSON Feed 1.1 of what has changed in a picture: new, changed and withdrawn events, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

import msgspec

from unfog.model import Assessment, Document, Event
from unfog.views.export.events import EventLine, event_line
from unfog.views.ledgers.selection import Assessed

LATEST = 500  # entries of a feed
NEVER = "1970-01-01T00:00:00Z"
TITLE = "What is said to have happened"
ABOUT = "urn:unfog:feed"
WITHDRAWN = "Withdrawn: the articles that told of it are no longer in the picture, or no longer say so."

Kind = Literal["new", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Change:
    """An event that came into a picture, changed in it or left it: when (ISO, UTC), and as it stands or last stood."""

    kind: Kind
    when: str
    event: Event
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, in words."""

    id: str
    title: str
    when: str
    kind: Kind
    text: str
    line: EventLine


def entries(changes: Iterable[Change], documents: Mapping[str, Document]) -> list[Entry]:
    """The latest changes, the newest first."""
    ordered = sorted(changes, key=lambda each: (each.when, each.event.id), reverse=True)
    return [_entry(each, documents) for each in ordered[:LATEST]]


def _entry(change: Change, documents: Mapping[str, Document]) -> Entry:
    line = event_line(Assessed(change.event, change.assessment), documents)
    title = line.headline if change.kind == "new" else f"{change.kind.capitalize()}: {line.headline}"
    return Entry(
        f"urn:unfog:event:{line.event_id}", title, change.when, change.kind, "\n".join(_told(change, line)), line
    )


def _told(change: Change, line: EventLine) -> Iterator[str]:
    yield line.headline
    if change.kind == "withdrawn":
        yield WITHDRAWN
    yield f"Grade: {line.grade}."
    yield from (f"Because {reason}" for reason in line.reasons)
    for row in change.event.evidence:
        yield f"{row.claim.source or 'The article'}: “{' '.join(row.claim.quote.split())}” (claim {row.id})"
    yield from line.urls


def atom(changes: Iterable[Change], documents: Mapping[str, Document]) -> Iterator[str]:
    """The feed as Atom."""
    found = entries(changes, documents)
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"  <id>{ABOUT}</id>\n  <title>{TITLE}</title>\n  <author><name>unfog</name></author>\n"
    yield f"  <updated>{found[0].when if found else NEVER}</updated>\n"
    yield from map(_atom_entry, found)
    yield "</feed>\n"


def _atom_entry(entry: Entry) -> str:
    marks = (entry.kind, entry.line.ledger, entry.line.type, entry.line.grade)
    parts = [
        f"<id>{entry.id}</id>", f"<title>{_xml(entry.title)}</title>", f"<updated>{entry.when}</updated>",
        *(f"<category term={quoteattr(mark)}/>" for mark in marks),
        *(f'<link rel="{"related" if place else "alternate"}" href={quoteattr(_printable(url))}/>' for place, url in enumerate(entry.line.urls)),
        f'<content type="text">{_xml(entry.text)}</content>',
    ]  # fmt: skip
    return "  <entry>" + "\n    ".join(["", *parts]) + "\n  </entry>\n"


def _xml(text: str) -> str:
    return escape(_printable(text))


def _printable(text: str) -> str:
    """The text without the control characters that XML has no way to write."""
    return "".join(sign for sign in text if sign in "\t\n" or sign.isprintable())


def json_feed(changes: Iterable[Change], documents: Mapping[str, Document]) -> Iterator[str]:
    """The feed as JSON; `_unfog` holds the whole row of the event."""
    items = [
        {
            "id": entry.id,
            "title": entry.title,
            "content_text": entry.text,
            "date_modified": entry.when,
            "tags": [entry.kind, entry.line.ledger, entry.line.type, entry.line.grade],
            **({"external_url": entry.line.urls[0]} if entry.line.urls else {}),
            "_unfog": {"about": ABOUT, "change": entry.kind, "event": entry.line},
        }
        for entry in entries(changes, documents)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": TITLE, "items": items}
    yield msgspec.json.format(msgspec.json.encode(feed), indent=1).decode() + "\n"
