"""Each grade, with its reasons, from invented claims."""

from __future__ import annotations

import pytest

from made_claims import (
    COVE,
    KNOWLEDGE,
    LOCAL,
    MONITORS,
    NEUTRAL,
    NORTH,
    NORTH_MINISTRY,
    NORTH_STAFF,
    ONTOLOGY,
    POST,
    RULES,
    SOUTH,
    SOUTH_STAFF,
    STATE_TV,
    WIRE,
    evidence,
)  # fmt: skip
from unfog.config import Config
from unfog.knowledge.rubric import load_rubric, load_verifying
from unfog.model import Actor, Assessment, Evidence
from unfog.stages.reconcile.merge import event
from unfog.stages.verify.grade import GRADE

STRANGER = Actor("name:ansel brook", "Ansel Brook", "unknown")
GRADES = [grade.name for grade in load_rubric(ONTOLOGY.folder).grade]


def assess(*rows: Evidence) -> Assessment:
    grade = GRADE.build(KNOWLEDGE, Config())
    (found,) = grade(event(list(rows), ONTOLOGY, RULES))
    assert found.grade in GRADES
    assert found.reasons
    return found


def codes(found: Assessment) -> list[str]:
    return [reason.code for reason in found.reasons]


def gain(name: str, by: Actor, **changes) -> Evidence:
    fields = {"initiators": (SOUTH,), "recipients": (NORTH,), "outcome": "retaken"}
    return evidence(name, "territory_change", by=by, **{**fields, **changes})


def test_confirmed_by_an_admission_against_interest():
    found = assess(gain("a", SOUTH_STAFF), gain("b", NORTH_MINISTRY))
    assert (found.grade, codes(found)[0]) == ("confirmed", "admitted")
    assert found.reasons[0].claims == ("b",)


def test_a_boast_is_no_admission_nor_are_words_in_the_other_sides_press():
    assert assess(gain("a", SOUTH_STAFF)).grade == "claimed"
    assert assess(gain("a", SOUTH_STAFF, publisher=STATE_TV)).grade == "claimed"
    assert assess(evidence("a", "equipment_loss", by=SOUTH_STAFF, publisher=STATE_TV)).grade == "claimed"
    assert assess(evidence("a", "equipment_loss", by=SOUTH_STAFF, publisher=WIRE)).grade == "confirmed"


def test_an_admission_needs_an_opponent_but_for_what_one_does_alone():
    assert assess(gain("a", NORTH_MINISTRY, initiators=())).grade == "claimed"
    left = evidence("a", "territory_change", by=NORTH_MINISTRY, outcome="withdrawn", recipients=())
    assert assess(left).grade == "confirmed"
    leaving = evidence("a", "territory_change", by=NORTH_MINISTRY, outcome="withdrawn", recipients=(), phase="future")
    assert assess(leaving).grade != "confirmed"


def test_confirmed_by_a_named_body_that_looked():
    found = assess(evidence("a", by=MONITORS, cue="verified"))
    assert (found.grade, codes(found)[0]) == ("confirmed", "verified")
    assert assess(evidence("a", by=MONITORS, cue="said")).grade == "reported"


def test_corroborated_by_two_voices_not_of_one_side():
    found = assess(evidence("a", by=SOUTH_STAFF), evidence("b", publisher=WIRE), evidence("c", by=SOUTH))
    assert (found.grade, found.independent_for) == ("corroborated", 2)
    assert found.reasons[0].text.endswith("Heron Wire; Southmark, Southmark General Staff.")


def test_two_parties_corroborate_only_what_sets_them_against_each_other():
    ally = Actor("ally.mod", "Allied Defence Ministry", "ministry", "AL", "AL")
    found = assess(evidence("a", by=SOUTH_STAFF), evidence("b", by=ally))
    assert (found.grade, codes(found)[0], found.independent_for) == ("claimed", "parties_word", 2)
    assert assess(evidence("a", by=SOUTH_STAFF), evidence("b", by=NORTH_MINISTRY)).grade == "corroborated"


def test_reported_by_one_that_is_no_party():
    found = assess(evidence("a", publisher=WIRE))
    assert (found.grade, found.independent_for) == ("reported", 1)


