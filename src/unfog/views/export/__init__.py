"""Files for other tools: CSV, JSON lines and GeoJSON; every row leads back to its event, its claims and their addresses.

The bytes are the same for the same rows: by day and id, or by document and place in the text. Nothing becomes surer on
the way out: bounds stay open, grades and reasons go along, and an event without a place gets none.
"""

from __future__ import annotations

from collections.abc import Iterable

from unfog.errors import UsageError
from unfog.model import Assessment, Claim, Document, Event
from unfog.views.export.cells import safe_cell
from unfog.views.export.claims import ClaimLine, claim_line, claim_lines, claims_csv, claims_jsonl
from unfog.views.export.events import EventLine, event_lines, events_csv, events_jsonl
from unfog.views.export.geojson import geojson
from unfog.views.export.tables import ledger_csv, ledger_jsonl

__all__ = [
    "ClaimLine",
    "EventLine",
    "claim_line",
    "claim_lines",
    "claims_csv",
    "claims_jsonl",
    "event_lines",
    "events_csv",
    "events_jsonl",
    "export",
    "geojson",
    "ledger_csv",
    "ledger_jsonl",
    "safe_cell",
]


def export(
    events: Iterable[Event], assessments: Iterable[Assessment], documents: Iterable[Document], *, what: str, form: str
) -> str:
    """A whole file as text: `events` as `csv`, `jsonl` or `geojson`, `claims` as `csv` or `jsonl`.

    Raises `UsageError` for anything else, `StoreError` for rows that do not fit together.
    """
    known = {document.id: document for document in documents}
    if what == "claims":
        return _claims([row.claim for event in events for row in event.evidence], known, form)
    lines = event_lines(events, assessments, known)
    match what, form:
        case "events", "csv":
            return "".join(events_csv(lines))
        case "events", "jsonl":
            return b"".join(events_jsonl(lines)).decode()
        case "events", "geojson":
            return geojson(lines).decode()
    raise UsageError(f"{what} cannot be written as {form}; events: csv, jsonl, geojson; claims: csv, jsonl")


def _claims(claims: Iterable[Claim], documents: dict[str, Document], form: str) -> str:
    match form:
        case "csv":
            return "".join(claims_csv(claims, documents))
        case "jsonl":
            return b"".join(claims_jsonl(claims, documents)).decode()
    raise UsageError(f"claims cannot be written as {form}, only as csv or jsonl")
