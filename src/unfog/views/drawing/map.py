"""A map of places as SVG: land in one colour, water, lines and names of the base map that the report has too; no area is claimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from math import cos, radians

import msgspec

from unfog.views.drawing import LOOKS

Point = tuple[float, float]  # longitude, latitude
WIDTH = 660.0
TALLEST = 560.0
LEAST_SPAN = 3.0  # degrees
MARGIN = 0.12
NEAREST = 0.6  # pixels: nearer points of a line are left out
NAMES = 22
APART = (110.0, 13.0)  # pixels between two names


@dataclass(frozen=True, slots=True)
class Dot:
    """A place with what is shown there: how many events, and whether the place is no more exact than a district."""

    name: str
    longitude: float
    latitude: float
    count: int
    vague: bool


@dataclass(frozen=True, slots=True)
class Basemap:
    """The base map's layers: steps of thousandths of a degree; labels with latitude, longitude, kind and rank."""

    land: list[list[list[int]]]
    lakes: list[list[list[int]]]
    rivers: list[list[int]]
    borders: list[list[int]]
    disputed: list[list[int]]
    regions: list[list[int]]
    labels: list[tuple[str, float, float, str, int]]


@dataclass(frozen=True, slots=True)
class Window:
    """What part of the world is shown, and how large a degree is, in pixels."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> Point:
        """Pixels of a degree of longitude and of latitude, alike in the middle of the window."""
        narrowing = cos(radians((self.south + self.north) / 2))
        degree = min(WIDTH / ((self.east - self.west) * narrowing), TALLEST / (self.north - self.south))
        return degree * narrowing, degree

    @property
    def size(self) -> Point:
        """Width and height in pixels."""
        return (self.east - self.west) * self.scale[0], (self.north - self.south) * self.scale[1]

    def at(self, point: Point) -> Point:
        """Where a point lies in the picture."""
        return (point[0] - self.west) * self.scale[0], (self.north - point[1]) * self.scale[1]

    def meets(self, points: Sequence[Point]) -> bool:
        """Whether a line or area may lie in the window."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return max(xs) >= self.west and min(xs) <= self.east and max(ys) >= self.south and min(ys) <= self.north


@cache
def _basemap() -> Basemap:
    path = files("unfog") / "views" / "web" / "basemap.json"
    return msgspec.json.decode(path.read_bytes(), type=Basemap)


def map_svg(dots: Sequence[Dot]) -> str:
    """A map that holds all dots, a larger dot for more events, a hollow one for a vague place; empty without dots."""
    if not dots:
        return ""
    window = window_of(dots)
    base, (width, height) = _basemap(), window.size
    areas = [(polygon, name) for name in ("land", "lakes") for polygon in getattr(base, name)]
    lines = [(line, name) for name in ("rivers", "regions", "borders", "disputed") for line in getattr(base, name)]
    parts = [
        *(_area(rings, name, window) for rings, name in areas if name == "land"),
        *(_path([line], name, window) for line, name in lines if name == "rivers"),
        *(_area(rings, name, window) for rings, name in areas if name == "lakes"),
        *(_path([line], name, window) for line, name in lines if name != "rivers"),
        *_labels(base, window, {dot.name for dot in dots}),
        *_dots(dots, window),
    ]
    told = "; ".join(f"{dot.name}: {dot.count}" for dot in dots)
    return (
        f'<svg class="map" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" role="img">'
        f"<title>Events by place. {escape(told)}</title>{''.join(parts)}</svg>"
    )


def outlines(window: Window) -> Iterator[tuple[str, list[Point]]]:
    """What the base map holds in a window, for those who draw it otherwise: the kind of each line or area, and its points."""
    base = _basemap()
    for kind in ("land", "lakes"):
        rings = (ring for polygon in getattr(base, kind) for ring in polygon)
        yield from ((kind, points) for points in map(_points, rings) if window.meets(points))
    for kind in ("rivers", "borders", "disputed"):
        yield from ((kind, points) for points in map(_points, getattr(base, kind)) if window.meets(points))


def window_of(dots: Sequence[Dot]) -> Window:
    """The dots with a margin, made as wide as the page where they are higher than wide."""
    xs, ys = [dot.longitude for dot in dots], [dot.latitude for dot in dots]
    wide, high = (max(LEAST_SPAN, max(each) - min(each)) * (1 + 2 * MARGIN) for each in (xs, ys))
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    south, north = max(-85.0, y - high / 2), min(85.0, y + high / 2)
    narrowing = cos(radians((south + north) / 2))
    wide = max(wide, (north - south) * WIDTH / TALLEST / narrowing)
    return Window(x - wide / 2, south, x + wide / 2, north)


def _points(steps: Sequence[int]) -> list[Point]:
    """The points of a line that is kept as steps."""
    x = y = 0
    points = []
    for at in range(0, len(steps), 2):
        x, y = x + steps[at], y + steps[at + 1]
        points.append((x / 1000, y / 1000))
    return points


def _area(rings: Sequence[Sequence[int]], kind: str, window: Window) -> str:
    return _path(rings, kind, window, closed=True)


def _path(lines: Iterable[Sequence[int]], kind: str, window: Window, *, closed: bool = False) -> str:
    told = [_told(points, window, closed) for points in map(_points, lines) if window.meets(points)]
    return f'<path {LOOKS[kind]} d="{"".join(told)}"/>' if any(told) else ""


def _told(points: Sequence[Point], window: Window, closed: bool) -> str:
    """The points as drawing commands, those too near to the one before left out."""
    kept: list[Point] = []
    for far in map(window.at, points):
        x, y = min(max(far[0], -WIDTH), 2 * WIDTH), min(max(far[1], -TALLEST), 2 * TALLEST)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAREST:
            kept.append((x, y))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + ("Z" if closed else "")


def _labels(base: Basemap, window: Window, taken: set[str]) -> Iterator[str]:
    """The names of the first ranks that lie in the window."""
    inside = [each for each in base.labels if window.meets([(each[2], each[1])]) and each[0] not in taken]
    for name, latitude, longitude, _, _ in sorted(inside, key=lambda each: (each[4], each[0]))[:NAMES]:
        x, y = window.at((longitude, latitude))
        yield f'<text {LOOKS["name"]} x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(name)}</text>'


def _dots(dots: Sequence[Dot], window: Window) -> Iterator[str]:
    """The dots, those with more events first; a name that would lie over another is left to the title."""
    named: list[Point] = []
    for dot in sorted(dots, key=lambda dot: (-dot.count, dot.name)):
        x, y = window.at((dot.longitude, dot.latitude))
        size = min(16.0, 4.0 + 1.6 * dot.count**0.5)
        look = LOOKS["vague" if dot.vague else "dot"]
        yield f'<circle {look} cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"><title>{escape(dot.name)}: {dot.count}</title></circle>'
        if all(abs(x - other[0]) > APART[0] or abs(y - other[1]) > APART[1] for other in named):
            named.append((x, y))
            yield _name(
                dot.name, x + (size + 3) * (1 if x < window.size[0] * 0.8 else -1), y + 4, end=x >= window.size[0] * 0.8
            )


def _name(name: str, x: float, y: float, *, end: bool) -> str:
    placed = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{"end" if end else "start"}"'
    return "".join(f"<text {LOOKS[look]} {placed}>{escape(name)}</text>" for look in ("halo", "place"))
