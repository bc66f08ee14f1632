"""Takes places from a user's own table into a copy of the gazetteer: a GeoNames dump of any country, or a table of Ukraine's units.

A place that the gazetteer already has gets the table's point; a place that it has not is added with its names.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import os
import shutil
import sqlite3
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from unfog.errors import UnreadableError, UsageError
from unfog.knowledge.gazetteer.folding import Folding
from unfog.knowledge.gazetteer.lookup import Gazetteer
from unfog.knowledge.gazetteer.schema import KINDS, PRECISIONS, SCALE

UNITS_HEAD = ["level", "name_en", "name_uk", "pcode", "parent", "lat", "lon"]
DUMP_COLUMNS = 19
LARGEST = 500_000_000  # bytes unpacked; the dump of the largest country has 400 million
# A table's own point is trusted to a village's extent.
RADIUS_KM = 2.0
# How far off a known place of the same name may be, beyond its own radius, to be taken for the table's place.
SLACK_KM = 10.0
CITY, TOWN = 20_000, 2_000
KIND_OF_FEATURE = {
    "AIRF": "airfield",
    "AIRB": "airfield",
    "AIRP": "airfield",
    "ISL": "island",
    "PRT": "port",
    "BDG": "bridge",
    "STM": "river",
}
SKIPPED_FEATURES = frozenset({"PPLH", "PPLX", "PPLW", "PPLQ"})


@dataclass(frozen=True, slots=True)
class Row:
    """One populated place or site of a table; `code` is the gazetteer's where the table has official codes."""

    code: str
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    population: int = 0
    region: str = ""
    names: tuple[str, ...] = field(default=())


@dataclass(slots=True)
class Outcome:
    """How many places got a better point, and how many were added."""

    moved: int = 0
    added: int = 0


def import_pack(source: Path, target: Path, gazetteer: Gazetteer) -> Outcome:
    """Write to `target` a copy of the gazetteer's file with the places of `source`, whole or not at all.

    `source` is a GeoNames dump (`UA.txt`, `UA.zip`) or a CSV with the columns level, name_en, name_uk, pcode, parent, lat,
    lon; gzip is unpacked. Raises `UsageError` where the table is of neither form, `UnreadableError` where a row is broken.
    """
    text = _text(source)
    if not text.strip():
        raise UsageError(f"{source}: expected a table of places, found an empty file")
    rows = list(_units(text) if text.startswith(",".join(UNITS_HEAD)) else _dump(text, source))
    draft = target.with_name(f"{target.name}.{os.getpid()}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(gazetteer.file, draft)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as store:
            store.execute("BEGIN")
            outcome = _merge(store, rows, gazetteer)
            store.execute("COMMIT")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return outcome


def _text(source: Path) -> str:
    """The table as text, unpacked."""
    try:
        with _opened(source) as table:
            content = table.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise UsageError(f"{source}: the table holds more than {LARGEST:,} bytes; split it into smaller ones")
        return content.decode("utf-8")
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, UnicodeDecodeError) as error:
        raise UsageError(f"{source}: expected a readable table of places, found: {error}") from error


@contextmanager
def _opened(source: Path) -> Iterator[IO[bytes]]:
    """The bytes of the table, unpacked as they are read: nothing is ever written where an archive says."""
    with source.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        if start.startswith(b"\x1f\x8b"):
            with gzip.open(file) as table:
                yield cast("IO[bytes]", table)
        elif start == b"PK\x03\x04":
            with zipfile.ZipFile(file) as archive:
                tables = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
                with archive.open(tables[0]) if tables else io.BytesIO() as unpacked:
                    yield unpacked
        else:
            yield file


def _units(text: str) -> Iterator[Row]:
    """The settlements of a table of Ukraine's administrative units."""
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        if row["level"] == "adm4":
            point = _number(row["lat"], number, 90), _number(row["lon"], number, 180)
            yield Row(row["pcode"], row["name_en"], "village", "UA", *point, names=(row["name_en"], row["name_uk"]))


def _dump(text: str, source: Path) -> Iterator[Row]:
    """The populated places and sites of a GeoNames dump."""
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != DUMP_COLUMNS:
            raise UsageError(
                f"{source}: expected {DUMP_COLUMNS} columns parted by tabs (a GeoNames dump) or a CSV beginning with "
                f"{','.join(UNITS_HEAD)}, found {len(cells)} columns in line {number}"
            )
        populated = cells[6] == "P" and cells[7] not in SKIPPED_FEATURES
        people = _people(cells[14], number)
        kind = (
            ("city" if people >= CITY else "town" if people >= TOWN else "village")
            if populated
            else KIND_OF_FEATURE.get(cells[7])
        )
        if kind:
            yield Row(
                f"gn:{cells[0]}", cells[1], kind, cells[8], _number(cells[4], number, 90), _number(cells[5], number, 180), people,
                f"{cells[8]}.{cells[10]}", (cells[1], cells[2], *filter(None, cells[3].split(","))),
            )  # fmt: skip


