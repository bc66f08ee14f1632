"""Linked claims become events that do not chain unlike things together."""

from __future__ import annotations

from types import SimpleNamespace

from made_claims import EAST, HARROW, LUND, NORTH, NORTH_MINISTRY, ONTOLOGY, SOUTH_STAFF, day, evidence
from unfog.config import Config
from unfog.model import Event, Evidence, Feature, Link, make_id
from unfog.stage import Group
from unfog.stages.reconcile.cluster import clusters
from unfog.stages.reconcile.merge import MERGE


def link(one: str, other: str, score: float = 6.0, feature: str = "place") -> Link:
    features = (Feature(feature, score, ""),)
    return Link(id=make_id(one, other), claim_id=one, other_id=other, kind="same", score=score, features=features)


def merge(rows: list[Evidence], links: list[Link]) -> list[Event]:
    run = MERGE.build(SimpleNamespace(ontology=ONTOLOGY), Config())
    return list(run(Group("x", {Evidence: tuple(rows), Link: tuple(links)})))


def test_a_chain_breaks_where_its_ends_are_not_alike():
    found = clusters("abc", [link("a", "b", 7.0), link("b", "c", 6.0)], 0.6)
    assert found == [("a", "b"), ("c",)]


def test_three_that_all_agree_are_one():
    assert clusters("abc", [link("a", "b"), link("b", "c"), link("a", "c")], 0.6) == [("a", "b", "c")]


def test_copies_stand_together_and_weigh_as_one():
    links = [link("a", f"c{n}", 9.0, "copy") for n in range(9)] + [link("a", "z")]
    (found,) = clusters(["a", "z", *(f"c{n}" for n in range(9))], links, 0.6)
    assert len(found) == 11


def test_a_claim_alone_is_an_event():
    (event,) = merge([evidence("a")], [])
    assert (event.claims, event.ledger, event.place) == (("a",), "strikes", HARROW)
    assert event.id == make_id("event", "a")


def test_an_events_values_come_from_those_who_affirm_it_and_name_their_claims():
    rows = [
        evidence("a", "strike", places=(EAST,), when=day("2031-05-03", days=3), published="2031-05-07"),
        evidence("b", "drone_strike", by=SOUTH_STAFF, items=("drones",)),
        evidence("c", "drone_strike", by=NORTH_MINISTRY, stance="denies", factuality="CT-", places=(LUND,)),
    ]
    (event,) = merge(rows, [link("a", "b"), link("b", "c"), link("a", "c")])
    assert event.event_type == "drone_strike"
    assert (event.begin, event.time_precision) == ("2031-05-04T00:00:00Z", "day")
    assert event.place == HARROW
    assert [(each.name, each.claims) for each in event.initiator] == [(NORTH.name, ("a", "b"))]
    assert [row.id for row in event.evidence] == ["b", "c", "a"]
    assert event.documents == ("d-a", "d-b", "d-c")


def test_warnings_stand_in_the_outlook():
    (event,) = merge([evidence("a", phase="future", stance="warns", factuality="PS+")], [])
    assert (event.ledger, event.phase) == ("outlook", "future")


def test_the_day_on_which_most_texts_agree_is_the_events_day():
    rows = [
        evidence("a", when="2031-05-04"),
        evidence("b", when="2031-05-05"),
        evidence("c", when=day("2031-05-05", days=2)),
    ]
    (event,) = merge(rows, [link("a", "b"), link("b", "c"), link("a", "c")])
    assert event.begin == "2031-05-05T00:00:00Z"


def test_the_place_is_the_most_exact_on_which_most_agree():
    rows = [evidence("a", places=(HARROW, EAST)), evidence("b", places=(EAST,)), evidence("c", places=(EAST,))]
    links = [link("a", "b"), link("b", "c"), link("a", "c")]
    assert merge(rows, links)[0].place == EAST
    rows = [evidence("a", places=(HARROW, EAST)), evidence("b", places=(HARROW,)), evidence("c", places=(EAST,))]
    assert merge(rows, links)[0].place == HARROW
    assert merge([evidence("a", places=(LUND, HARROW))], [])[0].place == LUND
