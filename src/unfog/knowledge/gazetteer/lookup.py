"""Places and their names, looked up in one read-only SQLite file that is mapped into memory and shared by all processes."""

from __future__ import annotations

import sqlite3
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from unfog.errors import KnowledgeError, broken
from unfog.knowledge.gazetteer.affixes import Plural, Strip, load_affixes
from unfog.knowledge.gazetteer.folding import Folding, load_folding
from unfog.knowledge.gazetteer.outlines import Outlines
from unfog.knowledge.gazetteer.schema import KINDS, PRECISIONS, SCALE
from unfog.model import Place

FILE = "gazetteer.sqlite"
# More bearers of one name than this tell no more: the least salient are left out.
MOST_BEARERS = 250
MAPPED_BYTES = 64_000_000
MANY_NAMES = 10

COLUMNS = """
SELECT p.pk, p.region, p.district, p.community, p.weight, p.capital, p.code, p.name, p.kind, p.country, r.name,
       p.lat, p.lon, p.precision, p.radius, p.population
"""
BY_NAME = (
    COLUMNS
    + " FROM name n JOIN place p ON p.pk = n.pk LEFT JOIN place r ON r.pk = p.region WHERE n.key IN (?, ?)"
    + " GROUP BY p.pk ORDER BY p.weight DESC, p.code LIMIT ?"
)
BY_CODE = COLUMNS + " FROM place p LEFT JOIN place r ON r.pk = p.region WHERE p.code = ?"
COUNTRY = COLUMNS + " FROM place p LEFT JOIN place r ON r.pk = p.region WHERE p.country = ? AND p.kind = ?"
COURSE = "SELECT lat, lon FROM course WHERE pk = ? ORDER BY step"


class Bearer(NamedTuple):
    """A place that bears a name: `parents` are its region, district and community; `weight` orders bearers of one name.

    `capital` tells that it is the seat of a country's government, `own` that the name asked for is its main name in some
    spelling, not another name of it, `as_written` that it is not merely a romanisation like it; `course` are the points of a river.
    """

    key: int
    parents: tuple[int, int, int]
    weight: int
    capital: bool
    own: bool
    as_written: bool
    place: Place
    course: tuple[tuple[float, float], ...] = ()


