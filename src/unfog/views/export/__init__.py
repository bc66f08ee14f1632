"""Files for other tools: CSV, JSON lines and GeoJSON; every row leads back to its event, its claims and their addresses.

The bytes are the same for the same rows: by day and id, or by document and place in the text. Nothing becomes surer on
the way out: bounds stay open, grades and reasons go along, and an event without a place gets none.
"""

from __future__ import annotations

from collections.abc import Iterable

from unfog.errors import UsageError
from unfog.views.export.cells import safe_cell
from unfog.views.export.claims import ClaimLine, claim_line, claim_lines, claims_csv, claims_jsonl
from unfog.views.export.crosswalk import acled_csv, ucdp_csv
from unfog.views.export.events import EventLine, event_lines, events_csv, events_jsonl
from unfog.views.export.geojson import geojson
from unfog.views.export.tables import ledger_csv, ledger_jsonl

__all__ = [
    "EVENT_FORMATS",
    "ClaimLine",
    "EventLine",
    "acled_csv",
    "claim_line",
    "claim_lines",
    "claims_csv",
    "claims_jsonl",
    "event_file",
    "event_lines",
    "events_csv",
    "events_jsonl",
    "geojson",
    "ledger_csv",
    "ledger_jsonl",
    "safe_cell",
    "ucdp_csv",
]

EVENT_FORMATS = ("csv", "jsonl", "geojson", "acled", "ucdp")


def event_file(lines: Iterable[EventLine], form: str) -> str:
    """Events as the text of a file in one of `EVENT_FORMATS`; `acled` and `ucdp` are CSV in the columns of those projects.

    Raises `UsageError` for another format.
    """
    match form:
        case "csv":
            return "".join(events_csv(lines))
        case "jsonl":
            return b"".join(events_jsonl(lines)).decode()
        case "geojson":
            return geojson(lines).decode()
        case "acled":
            return "".join(acled_csv(lines))
        case "ucdp":
            return "".join(ucdp_csv(lines))
    raise UsageError(f"events cannot be written as {form!r}, only as {', '.join(EVENT_FORMATS)}")
