"""What people judge holds: it finds its claim by the place of its words, joins, keeps apart, corrects and sets aside."""

from __future__ import annotations

from dataclasses import replace

from made_claims import EAST, HARROW, NORTH_MINISTRY, POST, WIRE, evidence, picture
from unfog.config import Config
from unfog.model import Claim, Evidence, Feature, Judgement, Link, Subject, make_id
from unfog.stage import Group
from unfog.stages.reconcile.cluster import clusters
from unfog.stages.reconcile.judged import JUDGE
from unfog.stages.reconcile.verdicts import Verdicts, corrected, meant, standing


def claim(name: str, start: int, end: int, **fields: str) -> Claim:
    return Claim(id=name, document_id="d", start=start, end=end, quote="q", event_type=fields.pop("event_type", "shelling"), **fields)


def judgement(verdict: str, *subjects: Subject, when: str = "2031-05-06T10:00:00+00:00", **fields: str) -> Judgement:
    return Judgement(
        id=make_id(verdict, subjects, when, fields), verdict=verdict, subjects=subjects, who="A reader", when=when, why="read it",
        documents=tuple(sorted({each.document_id for each in subjects})), captures=(), **fields,
    )  # fmt: skip


def weighed(one: str, other: str, score: float = 6.0, name: str = "place") -> Link:
    one, other = sorted((one, other))
    return Link(
        id=make_id("link", one, other), claim_id=one, other_id=other, kind="same", score=score, features=(Feature(name, score, ""),)
    )


def judged(kind: str, one: str, other: str) -> Link:
    return replace(weighed(one, other, 0.0, "judged"), id=make_id("judged", one, other), kind=kind)


def test_a_judgement_finds_its_claim_when_rules_made_it_anew():
    subject = Subject("d", 100, 180, "the words", "shelling", "old id")
    claims = (claim("a", 0, 90), claim("b", 110, 170, event_type="damage"), claim("c", 120, 200), claim("e", 300, 380))
    assert meant(subject, claims).id == "c"
    assert meant(replace_id(subject, "b"), claims).id == "b"
    assert meant(Subject("d", 400, 420), claims) is None


def replace_id(subject: Subject, claim_id: str) -> Subject:
    return subject._replace(claim_id=claim_id)


def test_the_later_of_two_verdicts_holds_and_a_taken_back_one_does_not():
    one, other = Subject("d", 0, 9, event_type="shelling"), Subject("e", 0, 9, event_type="shelling")
    first = judgement("same", one, other)
    later = judgement("apart", other, one, when="2031-05-07T10:00:00+00:00")
    assert standing([later, first]) == (later,)
    back = judgement("take_back", other, one, when="2031-05-08T10:00:00+00:00", value=later.id)
    assert standing([back, first, later]) == (first,)


def test_fields_are_corrected_and_claims_set_aside():
    claims = (claim("a", 0, 90), claim("b", 100, 190))
    at = Subject("d", 0, 90, event_type="shelling", claim_id="a")
    given = [judgement("correct", at, field_name="factuality", value="CT-"), judgement("correct", at, field_name="source", value="")]
    verdicts = Verdicts("d", [*given, judgement("set_aside", Subject("d", 100, 190, claim_id="b"))], claims)
    assert (verdicts.set_aside(claims[0]), verdicts.set_aside(claims[1])) == (False, True)
    changed = corrected(replace(claims[0], source="A Ministry"), verdicts.corrections(claims[0]))
    assert (changed.factuality, changed.source, changed.id) == ("CT-", None, "a")
    assert Verdicts("d", [judgement("set_aside", Subject("d"))], claims).set_aside(claims[0])


def test_a_judgement_becomes_a_link_between_its_two_claims():
    made = judgement("same", Subject("d1", 0, 40), Subject("d2", 0, 40))
    rows = tuple(evidence(name, publisher=WIRE) for name in "ab")
    (link,) = JUDGE.build(None, Config())(Group(made.id, {Judgement: (made,), Evidence: rows}))
    assert (link.claim_id, link.other_id, link.kind) == ("a", "b", "same")
    assert "A reader" in link.features[0].note
    assert list(JUDGE.build(None, Config())(Group(made.id, {Judgement: (made,), Evidence: rows[:1]}))) == []


def test_what_is_judged_the_same_joins_whole_groups():
    links = [weighed("a", "b"), weighed("c", "d")]
    assert clusters("abcd", links, 0.6) == [("a", "b"), ("c", "d")]
    assert clusters("abcd", [*links, judged("same", "a", "d")], 0.6) == [("a", "b", "c", "d")]


def test_what_is_judged_apart_is_never_in_one_group():
    links = [weighed("a", "b"), weighed("b", "c"), weighed("a", "c")]
    assert clusters("abc", links, 0.6) == [("a", "b", "c")]
    parted = clusters("abc", [*links, judged("apart", "a", "c")], 0.6)
    assert not any({"a", "c"} <= set(group) for group in parted)
    copies = [weighed("a", "b", name="copy"), weighed("b", "c", name="copy")]
    parted = clusters("abc", [*copies, judged("apart", "a", "c")], 0.6)
    assert not any({"a", "c"} <= set(group) for group in parted)


def test_two_claims_that_no_weighing_joins_become_one_event_by_a_judgement():
    rows = [evidence("a", publisher=WIRE, places=(HARROW,)), evidence("b", by=NORTH_MINISTRY, publisher=POST, places=(EAST,), when=None)]
    _, events, _ = picture(rows)
    assert len(events) == 2
