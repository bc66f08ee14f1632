"""Five ordinary war reports, read whole: what an analyst must find in the picture of them, with source, figure and grade.

The reports lie beside the checkout and are not part of the project; without them these tests are skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import unfog

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the five reports are not beside the checkout (../shared/seeds)"),
]


@dataclass(frozen=True)
class Found:
    """A claim with its event and assessment, flattened for looking at."""

    type: str
    ledger: str
    grade: str
    source: str | None
    stance: str
    factuality: str
    phase: str
    place: str | None
    places: tuple[str, ...]
    initiator: tuple[str, ...]
    bounds: tuple[tuple[str, float | None, float | None], ...]
    basis: tuple[str, ...]
    stage: str | None
    verification: str | None
    quote: str


@pytest.fixture(scope="module")
def found():
    picture = unfog.read(str(SEEDS), workers=1)
    grades = {each.event_id: each.grade for each in picture.assessments}
    rows = [
        Found(
            type=row.claim.event_type, ledger=event.ledger, grade=grades[event.id], source=row.claim.source,
            stance=row.claim.stance, factuality=row.claim.factuality, phase=row.claim.phase,
            place=event.place.name if event.place else None, places=row.claim.places, initiator=row.claim.initiator,
            bounds=tuple((each.measure, each.low, each.high) for each in row.claim.numbers),
            basis=tuple(each.basis for each in row.claim.numbers), stage=row.claim.aid_stage,
            verification=row.claim.verification, quote=row.claim.quote,
        )
        for event in picture.events for row in event.evidence
    ]  # fmt: skip
    assert len(rows) > 80
    assert picture.books.ok == 5
    return rows


def one(found, *words, **wanted):
    """The claims whose quote holds some words and whose fields have some values; at least one."""
    rows = [row for row in found if all(word in row.quote for word in words)]
    assert rows, f"no claim quotes {words}"
    fitting = [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]
    assert fitting, f"none is {wanted}: {rows}"
    return fitting[0]


def test_missiles_at_belgorod_are_claimed_and_denied(found):
    claim = one(found, "12 missiles", source="Russian defence ministry", grade="contested")
    assert claim.bounds == (("launched", 12, 12),)
    assert claim.initiator == ("Ukraine",)
    assert "Belgorod Oblast" in claim.places
    assert claim.place == "Belgorod Oblast"
    one(found, "12 missiles", source="Ukraine", stance="denies", factuality="CT-", grade="contested")


def test_air_strikes_and_attacks_of_a_day(found):
    assert one(found, "16 airstrikes", type="air_strike").bounds == (("attacks", 16, 16),)
    assert any(("attacks", 559, 559) in row.bounds for row in found if "559" in row.quote)


def test_an_evacuation_considered_has_not_happened(found):
    claim = one(found, "11,000 residents", type="displacement")
    assert (claim.factuality, claim.phase) == ("PS+", "future")
    assert ("people", 11000, None) in claim.bounds
    assert ("settlements", 53, 53) in claim.bounds
    assert claim.source == "Kharkiv regional authorities"


def test_troops_around_pokrovsk_are_at_most_so_many(found):
    claim = one(found, "110,000 troops", type="deployment")
    assert claim.bounds == (("troops", None, 110000),)
    assert claim.place == "Pokrovsk"


def test_aircraft_at_marinovka_are_claimed_and_not_verified(found):
    claim = one(found, "Su-34", type="equipment_loss", verification="unverified", grade="claimed")
    assert claim.source == "Ukraine's military intelligence"
    assert {("destroyed", 4, 4), ("destroyed", 2, 2)} <= set(claim.bounds)
    assert one(found, "Marinovka", type="drone_strike").place == "Marinovka Air Base"


def test_andriyivka_is_claimed_by_one_side_and_denied_by_the_other(found):
    claimed = one(found, "Andriyivka", source="Ukrainian military", stance="asserts", grade="contested")
    denied = one(found, "Andriyivka", source="Russia’s Defense Ministry", stance="denies", grade="contested")
    assert claimed.type == denied.type == "territory_change"
    assert claimed.factuality == "CT+"
    assert denied.factuality == "CT-"


def test_f16s_are_pledged_by_three(found):
    claim = one(found, "Denmark, the Netherlands, and Norway", type="aid", stage="pledged")
    assert set(claim.initiator) == {"Denmark", "Netherlands", "Norway"}
    assert claim.phase == "future"


def test_the_warning_about_kupiansk_and_lyman_is_in_the_outlook(found):
    claim = one(found, "intelligence update", ledger="outlook", type="assault")
    assert claim.stance in {"warns", "estimates"}
    assert claim.source.startswith("UK")
    assert claim.phase == "future"
    assert claim.place == "Kupiansk-Lyman sector"


def test_tolls_and_totals(found):
    assert ("killed", 24, None) in one(found, "two dozen civilians", type="casualties").bounds
    total = one(found, "3,000 civilian casualties", type="casualties", source="United Nations")
    assert ("casualties", 3000, None) in total.bounds
    assert total.basis == ("total",)


def test_counts_of_both_sides(found):
    zelensky = [row for row in found if ("launched", 500, None) in row.bounds]
    assert [row.source for row in zelensky] == ["Zelensky"]
    launched = one(found, "363 Shahed", type="strike")
    assert ("launched", 363, None) in launched.bounds
    assert ("launched", 8, 8) in launched.bounds
    downed = one(found, "39 Ukrainian drones", type="interception", source="Russia")
    assert downed.bounds == (("intercepted", 39, 39),)
    korea = one(found, "6,000 elite troops", type="deployment", source="Ukraine's defense ministry")
    assert korea.bounds == (("troops", 6000, 6000),)


def test_aid_under_deliberation_is_not_given(found):
    claim = one(found, "$24 billion", type="aid", stage="considered")
    assert claim.bounds == (("usd", None, 24_000_000_000),)


def test_the_rest_of_what_an_analyst_looks_for(found):
    one(found, "replaced Ukraine’s defense minister", type="leadership_change")
    assert one(found, "direct summit", type="position").source == "Ukraine"
    assert one(found, "stipulated", type="position").source == "Vladimir Putin"
    assert ("airports", 3, 3) in one(found, "three major Moscow airports", type="disruption").bounds
    assert any(row.type == "casualties" and row.place == "Sadove" for row in found)
    one(found, "Protests Affect", type="protest")
