"""What a briefing's sentence rests on: the exact words of claims, with publisher, date and address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unfog.model import Document, Evidence
from unfog.views.briefing.quoting import printed, publisher, quoted
from unfog.views.briefing.support import supported
from unfog.views.ledgers.selection import Assessed


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of one claim."""

    claim_id: str
    publisher: str
    published: str | None
    url: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Borne:
    """A sentence with the citations that bear it out."""

    event_id: str
    sentence: str
    grade: str
    citations: tuple[Citation, ...]


def bear_out(each: Assessed, rows: Sequence[Evidence], documents: Mapping[str, Document]) -> Borne | None:
    """The sentence that tells an event in the words of some of its claims; None where those do not bear it out."""
    sentence = quoted(rows, documents)
    if not supported(sentence, [text for row in rows for text in cited_text(row, documents)]):
        return None
    return Borne(each.event.id, sentence, each.assessment.grade, tuple(_citation(row, documents) for row in rows))


def cited_text(row: Evidence, documents: Mapping[str, Document]) -> list[str]:
    """The quote, with who printed it and when beside it."""
    return [" | ".join([row.claim.quote, publisher(row, documents), printed(row)])]


def _citation(row: Evidence, documents: Mapping[str, Document]) -> Citation:
    document = documents.get(row.document_id)
    name = (document.publisher if document else None) or publisher(row, documents)
    return Citation(row.claim.id, name, row.published, document.url if document else None, row.claim.quote)
