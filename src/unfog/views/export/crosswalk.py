"""Events in the columns of ACLED and of UCDP GED, for tools that read those; grade and reasons go along as notes.

Which of our types is which of theirs, why, and what is lost is data: `data/ontology/crosswalks/`. An event that their
scheme has no place for is left out. The ids are ours: no row claims to be one of theirs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from unfog.views.export.cells import csv_text
from unfog.views.export.events import EventLine, FigureLine, Shown

# Codebooks: UCDP GED 24.1 (where_prec, date_prec), ACLED 2023 (geo_precision, time_precision).
WHERE_PREC = {"point": 1, "settlement": 1, "district": 3, "region": 4, "sector": 5, "country": 6}
GEO_PRECISION = {"point": 1, "settlement": 1, "district": 2, "sector": 2, "region": 3, "country": 3}
NEAR_KM = 25.0  # within it UCDP calls a place near, not exact
EXACT_KM = 5.0
WEEK, MONTH = 7, 31
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type", "actor1", "actor2", "country",
    "admin1", "location", "latitude", "longitude", "geo_precision", "source", "notes", "fatalities",
)  # fmt: skip
UCDP = (
    "id", "year", "type_of_violence", "side_a", "side_b", "number_of_sources", "source_article", "source_original",
    "where_prec", "where_coordinates", "adm_1", "latitude", "longitude", "country", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_unknown", "best", "high", "low",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of an event, and how many it spans."""

    first: str
    last: str
    count: int


@cache
def _types(scheme: str) -> dict[str, dict[str, str]]:
    """The rows of a crosswalk by our type; of aid by type and stage (`aid pledged`)."""
    path = files("unfog") / "data" / "ontology" / "crosswalks" / f"{scheme}.csv"
    with path.open(encoding="utf-8") as lines:
        return {row["type"]: row for row in csv.DictReader(lines)}


def coded(scheme: str, event_type: str, stage: str | None = None) -> str | None:
    """The code of `cameo`, or the event type of `plover`, for one of our types; None where the scheme has none."""
    rows = _types(scheme)
    row = rows.get(f"{event_type} {stage}") or rows.get(event_type)
    return (row["code"] or None) if row else None


def acled_csv(shown: Shown) -> Iterator[str]:
    """Placed and dated events that ACLED has a type for; `fatalities` is the lowest count, as ACLED asks where they differ."""
    return csv_text(ACLED, (row for line in shown.lines() if (row := _acled(line))))


def _acled(line: EventLine) -> tuple[object, ...] | None:
    found, days = _types("acled").get(line.type), _days(line)
    if not found or not found["event_type"] or not days or line.phase == "future":
        return None
    deaths = _deaths(line)
    precision = 1 if days.count == 1 else 2 if days.count <= WEEK else 3
    return (
        line.event_id, days.first, days.first[:4], precision, found["event_type"], found["sub_event_type"],
        "; ".join(line.initiator), "; ".join(line.recipient), line.country, line.region, line.place, line.latitude,
        line.longitude, GEO_PRECISION.get(line.place_precision or "", 3) if line.place else None, _sources(line),
        _notes(line), deaths.low if deaths and deaths.low is not None else 0 if deaths else None,
    )  # fmt: skip


def ucdp_csv(shown: Shown) -> Iterator[str]:
    """Dated events with deaths, as UCDP counts no others; low, best and high as found, open bounds left empty."""
    return csv_text(UCDP, (row for line in shown.lines() if (row := _ucdp(line))))


def _ucdp(line: EventLine) -> tuple[object, ...] | None:
    found, days, deaths = _types("ucdp").get(line.type), _days(line), _deaths(line)
    if not found or not days or not deaths or line.phase == "future" or line.grade == "refuted":
        return None
    return (
        line.event_id, days.first[:4], found["type_of_violence"], "; ".join(line.initiator), "; ".join(line.recipient),
        line.independent_for, "; ".join(line.urls), _sources(line), _where_prec(line), line.place, line.region,
        line.latitude, line.longitude, line.country, 1 if days.count == 1 else 2, _date_prec(days.count), days.first,
        days.last, deaths.best, deaths.best, deaths.high, deaths.low,
    )  # fmt: skip


def _days(line: EventLine) -> Days | None:
    """None where the time is not known, or known only from one side."""
    if not line.first_day or not line.last_day or line.time_precision == "open":
        return None
    first, last = date.fromisoformat(line.first_day), date.fromisoformat(line.last_day)
    return Days(line.first_day, line.last_day, (last - first).days + 1)


def _deaths(line: EventLine) -> FigureLine | None:
    """The event's own count of the dead, over all sources; never a running total."""
    dead = [each for each in line.figures if each.measure == "killed" and each.side is None and each.basis != "total"]
    return max(dead, key=lambda each: each.best or 0, default=None)


def _where_prec(line: EventLine) -> int | None:
    if line.place is None:
        return None
    exact = WHERE_PREC.get(line.place_precision or "", 6)
    if exact > 1 or line.radius_km is None or line.radius_km <= EXACT_KM:
        return exact
    return 2 if line.radius_km <= NEAR_KM else 3


def _date_prec(days: int) -> int:
    return 1 if days == 1 else 2 if days < WEEK else 3 if days == WEEK else 4 if days <= MONTH else 5


def _sources(line: EventLine) -> str:
    return "; ".join(line.sources_for)


def _notes(line: EventLine) -> str:
    return " ".join([line.headline, f"Grade: {line.grade}.", *line.reasons, *line.urls])
