"""A document's claims become evidence with referents, voucher, time and keys."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from made_claims import HARROW, LUND, MARK, NORTH, ONTOLOGY, SOUTH_STAFF, WIRE, day, evidence
from unfog.config import Config
from unfog.model import Claim, Document, Evidence, Family, Grounding, Interval, Mention, Passage
from unfog.stage import Group
from unfog.stages.reconcile.block import BLOCK
from unfog.stages.reconcile.clock import buckets, guess


class Names:
    """A register of two."""

    def actor(self, name, on=None):
        return {"Southmark General Staff": SOUTH_STAFF, "Northland": NORTH}.get(name)

    def publisher(self, name):
        return WIRE if name == "heron.example" else None


DOCUMENT = Document(
    id="d", capture_id="c", name="d", publisher="heron.example", published="2031-05-05", published_precision="day",
    published_from="metadata", url=None, title=None, text="…",
)  # fmt: skip


def claim(**changes) -> Claim:
    fields = {
        "id": "k",
        "document_id": "d",
        "start": 0,
        "end": 9,
        "quote": "Rockets fell on Harrow",
        "event_type": "strike",
    }
    return Claim(**{**fields, **changes})


def run(*claims, groundings=(), document=DOCUMENT, families=()) -> list[Evidence]:
    knowledge = SimpleNamespace(ontology=ONTOLOGY, register=Names())
    tables = {Claim: claims, Grounding: groundings, Document: (document,) if document else (), Family: families}
    return list(BLOCK.build(knowledge, Config())(Group("d", tables)))


def test_the_source_vouches_then_the_publisher_then_nobody():
    rows = run(claim(id="a", source="Southmark General Staff"), claim(id="b"), claim(id="c", source="unnamed"))
    assert [row.vouched_by for row in rows] == [SOUTH_STAFF, WIRE, None]
    assert {row.publisher for row in rows} == {WIRE}


def test_a_source_that_the_register_does_not_hold_stays_unknown_by_name():
    (row,) = run(claim(source="Ansel Brook"))
    assert row.vouched_by is not None
    assert (row.vouched_by.kind, row.vouched_by.name) == ("unknown", "Ansel Brook")


def test_mentions_lead_to_their_groundings():
    mentions = (Mention("place", 16, 22, "Harrow"), Mention("time", 30, 36, "Sunday"), Mention("place", 2, 6, "Lund"))
    when = Interval("2031-05-04T00:00:00Z", "2031-05-05T00:00:00Z", "day", "text")
    groundings = (
        Grounding(id="g1", document_id="d", kind="place", start=16, end=22, text="Harrow", place=HARROW),
        Grounding(id="g2", document_id="d", kind="time", start=30, end=36, text="Sunday", interval=when),
        Grounding(id="g3", document_id="d", kind="place", start=2, end=6, text="Lund", place=LUND),
    )
    (row,) = run(claim(places=("Harrow",), time="Sunday", mentions=mentions), groundings=groundings)
    assert row.places == (HARROW,)
    assert row.interval == when
    assert row.block_keys == ("strike|region:SM:East Region|2031-05-04",)


def test_without_a_time_the_days_before_publication_are_taken_and_said_so():
    (row,) = run(claim())
    assert row.interval == Interval("2031-05-02T00:00:00Z", "2031-05-06T00:00:00Z", "week", "published")
    (row,) = run(claim(phase="future"))
    assert row.interval is not None
    assert (row.interval.begin[:10], row.interval.end[:10]) == ("2031-05-05", "2031-06-04")


def test_an_undated_text_leaves_the_time_open():
    from dataclasses import replace

    (row,) = run(claim(), document=replace(DOCUMENT, published=None))
    assert row.interval is None
    assert row.block_keys == ("strike|nowhere|undated",)


def test_copies_carry_their_family_and_a_lost_document_gives_nothing():
    (row,) = run(claim(), families=(Family(id="f", document_id="d", family_id="origin"),))
    assert row.family_id == "origin"
    borrowed = Family(id="f", document_id="d", family_id="d", passages=(Passage(0, 40, "wire"),))
    first, last = run(claim(id="a"), claim(id="b", start=80, end=99), families=(borrowed,))
    assert (first.family_id, last.family_id) == ("wire", "d")
    assert run(claim(), document=None) == []


@pytest.mark.parametrize(
    ("interval", "names"),
    [
        (None, ["undated"]),
        (day("2031-05-04", days=2), ["2031-05-04", "2031-05-05"]),
        (guess("2031-05-30", "future"), ["~2031-05", "~2031-06"]),
        (Interval("2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "year", "text"), ["open"]),
    ],
)
def test_times_are_filed_by_days_months_or_one_word(interval, names):
    assert buckets(interval) == names


def test_what_has_no_place_is_filed_by_whom_it_befell_and_large_figures_get_a_key_of_their_own():
    from made_claims import figure

    row = evidence("a", places=(), numbers=(figure("launched", 83, 83), figure("killed", 2, 2)))
    assert row.block_keys == (
        "strike|country:SM|2031-05-04",
        "strike|country:SM|launched=83",
        "strike|launched=83|2031-05-04",
    )
    assert evidence("b", places=(MARK,)).block_keys == ("strike|country:SM|2031-05-04",)


def test_a_toll_takes_the_time_and_place_of_the_attack_in_its_sentence():
    mentions = (Mention("place", 16, 22, "Harrow"), Mention("time", 30, 36, "Sunday"))
    when = Interval("2031-05-04T00:00:00Z", "2031-05-05T00:00:00Z", "day", "text")
    groundings = (
        Grounding(id="g1", document_id="d", kind="place", start=16, end=22, text="Harrow", place=HARROW),
        Grounding(id="g2", document_id="d", kind="time", start=30, end=36, text="Sunday", interval=when),
    )
    attack = claim(id="a", places=("Harrow",), time="Sunday", mentions=mentions)
    here, there = claim(id="b", event_type="casualties"), claim(id="c", event_type="casualties", start=50, end=70)
    talks = claim(id="e", event_type="talks")
    rows = {row.id: row for row in run(attack, here, there, talks, groundings=groundings)}
    assert (rows["b"].interval, rows["b"].places) == (when, (HARROW,))
    assert rows["c"].places == rows["e"].places == ()
    assert rows["c"].interval == rows["e"].interval == guess("2031-05-05", "past")
