"""Counts of a choice: by facet, over time, on the map, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from unfog.views.catalogue.choice import COUNTRY_ONLY, NOWHERE, Chosen
from unfog.views.catalogue.columns import CONTESTED, KINDS, UNTOLD, Columns, Mask, Numbers, Pairs, distinct

MOST_NAMES = 40  # names of a facet that may have thousands
MOST_BINS = 400
UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of a facet, its name for readers, and how many events have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of days from `day` on: how many events are filed under it, by grade, and how many of them are contested.

    `untold` are those of them, by grade, of which no text tells the day: it is the last on which they may have been.
    """

    day: str
    count: int
    grades: dict[str, int]
    contested: int
    untold: dict[str, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by time. `matched` ignores the choice of days, which `selected` heeds; stretches without events are left out."""

    matched: int
    selected: int
    undated: int
    unit: str
    bins: tuple[Bin, ...]


Facets = dict[str, tuple[Counted, ...]]


def facets(chosen: Chosen) -> Facets:
    """The values of each facet with their counts, each facet counted without its own choice."""
    columns = chosen.columns
    words = {facet: _words(columns, facet, chosen.positions_without(facet)) for facet in ("ledger", "type", "grade", "phase")}
    sides = columns.sides.count(chosen.without("side"), chosen.positions_without("side"), len(columns.side_names))
    return {
        **words,
        "side": _sorted((name, name, int(count)) for name, count in zip(columns.side_names, sides, strict=True)),
        "source": _actors(chosen, columns.sources, "source"),
        "publisher": _actors(chosen, columns.publishers, "publisher"),
        "place": tuple(_places(columns, chosen.positions_without("place"), chosen.choice.place)),
    }


def _words(columns: Columns, facet: str, positions: Numbers) -> tuple[Counted, ...]:
    counts = np.bincount(columns.keys[facet][positions], minlength=columns.width)
    return _sorted((columns.words[int(n)], columns.words[int(n)], int(counts[n])) for n in np.flatnonzero(counts))


def _sorted(found: Iterable[tuple[str, str, int]]) -> tuple[Counted, ...]:
    ordered = sorted(found, key=lambda each: (-each[2], each[1], each[0]))
    return tuple(Counted(*each) for each in ordered if each[2])


def _actors(chosen: Chosen, pairs: Pairs, facet: str) -> tuple[Counted, ...]:
    columns, kept = chosen.columns, getattr(chosen.choice, facet)
    counts = pairs.count(chosen.without(facet), chosen.positions_without(facet), columns.width)
    numbers = [*_largest(counts, MOST_NAMES), *(columns.number("actor", each) for each in kept)]
    found = {n: columns.actors[n] for n in numbers if n in columns.actors}
    ordered = sorted(found, key=lambda n: (-counts[n], found[n][1].name))
    return tuple(Counted(found[n][0], found[n][1].name, int(counts[n])) for n in ordered)


def _largest(counts: Numbers, most: int) -> list[int]:
    there = np.flatnonzero(counts)
    if len(there) > most:
        there = there[np.argpartition(-counts[there], most)[:most]]
    return [int(n) for n in there]


def _places(columns: Columns, positions: Numbers, kept: tuple[str, ...]) -> Iterator[Counted]:
    """Countries, regions and places, the most told of first, and what is not on the map."""
    counts = np.bincount(columns.keys["place"][positions], minlength=columns.width)
    wide: dict[tuple[str, str], int] = {}
    own: dict[tuple[str, str], int] = {}
    for n in np.flatnonzero(counts):
        place = columns.places.get(int(n))
        if place is None:
            own[NOWHERE, "no place"] = int(counts[n])
            continue
        _add(wide, (f"c:{place.country}", place.country), counts[n])
        if place.precision == "country":
            _add(wide, (COUNTRY_ONLY, "known to the country only"), counts[n])
            continue
        if place.region:
            _add(wide, (f"r:{place.region}", place.region), counts[n])
        _add(own, (f"p:{place.id}", place.name), counts[n])
    for group in (wide, own):
        ordered = _sorted((key, label, count) for (key, label), count in group.items())
        yield from (each for at, each in enumerate(ordered) if at < MOST_NAMES or each.value in kept)


def _add(counts: dict[tuple[str, str], int], key: tuple[str, str], more: int) -> None:
    counts[key] = counts.get(key, 0) + int(more)


# --- time -----------------------------------------------------------------------------------------------------------------


def timeline(chosen: Chosen, unit: str) -> Timeline:
    """The events of a choice by day, week, month or year (`auto`: as fine as leaves no more than some hundred)."""
    columns, mask = chosen.columns, chosen.without("time")
    dated = mask & (columns.days > 0)
    size = _unit(columns.days[dated]) if unit == "auto" else unit
    starts, bins = distinct(_starts(columns.days[dated], size))
    kinds, names = columns.kinds
    width = len(names) * KINDS
    counted = np.bincount(bins * width + kinds[dated], minlength=len(starts) * width).reshape(len(starts), len(names), KINDS)
    matched = int(np.count_nonzero(mask))
    return Timeline(matched, chosen.count, matched - int(np.count_nonzero(dated)), size, tuple(_bins(starts, counted, names)))


def _bins(starts: Numbers, counted: Numbers, names: list[str]) -> Iterator[Bin]:
    """The bins out of counts by grade and, of each grade, of all four kinds: contested or not, told or not."""
    parts = (starts, counted.sum(axis=2), counted[:, :, CONTESTED:].sum(axis=(1, 2)), counted[:, :, UNTOLD::CONTESTED].sum(axis=2))
    for start, row, contested, untold in zip(*(each.tolist() for each in parts), strict=True):
        yield Bin(str(date.fromordinal(start)), sum(row), by_grade(row, names), contested, by_grade(untold, names))


def _unit(day: Numbers) -> str:
    span = int(day.max() - day.min()) + 1 if len(day) else 1
    return next((unit for unit, days in UNITS.items() if span / days <= MOST_BINS), "year")


def _starts(day: Numbers, unit: str) -> Numbers:
    """The first day of the stretch in which each day lies; weeks begin on Mondays."""
    if unit == "day":
        return day
    if unit == "week":
        return day - (day - 1) % 7
    days, which = distinct(day)
    firsts = [_first(date.fromordinal(int(each)), unit).toordinal() for each in days]
    return np.array(firsts, dtype=np.int64)[which] if len(days) else day


def _first(day: date, unit: str) -> date:
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _by_grade(columns: Columns, mask: Mask, group: Numbers, groups: int) -> tuple[Numbers, list[str]]:
    """How many events of each group have each grade."""
    codes, at = distinct(columns.keys["grade"][mask].astype(np.int64))
    width = max(1, len(codes))
    counted = np.bincount(group * width + at, minlength=groups * width).reshape(groups, width)
    return counted, [columns.words[int(code)] for code in codes]


def by_grade(row: list[int], names: list[str]) -> dict[str, int]:
    """The counts that are not nought, by grade."""
    return {name: count for name, count in zip(names, row, strict=False) if count}


# --- day by day -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the playback."""

    place: str
    name: str
    latitude: float
    longitude: float
    precision: str
    radius_km: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What was reported of a stretch of days: place (its index), how many events, the index of the commonest grade, contested or not."""

    day: str
    points: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Playback:
    """The map through time; grades are indices into `grades`. `cut` is whether the last frames were left out as too many."""

    unit: str
    grades: tuple[str, ...]
    places: tuple[Spot, ...]
    days: tuple[Frame, ...]
    cut: bool


MOST_POINTS = 100_000


def playback(chosen: Chosen, grades: tuple[str, ...]) -> Playback:
    """The places of a choice, stretch by stretch of days."""
    columns = chosen.columns
    day, place = columns.keys["day"].astype(np.int64), columns.keys["place"]
    mask = chosen.mask & (day > 0) & columns.drawn[place]
    unit = _unit(day[mask])
    groups, at = np.unique(_starts(day[mask], unit) * columns.width + place[mask], return_inverse=True)
    kept = groups[:MOST_POINTS]
    counted, names = _by_grade(columns, mask, at, len(groups))
    contested = np.bincount(at, weights=columns.keys["contested"][mask], minlength=len(groups)) > 0
    numbers = np.unique(kept % columns.width)
    index = {int(number): at for at, number in enumerate(numbers)}
    order = [grades.index(name) if name in grades else len(grades) for name in names]
    frames: dict[int, list[tuple[int, int, int, int]]] = {}
    for n, group in enumerate(kept):
        point = (index[int(group % columns.width)], int(counted[n].sum()), order[int(counted[n].argmax())], int(contested[n]))
        frames.setdefault(int(group // columns.width), []).append(point)
    return Playback(unit, grades, tuple(_spot(columns, int(n)) for n in numbers), tuple(_frames(frames)), len(groups) > MOST_POINTS)


def _frames(found: Mapping[int, list[tuple[int, int, int, int]]]) -> Iterator[Frame]:
    for start, points in sorted(found.items()):
        yield Frame(str(date.fromordinal(start)), tuple(points))


def _spot(columns: Columns, number: int) -> Spot:
    place = columns.places[number]
    return Spot(f"p:{place.id}", place.name, place.latitude, place.longitude, place.precision, place.radius_km)


