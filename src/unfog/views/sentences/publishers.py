"""An article's own assertions told under its publisher's name, also where the register does not hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from unfog.model import Actor, Document, Event, Evidence


def with_publishers(event: Event, documents: Mapping[str, Document]) -> Event:
    """The event with a voice for each claim that an article makes itself: an actor of kind `unknown`, which counts for nothing."""
    if all(row.vouched_by or row.claim.source for row in event.evidence):
        return event
    return replace(event, evidence=tuple(_named(row, documents.get(row.document_id)) for row in event.evidence))


def _named(row: Evidence, document: Document | None) -> Evidence:
    if row.vouched_by or row.claim.source or not document or not document.publisher:
        return row
    return replace(row, vouched_by=Actor(document.publisher, document.publisher, "unknown"))
