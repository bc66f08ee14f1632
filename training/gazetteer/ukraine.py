"""Ukraine: every unit of the codifier, with the best point that GeoNames allows and an honest radius."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from romanise import romanise
from rows import Entry, distance_km, mean_point, spread_km
from sources import City, Unit, split, table

SETTLEMENTS = frozenset("KMTXC")
KIND = {"K": "city", "M": "city", "T": "town", "X": "town", "C": "village"}
# A settlement of unknown population weighs as much as a usual one of its category.
CAPITAL = "UA80"
USUAL = {"K": 300_000, "M": 15_000, "T": 2_500, "X": 800, "C": 400}
# Radii hold nine in ten points when compared with the points that OCHA publishes for the same settlements.
SURE_KM, LIKELY_KM, SEAT_KM, DISTRICT_KM = 3.0, 10.0, 21.0, 63.0
FARTHEST_FROM_SEAT_KM = 40.0
SHORTEST_STEM = 3


@dataclass(slots=True)
class Ground:
    """The settlements on their way: their units, and which point each was given by which city."""

    fold: Callable[[str], str]
    units: dict[str, Unit]
    cities: dict[str, City] = field(default_factory=dict)
    sure: set[str] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)

    def settlements(self) -> list[Unit]:
        """All units that are populated places."""
        return [unit for unit in self.units.values() if unit.category in SETTLEMENTS]

    def give(self, unit: Unit, city: City, *, sure: bool) -> None:
        """Place a settlement at a city's point, which no other settlement then gets."""
        self.cities[unit.code] = city
        self.taken.add(city.geonameid)
        if sure:
            self.sure.add(unit.code)

    def key(self, name: str) -> str:
        """The key under which names of both sources meet."""
        return self.fold(name) or name.casefold()


def build_ukraine(units: Iterable[Unit], cities: Iterable[City], fold: Callable[[str], str]) -> list[Entry]:
    """Regions, districts, communities and settlements of Ukraine."""
    ground = Ground(fold, {unit.code: unit for unit in units})
    oblasts = {row["geonames"]: row for row in table("regions.tsv")}
    place_by_name(ground, [city for city in cities if city.country == "UA"], oblasts)
    seats = {code: seat for code, seat in find_seats(ground).items() if seat}
    settlements = [settlement(ground, unit, seats) for unit in ground.settlements()]
    rename(ground, settlements)
    return [*settlements, *divisions(ground, settlements, seats), *regions(settlements, oblasts.values())]


def place_by_name(ground: Ground, cities: list[City], oblasts: dict[str, dict[str, str]]) -> None:
    """Give settlements the points of cities of the same name in the same oblast; each city serves one settlement.

    First by the cities' main names, then by their other names; the only bearers of a name first, then by nearness.
    """
    wanted: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in ground.settlements():
        wanted[oblast_of(unit), ground.key(unit.name)].append(unit)
    codes = {row["geonames"]: row["code"] for row in oblasts.values()}
    main = offers(ground, cities, lambda city: (codes.get(city.region, ""), (city.name,)))
    other = offers(ground, cities, lambda city: (codes.get(city.region, ""), city.names))
    for alone in (True, False):
        for offered in (main, other):
            for place, units in sorted(wanted.items()):
                if (len(units) == 1) is alone:
                    share_out(ground, units, offered[place])


def offers(
    ground: Ground, cities: list[City], names: Callable[[City], tuple[str, tuple[str, ...]]]
) -> dict[tuple[str, str], list[City]]:
    """The cities by oblast and key of a name."""
    offered: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        oblast, own = names(city)
        for key in {ground.key(name) for name in own}:
            offered[oblast, key].append(city)
    return offered


def share_out(ground: Ground, units: list[Unit], cities: list[City]) -> None:
    """An only bearer, or an only town, takes the most populous city; the others the nearest to their community."""
    left = [city for city in cities if city.geonameid not in ground.taken]
    left.sort(key=lambda city: (-city.population, city.geonameid))
    open_units = [unit for unit in units if unit.code not in ground.cities]
    chief = open_units if len(units) == 1 else greatest(open_units)
    if len(chief) == 1 and left and (len(units) == 1 or left[0].population > USUAL["X"]):
        ground.give(chief[0], left.pop(0), sure=True)
    middles = community_points(ground) if left else {}
    pairs = sorted(
        (distance_km(*middles[unit.parents[-1]], city.lat, city.lon), unit.code, city.geonameid, city)
        for unit in open_units
        if len(units) > 1 and unit.parents and unit.parents[-1] in middles
        for city in left
    )
    for far, code, number, city in pairs:
        if far < FARTHEST_FROM_SEAT_KM and code not in ground.cities and number not in ground.taken:
            ground.give(ground.units[code], city, sure=False)


def greatest(units: list[Unit]) -> list[Unit]:
    """Those of the highest category that any of them has, if that is above a village."""
    for categories in ("KM", "TX"):
        if found := [unit for unit in units if unit.category in categories]:
            return found
    return []


