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
from unfog.views.export.crosswalk import coded
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
    lines = "".join(export.claims_jsonl(export.claim_lines([DENIAL.claim, ROW.claim], DOCUMENTS))).splitlines()
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
            io.StringIO("".join(export.events_csv(export.shown(EVENTS, GRADED, DOCUMENTS))), newline="")
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
    found = json.loads("".join(export.geojson(export.shown(EVENTS, GRADED, DOCUMENTS))))
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
        list(export.shown([moved], GRADED, DOCUMENTS).lines())


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
    text = "".join(export.claims_csv(export.claim_lines([quoted.claim], {"d1": document(text=nasty)})))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["quote"] == nasty


def test_the_same_rows_give_the_same_bytes_in_any_order() -> None:
    def all_bytes(events: list, graded: list, claims: list) -> tuple[object, ...]:  # type: ignore[type-arg]
        texts = [list(write(export.shown(events, graded, DOCUMENTS))) for write in export.TEXTS.values()]
        return (
            *texts, list(export.claims_csv(export.claim_lines(claims, DOCUMENTS))),
            list(export.claims_jsonl(export.claim_lines(claims, DOCUMENTS))),
        )  # fmt: skip

    claims = [ROW.claim, DENIAL.claim]
    assert all_bytes(EVENTS, GRADED, claims) == all_bytes(EVENTS[::-1], GRADED[::-1], claims[::-1])


def test_victims_are_not_named_in_rows_of_events() -> None:
    made = event(
        evidence("Ada Reed was killed", WIRE, event_type="casualties", whom=(Actor("x", "Ada Reed", "person"),))
    )
    (line,) = export.shown([made], [assessment(made, "reported")], {"d1": document()}).lines()
    assert line.recipient == ()
    assert "Ada" not in line.headline


def test_a_missing_document_is_refused() -> None:
    with pytest.raises(StoreError, match="not in the store"):
        list(export.shown(EVENTS, GRADED, {}).lines())


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
    (row,) = _rows(export.ucdp_csv(export.shown([DEADLY, EVENT], [KILLED, *GRADED], DOCUMENTS)))
    assert (row["id"], row["low"], row["best"], row["high"]) == (DEADLY.id, "7", "7", "9")
    assert (row["where_prec"], row["date_prec"], row["date_start"], row["date_end"]) == (
        "1",
        "1",
        "2031-03-04",
        "2031-03-04",
    )
    assert row["source_article"] == "https://reedham.example/d1"


def test_events_take_the_columns_of_acled_with_the_lowest_count_and_the_grade() -> None:
    lines = export.shown([DEADLY, *EVENTS], [KILLED, *GRADED], DOCUMENTS)
    rows = {row["event_id_cnty"]: row for row in _rows(export.acled_csv(lines))}
    assert set(rows) == {DEADLY.id, EVENT.id}
    row = rows[DEADLY.id]
    assert (row["event_type"], row["fatalities"], row["geo_precision"]) == ("Explosions/Remote violence", "7", "1")
    assert rows[EVENT.id]["fatalities"] == ""
    assert "Grade: contested." in rows[EVENT.id]["notes"]
    assert "denies it" in rows[EVENT.id]["notes"]


def test_a_refuted_or_future_death_is_no_death_to_ucdp() -> None:
    coming = replace(DEADLY, phase="future")
    assert _rows(export.ucdp_csv(export.shown([coming], [KILLED], DOCUMENTS))) == []
    assert _rows(export.ucdp_csv(export.shown([DEADLY], [replace(KILLED, grade="refuted")], DOCUMENTS))) == []


@pytest.mark.parametrize("form", export.TEXTS)
def test_every_format_holds_the_event_and_another_is_refused(form: str) -> None:
    made = export.shown([DEADLY], [KILLED], DOCUMENTS)
    assert DEADLY.id in "".join(export.event_text(made, form))
    with pytest.raises(UsageError, match="geojson"):
        export.event_text(made, form.upper())


@pytest.mark.parametrize("form", export.FILES)
def test_what_is_no_text_is_not_written_to_stdout(form: str) -> None:
    with pytest.raises(UsageError, match="-o picture"):
        export.event_file(export.shown([DEADLY], [KILLED], DOCUMENTS), form, "-")


@pytest.mark.parametrize("scheme", ["acled", "ucdp", "cameo", "plover"])
def test_a_crosswalk_gives_a_reason_for_every_type_that_it_knows(scheme: str) -> None:
    types = {name for names in Knowledge().ontology.types.ledger.values() for name in names}
    path = Knowledge().folder / "ontology" / "crosswalks" / f"{scheme}.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 10
    own = {row["type"].partition(" ")[0] for row in rows}
    assert own <= types
    assert scheme == "ucdp" or own == types
    assert all(row["reason"] for row in rows)


@pytest.mark.parametrize("scheme", ["acled", "cameo", "plover"])
def test_what_a_scheme_has_no_code_for_is_said_to_be_lost(scheme: str) -> None:
    path = Knowledge().folder / "ontology" / "crosswalks" / f"{scheme}.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    without = [row for row in rows if not (row.get("code") or row.get("event_type"))]
    assert len(without) > 3
    assert {row["lost"] for row in without} == {"The event."}


def test_aid_is_coded_by_its_stage() -> None:
    found = [coded(scheme, "aid", stage) for scheme in ("cameo", "plover") for stage in ("pledged", "delivered", "delayed", None)]
    assert found == ["033", "070", None, "070", "AGREE", "AID", None, "AID"]