def test_claimed_on_a_partys_word_alone_however_many_of_its_bodies_speak():
    rows = [evidence(f"a{n}", by=actor) for n, actor in enumerate((NORTH_MINISTRY, NORTH_STAFF))]
    found = assess(*rows, evidence("tv", publisher=STATE_TV))
    assert (found.grade, codes(found)[0], found.independent_for) == ("claimed", "party_word", 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (evidence("a"), "publisher_unknown"),
        (evidence("a", source="unnamed", publisher=WIRE), "unnamed"),
        (evidence("a", by=STRANGER), "source_unknown"),
    ],
)
def test_nobody_unknown_counts(row, code):
    found = assess(row)
    assert (found.grade, codes(found)[0], found.independent_for) == ("claimed", code, 0)


def test_a_known_person_with_an_interest_is_no_independent_source():
    tycoon = Actor("person:tycoon", "Mara Tycoon", "person")
    assert (assess(evidence("a", by=tycoon)).grade, codes(assess(evidence("a", by=tycoon)))[0]) == (
        "claimed",
        "party_word",
    )


def test_where_nobody_commits_himself_the_reason_says_so():
    found = assess(evidence("a", by=SOUTH_STAFF, stance="declines", factuality="UU"))
    assert (found.grade, codes(found), found.independent_for) == ("claimed", ["open", "declined"], 0)


def test_what_is_only_held_to_be_possible_bears_nothing_out():
    found = assess(evidence("a", by=SOUTH_STAFF), evidence("b", publisher=WIRE, factuality="PS+"))
    assert (found.grade, found.independent_for) == ("claimed", 1)
    found = assess(evidence("b", publisher=WIRE, factuality="PS+"))
    assert (found.grade, codes(found)) == ("claimed", ["possible"])
    warning = evidence("c", publisher=WIRE, factuality="PS+", phase="future", stance="warns")
    assert assess(warning).grade == "reported"


def test_unknown_voices_beside_a_party_add_nothing():
    found = assess(evidence("a", by=SOUTH_STAFF), evidence("b"), evidence("c", source="unnamed"))
    assert (found.grade, found.independent_for) == ("claimed", 1)


def test_contested_when_sides_differ_and_not_within_one():
    said, denied = gain("a", SOUTH_STAFF), gain("b", NORTH_MINISTRY, stance="denies", factuality="CT-")
    found = assess(said, denied)
    assert (found.grade, codes(found)[0], found.independent_against) == ("contested", "denied", 1)
    assert [each.name for each in found.sources_against] == [NORTH_MINISTRY.name]
    own = assess(said, gain("b", SOUTH, stance="denies", factuality="CT-"))
    assert (own.grade, "denied_own_side" in codes(own)) == ("claimed", True)


def test_a_texts_own_no_is_shown_and_denies_nothing():
    found = assess(gain("a", SOUTH_STAFF), evidence("b", "territory_change", publisher=WIRE, factuality="CT-"))
    assert (found.grade, codes(found)) == ("claimed", ["party_word", "contradicted", "second_hand"])


def test_who_denies_an_accusation_does_not_deny_that_it_was_made():
    said = evidence("a", "position", by=SOUTH_STAFF, places=(), verification="disputed")
    found = assess(said, evidence("b", "position", by=NORTH_MINISTRY, stance="denies", factuality="CT-"))
    assert (found.grade, codes(found)) == ("reported", ["own_word", "denied", "second_hand"])


def test_contested_where_the_text_says_so_or_only_the_denial_is_there():
    assert codes(assess(gain("a", SOUTH_STAFF, verification="disputed")))[0] == "disputed"
    found = assess(gain("b", NORTH_MINISTRY, stance="denies", factuality="CT-"))
    assert (found.grade, codes(found)[:2]) == ("contested", ["denial_only", "negated"])
    assert (found.sources_for, found.independent_for) == ((), 0)


def test_refuted_when_withdrawn_or_shown_false():
    said = evidence("a", by=SOUTH_STAFF)
    back = evidence("b", by=SOUTH_STAFF, factuality="CT-", published="2031-05-07")
    assert (assess(said, back).grade, codes(assess(said, back))[0]) == ("refuted", "withdrawn")
    assert assess(said, evidence("w", publisher=WIRE), back).grade != "refuted"
    found = assess(said, evidence("c", by=MONITORS, cue="established that", factuality="CT-"))
    assert (found.grade, codes(found)[0]) == ("refuted", "shown_false")


def test_a_states_many_mouths_withdraw_nothing():
    back = evidence("b", by=SOUTH, factuality="CT-", published="2031-05-07")
    assert assess(evidence("a", by=SOUTH), back).grade != "refuted"


def test_could_not_be_verified_is_a_reason_and_no_grade():
    found = assess(evidence("a", publisher=WIRE, verification="unverified"))
    assert (found.grade, codes(found)) == ("reported", ["independent", "unverified"])


