"""Which bearer of a name is meant: said regions first, then what the name usually means, what the text is about and what lies near."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from unfog.knowledge import Gazetteer
from unfog.knowledge.gazetteer import Bearer
from unfog.model import Place
from unfog.stages.annotate.toponyms import NEAR_THE_WAR
from unfog.stages.ground.places.cases import CONTAINERS, Case
from unfog.stages.ground.places.theatre import Theatre

EARTH_KM = 6371.0
KM_PER_DEGREE = 111.2
# Farther off, nearness counts for nothing.
FAR_KM, FAR_DEGREES = 900.0, 9.0
Point = tuple[float, float]
# Places so exact that nearness to them means something.
BEFORE = 0.7
# Shares of a text's places are damped as if so many more lay elsewhere.
FEW = 2
NARROW = frozenset({"point", "settlement", "district", "sector"})


class Weights(NamedTuple):
    """How much each reason counts, in powers of ten of people; set by hand on news of several wars and of none."""

    people: float = 1.0
    theatre: float = 3.0
    country_said: float = 4.0
    region_spoken_of: float = 1.5
    region_close_by: float = 1.5
    near_in_sentence: float = 1.5
    near_in_text: float = 1.0
    same_district: float = 0.5
    region_share: float = 2.0
    holds_others: float = 2.5
    own_name: float = 1.0
    reach_km: float = 120.0
    close_km: float = 20.0
    sharpness: float = 2.0


WEIGHTS = Weights()
# Below this share of belief no bearer is chosen, unless all likely ones lie in one region.
LEAST_BELIEF = 0.34
# In a land of which the text says nothing, a place is looked for only if it has so many people (`LESSER_NEAR` in the lands of
# the war) and so many names, which tell that it is spoken of abroad; a great city needs no names.
LESSER, LESSER_NEAR, GREAT = 40_000, 3_000, 1_000_000
# A place abroad of fewer people is known by its main name only: other names of GeoNames are often wrong.
KNOWN_BY_OTHER_NAMES = 20_000
# One whose name is only spelt alike in another romanisation is looked for in lands that make up so much of what is spoken of.
ALIKE_SHARE = 0.3
# Bearers with at least this share of the best one's belief are likely ones.
LIKELY = 0.4
MOST_RANKED = 250
SHORTEST_VAGUE = 6  # letters: shorter names, vowels aside, are like too many others ("Boris", Borysy)


class Choice(NamedTuple):
    """A bearer with the belief in it, from 0 to 1."""

    belief: float
    bearer: Bearer


def kilometres(one: Place, other: Place) -> float:
    """Great-circle distance of two points."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    across = math.sin((b - a) / 2) ** 2
    along = math.cos(a) * math.cos(b) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(across + along)))


def rank(case: Case, same: Sequence[Case], theatre: Theatre, gazetteer: Gazetteer) -> tuple[Choice, ...]:
    """The bearers of a case's name with beliefs that add up to 1, best first; `same` are all cases of that name."""
    bearers = allowed(case, same, theatre, gazetteer)[:MOST_RANKED]
    if not bearers:
        return ()
    countries = frozenset(code for each in same for code in each.countries)
    surroundings = _surroundings(case.name, {each.sentence for each in same}, bearers, theatre)
    scores = [_score(each, countries, surroundings, theatre) for each in bearers]
    best = max(scores)
    beliefs = [math.exp(WEIGHTS.sharpness * (score - best)) for score in scores]
    total = sum(beliefs)
    choices = [Choice(belief / total, each) for belief, each in zip(beliefs, bearers, strict=True)]
    return tuple(sorted(choices, key=lambda each: (-each.belief, -each.bearer.weight, each.bearer.place.id)))


