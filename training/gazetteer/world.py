"""The world outside Ukraine: countries, regions, districts where asked for, populated places, aerodromes, and the hand-made tables."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from rows import Entry, distance_km, mean_point, spread_km
from sources import City, Division, split, table

CYRILLIC_IN = frozenset({"RU", "BY", "MD", "UA", "KZ"})
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ɏḀ-ỿ'’`. ()\-]*")
CYRILLIC = re.compile(r"[А-ЯЁІЇЄҐЎ][А-Яа-яЁёІіЇїЄєҐґЎў'’ʼ. \-]*")
# A bare name of a country outranks a city; a capital is talked of in proportion to its country.
COUNTRY_WEIGHT, CAPITAL_SHARE = 1_000_000_000, 0.1
TOWN, CITY = 2_000, 20_000
SETTLEMENT_RADIUS_KM = 3.0


def usable(names: Iterable[str], country: str) -> set[str]:
    """Names in Latin letters, and in Cyrillic where it is read; codes and made-up transcriptions (lower case) are left out."""
    kept = set()
    for name in names:
        latin = LATIN.fullmatch(name) and not (name.isupper() and len(name) <= 4)
        if latin or (country in CYRILLIC_IN and CYRILLIC.fullmatch(name)):
            kept.add(name)
    return kept


def build_countries(rows: Iterable[dict[str, str]], cities: Iterable[City]) -> list[Entry]:
    """All countries: the hand-made table decides names and centre where it has the country."""
    own = {row["iso"]: row for row in table("countries.tsv")}
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        points[city.country].append((city.lat, city.lon))
    return [country(row, own.get(row["iso"]), points[row["iso"]]) for row in rows if points[row["iso"]]]


def country(row: dict[str, str], own: dict[str, str] | None, points: list[tuple[float, float]]) -> Entry:
    """One country."""
    lat, lon = (float(own["lat"]), float(own["lon"])) if own else mean_point(points)
    names = usable((row["name"], *split(row["names"])), "")
    if own:
        names = {name for name in names if len(name) > 4} | {own["name"] or row["name"], *split(own["aliases"])}
    return Entry(
        code=f"gn:{row['id']}", name=(own["name"] if own else "") or row["name"], kind="country", country=row["iso"], lat=lat, lon=lon,
        radius_km=round(max(5.0, math.sqrt(float(row["area"] or 1) / math.pi))), precision="country",
        population=int(row["population"] or 0), weight=COUNTRY_WEIGHT + int(row["population"] or 0), names=names,
        loose=row["iso"] in CYRILLIC_IN,
    )  # fmt: skip


def build_cities(cities: Iterable[City], capitals: dict[str, tuple[str, int]]) -> list[Entry]:
    """Populated places above their country's threshold; districts of a city are dropped."""
    smallest = {row["country"]: int(row["smallest"]) for row in table("coverage.tsv")}
    near = {row["region"] for row in table("near.tsv")}
    kept = [
        city for city in cities
        if city.country != "UA"
        and (city.population >= smallest.get(city.country, smallest["*"]) or city.region in near
             or is_capital(city, capitals))
    ]  # fmt: skip
    chief: dict[str, City] = {}
    for city in kept:
        if (
            is_capital(city, capitals)
            and city.population > chief.get(city.country, city._replace(population=-1)).population
        ):
            chief[city.country] = city
    return [city_entry(city, capitals[city.country][1] if chief.get(city.country) == city else 0) for city in kept]


def is_capital(city: City, capitals: dict[str, tuple[str, int]]) -> bool:
    """Whether a place has the name of its country's capital."""
    return capitals.get(city.country, ("", 0))[0] in (city.name, *city.names)


def city_entry(city: City, nation: int) -> Entry:
    """One populated place; `nation` is the population of the country that it is the capital of, else 0."""
    kind = "city" if city.population >= CITY else "town" if city.population >= TOWN else "village"
    weight = max(city.population, 300) + int(nation * CAPITAL_SHARE)
    return Entry(
        code=f"gn:{city.geonameid}", name=city.name, kind=kind, country=city.country, lat=city.lat, lon=city.lon,
        radius_km=SETTLEMENT_RADIUS_KM if city.population < 100_000 else 8.0, precision="settlement",
        population=city.population, weight=weight, capital=nation > 0, region=city.region, district=city.district,
        loose=city.country in CYRILLIC_IN, names=usable((city.name, *city.names), city.country) | {city.name},
    )  # fmt: skip


def build_divisions(
    rows: Iterable[Division], cities: Iterable[City], strip: Callable[[str], tuple[str, frozenset[str]]]
) -> list[Entry]:
    """Regions of all countries but Ukraine, districts where the coverage table asks for them, in the middle of their cities."""
    inside: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        inside[city.region].append(city)
        inside[city.district].append(city)
    deep = {row["country"] for row in table("coverage.tsv") if row["districts"] == "yes"}
    weights = {row["code"]: int(row["weight"]) for row in table("weights.tsv")}
    own = {row["code"]: row for row in table("divisions.tsv")}
    centres = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in table("centres.tsv")}
    found = []
    for row in rows:
        level = row.code.count(".")
        if row.code[:2] == "UA" or not inside[row.code] or (level > 1 and row.code[:2] not in deep):
            continue
        entry = division_entry(named(row, own), inside[row.code], strip)
        entry.names |= set(split(own.get(row.code, {}).get("aliases", "")))
        entry.lat, entry.lon = centres.get(row.code, (entry.lat, entry.lon))
        entry.weight = weights.get(row.code, entry.weight)
        found.append(entry)
    return found


