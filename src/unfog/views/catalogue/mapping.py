"""A choice on the map: one point for each place, or for each cell of a grid where there are too many places to tell apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from unfog.views.catalogue.choice import COUNTRY_ONLY, NOWHERE, Chosen
from unfog.views.catalogue.columns import Columns, Numbers, distinct
from unfog.views.catalogue.counts import by_grade

QUARTER = 90.0  # degrees: the side of a cell at zoom 0
CROWDED = 4  # as many places as a part of the limit are told apart at every zoom
COARSENESS = ("point", "settlement", "district", "sector", "region")


@dataclass(frozen=True, slots=True)
class Point:
    """A place, or a cell with several: where, how many events, by grade, how many of them contested.

    `place` is the key of the one place, None for several; `name` is that of the place with most events; `precision` and
    `radius_km` are the coarsest; `event` is the id of the only event; `bbox` is west, south, east, north.
    """

    latitude: float
    longitude: float
    count: int
    grades: dict[str, int]
    contested: int
    places: int
    place: str | None
    name: str
    precision: str
    radius_km: float
    event: str | None
    bbox: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Map:
    """The points of a choice, and west, south, east and north of all that is drawn. `unplaced` counts what cannot be drawn; `cut` is whether points were left out as too many."""

    matched: int
    placed: int
    unplaced: dict[str, int]
    zoom: float | None
    clustered: bool
    cut: bool
    extent: tuple[float, float, float, float] | None
    points: tuple[Point, ...]


def placed(chosen: Chosen, zoom: float | None, limit: int) -> Map:
    """The map. `event` holds for now where a point's only event stands among the columns, as digits (`named` gives its id)."""
    columns, mask = chosen.columns, chosen.mask
    place = columns.keys["place"].astype(np.int64)
    counts = np.bincount(place[mask], minlength=columns.width)
    drawn = np.flatnonzero((counts > 0) & columns.drawn)
    clustered = zoom is not None and len(drawn) > limit // CROWDED
    cells = _cells(columns, drawn, zoom or 0.0) if clustered else np.arange(len(drawn))
    groups = _groups(drawn, cells, counts)
    there = int(counts[drawn].sum())
    lost = {NOWHERE: int(counts[0]), COUNTRY_ONLY: chosen.count - there - int(counts[0])}
    points = tuple(_points(chosen, groups, limit))
    return Map(chosen.count, there, lost, zoom, clustered, len(groups.starts) > limit, _extent(columns, drawn), points)


def _extent(columns: Columns, drawn: Numbers) -> tuple[float, float, float, float] | None:
    if not len(drawn):
        return None
    (south, west), (north, east) = columns.points[drawn].min(axis=0).tolist(), columns.points[drawn].max(axis=0).tolist()
    return (west, south, east, north)


@dataclass(frozen=True, slots=True)
class Groups:
    """Places by number, those of one point side by side, with their events; where each point's begin, its events, its first place."""

    places: Numbers
    weights: Numbers
    starts: Numbers
    counts: Numbers
    top: Numbers


def _cells(columns: Columns, drawn: Numbers, zoom: float) -> Numbers:
    side = QUARTER / 2.0**zoom
    rows, across = np.floor(columns.points[drawn, 0] / side), np.floor(columns.points[drawn, 1] / side)
    _, at = np.unique(rows * 1e7 + across, return_inverse=True)
    return at


def _groups(drawn: Numbers, cells: Numbers, counts: Numbers) -> Groups:
    """The groups; in each the place with most events stands first."""
    order = np.lexsort((drawn, -counts[drawn], cells))
    places = drawn[order]
    starts = np.flatnonzero(np.diff(cells[order], prepend=-1)) if len(places) else places
    totals = np.add.reduceat(counts[places], starts) if len(places) else places
    return Groups(places, counts[places], starts, totals, places[starts] if len(places) else places)


def _graded(chosen: Chosen) -> tuple[Numbers, list[str]]:
    """Counts by place and grade, and last those of contested events."""
    columns = chosen.columns
    codes, at = distinct(columns.keys["grade"][chosen.mask].astype(np.int64))
    width = max(1, len(codes))
    place = columns.keys["place"][chosen.mask].astype(np.int64)
    counted = np.bincount(place * width + at, minlength=columns.width * width).reshape(columns.width, width)
    contested = np.bincount(place, weights=columns.keys["contested"][chosen.mask], minlength=columns.width).astype(np.int64)
    return np.column_stack((counted, contested)), [columns.words[int(code)] for code in codes]


def _alone(chosen: Chosen, groups: Groups) -> dict[int, int]:
    """Where the only event of a place stands."""
    place = chosen.columns.keys["place"]
    wanted = np.zeros(chosen.columns.width, dtype=bool)
    wanted[groups.top[groups.counts == 1]] = True
    return {int(place[at]): int(at) for at in np.flatnonzero(chosen.mask & wanted[place])}


def _points(chosen: Chosen, groups: Groups, limit: int) -> Iterator[Point]:
    """The points, those with most events first."""
    if not len(groups.places):
        return
    columns, (matrix, names) = chosen.columns, _graded(chosen)
    sums = np.add.reduceat(matrix[groups.places], groups.starts).tolist()
    corners = _corners(columns, groups)
    sizes = np.diff(groups.starts, append=len(groups.places))
    alone = _alone(chosen, groups)
    for at in np.lexsort((groups.top, -groups.counts))[:limit].tolist():
        top, many = int(groups.top[at]), int(sizes[at])
        place = columns.places[top]
        those = [columns.places[int(n)] for n in groups.places[groups.starts[at] : groups.starts[at] + many]] if many > 1 else [place]
        coarsest = max(those, key=lambda each: COARSENESS.index(each.precision))
        latitude, longitude, south, west, north, east = corners[at].tolist()
        count, single = int(groups.counts[at]), alone.get(top) if int(groups.counts[at]) == 1 else None
        yield Point(
            round(latitude, 4), round(longitude, 4), count, by_grade(sums[at], names), sums[at][-1], many,
            f"p:{place.id}" if many == 1 else None, place.name, coarsest.precision, max(each.radius_km for each in those),
            None if single is None else str(single), (west, south, east, north),
        )  # fmt: skip


def _corners(columns: Columns, groups: Groups) -> NDArray[np.float64]:
    """For each group its middle, weighed by events, and its corners: south, west, north, east."""
    own, weights = columns.points[groups.places], groups.weights
    middle = np.add.reduceat(own * weights[:, None], groups.starts) / np.add.reduceat(weights, groups.starts)[:, None]
    least, most = np.minimum.reduceat(own, groups.starts), np.maximum.reduceat(own, groups.starts)
    return np.column_stack((middle, least, most))


def named(shown: Map, name: Callable[[int], str]) -> Map:
    """The map with the ids of the events that stand alone; `name` gives the id of the event that stands there."""
    points = tuple(replace(each, event=name(int(each.event))) if each.event is not None else each for each in shown.points)
    return replace(shown, points=points)
