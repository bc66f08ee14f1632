"""Ranges of figures: bounds stay bounds, copies count once, later counts replace earlier ones."""

from __future__ import annotations

from made_claims import NORTH_MINISTRY, ONTOLOGY, POST, SOUTH_STAFF, WIRE, evidence, figure, killed
from unfog.knowledge.rubric import load_rubric
from unfog.model import Evidence, Range
from unfog.stages.verify.corroborate import voices
from unfog.stages.verify.figures import figures

RUBRIC = load_rubric(ONTOLOGY.folder)


def ranges(*rows: Evidence) -> list[Range]:
    return list(figures(voices(rows, RUBRIC), frozenset({"killed"})))


def toll(name: str, numbers, **changes) -> Evidence:
    return evidence(name, "casualties", numbers=numbers, quote=f"{name} {name}ward counted their dead", **changes)


def bounds(found: Range) -> tuple[object, ...]:
    return found.side, found.low, found.best, found.high


def test_lowest_best_and_highest_over_all_and_by_side():
    found = ranges(
        toll("a", killed(9), by=SOUTH_STAFF),
        toll("b", killed(40), by=NORTH_MINISTRY),
        toll("c", killed(12), publisher=WIRE),
    )
    assert [bounds(each) for each in found] == [(None, 9, 12, 40), ("N", 40, 40, 40), ("S", 9, 9, 9)]
    assert found[0].claims == ("a", "b", "c")


def test_at_least_leaves_the_top_open_and_up_to_the_bottom():
    (found,) = ranges(toll("a", (figure("killed", 9, None),), publisher=WIRE))
    assert bounds(found) == (None, 9, 9, None)
    (found,) = ranges(toll("a", (figure("killed", None, 40),), publisher=WIRE))
    assert bounds(found) == (None, None, 40, 40)
    (found,) = ranges(toll("a", (figure("killed", 9, None),), publisher=WIRE), toll("b", killed(12), publisher=POST))
    assert bounds(found) == (None, 9, 9, 12)


def test_a_later_count_takes_the_place_of_the_earlier():
    found = ranges(toll("a", killed(3), publisher=WIRE), toll("b", killed(7), publisher=WIRE, published="2031-05-06"))
    assert [bounds(each) for each in found] == [(None, 7, 7, 7)]
    found = ranges(toll("a", killed(3), publisher=WIRE), toll("b", killed(7), publisher=POST, published="2031-05-07"))
    assert [bounds(each) for each in found] == [(None, 7, 7, 7)]


def test_a_count_of_weeks_later_and_many_times_as_high_is_a_total_of_something_else():
    first = toll("a", killed(1), publisher=WIRE, published="2031-05-01")
    found = ranges(first, toll("b", killed(72), publisher=POST, published="2031-05-30"))
    assert [bounds(each) for each in found] == [(None, 1, 1, 1)]


def test_counts_of_neighbouring_days_stand_side_by_side():
    found = ranges(toll("a", killed(3), publisher=WIRE), toll("b", killed(7), publisher=POST, published="2031-05-06"))
    assert [bounds(each) for each in found] == [(None, 3, 3, 7)]


def test_one_voices_slightly_lower_count_corrects_and_a_far_lower_one_is_a_part():
    first = toll("a", killed(30), publisher=WIRE)
    corrected = ranges(first, toll("b", killed(25), publisher=WIRE, published="2031-05-06"))
    assert [bounds(each) for each in corrected] == [(None, 25, 25, 25)]
    more = ranges(first, toll("b", killed(1), publisher=WIRE, published="2031-05-06"))
    assert more[0].high == 30


def test_a_party_does_not_replace_anothers_count():
    found = ranges(
        toll("a", killed(3), by=SOUTH_STAFF), toll("b", killed(7), by=NORTH_MINISTRY, published="2031-05-06")
    )
    assert bounds(found[0]) == (None, 3, 3, 7)


def test_totals_stand_apart_and_copies_count_once():
    total = (figure("killed", 3000, None, basis="total"),)
    found = ranges(toll("a", killed(3), publisher=WIRE), toll("b", total, publisher=POST))
    assert [(each.basis, each.low) for each in found] == [("event", 3), ("total", 3000)]
    rows = [toll(f"c{n}", killed(5), publisher=WIRE, family="d-c0") for n in range(5)]
    (found,) = ranges(*rows, toll("d", killed(9), publisher=POST), toll("e", killed(9), by=SOUTH_STAFF))[:1]
    assert bounds(found)[1:] == (5, 5, 9)


def test_parts_of_a_whole_are_no_counts_of_it():
    parts = (figure("settlements", 4, 4), figure("settlements", 2, 2))
    assert ranges(toll("a", parts, publisher=WIRE)) == []