class Gazetteer:
    """Looks names up; knows what contains what. Opened when first asked, once per process."""

    def __init__(self, folder: Path, file: Path | None = None) -> None:
        """`folder` holds the rules and the shipped file; `file` is a user's own, made by `import_pack`."""
        self.folder = folder
        self.file = file or folder / FILE
        self._kinds: dict[tuple[str, str], tuple[Bearer, ...]] = {}
        self.bearers = lru_cache(maxsize=20_000)(self._bearers)
        self.place = lru_cache(maxsize=20_000)(self._place)

    @cached_property
    def folding(self) -> Folding:
        """How spellings are folded."""
        return load_folding(self.folder / "folding.toml")

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """Short forms of regions and countries, without their last full stop → the full name."""
        path = self.folder / "abbreviations.toml"
        try:
            return msgspec.toml.decode(path.read_bytes(), type=dict[str, dict[str, str]])["short"]
        except (OSError, msgspec.DecodeError, KeyError) as error:
            raise broken(path, error) from error

    @cached_property
    def _affixes(self) -> tuple[Strip, Plural]:
        return load_affixes(self.folder / "affixes.toml")

    @cached_property
    def outlines(self) -> Outlines:
        """The outlines of regions."""
        return Outlines(self.folder / "shapes.json")

    def region_at(self, latitude: float, longitude: float) -> Bearer | None:
        """The region whose outline holds a point; None outside of those that have one."""
        code = self.outlines.at(latitude, longitude)
        return self.bearer(code) if code else None

    @property
    def strip(self) -> Strip:
        """Parts a name from words such as "region" or "village of"."""
        return self._affixes[0]

    @property
    def plural(self) -> Plural:
        """The kinds of place that a word behind a row of names allows ("districts")."""
        return self._affixes[1]

    @cached_property
    def _store(self) -> sqlite3.Connection:
        if not self.file.is_file():
            raise KnowledgeError(f"{self.file}: there is no gazetteer; build it by training/gazetteer/build.py")
        store = sqlite3.connect(
            f"{self.file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        store.execute(f"PRAGMA mmap_size = {MAPPED_BYTES:d}")
        return store

    def candidates(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name, in any common spelling, the most salient first; empty where it is unknown."""
        return tuple(bearer.place for bearer in self.bearers(name))

    def _bearers(self, name: str) -> tuple[Bearer, ...]:
        """All bearers of a name: of the whole name, else of what is left without words for its kind, of that kind."""
        found = self._named(name)
        bare, kinds = self.strip(name)
        return found or tuple(each for each in (self._named(bare) if kinds else ()) if each.place.kind in kinds)

    def _named(self, name: str) -> tuple[Bearer, ...]:
        plain, loose = self.folding.plain(name), self.folding.loose(name)
        rows = self._store.execute(BY_NAME, (plain, loose or plain, MOST_BEARERS))
        found = (self._with_course(_bearer(row)) for row in rows)
        return tuple(self._compared(each, plain, loose) for each in found)

    def _compared(self, each: Bearer, plain: str, loose: str) -> Bearer:
        """A bearer, told how its main name is like the name asked for."""
        main = self.strip(each.place.name)[0]
        folds_alike = bool(loose and self.folding.loose(main) == loose)
        written = self.folding.plain(main) == plain
        return each._replace(own=written or folds_alike, as_written=written or not folds_alike)

    def _with_course(self, each: Bearer) -> Bearer:
        """A river with latitudes and longitudes along it, from source to mouth; other places as they are."""
        if each.place.kind != "river":
            return each
        rows = self._store.execute(COURSE, (each.key,))
        return each._replace(course=tuple((lat / SCALE, lon / SCALE) for lat, lon in rows))

    def vague(self, name: str, region: Bearer) -> tuple[Bearer, ...]:
        """Bearers inside a region by the key that takes all vowels for one; for names found in no other way."""
        key = self.folding.vague(self.strip(name)[0])
        rows = self._store.execute(BY_NAME, (key, key, MOST_BEARERS)) if key else ()
        return tuple(each for each in map(_bearer, rows) if self.inside(each, region))

    @cached_property
    def famed(self) -> frozenset[int]:
        """The numbers of places that are filed under many names, which tells that they are spoken of abroad."""
        rows = self._store.execute("SELECT pk FROM name GROUP BY pk HAVING COUNT(*) >= ?", (MANY_NAMES,))
        return frozenset(pk for (pk,) in rows)

    def _place(self, code: str) -> Place | None:
        """The place of an id, or None."""
        row = self._store.execute(BY_CODE, (code,)).fetchone()
        return _bearer(row).place if row else None

    def bearer(self, code: str) -> Bearer | None:
        """The place of an id with what contains it, or None."""
        row = self._store.execute(BY_CODE, (code,)).fetchone()
        return _bearer(row) if row else None

    def country(self, code: str) -> Bearer | None:
        """The country of a code, or None."""
        return next(iter(self._of_kind(code, "country")), None)

    def regions(self, country: str) -> tuple[Bearer, ...]:
        """The regions of a country, by its code."""
        return self._of_kind(country, "region")

    def _of_kind(self, country: str, kind: str) -> tuple[Bearer, ...]:
        if (country, kind) not in self._kinds:
            rows = self._store.execute(COUNTRY, (country, KINDS.index(kind)))
            self._kinds[country, kind] = tuple(_bearer(row) for row in rows)
        return self._kinds[country, kind]

    @staticmethod
    def inside(each: Bearer, region: Bearer) -> bool:
        """Whether a place lies in a region, district, community or country (or is it)."""
        if region.place.kind == "country":
            return each.place.country == region.place.country
        return region.key in each.parents or region.key == each.key

    def within(self, place: Place, region_name: str) -> bool:
        """Whether a place of the gazetteer lies in any region, district or country of that name."""
        each = self.bearer(place.id)
        regions = [
            r for r in self.bearers(region_name) if r.place.kind in {"region", "district", "community", "country"}
        ]
        return each is not None and any(self.inside(each, region) for region in regions)


def _bearer(
    row: tuple[int, int, int, int, int, int, str, str, int, str, str | None, int, int, int, int, int],
) -> Bearer:
    (
        key,
        region,
        district,
        community,
        weight,
        capital,
        code,
        name,
        kind,
        country,
        above,
        lat,
        lon,
        precision,
        radius,
        people,
    ) = row
    place = Place(
        id=code, name=name, kind=KINDS[kind], country=country, region=above, latitude=lat / SCALE, longitude=lon / SCALE,
        precision=PRECISIONS[precision], radius_km=radius / 10, population=people,
    )  # fmt: skip
    return Bearer(key, (region, district, community), weight, bool(capital), True, True, place)
