"""Events and claims as an OGC GeoPackage 1.3: one SQLite file that GDAL, QGIS and others open; written with the standard library."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path

from unfog.views.export.cells import cell
from unfog.views.export.claims import ClaimLine, claim_line
from unfog.views.export.events import EventLine, Shown, event_line
from unfog.views.export.geojson import point
from unfog.views.ledgers.selection import Assessed

# OGC 12-128r18: the mark of the format, its version, the tables that it asks for, and the three systems that must be named.
MARK, VERSION, WGS84 = 0x47504B47, 10300, 4326
DEFINITION = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, DEFINITION, "longitude and latitude in decimal degrees"),
)
TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE,
  min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""
KINDS = {"int": "INTEGER", "float": "DOUBLE", "bool": "BOOLEAN"}
BOTH = (("events", EventLine, "geom POINT, "), ("claims", ClaimLine, "event_id TEXT NOT NULL, "))


def geopackage(shown: Shown, path: Path) -> None:
    """A file with `events`, a layer of points (no geometry where the place is not known), and `claims`, a table without one."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"PRAGMA application_id={MARK}")
        file.execute(f"PRAGMA user_version={VERSION}")
        file.executescript(TABLES + "".join(_table(*each) for each in BOTH))
        file.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
        latest = ""
        for each in shown.events:
            line = event_line(each, shown.documents)
            _put(file, "events", (_geometry(line), *_values(line)))
            for claim in _claims(each, shown):
                _put(file, "claims", (line.event_id, *_values(claim)))
                latest = max(latest, (claim.published or "")[:10])
        _register(file, latest or "1970-01-01")


def _table(name: str, row: type[EventLine | ClaimLine], own: str) -> str:
    columns = ", ".join(f'"{each.name}" {_kind(str(each.type))}' for each in fields(row))
    return f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {own}{columns});\n'


def _kind(hint: str) -> str:
    return KINDS.get(hint.removesuffix(" | None"), "TEXT")


def _claims(each: Assessed, shown: Shown) -> Iterator[ClaimLine]:
    return (claim_line(row.claim, shown.documents[row.document_id]) for row in each.event.evidence)


def _put(file: sqlite3.Connection, table: str, values: tuple[object, ...]) -> None:
    marks = ", ".join("?" * len(values))
    file.execute(f"INSERT INTO {table} VALUES (NULL, {marks})", values)  # noqa: S608  the names are ours


def _values(line: EventLine | ClaimLine) -> Iterator[object]:
    for each in fields(line):
        value = getattr(line, each.name)
        yield value if value is None or isinstance(value, str | int | float) else cell(value)


def _geometry(line: EventLine) -> bytes | None:
    """A point as the format's blob: its head, then well-known binary."""
    found = point(line)
    return struct.pack("<2sBBiBIdd", b"GP", 0, 1, WGS84, 1, 1, *found.coordinates) if found else None


def _register(file: sqlite3.Connection, changed: str) -> None:
    """Say which tables there are. The time of change is the last day of publication: the same rows give the same file."""
    box = file.execute("SELECT min(longitude), min(latitude), max(longitude), max(latitude) FROM events").fetchone()
    given = "table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id"
    insert = f"INSERT INTO gpkg_contents ({given}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608  the names are ours
    when = f"{changed}T00:00:00.000Z"
    file.execute(insert, ("events", "features", "events", "What is said to have happened", when, *box, WGS84))
    file.execute(insert, ("claims", "attributes", "claims", "Who says so, in which words", when, *[None] * 5))
    file.execute("INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'POINT', ?, 0, 0)", (WGS84,))
