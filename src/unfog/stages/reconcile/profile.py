"""What comparing looks at in a claim, worked out once per block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from unfog.knowledge import Ontology
from unfog.knowledge.rubric import Comparison
from unfog.model import Actor, Evidence, Place
from unfog.stages.reconcile.clock import PUBLISHED
from unfog.stages.reconcile.keys import actor_key, area_of
from unfog.stages.reconcile.polarity import negative

WORD = re.compile(r"\w{4,}")  # shorter words are mostly grammar
HELD_OUT = frozenset({"warns", "promises", "demands"})
EARTH_KM = 6371.0
EXACT = frozenset({"point", "settlement"})


@dataclass(frozen=True, slots=True)
class Profile:
    """A claim prepared for comparing. `initiators` and `recipients` are parties or countries, `persons` exact actors."""

    row: Evidence
    family: str
    places: tuple[Place, ...]
    place_ids: frozenset[str]
    initiators: frozenset[str]
    recipients: frozenset[str]
    persons: frozenset[str]
    items: frozenset[str]
    words: frozenset[str]
    keys: frozenset[str]
    negative: bool
    guessed: bool

    @property
    def future(self) -> bool:
        """Whether the claim is about what is to come, or what somebody holds out without saying that it is so."""
        claim = self.row.claim
        return claim.phase == "future" or (claim.stance in HELD_OUT and not claim.factuality.startswith("CT"))


def profile(row: Evidence, ontology: Ontology, comparison: Comparison) -> Profile:
    """The profile of a claim; what is told from the other end has its actors exchanged."""
    claim = row.claim
    places = most_exact(tuple(place for place in row.places if place.id not in comparison.seats))
    mirrored = claim.event_type in comparison.mirrored or claim.outcome in comparison.mirrored
    acting, other = (row.recipients, row.initiators) if mirrored else (row.initiators, row.recipients)
    return Profile(
        row=row,
        family=ontology.family(claim.event_type),
        places=places,
        place_ids=frozenset(place.id for place in places),
        initiators=_parties(acting),
        recipients=_parties(other),
        persons=frozenset(actor.id for actor in acting),
        items=frozenset(item.casefold().removesuffix("s") for item in claim.items),
        words=words(claim.quote),
        keys=frozenset(row.block_keys),
        negative=negative(claim),
        guessed=row.interval is not None and row.interval.anchor == PUBLISHED,
    )


def words(quote: str) -> frozenset[str]:
    """The longer words of a sentence."""
    return frozenset(WORD.findall(quote.casefold()))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that two sentences have in common (Dice), 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _parties(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor_key(actor) for actor in actors)


def most_exact(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places without those that only say in which region or country another of them lies."""
    return tuple(place for place in places if not any(contains(place, other) for other in places))


def contains(wide: Place, narrow: Place) -> bool:
    """Whether the one place is the country, region, district or stretch of the front in which the other lies."""
    if wide.id == narrow.id or wide.country != narrow.country:
        return False
    if wide.precision == "country":
        return narrow.precision != "country"
    if wide.precision == "region":
        return narrow.precision not in {"country", "region"} and area_of(wide) == area_of(narrow)
    loose = wide.precision in {"district", "sector"} and narrow.precision in EXACT
    return loose and kilometres(wide, narrow) <= wide.radius_km


def kilometres(one: Place, other: Place) -> float:
    """The distance between two points along the Earth's surface (haversine)."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    across = sin((lat2 - lat1) / 2) ** 2
    along = cos(lat1) * cos(lat2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(across + along)))