def allowed(case: Case, same: Sequence[Case], theatre: Theatre, gazetteer: Gazetteer) -> tuple[Bearer, ...]:
    """The bearers inside the regions said beside the name, here or where the text names it again; by vaguer spelling if need be."""
    said = case.regions or tuple(region for each in same for region in each.regions)
    inside = _inside(case.bearers, said)
    if inside or not said:
        countries = frozenset(code for each in same for code in each.countries)
        return inside or _spoken_of(case, countries, theatre, gazetteer) or _vague(case, theatre.regions, gazetteer)
    return _vague(case, said, gazetteer) or case.bearers


def _spoken_of(case: Case, countries: frozenset[str], theatre: Theatre, gazetteer: Gazetteer) -> tuple[Bearer, ...]:
    """The bearers, without lesser ones, and without those that are only spelt alike, in lands of which the text says little.

    Where the text speaks of no land, nothing is left out.
    """
    lands = theatre.shares(but=case.name)
    if not lands:
        return case.bearers
    return tuple(each for each in case.bearers if each.place.country in countries or _likely_there(each, lands, gazetteer))


def _likely_there(each: Bearer, lands: Mapping[str, float], gazetteer: Gazetteer) -> bool:
    share = lands.get(each.place.country, 0.0)
    if not each.as_written and share < ALIKE_SHARE:
        return False
    abroad = each.place.precision == "settlement" and each.place.country != "UA"
    if abroad and not each.own and each.weight < KNOWN_BY_OTHER_NAMES:
        return False
    settlement = each.place.precision == "settlement"
    if share > 0 or not each.place.country:
        return True
    if each.place.country in NEAR_THE_WAR:
        return not settlement or each.weight >= LESSER_NEAR
    if not settlement:
        return each.weight >= LESSER
    return each.weight >= GREAT or (each.weight >= LESSER and each.key in gazetteer.famed)


def _inside(bearers: Iterable[Bearer], regions: Sequence[Bearer]) -> tuple[Bearer, ...]:
    return tuple(each for each in bearers if any(each.key != r.key and Gazetteer.inside(each, r) for r in regions))


def _vague(case: Case, regions: Iterable[Bearer], gazetteer: Gazetteer) -> tuple[Bearer, ...]:
    if len(case.name) < SHORTEST_VAGUE or case.name.islower():
        return ()
    return tuple(
        each for region in regions if region.place.country == "UA" for each in gazetteer.vague(case.name, region)
    )


class Surroundings(NamedTuple):
    """The places that are spoken of beside a name: in its sentences, and anywhere in the text.

    `regions` gives those spoken of in the same sentence (1) or the one before (0.7) by their key, `shares` the share of the
    text's places that lie in each region, `countries` the share of each country in what is spoken of. `namesakes` are the regions
    that bear the name, by country.
    """

    sentence: tuple[Bearer, ...]
    text: tuple[Bearer, ...]
    regions: dict[int, float]
    shares: dict[int, float]
    countries: dict[str, float]
    namesakes: dict[str, set[int]]


def _surroundings(name: str, sentences: set[int], bearers: Sequence[Bearer], theatre: Theatre) -> Surroundings:
    own = {each.key for each in bearers}
    others = [(i, each) for i, each in theatre.anchors if each.place.precision in NARROW and each.key not in own]
    close = dict.fromkeys(each for i, each in others if i in sentences)
    wide = [(i, each) for i, each in theatre.anchors if each.place.kind in CONTAINERS and each.key not in own]
    regions = {each.key: BEFORE for i, each in wide if i + 1 in sentences} | {
        each.key: 1.0 for i, each in wide if i in sentences
    }
    everywhere = tuple(dict.fromkeys(each for _, each in others))
    within = Counter(above for each in everywhere if each.place.kind != "site" for above in each.parents if above)
    total = len(everywhere) + FEW
    shares = {key: count / total for key, count in within.items()}
    namesakes: dict[str, set[int]] = {}
    for each in bearers:
        if each.place.kind == "region":
            namesakes.setdefault(each.place.country, set()).add(each.key)
    return Surroundings(tuple(close), everywhere, regions, shares, theatre.shares(but=name), namesakes)