def _people(cell: str, line: int) -> int:
    try:
        return int(cell or 0)
    except ValueError as error:
        raise UnreadableError("population", f"line {line}: {cell!r} is no number of people") from error


def _number(cell: str, line: int, most: float) -> float:
    """A coordinate, at the most so many degrees off zero."""
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not abs(number) <= most:
        raise UnreadableError("coordinates", f"line {line}: {cell[:40]!r} is no coordinate; expected at most {most} degrees")
    return number


def _merge(store: sqlite3.Connection, rows: Iterable[Row], gazetteer: Gazetteer) -> Outcome:
    """Move or add every row; an added one whose region the table does not tell lies in the region whose outline holds it."""
    outcome, folding = Outcome(), gazetteer.folding
    known = _by_name(store, folding)
    divisions = dict(store.execute("SELECT code, pk FROM division").fetchall())
    free = store.execute("SELECT MAX(pk) FROM place").fetchone()[0] + 1
    taken: set[int] = set()
    for row in rows:
        pk = _same(store, row, known.get((row.country, folding.loose(row.name) or folding.plain(row.name)), []), taken)
        if pk is None:
            outlined = gazetteer.region_at(row.latitude, row.longitude) if row.country == "UA" else None
            region = divisions.get(row.region) or (outlined.key if outlined else 0)
            _add(store, free, row, folding, region)
            free += 1
            outcome.added += 1
        else:
            taken.add(pk)
            _move(store, pk, row)
            outcome.moved += 1
    return outcome


Near = tuple[int, float, float, float]


def _by_name(store: sqlite3.Connection, folding: Folding) -> dict[tuple[str, str], list[Near]]:
    """Known settlements and sites by country and key of the main name: number, point and radius."""
    found: dict[tuple[str, str], list[Near]] = defaultdict(list)
    kinds = [KINDS.index(kind) for kind in ("city", "town", "village", "airfield", "river", "island", "port", "bridge")]
    query = f"SELECT pk, name, country, lat, lon, radius FROM place WHERE kind IN ({', '.join('?' * len(kinds))})"  # noqa: S608  only marks
    for pk, name, country, lat, lon, radius in store.execute(query, kinds):
        found[country, folding.loose(name) or folding.plain(name)].append((pk, lat / SCALE, lon / SCALE, radius / 10))
    return found


def _same(store: sqlite3.Connection, row: Row, namesakes: Iterable[Near], taken: set[int]) -> int | None:
    """The number of the known place that a row means: of its code, else the nearest of its name that lies near enough."""
    last = row.code[:-1] + chr(ord(row.code[-1]) + 1)
    by_code = store.execute(
        "SELECT pk FROM place WHERE code = ? OR (code > ? AND code < ? AND ? = 'UA')",
        (row.code, row.code, last, row.code[:2]),
    )
    if found := by_code.fetchone():
        return int(found[0])
    near = sorted((_km(row, lat, lon), pk, radius) for pk, lat, lon, radius in namesakes if pk not in taken)
    return next((pk for far, pk, radius in near if far <= radius + SLACK_KM), None)


def _km(row: Row, lat: float, lon: float) -> float:
    """The distance of a row from a point; flat, which is enough for near ones."""
    east = (row.longitude - lon) * math.cos(math.radians(lat))
    return 111.2 * math.hypot(row.latitude - lat, east)


def _move(store: sqlite3.Connection, pk: int, row: Row) -> None:
    """Put a known place at a row's point; what is already known as exactly keeps its precision."""
    store.execute(
        "UPDATE place SET lat = ?, lon = ?, radius = ?, precision = CASE WHEN precision = ? THEN precision ELSE ? END, "
        "population = MAX(population, ?), weight = MAX(weight, ?) WHERE pk = ?",
        (
            round(row.latitude * SCALE), round(row.longitude * SCALE), round(RADIUS_KM * 10), PRECISIONS.index("point"),
            PRECISIONS.index("settlement"), row.population, row.population, pk,
        ),
    )  # fmt: skip


def _add(store: sqlite3.Connection, pk: int, row: Row, folding: Folding, region: int) -> None:
    """Add a place with all its names."""
    precision = (
        "settlement" if row.kind in {"city", "town", "village"} else "sector" if row.kind == "river" else "point"
    )
    store.execute(
        f"INSERT INTO place VALUES ({', '.join('?' * 15)})",  # noqa: S608  only marks
        (
            pk, row.code, row.name, KINDS.index(row.kind), row.country, region, 0, 0, round(row.latitude * SCALE),
            round(row.longitude * SCALE), PRECISIONS.index(precision), round(RADIUS_KM * 10), row.population, max(row.population, 300), 0,
        ),
    )  # fmt: skip
    keys = {key(name) for name in row.names for key in (folding.plain, folding.loose)} - {""}
    store.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", sorted((key, pk) for key in keys))
