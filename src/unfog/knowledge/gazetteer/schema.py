"""The tables of the gazetteer's file, shared by the build and by the reader."""

from __future__ import annotations

# Kinds and precisions are stored as their place in these tuples: append, never reorder.
KINDS = (
    "country", "region", "district", "community", "city", "town", "village", "river", "sea", "area", "sector",
    "continent", "island", "airfield", "port", "bridge", "power_plant", "site",
)  # fmt: skip
PRECISIONS = ("point", "settlement", "district", "region", "sector", "country")
# Coordinates are whole numbers of a ten-thousandth of a degree (11 m).
SCALE = 10_000

TABLES = """
CREATE TABLE place (
    pk INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT NOT NULL,
    region INTEGER NOT NULL, district INTEGER NOT NULL, community INTEGER NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
    precision INTEGER NOT NULL, radius INTEGER NOT NULL, population INTEGER NOT NULL, weight INTEGER NOT NULL,
    capital INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, pk INTEGER NOT NULL, PRIMARY KEY (key, pk)) WITHOUT ROWID;
CREATE TABLE division (code TEXT PRIMARY KEY, pk INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE course (pk INTEGER NOT NULL, step INTEGER NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, PRIMARY KEY (pk, step))
WITHOUT ROWID;
"""
