"""Places against public test sets: found and put within 161 km, put there when the mention is given, beside the most populous bearer.

A mention meets a gold span that it overlaps. Gold spans without coordinates are left out, and so is what meets only such.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.lines import Line, bootstrap
from unfog.config import Config
from unfog.knowledge import FILE, Knowledge
from unfog.knowledge.gazetteer.packs import import_pack
from unfog.model import Annotation, Document, Grounding, Mention, Place
from unfog.stage import Group
from unfog.stages.annotate.parse import Parsed, build_parser
from unfog.stages.annotate.toponyms import find_places
from unfog.stages.ground.places import PLACES

SETS = {"GeoVirus": "toponyms_geovirus", "LGL": "toponyms_lgl", "GeoWebNews": "toponyms_geowebnews"}
INCIDENTS = "geo_incidents_cen4infores"
TABLE = "geo/ukraine_cod_adm1-4.csv.gz"
WORLD_KM, TOWN_KM = 161.0, 20.0
EARTH_KM = 6371.0
Point = tuple[float, float]
Grounder = Callable[[str, Parsed, Sequence[Mention]], list[Grounding]]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold span and where it lies, if that is told."""

    start: int
    end: int
    point: Point | None


@dataclass(frozen=True, slots=True)
class Tally:
    """One document: gold spans, given mentions, right ones; and the distances in km of those that met."""

    gold: int
    given: int
    right: int
    distances: tuple[float, ...] = ()


def measure(shared: Path) -> Iterator[Line]:
    """All lines of the sets that are there."""
    knowledge = Knowledge()
    ground = grounder(knowledge)
    parse = build_parser(knowledge.neutraliser("en"))
    for name, file in SETS.items():
        path = shared / "bench" / f"{file}.jsonl.gz"
        if path.is_file():
            yield from _set_lines(name, _read(path), knowledge, parse, ground)
    path = shared / "bench" / f"{INCIDENTS}.jsonl.gz"
    if path.is_file():
        yield from incident_lines(_read(path), knowledge, parse, ground)


def grounder(knowledge: Knowledge) -> Grounder:
    """The stage as a function of a text, its parse and mentions."""
    stage = PLACES.build(knowledge, Config())

    def ground(text: str, parsed: Parsed, mentions: Sequence[Mention]) -> list[Grounding]:
        document = Document(
            id="d", capture_id="", name="d", publisher=None, published=None, published_precision=None,
            published_from=None, url=None, title=None, text=text,
        )  # fmt: skip
        annotation = Annotation(
            id="a",
            document_id="d",
            language="en",
            sentences=parsed.sentences,
            tokens=parsed.tokens,
            mentions=tuple(mentions),
        )
        rows = stage(Group("d", {Document: (document,), Annotation: (annotation,)}))
        return [row for row in rows if isinstance(row, Grounding)]

    return ground