def community_points(ground: Ground) -> dict[str, tuple[float, float]]:
    """The mean of the surely placed settlements of each community."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for code in ground.sure:
        unit = ground.units[code]
        if unit.parents:
            points[unit.parents[-1]].append((ground.cities[code].lat, ground.cities[code].lon))
    return {code: mean_point(sorted(each)) for code, each in points.items()}


def oblast_of(unit: Unit) -> str:
    """The first four letters of a code name the oblast."""
    return unit.code[:4]


def find_seats(ground: Ground) -> dict[str, Unit | None]:
    """The settlement that a community or district is named after, by the longest common beginning of the names."""
    inside: dict[str, list[Unit]] = defaultdict(list)
    for unit in ground.settlements():
        for parent in unit.parents[1:]:
            inside[parent].append(unit)
    named = [unit for unit in ground.units.values() if unit.category in "PH"]
    return {unit.code: seat_of(unit, inside[unit.code]) for unit in named}


def seat_of(unit: Unit, settlements: list[Unit]) -> Unit | None:
    """The best named-after settlement, larger categories first; None where no name is alike."""
    order = "KMXTC"

    def likeness(each: Unit) -> tuple[int, int, str]:
        alike = common_beginning(unit.name, each.name)
        return (alike - abs(len(each.name) - alike), -order.index(each.category), each.code)

    allowed = [each for each in settlements if unit.category == "H" or each.category in "KMX"]
    best = max(allowed, key=likeness, default=None)
    if best is None or common_beginning(unit.name, best.name) < max(SHORTEST_STEM, len(best.name) - 3):
        return None
    return best


def common_beginning(name: str, other: str) -> int:
    """How many letters two names share from the left."""
    for place, (a, b) in enumerate(zip(name, other, strict=False)):
        if a != b:
            return place
    return min(len(name), len(other))


def settlement(ground: Ground, unit: Unit, seats: dict[str, Unit]) -> Entry:
    """One settlement at its own point, else at its community's seat, else in the middle of its district."""
    city = ground.cities.get(unit.code)
    lat, lon, radius = located(ground, unit, seats)
    names = {romanise(unit.name), unit.name}
    if city:
        names |= {city.name, *city.names}
    population = city.population if city else 0
    above = [*unit.parents, "", "", ""]
    return Entry(
        code=unit.code, name=romanise(unit.name), kind=KIND[unit.category], country="UA", lat=lat, lon=lon,
        radius_km=radius, precision="settlement" if radius < DISTRICT_KM else "district", population=population,
        weight=max(population, USUAL[unit.category]), region=above[0], district=above[1], community=above[2],
        loose=True, capital=unit.code.startswith(CAPITAL), names=names,
    )  # fmt: skip


def located(ground: Ground, unit: Unit, seats: dict[str, Unit]) -> tuple[float, float, float]:
    """Latitude, longitude and radius of the best knowledge."""
    if city := ground.cities.get(unit.code):
        return city.lat, city.lon, SURE_KM if unit.code in ground.sure else LIKELY_KM
    for parent, radius in zip(reversed(unit.parents), (SEAT_KM, DISTRICT_KM), strict=False):
        seat = seats.get(parent)
        if seat and seat.code in ground.cities:
            return ground.cities[seat.code].lat, ground.cities[seat.code].lon, radius
        points = [(c.lat, c.lon) for code, c in sorted(ground.cities.items()) if parent in ground.units[code].parents]
        if points:
            return *mean_point(points), radius
    return 49.0, 32.0, 600.0


def rename(ground: Ground, settlements: list[Entry]) -> None:
    """Add the former and Russian names of the hand-made table to the greatest bearer of the present name."""
    bearers: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in settlements:
        bearers[entry.code[:4], ground.units[entry.code].name.replace("’", "'")].append(entry)
    for row in table("renamed.tsv"):
        found = bearers[row["oblast"], row["name"]]
        if found:
            max(found, key=lambda entry: (entry.weight, entry.code)).names |= set(split(row["aliases"]))


def divisions(ground: Ground, settlements: list[Entry], seats: dict[str, Unit]) -> list[Entry]:
    """Districts and communities, in the middle of their settlements."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for entry in settlements:
        points[entry.district].append((entry.lat, entry.lon))
        points[entry.community].append((entry.lat, entry.lon))
    units = [unit for unit in ground.units.values() if unit.category in "PH" and points[unit.code]]
    return [division(unit, seats.get(unit.code), points[unit.code]) for unit in units]


def division(unit: Unit, seat: Unit | None, points: list[tuple[float, float]]) -> Entry:
    """One district or community, named in English after its seat."""
    base = romanise(seat.name if seat else unit.name)
    kind, word = ("district", "Raion") if unit.category == "P" else ("community", "Hromada")
    lat, lon = mean_point(points)
    return Entry(
        code=unit.code, name=f"{base} {word}", kind=kind, country="UA", lat=lat, lon=lon,
        radius_km=round(max(5.0, spread_km(lat, lon, points)), 1), precision="district", weight=300 if kind == "district" else 10,
        region=unit.parents[0], district=unit.parents[1] if len(unit.parents) > 1 else "", loose=True,
        names={base, romanise(unit.name), unit.name, f"{base} {word}"} | ({seat.name} if seat else set()),
    )  # fmt: skip


def regions(settlements: list[Entry], rows: Iterable[dict[str, str]]) -> list[Entry]:
    """The oblasts and Crimea; the two cities of their own rank are settlements already."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for entry in settlements:
        points[entry.code[:4]].append((entry.lat, entry.lon))
    found = []
    for row in rows:
        if row["aliases"]:
            lat, lon = mean_point(points[row["code"]])
            base = row["name"].removesuffix(" Oblast")
            code = next(entry.region for entry in settlements if entry.code.startswith(row["code"]))
            # A bare name means the city where city and oblast share it; Crimea has no such city.
            weight = 3_000_000 if row["code"] == "UA01" else 5_000
            found.append(Entry(
                code=code, name=row["name"], kind="region", country="UA", lat=lat, lon=lon,
                radius_km=round(spread_km(lat, lon, points[row["code"]])), precision="region", weight=weight, loose=True,
                names={row["name"], base, *split(row["aliases"])},
            ))  # fmt: skip
    return found