def test_a_speakers_own_word_suffices_for_a_saying():
    found = assess(evidence("a", "position", by=NORTH_MINISTRY, places=()))
    assert (found.grade, codes(found)[0]) == ("reported", "own_word")
    pledge = evidence("b", "aid", by=NEUTRAL, aid_stage="pledged", initiators=(NEUTRAL,))
    assert assess(pledge).grade == "reported"
    assert assess(evidence("c", "aid", by=SOUTH_STAFF, aid_stage="delivered", initiators=(NEUTRAL,))).grade == "claimed"
    assert assess(evidence("d", "position", source="unnamed")).grade == "claimed"


def test_a_text_that_names_its_source_adds_no_voice_of_its_own():
    rows = [evidence("a", by=SOUTH_STAFF, document="d1"), evidence("b", publisher=WIRE, document="d1")]
    found = assess(*rows)
    assert (found.grade, found.independent_for) == ("claimed", 1)


def test_a_sentence_that_stands_elsewhere_in_a_sources_mouth_is_that_sources():
    words = "Eleven neighbours were carried from the burning market of Harrow"
    found = assess(evidence("a", by=SOUTH_STAFF, quote=f"{words}, it said"), evidence("b", publisher=WIRE, quote=words))
    assert (found.grade, found.independent_for) == ("claimed", 1)


def test_copies_and_rewritten_sentences_are_one_voice_and_honest_witnesses_two():
    words = "Rockets fell upon the railway station of Harrow before dawn"
    copies = [evidence("a", publisher=WIRE, quote=words), evidence("b", publisher=POST, quote=words, family="d-a")]
    assert (assess(*copies).grade, codes(assess(*copies))) == ("reported", ["independent", "copies"])
    rewritten = evidence(
        "b", publisher=POST, quote="Rockets fell upon the station of Harrow before dawn, residents say"
    )
    assert assess(evidence("a", publisher=WIRE, quote=words), rewritten).independent_for == 1
    honest = evidence("b", publisher=POST, quote="Our correspondent saw two missiles hit a rail yard in Harrow")
    assert assess(evidence("a", publisher=WIRE, quote=words), honest).grade == "corroborated"


def test_bodies_of_one_organisation_are_one_voice():
    un, office = (Actor(each, each, "international", independent=True) for each in ("UN", "OHCHR"))
    assert assess(evidence("a", by=un), evidence("b", by=office)).independent_for == 1
    assert assess(evidence("a", by=un), evidence("b", by=MONITORS)).independent_for == 2


def test_outlets_of_one_owner_are_one_voice_and_a_publisher_quoted_elsewhere_is_itself():
    own = evidence("a", publisher=WIRE, quote="Our correspondent saw two missiles hit a rail yard in Harrow")
    assert assess(own, evidence("b", publisher=LOCAL)).independent_for == 1
    assert assess(own, evidence("b", by=WIRE, publisher=POST)).independent_for == 1
    assert (
        assess(
            own, evidence("b", publisher=POST), evidence("c", publisher=COVE, quote="Harrow lost its station")
        ).independent_for
        == 3
    )


def test_who_reprints_a_sides_press_adds_nothing_to_it():
    reprint = evidence("b", publisher=WIRE, family="d-a")
    found = assess(evidence("a", publisher=STATE_TV), reprint)
    assert (found.grade, found.independent_for) == ("claimed", 1)


def test_a_flood_of_one_invented_claim_raises_nothing():
    words = "Southmark troops poisoned the wells of Harrow, villagers told reporters"
    first = evidence("f000", quote=words)
    flood = [
        evidence(f"f{n:03d}", quote=f"{words} {n % 7}", published=f"2031-05-{5 + n % 9:02d}", family=f"d-f{n % 3:03d}")
        for n in range(224)
    ]
    before, after = assess(first), assess(*flood)
    assert (before.grade, after.grade) == ("claimed", "claimed")
    assert after.independent_for == 0
    with_wire = [evidence("w", publisher=WIRE), *flood]
    assert (assess(*with_wire).grade, assess(*with_wire).independent_for) == ("reported", 1)


def test_rules_for_verifying_words_hit_and_leave_their_examples():
    rules = load_verifying(ONTOLOGY.folder)
    assert len(rules) >= 5
    for rule in rules:
        assert rule.yes, rule.id
        assert rule.no, rule.id
        for text in rule.yes:
            found = rule.regex.search(text.replace("[[", "").replace("]]", ""))
            assert found, rule.id
            assert f"[[{found.group()}]]" in text, rule.id
        assert not any(rule.regex.search(text) for text in rule.no), rule.id
