"""What a person chose to see: values by facet, and which events they let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from unfog.views.catalogue.columns import FEW, Columns, Mask, Numbers, Pairs
from unfog.views.catalogue.shelves import ordinal

NOWHERE, COUNTRY_ONLY = "x:none", "x:country"


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice among events. Several values of one facet mean any of them; facets narrow each other.

    `since` and `until` are ISO days, both included · `place` holds keys: `p:` a place, `r:` a region, `c:` a country,
    `x:country` known to the country only, `x:none` no place · `bbox` is west, south, east, north in degrees · `source` and
    `publisher` are ids of actors · `independent` is the least number of independent sources · `reviewed` None asks for neither.
    """

    q: str = ""
    since: str = ""
    until: str = ""
    undated: bool = False
    ledger: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None
    contested: bool = False
    independent: int = 0
    reviewed: bool | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is asked for."""
        return all(getattr(self, each.name) == each.default for each in fields(self))


class Chosen:
    """The events that a choice lets through, and those that each facet alone would: the facets are linked."""

    def __init__(self, columns: Columns, choice: Choice, hits: Numbers | None, reviewed: Mask) -> None:
        """`hits` are where the events stand in which a search found its words, None without one; `reviewed` which were accepted."""
        self.columns, self.choice = columns, choice
        self.masks = {facet: mask for facet, mask in _masks(columns, choice, hits, reviewed) if mask is not None}

    @cached_property
    def mask(self) -> Mask:
        """Those that pass all facets."""
        return self._all(self.masks.values())

    @cached_property
    def count(self) -> int:
        """How many pass."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def positions(self) -> Numbers:
        """Where those that pass stand."""
        return np.flatnonzero(self.mask)

    def positions_without(self, facet: str) -> Numbers:
        """Where those stand that pass all other facets."""
        return np.flatnonzero(self.without(facet)) if facet in self.masks else self.positions

    def without(self, facet: str) -> Mask:
        """Those that pass all other facets."""
        if facet not in self.masks:
            return self.mask
        return self._all(mask for name, mask in self.masks.items() if name != facet)

    def _all(self, masks: Iterable[Mask]) -> Mask:
        passed = np.ones(self.columns.size, dtype=bool)
        for mask in masks:
            passed &= mask
        return passed

    def ordered(self, order: str) -> Numbers:
        """Where the events that pass stand, in an order of `Columns.orders`."""
        if self.count * FEW < self.columns.size:
            return self.positions[np.argsort(self.columns.ranks[order][self.positions])]
        those = self.columns.orders[order]
        return those[self.mask[those]]


def _masks(columns: Columns, choice: Choice, hits: Numbers | None, reviewed: Mask) -> Iterable[tuple[str, Mask | None]]:
    for facet in ("ledger", "type", "grade", "phase"):
        yield facet, _among(columns, facet, getattr(choice, facet))
    yield "side", _told_by_side(columns, choice.side)
    yield "source", _told_by(columns, "sources", choice.source)
    yield "publisher", _told_by(columns, "publishers", choice.publisher)
    yield "place", _in_places(columns, choice.place)
    yield "bbox", _in_box(columns, choice.bbox)
    yield "time", _in_time(columns, choice)
    yield "contested", columns.keys["contested"] > 0 if choice.contested else None
    yield "independent", columns.keys["independent"] >= choice.independent if choice.independent else None
    yield "reviewed", None if choice.reviewed is None else reviewed == choice.reviewed
    yield "q", None if hits is None else _at(columns, hits)


def _at(columns: Columns, hits: Numbers) -> Mask:
    mask = np.zeros(columns.size, dtype=bool)
    mask[hits] = True
    return mask


def _among(columns: Columns, facet: str, values: tuple[str, ...]) -> Mask | None:
    return _isin(columns.keys[facet], [columns.number(facet, each) for each in values]) if values else None


def _isin(column: Numbers, numbers: list[int]) -> Mask:
    mask = np.zeros(len(column), dtype=bool)
    for number in numbers:
        mask |= column == number
    return mask


def _told_by(columns: Columns, role: str, values: tuple[str, ...]) -> Mask | None:
    numbers = np.array([columns.number("actor", each) for each in values], dtype=np.int64)
    pairs: Pairs = getattr(columns, role)
    return pairs.events(numbers, columns.size) if values else None


def _told_by_side(columns: Columns, values: tuple[str, ...]) -> Mask | None:
    numbers = [at for at, name in enumerate(columns.side_names) if name in values]
    return columns.sides.events(np.array(numbers, dtype=np.int64), columns.size) if values else None


def _in_places(columns: Columns, keys: tuple[str, ...]) -> Mask | None:
    if not keys:
        return None
    wanted = np.zeros(columns.width, dtype=bool)
    tests = [_place_test(key) for key in keys]
    wanted[[n for n, place in columns.places.items() if any(test(place.id, place.region, place.country, place.precision) for test in tests)]] = True
    wanted[0] = NOWHERE in keys
    found: Mask = wanted[columns.keys["place"]]
    return found


def _place_test(key: str) -> Callable[[str, str | None, str, str], bool]:
    kind, _, name = key.partition(":")
    match kind:
        case "p":
            return lambda own, _region, _country, _precision: own == name
        case "r":
            return lambda _own, region, _country, _precision: region == name
        case "c":
            return lambda _own, _region, country, _precision: country == name
        case _:
            return lambda _own, _region, _country, precision: key == COUNTRY_ONLY and precision == "country"


def _in_box(columns: Columns, box: tuple[float, float, float, float] | None) -> Mask | None:
    if box is None:
        return None
    west, south, east, north = box
    latitude, longitude = columns.points[:, 0], columns.points[:, 1]
    across = (longitude >= west) & (longitude <= east) if west <= east else (longitude >= west) | (longitude <= east)
    inside: Mask = (across & (latitude >= south) & (latitude <= north) & columns.drawn)[columns.keys["place"]]
    return inside


def _in_time(columns: Columns, choice: Choice) -> Mask | None:
    first, last = columns.keys["first"], columns.keys["last"]
    if choice.undated:
        undated: Mask = first == 0
        return undated
    since, until = ordinal(choice.since), ordinal(choice.until)
    if not since and not until:
        return None
    mask = first > 0
    if since:
        mask &= last >= since
    if until:
        mask &= first <= until
    return mask
