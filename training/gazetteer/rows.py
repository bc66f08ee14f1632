"""The row that every source of the build gives, and small geometry on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

EARTH_KM = 6371.0


@dataclass(slots=True, kw_only=True)
class Entry:
    """One place on its way into the gazetteer. `names` are all its names; `parents` are codes of region, district, community.

    `loose` says whether it may also be found by folded romanisation; `weight` orders bearers of one name (people, or as if).
    """

    code: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    radius_km: float
    precision: str
    population: int = 0
    weight: int = 0
    region: str = ""
    district: str = ""
    community: str = ""
    loose: bool = False
    capital: bool = False
    names: set[str] = field(default_factory=set)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat), math.radians(other_lat)
    across = math.sin((b - a) / 2) ** 2
    along = math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(across + along)))


def mean_point(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The mean of points, by way of unit vectors, so that the date line does no harm."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def spread_km(lat: float, lon: float, points: Iterable[tuple[float, float]]) -> float:
    """How far nine tenths of the points lie from a centre, at least 1 km."""
    distances = sorted(distance_km(lat, lon, *point) for point in points)
    return max(1.0, distances[int(len(distances) * 0.9) - 1]) if distances else 1.0
