"""Files for other tools; every row leads back to its event, its claims and their addresses.

The bytes are the same for the same rows, and are written a row at a time. Nothing becomes surer on the way out: bounds stay
open, grades and reasons go along, and an event without a place gets none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from unfog.errors import UsageError
from unfog.model import Document
from unfog.views.export.cells import safe_cell
from unfog.views.export.claims import ClaimLine, claim_line, claim_lines, claims_csv, claims_jsonl
from unfog.views.export.crosswalk import acled_csv, ucdp_csv
from unfog.views.export.events import EventLine, Shown, events_csv, events_jsonl, shown
from unfog.views.export.feeds import Change, atom, json_feed
from unfog.views.export.followthemoney import ftm
from unfog.views.export.geojson import geojson
from unfog.views.export.geopackage import geopackage
from unfog.views.export.hxl import hxl
from unfog.views.export.jsonld import jsonld
from unfog.views.export.parquet import parquet
from unfog.views.export.tables import ledger_csv, ledger_jsonl

__all__ = [
    "EVENT_FORMATS",
    "FEEDS",
    "FILES",
    "TEXTS",
    "Change",
    "ClaimLine",
    "EventLine",
    "Shown",
    "acled_csv",
    "atom",
    "claim_line",
    "claim_lines",
    "claims_csv",
    "claims_jsonl",
    "event_file",
    "event_text",
    "events_csv",
    "events_jsonl",
    "ftm",
    "geojson",
    "geopackage",
    "hxl",
    "json_feed",
    "jsonld",
    "ledger_csv",
    "ledger_jsonl",
    "parquet",
    "safe_cell",
    "shown",
    "ucdp_csv",
]

TEXTS: Mapping[str, Callable[[Shown], Iterator[str]]] = {
    "csv": events_csv,
    "jsonl": events_jsonl,
    "geojson": geojson,
    "acled": acled_csv,
    "ucdp": ucdp_csv,
    "hxl": hxl,
    "ftm": ftm,
    "jsonld": jsonld,
}
FILES: Mapping[str, Callable[[Shown, Path], None]] = {"gpkg": geopackage, "parquet": parquet}
FEEDS: Mapping[str, Callable[[Iterable[Change], Mapping[str, Document]], Iterator[str]]] = {
    "atom": atom,
    "jsonfeed": json_feed,
}
EVENT_FORMATS = (*TEXTS, *FILES, *FEEDS)


def event_text(what: Shown, form: str) -> Iterator[str]:
    """Events as the text of a file in one of `TEXTS`, in pieces. Raises `UsageError` for another format."""
    if form not in TEXTS:
        raise UsageError(f"events cannot be written as {form!r}; choose one of: {', '.join(EVENT_FORMATS)}")
    return TEXTS[form](what)


def event_file(what: Shown, form: str, output: str) -> None:
    """Events as a file or folder in one of `FILES`. Raises `UsageError` for stdout, which cannot hold them."""
    if output == "-":
        raise UsageError(
            f"--format {form} needs a file or folder to write: -o picture{'.gpkg' if form == 'gpkg' else ''}"
        )
    FILES[form](what, Path(output))