def _score(each: Bearer, countries: frozenset[str], near: Surroundings, theatre: Theatre) -> float:
    """How well a bearer fits, in powers of ten of people."""
    w = WEIGHTS
    score = w.people * math.log10(each.weight + 10) + w.own_name * each.own
    score += w.theatre * near.countries.get(each.place.country, 0.0)
    score += w.country_said * (each.place.country in countries)
    if not _of_another_region(each, near):
        score += w.region_spoken_of * any(region.key in each.parents for region in theatre.regions)
        score += w.region_close_by * max((near.regions.get(above, 0.0) for above in each.parents), default=0.0)
        score += w.region_share * near.shares.get(each.parents[0], 0.0)
    score += w.holds_others * near.shares.get(each.key, 0.0)
    score += w.same_district * sum(
        any(above and above in anchor.parents[1:] for anchor in near.sentence) for above in each.parents[1:]
    )
    return score + w.near_in_sentence * _nearness(each, near.sentence) + w.near_in_text * _nearness(each, near.text)


def _of_another_region(each: Bearer, near: Surroundings) -> bool:
    """Whether a bearer lies outside the region of its country that bears the name too: in a row of regions ("Donetsk and Luhansk")
    the others do not say where this one is. A city that is a region of its own lies in none.
    """
    namesakes = near.namesakes.get(each.place.country, set())
    return bool(namesakes and each.parents[0]) and namesakes.isdisjoint((each.key, *each.parents))


def _nearness(each: Bearer, anchors: Iterable[Bearer]) -> float:
    """2 at another place that is spoken of, and less with distance."""
    least = min((_apart(each, anchor) for anchor in anchors), default=math.inf)
    if least > FAR_KM:
        return 0.0
    return math.exp(-least / WEIGHTS.reach_km) + math.exp(-least / WEIGHTS.close_km)


def _apart(each: Bearer, anchor: Bearer) -> float:
    """How far a bearer lies from another place: no way at all where it holds it, and as far as a river's course."""
    place = each.place
    if place.kind in CONTAINERS and Gazetteer.inside(anchor, each):
        return 0.0
    point = place.latitude, place.longitude
    if not anchor.course:
        return flat_km(point, (anchor.place.latitude, anchor.place.longitude))
    return min(_to_line(point, one, other) for one, other in pairwise(anchor.course))


def flat_km(one: Point, other: Point) -> float:
    """The distance of two points on a plane, which is near enough up to some hundred kilometres; far ones are merely far."""
    up, right = other[0] - one[0], other[1] - one[1]
    if abs(up) > FAR_DEGREES:
        return math.inf
    return KM_PER_DEGREE * math.hypot(up, right * math.cos(math.radians(one[0])))


def _to_line(point: Point, one: Point, other: Point) -> float:
    """The distance of a point from the straight line between two others."""
    shrink = math.cos(math.radians(point[0]))
    x, y = (other[1] - one[1]) * shrink, other[0] - one[0]
    a, b = (point[1] - one[1]) * shrink, point[0] - one[0]
    along = max(0.0, min(1.0, (a * x + b * y) / (x * x + y * y))) if x or y else 0.0
    return KM_PER_DEGREE * math.hypot(a - along * x, b - along * y)


def settle(choices: Sequence[Choice]) -> Place | None:
    """The place to be said: the best bearer; wider where likely ones lie close together; none where they do not."""
    if not choices:
        return None
    best = choices[0]
    likely = [each.bearer.place for each in choices[1:] if each.belief >= LIKELY * best.belief]
    place = best.bearer.place
    if not likely:
        return place
    if len({(each.country, each.region) for each in (place, *likely)}) == 1:
        radius = max(place.radius_km, *(kilometres(place, each) for each in likely))
        precision = place.precision if radius <= 25 else "district" if radius <= 75 else "region"
        return replace(place, radius_km=round(radius, 1), precision=precision)
    return place if best.belief >= LEAST_BELIEF else None
