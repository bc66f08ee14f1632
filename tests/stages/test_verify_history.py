"""The steps of an event's grade, any past picture of it, and what became of a source's claims."""

from __future__ import annotations

from made_claims import KNOWLEDGE, NORTH, NORTH_MINISTRY, ONTOLOGY, RULES, SOUTH, SOUTH_STAFF, WIRE, evidence
from unfog.config import Config
from unfog.model import Assessment, Event, Evidence
from unfog.stages.reconcile.merge import event
from unfog.stages.verify.grade import GRADE
from unfog.stages.verify.history import as_of, history
from unfog.stages.verify.record import track_records

ASSESS = GRADE.build(KNOWLEDGE, Config())


def gain(name: str, day: str, **changes) -> Evidence:
    fields = {"initiators": (SOUTH,), "recipients": (NORTH,), "outcome": "retaken", "published": f"2031-05-{day}"}
    return evidence(name, "territory_change", **{**fields, **changes})


def thread() -> Event:
    rows = [
        gain("a", "05", by=SOUTH_STAFF),
        gain("b", "06", by=NORTH_MINISTRY, stance="denies", factuality="CT-"),
        gain("c", "07", by=SOUTH_STAFF),
        gain("d", "09", by=NORTH_MINISTRY),
    ]
    return event(rows, ONTOLOGY, RULES)


def test_each_change_of_grade_has_its_day_and_its_cause():
    steps = history(thread(), ASSESS)
    assert [(step.date, step.before, step.grade, step.claims) for step in steps] == [
        ("2031-05-05", None, "claimed", ("a",)),
        ("2031-05-06", "claimed", "contested", ("b",)),
        ("2031-05-09", "contested", "confirmed", ("d",)),
    ]


def test_the_last_step_is_todays_grade():
    (today,) = ASSESS(thread())
    assert history(thread(), ASSESS)[-1].grade == today.grade


def test_a_past_picture_knows_only_what_had_been_published():
    past = as_of(thread(), "2031-05-06")
    assert (past.id, past.claims) == (thread().id, ("a", "b"))
    assert past.documents == ("d-a", "d-b")


def judged(*rows: Evidence) -> tuple[Event, Assessment]:
    made = event(list(rows), ONTOLOGY, RULES)
    (found,) = ASSESS(made)
    return made, found


def test_a_record_counts_what_became_of_a_sources_claims():
    records = track_records(
        [
            judged(gain("a", "05", by=SOUTH_STAFF)),
            judged(gain("b", "05", by=SOUTH_STAFF), gain("c", "05", publisher=WIRE)),
            judged(gain("d", "05", by=SOUTH_STAFF), gain("e", "05", by=NORTH_MINISTRY, factuality="CT-")),
            judged(gain("f", "05", by=SOUTH_STAFF), gain("g", "08", by=SOUTH_STAFF, factuality="CT-")),
        ]
    )
    assert [record.name for record in records] == ["Heron Wire", "Southmark General Staff"]
    staff = records[1]
    assert (staff.borne_out, staff.disputed, staff.withdrawn, staff.false, staff.unsettled) == (1, 1, 1, 0, 1)
    assert (records[0].borne_out, records[0].unsettled) == (1, 0)
