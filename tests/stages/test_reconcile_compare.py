"""Pairs of claims: same, update, denial, withdrawal, or different things."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from made_claims import (
    EAST,
    HARROW,
    LUND,
    MARK,
    NEUTRAL,
    NORTH,
    NORTH_MINISTRY,
    ONTOLOGY,
    POST,
    RULES,
    SOUTH,
    SOUTH_STAFF,
    WIRE,
    day,
    evidence,
    figure,
    killed,
)  # fmt: skip
from unfog.config import Config
from unfog.model import Evidence, Link
from unfog.stage import Group
from unfog.stages.reconcile.compare import COMPARE, judge
from unfog.stages.reconcile.profile import kilometres, profile


def pair(one: Evidence, other: Evidence) -> Link | None:
    a, b = sorted((one, other), key=lambda row: row.id)
    return judge(profile(a, ONTOLOGY, RULES), profile(b, ONTOLOGY, RULES), RULES)


def kind(one: Evidence, other: Evidence) -> str | None:
    link = pair(one, other)
    return link.kind if link else None


def test_the_same_day_and_place_is_the_same_event_and_the_link_says_why():
    link = pair(evidence("a"), evidence("b"))
    assert link is not None
    assert link.kind == "same"
    assert [feature.name for feature in link.features] == ["type", "place", "time", "initiator", "recipient"]
    assert link.score == pytest.approx(sum(feature.weight for feature in link.features), abs=1e-3)


def test_the_next_days_attack_is_another_event_however_alike_the_words():
    words = "Rockets fell upon the railway station of Harrow, officials of the town said"
    assert kind(evidence("a", quote=words), evidence("b", quote=words, when="2031-05-05")) is None


def test_another_place_is_another_event_however_alike_the_words():
    words = "Rockets fell upon the railway station, officials of the town said"
    assert kind(evidence("a", quote=words), evidence("b", quote=words, places=(LUND,))) is None


def test_likeness_of_words_alone_joins_nothing():
    bare = {"places": (), "when": None, "published": None, "initiators": (), "recipients": ()}
    words = "Rockets fell upon the railway station of the town on the river"
    assert kind(evidence("a", quote=words, **bare), evidence("b", quote=words, **bare)) is None


def test_a_region_and_a_town_inside_it_need_more_than_the_day():
    assert kind(evidence("a", "strike"), evidence("b", "drone_strike", places=(EAST,))) is None
    same = (figure("launched", 43, 43),)
    assert kind(evidence("a", numbers=same), evidence("b", places=(EAST,), numbers=same)) == "same"


def test_a_strike_and_its_toll_stay_two_events():
    assert kind(evidence("a"), evidence("b", "casualties", numbers=killed(3))) is None


def test_a_later_higher_toll_is_an_update_and_points_to_the_earlier():
    early = evidence("b", "casualties", numbers=killed(3))
    late = evidence("a", "casualties", numbers=killed(7), published="2031-05-06")
    link = pair(early, late)
    assert link is not None
    assert (link.kind, link.claim_id, link.other_id) == ("update", "a", "b")


def test_one_sources_later_lower_toll_corrects_the_earlier():
    early = evidence("a", "casualties", by=SOUTH_STAFF, numbers=killed(30))
    late = evidence("b", "casualties", by=SOUTH_STAFF, numbers=killed(25), published="2031-05-06")
    link = pair(early, late)
    assert link is not None
    assert (link.kind, link.claim_id) == ("corrects", "b")


def test_a_running_total_never_meets_an_events_own_figure():
    total = (figure("killed", 3, 3, basis="total"),)
    assert kind(evidence("a", "casualties", numbers=killed(3)), evidence("b", "casualties", numbers=total)) is None


def test_bounds_that_cannot_both_hold_speak_against_the_same_wave():
    one, other = (figure("launched", 16, 16),), (figure("launched", 559, 559),)
    assert kind(evidence("a", places=(MARK,), numbers=one), evidence("b", places=(MARK,), numbers=other)) is None


def test_a_denial_by_another_side_answers_the_claim():
    said = evidence(
        "a", "territory_change", by=SOUTH_STAFF, initiators=(SOUTH,), recipients=(NORTH,), outcome="retaken"
    )
    denial = evidence(
        "b", "territory_change", by=NORTH_MINISTRY, initiators=(SOUTH,), recipients=(NORTH,), stance="denies",
        factuality="CT-", outcome="retaken", document="d-a",
    )  # fmt: skip
    link = pair(said, denial)
    assert link is not None
    assert (link.kind, link.claim_id, link.other_id) == ("denies", "b", "a")


def test_one_sources_later_denial_withdraws_its_claim_and_in_one_text_joins_nothing():
    said = evidence("a", by=SOUTH_STAFF)
    later = evidence("b", by=SOUTH_STAFF, factuality="CT-", published="2031-05-06")
    assert kind(said, later) == "withdraws"
    assert kind(said, evidence("b", by=SOUTH_STAFF, factuality="CT-", document="d-a")) is None


def test_a_warning_is_not_the_thing_that_it_warns_of():
    warning = evidence("b", phase="future", stance="warns", factuality="PS+")
    assert kind(evidence("a"), warning) is None


def test_what_is_promised_is_not_what_happened():
    assert kind(evidence("a"), evidence("b", stance="promises", factuality="PR+")) is None


def test_told_from_the_other_end_the_actors_change_places():
    attack = evidence("a", "assault")
    held = evidence("b", "defence", initiators=(SOUTH,), recipients=(NORTH,))
    link = pair(attack, held)
    assert link is not None
    assert link.kind == "same"


def aid(name: str, stage: str = "pledged", **changes) -> Evidence:
    fields = {"items": ("launchers",), "initiators": (NEUTRAL,), "recipients": (SOUTH,), "places": ()}
    return evidence(name, "aid", aid_stage=stage, **{**fields, **changes})


def test_aid_joins_only_at_one_stage_of_one_matter_by_one_giver():
    assert kind(aid("a"), aid("b")) == "same"
    assert kind(aid("a"), aid("b", "delivered")) is None
    assert kind(aid("a"), aid("b", initiators=(NORTH,))) is None
    assert (
        kind(aid("a", quote="Launchers are promised"), aid("b", items=("blankets",), quote="Bedding to come")) is None
    )


def test_positions_join_on_one_topic_by_one_speaker():
    def position(name: str, topic: str, **changes) -> Evidence:
        return evidence(name, "position", topic=topic, places=(), **changes)

    assert kind(position("a", "ceasefire"), position("b", "ceasefire")) == "same"
    assert kind(position("a", "ceasefire"), position("b", "prisoners")) is None
    assert kind(position("a", "ceasefire"), position("b", "ceasefire", initiators=(NEUTRAL,))) is None


def test_a_pair_that_shares_blocks_is_compared_in_just_one():
    rows = (evidence("a", when=day("2031-05-04", days=2)), evidence("b", when=day("2031-05-04", days=2)))
    compare = COMPARE.build(SimpleNamespace(ontology=ONTOLOGY), Config())
    keys = rows[0].block_keys
    assert len(keys) == 2
    found = [list(compare(Group(key, {Evidence: rows}))) for key in keys]
    assert [len(links) for links in found] == [1, 0]


def test_copies_of_one_sentence_are_linked_to_one_original_only():
    rows = tuple(
        evidence(f"c{n:03d}", quote="Rockets fell upon the railway station of Harrow", family="origin", publisher=who)
        for n, who in enumerate((WIRE, POST) * 50)
    )
    compare = COMPARE.build(SimpleNamespace(ontology=ONTOLOGY), Config())
    links = list(compare(Group(rows[0].block_keys[0], {Evidence: rows})))
    assert len(links) == len(rows) - 1
    assert {link.claim_id for link in links} == {"c000"}


def test_distance_along_the_surface():
    assert kilometres(HARROW, HARROW) == 0
    assert kilometres(HARROW, LUND) == pytest.approx(118.8, abs=1)


def test_where_no_text_gives_the_day_the_gap_between_publications_decides():
    def untold(name: str, published: str) -> Evidence:
        words = "Rockets came down again" if name == "a" else "Missile fire hit streets"
        return evidence(name, when=None, published=published, quote=words)

    assert kind(untold("a", "2031-05-05"), untold("b", "2031-05-05")) == "same"
    assert kind(untold("a", "2031-05-05"), untold("b", "2031-05-06")) is None
    assert kind(evidence("a", when="2031-05-04"), untold("b", "2031-05-05")) == "same"
    assert kind(evidence("a", when="2031-05-04"), untold("b", "2031-05-07")) is None


def test_a_mere_no_elsewhere_in_a_text_answers_nobody():
    said = evidence("a", "damage", by=SOUTH_STAFF, places=(), when=None)
    other = evidence(
        "b", "damage", factuality="CT-", places=(), when=None, document="d-a", initiators=(), recipients=()
    )
    assert kind(said, other) is None
    denied = evidence(
        "b", "damage", by=NORTH_MINISTRY, stance="denies", factuality="CT-", places=(), when=None, document="d-a"
    )
    assert kind(said, denied) == "denies"


def test_a_denial_meets_what_its_text_calls_disputed():
    bare = {"places": (), "when": None, "recipients": (), "document": "d"}
    said = evidence("a", "disruption", source="unnamed", verification="disputed", **bare)
    assert kind(said, evidence("b", "disruption", by=NORTH, stance="denies", factuality="CT-", **bare)) == "denies"


def test_talks_denied_in_the_text_that_tells_of_them_need_no_more_than_the_two_parties():
    said = evidence("a", "talks", by=SOUTH_STAFF, places=(), quote="Mediators carried an offer across the river")
    denial = evidence(
        "b",
        "talks",
        by=NORTH_MINISTRY,
        stance="denies",
        factuality="CT-",
        places=(),
        document="d-a",
        quote="Nobody wrote to us",
    )
    assert kind(said, denial) == "denies"
    elsewhere = evidence(
        "b", "talks", by=NORTH_MINISTRY, stance="denies", factuality="CT-", places=(), quote="Nobody wrote to us"
    )
    assert kind(said, elsewhere) is None


def toll(name: str, *numbers, **changes) -> Evidence:
    words = "They counted their dead" if name == "a" else "So many perished there"
    fields = {"places": (), "when": None, "recipients": (), "initiators": (), "quote": words}
    return evidence(name, "casualties", numbers=numbers, **{**fields, **changes})


def test_two_equal_figures_bring_together_what_names_no_place():
    both = (figure("killed", 19, None), figure("wounded", 105, 105))
    one, other = toll("a", *both), toll("b", *both, published="2031-05-06")
    assert set(one.block_keys) & set(other.block_keys)
    assert kind(one, other) == "same"
    assert kind(toll("a", both[0]), toll("b", both[0], published="2031-05-06")) is None


def test_words_for_many_are_no_telling_figure():
    many = (figure("killed", 24, None), figure("wounded", 200, None))
    assert kind(toll("a", *many), toll("b", *many)) is None
    assert not [key for key in toll("a", *many).block_keys if "=" in key]


def test_tolls_of_much_the_same_size_may_count_one_event():
    here = {"places": (HARROW,), "initiators": (NORTH,), "when": "2031-05-04"}
    assert kind(toll("a", *killed(13), **here), toll("b", *killed(17), **here)) == "same"
    assert kind(toll("a", *killed(13), **here), toll("b", *killed(40), **here)) is None
    assert kind(toll("a", *killed(1), **here), toll("b", *killed(2), **here)) is None
