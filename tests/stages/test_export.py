"""Exports: stable bytes, keys of the guidelines, harmless cells, and a way back to events, claims and addresses."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from made_events import (
    NORLAND,
    NORTH_MINISTRY,
    ORLIV,
    SOUTH_STAFF,
    SUDLAND,
    WIRE,
    assessment,
    document,
    event,
    evidence,
    figure,
    span,
)  # fmt: skip
from unfog.errors import StoreError, UsageError
from unfog.knowledge import Knowledge
from unfog.model import Actor, Figure
from unfog.views import export
from unfog.views.export.cells import cell
from unfog.views.ledgers import ledger

TEXT = "Sudland fired 12 missiles at Orliv, it was said. Sudland denied it."
ROW = evidence(
    "Sudland fired 12 missiles at Orliv", NORTH_MINISTRY, who=(SUDLAND,), whom=(NORLAND,),
    numbers=(figure("launched", 12, None, "missiles"),),
)  # fmt: skip
DENIAL = evidence("Sudland denied it", SOUTH_STAFF, stance="denies", factuality="CT-", start=49)
EVENT = event(ROW, DENIAL)
UNPLACED = event(evidence("Sudland fired 12 missiles", WIRE, at=(), interval=None, document_id="d2"))
DOCUMENTS = {"d1": document(text=TEXT), "d2": document("d2", TEXT)}
EVENTS = [EVENT, UNPLACED]
GRADED = [
    assessment(EVENT, "contested", span("launched", 12, None, of="missiles"), against=(SOUTH_STAFF,)),
    assessment(UNPLACED, "claimed"),
]
KEYS = {
    "doc", "id", "quote", "type", "source", "stance", "factuality", "phase", "initiator", "recipient", "places", "time",
    "numbers", "items", "stage", "verification",
}  # fmt: skip
ADDED = {"claim_id", "document_id", "start", "end", "via", "cue", "topic", "content", "outcome"}


def test_a_claim_line_has_the_keys_of_the_guidelines() -> None:
    lines = b"".join(export.claims_jsonl([DENIAL.claim, ROW.claim], DOCUMENTS)).decode().splitlines()
    first, second = map(json.loads, lines)
    assert set(first) >= KEYS | ADDED
    assert (first["doc"], first["type"], first["stage"], first["items"]) == ("d1", "missile_strike", None, [])
    assert first["numbers"] == [
        {"measure": "launched", "low": 12, "high": None, "of": "missiles", "basis": "event", "since": None}
    ]
    assert TEXT[second["start"] : second["end"]] == second["quote"] == "Sudland denied it"


def test_a_claim_whose_text_reads_otherwise_is_refused() -> None:
    with pytest.raises(StoreError, match="does not read the same"):
        export.claim_line(ROW.claim, document(text=TEXT.upper()))
    with pytest.raises(StoreError, match="not in the store"):
        list(export.claim_lines([ROW.claim], {}))


def test_events_lead_back_to_claims_and_addresses() -> None:
    rows = list(
        csv.DictReader(
            io.StringIO("".join(export.events_csv(export.event_lines(EVENTS, GRADED, DOCUMENTS))), newline="")
        )
    )
    assert len(rows) == 2
    row = rows[0]
    assert (row["event_id"], row["grade"], row["place"], row["latitude"]) == (EVENT.id, "contested", "Orliv", "49.5")
    assert json.loads(row["claims"]) == list(EVENT.claims)
    assert json.loads(row["urls"]) == ["https://reedham.example/d1"]
    assert json.loads(row["figures"])[0]["high"] is None
    assert row["headline"].endswith("denies it.")


def test_geojson_places_what_is_placed_and_no_more() -> None:
    found = json.loads(export.geojson(export.event_lines(EVENTS, GRADED, DOCUMENTS)))
    assert found["type"] == "FeatureCollection"
    assert found["unplaced"] == 1
    first, second = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [36.25, 49.5]}
    assert (first["properties"]["place_precision"], first["properties"]["radius_km"]) == ("settlement", 2.0)
    assert second["geometry"] is None


@pytest.mark.parametrize(
    "bad", [{"latitude": float("nan")}, {"latitude": 91.0}, {"longitude": -181.0}, {"radius_km": -1.0}]
)
def test_a_point_that_is_not_on_the_globe_is_refused(bad: dict[str, float]) -> None:
    moved = replace(EVENT, place=replace(ORLIV, **bad))
    with pytest.raises(StoreError, match="no valid point"):
        list(export.event_lines([moved], GRADED, DOCUMENTS))


def test_a_number_without_end_is_refused() -> None:
    claim = replace(ROW.claim, numbers=(Figure("launched", float("inf"), None),))
    with pytest.raises(StoreError, match="not a number"):
        export.claim_line(claim, DOCUMENTS["d1"])


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_formulas_are_made_harmless(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "written"), [(-2, "-2"), (1.5, "1.5"), (None, ""), (True, "true"), ("a-b", "a-b"), ((), "[]")]
)
def test_cells(value: object, written: str) -> None:
    assert cell(value) == written


def test_a_text_full_of_marks_survives_the_round_trip() -> None:
    nasty = 'He said: "no",\r\nthen = left; \u2028 end'
    quoted = evidence(nasty, WIRE, event_type="position")
    text = "".join(export.claims_csv([quoted.claim], {"d1": document(text=nasty)}))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["quote"] == nasty


def test_the_same_rows_give_the_same_bytes_in_any_order() -> None:
    def all_bytes(events: list, graded: list, claims: list) -> tuple[object, ...]:  # type: ignore[type-arg]
        lines = list(export.event_lines(events, graded, DOCUMENTS))
        return (
            "".join(export.events_csv(lines)), b"".join(export.events_jsonl(lines)), export.geojson(lines),
            "".join(export.claims_csv(claims, DOCUMENTS)), b"".join(export.claims_jsonl(claims, DOCUMENTS)),
        )  # fmt: skip

    claims = [ROW.claim, DENIAL.claim]
    assert all_bytes(EVENTS, GRADED, claims) == all_bytes(EVENTS[::-1], GRADED[::-1], claims[::-1])


def test_victims_are_not_named_in_rows_of_events() -> None:
    made = event(
        evidence("Ada Reed was killed", WIRE, event_type="casualties", whom=(Actor("x", "Ada Reed", "person"),))
    )
    (line,) = export.event_lines([made], [assessment(made, "reported")], {"d1": document()})
    assert line.recipient == ()
    assert "Ada" not in line.headline


def test_a_missing_document_is_refused() -> None:
    with pytest.raises(StoreError, match="not in the store"):
        list(export.event_lines(EVENTS, GRADED, {}))


def test_ledgers_have_a_column_for_each_bound() -> None:
    table = ledger("strikes", EVENTS, GRADED)
    rows = list(csv.DictReader(io.StringIO("".join(export.ledger_csv(table)), newline="")))
    counted = [row for row in rows if row["launched_low"]]
    assert [(row["launched_low"], row["launched_high"], row["events"]) for row in counted] == [("12", "", EVENT.id)]
    lines = [json.loads(line) for line in export.ledger_jsonl(table)]
    assert {"low": 12, "high": None} in [line["launched"] for line in lines]


DEADLY = event(evidence("Nine were killed by shells", WIRE, event_type="shelling", who=(NORLAND,)))
KILLED = assessment(DEADLY, "reported", span("killed", 7, 9), span("killed", 9900, None, basis="total"))


def _rows(lines: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))  # type: ignore[arg-type]


def test_events_with_deaths_take_the_columns_of_ucdp() -> None:
    (row,) = _rows(export.ucdp_csv(export.event_lines([DEADLY, EVENT], [KILLED, *GRADED], DOCUMENTS)))
    assert (row["id"], row["low"], row["best"], row["high"]) == (DEADLY.id, "7", "7", "9")
    assert (row["where_prec"], row["date_prec"], row["date_start"], row["date_end"]) == (
        "1",
        "1",
        "2031-03-04",
        "2031-03-04",
    )
    assert row["source_article"] == "https://reedham.example/d1"


def test_events_take_the_columns_of_acled_with_the_lowest_count_and_the_grade() -> None:
    lines = export.event_lines([DEADLY, *EVENTS], [KILLED, *GRADED], DOCUMENTS)
    rows = {row["event_id_cnty"]: row for row in _rows(export.acled_csv(lines))}
    assert set(rows) == {DEADLY.id, EVENT.id}
    row = rows[DEADLY.id]
    assert (row["event_type"], row["fatalities"], row["geo_precision"]) == ("Explosions/Remote violence", "7", "1")
    assert rows[EVENT.id]["fatalities"] == ""
    assert "Grade: contested." in rows[EVENT.id]["notes"]
    assert "denies it" in rows[EVENT.id]["notes"]


def test_a_refuted_or_future_death_is_no_death_to_ucdp() -> None:
    coming = replace(DEADLY, phase="future")
    assert _rows(export.ucdp_csv(export.event_lines([coming], [KILLED], DOCUMENTS))) == []
    assert _rows(export.ucdp_csv(export.event_lines([DEADLY], [replace(KILLED, grade="refuted")], DOCUMENTS))) == []


@pytest.mark.parametrize("form", export.EVENT_FORMATS)
def test_every_format_holds_the_event_and_another_is_refused(form: str) -> None:
    lines = list(export.event_lines([DEADLY], [KILLED], DOCUMENTS))
    assert DEADLY.id in export.event_file(lines, form)
    with pytest.raises(UsageError, match="geojson"):
        export.event_file(lines, form.upper())


@pytest.mark.parametrize("scheme", ["acled", "ucdp"])
def test_a_crosswalk_gives_a_reason_for_every_type_that_it_knows(scheme: str) -> None:
    types = {name for names in Knowledge().ontology.types.ledger.values() for name in names}
    path = Knowledge().folder / "ontology" / "crosswalks" / f"{scheme}.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 10
    assert {row["type"] for row in rows} <= types
    assert scheme == "ucdp" or {row["type"] for row in rows} == types
    assert all(row["reason"] for row in rows)
