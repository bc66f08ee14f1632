"""Claims as JSON lines and CSV, under the keys of the claim guidelines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

import msgspec

from unfog.errors import StoreError
from unfog.model import Claim, Document, Number
from unfog.views.export.cells import csv_text, finite


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number of a claim."""

    measure: str
    low: Number | None
    high: Number | None
    of: str | None
    basis: str
    since: str | None

    def __str__(self) -> str:
        """JSON, for a cell."""
        return msgspec.json.encode(self, order="deterministic").decode()


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as a line of JSON, under the keys of the guidelines: absent values are null, empty lists []."""

    doc: str
    id: str
    quote: str
    type: str
    source: str | None
    stance: str
    factuality: str
    phase: str
    initiator: tuple[str, ...]
    recipient: tuple[str, ...]
    places: tuple[str, ...]
    time: str | None
    numbers: tuple[NumberLine, ...]
    items: tuple[str, ...]
    stage: str | None
    verification: str | None
    claim_id: str
    document_id: str
    start: int
    end: int
    via: tuple[str, ...]
    cue: str | None
    outcome: str | None
    topic: str | None
    content: str | None
    publisher: str | None
    published: str | None
    url: str | None


def claim_line(claim: Claim, document: Document) -> ClaimLine:
    """The claim with what leads back to its text. Raises `StoreError` where the text does not read like the quote."""
    if document.text[claim.start : claim.end] != claim.quote:
        raise StoreError(f"claim {claim.id} does not read the same in document {document.id}; run unfog check")
    return ClaimLine(
        doc=document.name, id=claim.id, quote=claim.quote, type=claim.event_type, source=claim.source,
        stance=claim.stance, factuality=claim.factuality, phase=claim.phase, initiator=claim.initiator,
        recipient=claim.recipient, places=claim.places, time=claim.time, numbers=_numbers(claim), items=claim.items,
        stage=claim.aid_stage, verification=claim.verification, claim_id=claim.id, document_id=claim.document_id,
        start=claim.start, end=claim.end, via=claim.via, cue=claim.cue, outcome=claim.outcome, topic=claim.topic,
        content=claim.quote if claim.event_type == "position" else None, publisher=document.publisher,
        published=document.published, url=document.url,
    )  # fmt: skip


def _numbers(claim: Claim) -> tuple[NumberLine, ...]:
    return tuple(
        NumberLine(each.measure, finite(each.low), finite(each.high), each.of, each.basis, each.since)
        for each in claim.numbers
    )


def claim_lines(claims: Iterable[Claim], documents: Mapping[str, Document]) -> Iterator[ClaimLine]:
    """Claims in the order of their documents' names, then of the text. Raises `StoreError` where a document is missing."""
    pairs = [(_document(claim, documents), claim) for claim in claims]
    pairs.sort(key=lambda pair: (pair[0].name, pair[0].id, pair[1].start, pair[1].end, pair[1].id))
    return (claim_line(claim, document) for document, claim in pairs)


def _document(claim: Claim, documents: Mapping[str, Document]) -> Document:
    if claim.document_id not in documents:
        raise StoreError(f"claim {claim.id} is of document {claim.document_id}, which is not in the store; run unfog check")
    return documents[claim.document_id]


def claims_jsonl(lines: Iterable[ClaimLine]) -> Iterator[str]:
    """One line of JSON for each claim, newline included."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    return (encode(line).decode() + "\n" for line in lines)


def claims_csv(lines: Iterable[ClaimLine]) -> Iterator[str]:
    """A header and one line for each claim; lists are JSON."""
    columns = tuple(each.name for each in fields(ClaimLine))
    values = attrgetter(*columns)
    return csv_text(columns, map(values, lines))
