"""Places made of others: the middle of a sector, a point so far from a town, a part of a country, a river where it is near."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from unfog.knowledge.gazetteer import Bearer
from unfog.model import Place
from unfog.stages.ground.places.cases import Shape
from unfog.stages.ground.places.choose import kilometres

KM_PER_DEGREE = 111.2
KM_PER_MILE = 1.609
# Around one town that names a direction of attack, and beyond the two that name a sector.
DIRECTION_KM, MARGIN_KM = 25.0, 15.0
# "South of X" without a distance, and "a few kilometres".
CLOSE_KM, FEW_KM, MANY_KM = 8.0, 4.0, 40.0
# The reach of a river's stretch around the point nearest to another place that is spoken of.
STRETCH_KM = 30.0
BEARINGS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
# Regions at least this far out in a direction, against the farthest, are that part of the country.
OUTER = 0.4


def bearing(way: str) -> tuple[float, float]:
    """North and east parts of a word of direction, of length 1; (0, 0) for "central" and none."""
    north = sum(BEARINGS[each][0] for each in BEARINGS if each in way.lower())
    east = sum(BEARINGS[each][1] for each in BEARINGS if each in way.lower())
    length = math.hypot(north, east) or 1.0
    return north / length, east / length


def moved(place: Place, north_km: float, east_km: float) -> tuple[float, float]:
    """Latitude and longitude so far from a place."""
    latitude = place.latitude + north_km / KM_PER_DEGREE
    return latitude, place.longitude + east_km / (KM_PER_DEGREE * math.cos(math.radians(place.latitude)))


def sector(one: Place, other: Place, name: str) -> Place:
    """The middle of two places, wide enough to hold both."""
    latitude, longitude = (one.latitude + other.latitude) / 2, (one.longitude + other.longitude) / 2
    return Place(
        id=f"sector:{one.id}+{other.id}", name=name, kind="sector", country=one.country if one.country == other.country else "",
        region=one.region if one.region == other.region else None, latitude=round(latitude, 4), longitude=round(longitude, 4),
        precision="sector", radius_km=round(kilometres(one, other) / 2 + MARGIN_KM, 1),
    )  # fmt: skip


def direction(place: Place) -> Place:
    """A town as the name of a direction of attack: the same place, as wide as such a direction."""
    return replace(place, precision="sector", radius_km=max(place.radius_km, DIRECTION_KM))


def offset(place: Place, shape: Shape) -> Place:
    """The point so far from a place; without a direction, the place itself, as wide as the distance."""
    far = distance_km(shape.get("far"), shape.get("unit"))
    north, east = bearing(shape.get("way"))
    if not (north or east):
        return replace(place, precision="sector", radius_km=round(max(place.radius_km, far), 1))
    latitude, longitude = moved(place, north * far, east * far)
    words = f"{far:.0f} km {shape.get('way').lower()} of {place.name}"
    return replace(
        place, id=f"{place.id}{north * far:+.0f}{east * far:+.0f}", name=words, kind="area", latitude=round(latitude, 4),
        longitude=round(longitude, 4), precision="sector", radius_km=round(place.radius_km + max(5.0, far * 0.4), 1), population=0,
    )  # fmt: skip


def distance_km(far: str, unit: str) -> float:
    """A distance in words or figures, in kilometres."""
    if not far:
        return CLOSE_KM
    number = re.fullmatch(r"\d+(?:[.,]\d+)?", far)
    count = float(far.replace(",", ".")) if number else MANY_KM if "of" in far else FEW_KM
    return count * KM_PER_MILE if unit.lower().startswith("mi") else count


def part(country: Bearer, way: str, regions: Iterable[Bearer], name: str) -> Place:
    """A part of a country: the middle of its regions that lie farthest out in that direction."""
    own = country.place
    north, east = bearing(way)
    spread = [(_along(own, each.place, north, east), each.place) for each in regions]
    farthest = max((along for along, _ in spread), default=0.0)
    outer = [place for along, place in spread if along >= OUTER * farthest] if north or east else []
    if not outer:
        return replace(own, name=name, precision="sector", kind="area", id=f"{own.id}~{way.lower()}", population=0)
    latitude = sum(each.latitude for each in outer) / len(outer)
    longitude = sum(each.longitude for each in outer) / len(outer)
    middle = replace(own, latitude=round(latitude, 4), longitude=round(longitude, 4))
    reach = max(kilometres(middle, each) + each.radius_km / 2 for each in outer)
    return replace(
        middle,
        id=f"{own.id}~{way.lower()}",
        name=name,
        kind="area",
        precision="sector",
        radius_km=round(reach),
        population=0,
    )


def _along(own: Place, other: Place, north: float, east: float) -> float:
    """How far, in degrees of latitude, a place lies from another in a direction."""
    up = other.latitude - own.latitude
    right = (other.longitude - own.longitude) * math.cos(math.radians(own.latitude))
    return up * north + right * east


def stretch(river: Bearer, anchors: Sequence[Bearer]) -> Place:
    """A river at the point of its course nearest to another place that is spoken of; as a whole where there is none."""
    course = [replace(river.place, latitude=lat, longitude=lon) for lat, lon in river.course]
    near = [
        each.place for each in anchors if each.place.kind != "country" and each.place.country == river.place.country
    ]
    if not course or not near:
        return river.place
    far, point = min(
        ((kilometres(step, place), step) for step in course for place in near),
        key=lambda pair: (pair[0], pair[1].latitude, pair[1].longitude),
    )
    if far > river.place.radius_km:
        return river.place
    return replace(point, radius_km=max(STRETCH_KM, round(far)))
