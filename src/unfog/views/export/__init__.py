"""Files for other tools: CSV, JSON lines and GeoJSON; every row leads back to its event, its claims and their addresses.

The bytes are the same for the same rows: by day and id, or by document and place in the text. Nothing becomes surer on
the way out: bounds stay open, grades and reasons go along, and an event without a place gets none.
"""

from __future__ import annotations

from unfog.views.export.cells import safe_cell
from unfog.views.export.claims import ClaimLine, claim_line, claim_lines, claims_csv, claims_jsonl
from unfog.views.export.crosswalk import acled_csv, ucdp_csv
from unfog.views.export.events import EventLine, event_lines, events_csv, events_jsonl
from unfog.views.export.geojson import geojson
from unfog.views.export.tables import ledger_csv, ledger_jsonl

__all__ = [
    "ClaimLine",
    "EventLine",
    "acled_csv",
    "claim_line",
    "claim_lines",
    "claims_csv",
    "claims_jsonl",
    "event_lines",
    "events_csv",
    "events_jsonl",
    "geojson",
    "ledger_csv",
    "ledger_jsonl",
    "safe_cell",
    "ucdp_csv",
]