def named(row: Division, own: dict[str, dict[str, str]]) -> Division:
    """The division with the English name and further names of the hand-made table, where that has it."""
    if row.code not in own:
        return row
    return row._replace(name=own[row.code]["name"], names=(row.name, *row.names, *split(own[row.code]["aliases"])))


def division_entry(row: Division, cities: list[City], strip: Callable[[str], tuple[str, frozenset[str]]]) -> Entry:
    """One region or district. Where its chief city bears its name, the bare name means the city."""
    land = row.code[:2]
    points = [(city.lat, city.lon) for city in cities]
    lat, lon = mean_point(points)
    names = usable((row.name, *row.names), land) | {row.name}
    bare = {strip(name)[0] for name in names}
    region = row.code.count(".") == 1
    chief = max(cities, key=lambda city: (city.population, city.geonameid))
    people = sum(city.population for city in cities)
    weight = chief.population // 20 if bare & {chief.name, *chief.names} else people
    return Entry(
        code=f"gn:{row.geonameid}", name=row.name,
        kind="region" if region else "district", country=land, lat=lat, lon=lon,
        radius_km=round(max(5.0, spread_km(lat, lon, points))), precision="region" if region else "district", population=people,
        weight=weight if region else min(weight, 5_000), region="" if region else ".".join(row.code.split(".")[:2]),
        loose=land in CYRILLIC_IN, names={name for name in names | bare if name},
    )  # fmt: skip


def build_hand(known: Iterable[Entry]) -> list[Entry]:
    """Seas, areas, rivers, sites: the hand-made tables."""
    regions = {entry.code: entry for entry in known if entry.kind == "region"}
    by_name = {(entry.country, name): code for code, entry in regions.items() for name in entry.names}
    found = [area(row) for row in table("areas.tsv")]
    found += [river(row) for row in table("rivers.tsv")]
    for row in table("sites.tsv"):
        entry = site(row)
        stem = [code for code in regions if row["region"] and code.startswith(row["region"] + "0")]
        entry.region = stem[0] if stem else by_name.get((row["country"], row["region"]), "")
        found.append(entry)
    return found


def area(row: dict[str, str]) -> Entry:
    """A sea, continent, historic region or sector. Its radius stands in for the weight of a place so large."""
    radius = float(row["radius_km"])
    kind = row["kind"]
    precision = {"region": "region", "city": "settlement", "site": "point"}.get(kind, "sector")
    return Entry(
        code=f"unfog:{row['slug']}", name=row["name"], kind=kind, country=row["country"], lat=float(row["lat"]),
        lon=float(row["lon"]), radius_km=radius, precision=precision, weight=int(radius * 100_000) + 1_000_000,
        names={row["name"], *split(row["aliases"])}, loose=row["country"] in CYRILLIC_IN,
    )  # fmt: skip


def river(row: dict[str, str]) -> Entry:
    """A river, at the middle of its course; the course itself goes to its own table."""
    points = course(row)
    lat, lon = points[len(points) // 2]
    reach = max(distance_km(lat, lon, *point) for point in points)
    return Entry(
        code=f"unfog:river-{row['slug']}", name=row["name"], kind="river", country=row["country"], lat=lat, lon=lon,
        radius_km=round(reach), precision="sector", weight=int(reach * 100), loose=True,
        names={row["name"], row["name"].removesuffix(" River"), *split(row["aliases"])},
    )  # fmt: skip


def course(row: dict[str, str]) -> list[tuple[float, float]]:
    """The points of a river's course, from source to mouth."""
    return [(float(lat), float(lon)) for lat, lon in (point.split(",") for point in row["course"].split(";"))]


def site(row: dict[str, str]) -> Entry:
    """A plant, port, bridge, airfield or other single site."""
    return Entry(
        code=f"unfog:{row['slug']}", name=row["name"], kind=row["kind"], country=row["country"], lat=float(row["lat"]),
        lon=float(row["lon"]), radius_km=float(row["radius_km"]), precision="point", weight=200_000,
        names={row["name"], *split(row["aliases"])},
    )  # fmt: skip


def build_airports(
    rows: Iterable[dict[str, object]], hand: list[Entry], strip: Callable[[str], tuple[str, frozenset[str]]]
) -> list[Entry]:
    """Aerodromes near the war, great airports and air bases elsewhere; those that the hand-made table has are left out."""
    sites = [(entry.lat, entry.lon) for entry in hand if entry.kind == "airfield"]
    found = []
    for row in rows:
        name, land = str(row["airport"]), str(row["country_code"])
        point = float(str(row["latitude"])), float(str(row["longitude"]))
        wanted = land in {"UA", "RU", "BY", "MD"} or row["type"] == "large_airport" or "Air Base" in name
        code = str(row["icao"] or row["iata"])
        if not wanted or "(" in name or not code or any(distance_km(*point, *each) < 15 for each in sites):
            continue
        bare, kinds = strip(name)
        found.append(Entry(
            code=f"air:{code}", name=name if "airfield" in kinds else f"{name} Airfield", kind="airfield", country=land,
            lat=point[0], lon=point[1], radius_km=3.0, precision="point", weight=100, loose=land in CYRILLIC_IN,
            names={name, bare} - {""},
        ))  # fmt: skip
    return found
