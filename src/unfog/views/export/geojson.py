"""Events as GeoJSON (RFC 7946): a point for each placed event, null geometry for the others; the precision says how exact."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from unfog.views.export.events import EventLine, Shown

DECIMALS = {"point": 4, "settlement": 3, "district": 2, "sector": 2, "region": 1, "country": 0}


class Point(msgspec.Struct, frozen=True, tag_field="type", tag="Point"):
    """A point: longitude, latitude."""

    coordinates: tuple[float, float]


class Feature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    """An event; `geometry` is null where its place is not known."""

    id: str
    geometry: Point | None
    properties: EventLine


def geojson(shown: Shown) -> Iterator[str]:
    """The collection, a feature a line; a point has no more decimals than its precision bears out.

    `unplaced`, at the end, is how many have no geometry.
    """
    encode = msgspec.json.Encoder(order="deterministic").encode
    yield '{"type":"FeatureCollection","features":['
    unplaced = 0
    for place, line in enumerate(shown.lines()):
        feature = Feature(line.event_id, point(line), line)
        unplaced += feature.geometry is None
        yield (",\n" if place else "\n") + encode(feature).decode()
    yield f'\n],"unplaced":{unplaced}}}\n'


def point(line: EventLine) -> Point | None:
    """Longitude and latitude, rounded; None where the place is not known."""
    if line.latitude is None or line.longitude is None:
        return None
    decimals = DECIMALS.get(line.place_precision or "", 1)
    return Point((round(line.longitude, decimals), round(line.latitude, decimals)))