def _read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _set_lines(
    name: str, rows: Sequence[dict[str, Any]], knowledge: Knowledge, parse: Callable[[str], Parsed], ground: Grounder
) -> Iterator[Line]:
    """The lines of one set: end to end, and given the mention, each beside the most populous bearer."""
    found, given, plain_found, plain_given = [], [], [], []
    for row in rows:
        text, gold = row["text"], [_gold(each) for each in row["toponyms"]]
        parsed = parse(text)
        mentions = find_places(text, parsed.tokens, knowledge.gazetteer)
        told = [Mention("place", each.start, each.end, text[each.start : each.end]) for each in gold if each.point]
        found.append(tally(gold, ground(text, parsed, mentions)))
        given.append(tally(gold, ground(text, parsed, told)))
        plain_found.append(tally(gold, [most_populous(each, knowledge) for each in mentions]))
        plain_given.append(tally(gold, [most_populous(each, knowledge) for each in told]))
    yield _line(f"places, {name}", "F1 within 161 km", f1, found, plain_found)
    yield _line(f"places, {name}", "given: within 161 km", recall, given, plain_given)
    distances = sorted(each for one in given for each in one.distances)
    for measure_name, value in (
        ("given: mean km", sum(distances) / len(distances)),
        ("given: median km", distances[len(distances) // 2]),
    ):
        yield Line(f"places, {name}", measure_name, value, len(distances), value, value)


def _line(
    task: str, name: str, score: Callable[[Sequence[Tally]], float], ours: Sequence[Tally], plain: Sequence[Tally]
) -> Line:
    low, high = bootstrap(ours, score)
    n = sum(each.gold for each in ours)
    return Line(task, name, score(ours), n, low, high, score(plain), "most populous")


def _gold(each: dict[str, Any]) -> Gold:
    point = (float(each["lat"]), float(each["lon"])) if each["lat"] is not None else None
    return Gold(each["start"], each["end"], point)


def most_populous(mention: Mention, knowledge: Knowledge) -> Grounding:
    """A mention with the greatest bearer of its name."""
    bearers = knowledge.gazetteer.candidates(mention.text)
    return Grounding(
        id="", document_id="", kind="place", start=mention.start, end=mention.end, text=mention.text,
        place=max(bearers, key=lambda each: each.population, default=None),
    )  # fmt: skip


def tally(gold: Sequence[Gold], groundings: Sequence[Grounding]) -> Tally:
    """How many gold spans with a point, given places, and right ones there are in one document."""
    wanted = [each for each in gold if each.point]
    placed = [each for each in groundings if each.place]
    met: set[int] = set()
    right, given, distances = 0, 0, []
    for each in placed:
        hits = [i for i, one in enumerate(gold) if one.start < each.end and each.start < one.end]
        points = [i for i in hits if gold[i].point and i not in met]
        given += bool(points) or not hits
        for i in points[:1]:
            far = kilometres(gold[i].point or (0, 0), each.place)
            met.add(i)
            distances.append(far)
            right += far <= WORLD_KM
    return Tally(len(wanted), given, right, tuple(distances))


def f1(tallies: Sequence[Tally]) -> float:
    """The harmonic mean of precision and recall."""
    total = sum(each.gold + each.given for each in tallies)
    return 2 * sum(each.right for each in tallies) / total if total else 0.0


def recall(tallies: Sequence[Tally]) -> float:
    """The share of gold spans that were put right."""
    return sum(each.right for each in tallies) / max(1, sum(each.gold for each in tallies))


def kilometres(point: Point, place: Place | None) -> float:
    """The distance of a point from a place."""
    if place is None:
        return math.inf
    a, b = math.radians(point[0]), math.radians(place.latitude)
    across = math.sin((b - a) / 2) ** 2
    along = math.cos(a) * math.cos(b) * math.sin(math.radians(place.longitude - point[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(across + along)))


def incident_lines(
    rows: Sequence[dict[str, Any]], knowledge: Knowledge, parse: Callable[[str], Parsed], ground: Grounder
) -> Iterator[Line]:
    """Incidents in Ukraine: the named town within 20 km, given name and region, and found in the text that names it."""
    usable = _usable(rows)
    yield told_line("given name and region: 20 km", rows, ground)
    naming = [row for row in usable if row["town/city"].strip().lower() in _words(row).lower()]
    read = [_found(row, knowledge, parse, ground) for row in naming]
    yield Line("places, incidents", "text names it: 20 km", recall(read), len(read), *bootstrap(read, recall))


def told_line(measure: str, rows: Sequence[dict[str, Any]], ground: Grounder) -> Line:
    """The named town within 20 km, given its name and region."""
    told = [_told(row, ground) for row in _usable(rows)]
    return Line("places, incidents", measure, recall(told), len(told), *bootstrap(told, recall))


def measure_imported(shared: Path) -> Iterator[Line]:
    """The same with a table of all settlements of Ukraine imported, as a user would."""
    table, path = shared / TABLE, shared / "bench" / f"{INCIDENTS}.jsonl.gz"
    if not (table.is_file() and path.is_file()):
        return
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "gazetteer" / FILE
        target.parent.mkdir()
        import_pack(table, target, Knowledge().gazetteer)
        yield told_line("with a table imported: 20 km", _read(path), grounder(Knowledge(own=Path(folder))))


def _usable(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["town/city"].strip() and row["country"] == "Ukraine" and _number(row["lat"])]


def _number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(?:\.\d+)?", cell.strip()))


def _words(row: dict[str, Any]) -> str:
    return f"{row['title']}. {row['brief description']}"


def _near(row: dict[str, Any], places: Sequence[Place | None]) -> Tally:
    point = float(row["lat"]), float(row["lon"])
    return Tally(1, 1, int(any(kilometres(point, each) <= TOWN_KM for each in places)))


def _told(row: dict[str, Any], ground: Grounder) -> Tally:
    """A town with its region behind a comma."""
    town, region = row["town/city"].strip(), row["province"].strip()
    text = f"{town}, {region} region"
    mentions = [Mention("place", 0, len(town), town), Mention("place", len(town) + 2, len(text), f"{region} region")]
    found = ground(text, Parsed((), ()), mentions if region else mentions[:1])
    return _near(row, [found[0].place])


def _found(row: dict[str, Any], knowledge: Knowledge, parse: Callable[[str], Parsed], ground: Grounder) -> Tally:
    """The places of the incident's own words."""
    text = _words(row)
    parsed = parse(text)
    return _near(
        row, [each.place for each in ground(text, parsed, find_places(text, parsed.tokens, knowledge.gazetteer))]
    )
