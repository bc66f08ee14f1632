"""Outlines of regions, from `data/gazetteer/shapes.json`: which region holds a point."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import msgspec

from unfog.errors import broken

Ring: TypeAlias = list[tuple[float, float]]
"""Points (latitude, longitude), the first and the last alike."""


class Outlines:
    """The outlines by the codes of their regions; outlines are simplified to about a mile."""

    def __init__(self, path: Path) -> None:
        try:
            self.rings = msgspec.json.decode(path.read_bytes(), type=dict[str, list[Ring]])
        except (OSError, msgspec.DecodeError) as error:
            raise broken(path, error) from error

    def at(self, latitude: float, longitude: float) -> str | None:
        """The code of the region that holds a point, or None where no outline does."""
        for code, rings in self.rings.items():
            if any(inside(latitude, longitude, ring) for ring in rings):
                return code
        return None


def inside(latitude: float, longitude: float, ring: Ring) -> bool:
    """Whether a point lies inside a ring: a ray from it crosses the ring an odd number of times."""
    crossings = 0
    for (a, b), (c, d) in pairwise(ring):
        if (a > latitude) != (c > latitude) and longitude < b + (latitude - a) * (d - b) / (c - a):
            crossings += 1
    return crossings % 2 == 1
