"""Events as GeoJSON (RFC 7946): a point for each placed event, null geometry for the others; the precision says how exact."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from unfog.views.export.events import EventLine

DECIMALS = {"point": 4, "settlement": 3, "district": 2, "sector": 2, "region": 1, "country": 0}


class Point(msgspec.Struct, frozen=True, tag_field="type", tag="Point"):
    """A point: longitude, latitude."""

    coordinates: tuple[float, float]


class Feature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    """An event; `geometry` is null where its place is not known."""

    id: str
    geometry: Point | None
    properties: EventLine


class FeatureCollection(msgspec.Struct, frozen=True, tag_field="type", tag="FeatureCollection"):
    """All events; `unplaced` is how many have no geometry."""

    features: tuple[Feature, ...]
    unplaced: int


def geojson(lines: Iterable[EventLine]) -> bytes:
    """The collection as indented JSON; a point has no more decimals than its precision bears out."""
    features = tuple(Feature(line.event_id, _point(line), line) for line in lines)
    collection = FeatureCollection(features, sum(feature.geometry is None for feature in features))
    return msgspec.json.format(msgspec.json.encode(collection, order="deterministic"), indent=1) + b"\n"


def _point(line: EventLine) -> Point | None:
    if line.latitude is None or line.longitude is None:
        return None
    decimals = DECIMALS.get(line.place_precision or "", 1)
    return Point((round(line.longitude, decimals), round(line.latitude, decimals)))
