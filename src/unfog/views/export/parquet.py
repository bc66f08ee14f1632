"""Events, their figures and claims as Parquet files in a Frictionless data package: a folder that DuckDB, pandas and others read.

Needs the extra `parquet` (pyarrow).
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields
from importlib import import_module
from itertools import islice
from pathlib import Path

import msgspec

from unfog.errors import UsageError
from unfog.model import Number
from unfog.views.export.claims import ClaimLine, claim_line
from unfog.views.export.events import EventLine, Shown, event_line

BATCH = 2000  # events whose rows are held at a time
TYPES = {str: ("string", "string"), int: ("int64", "integer"), float: ("float64", "number"), bool: ("bool_", "boolean")}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of an event: lowest, best and highest, over all (`side` null) or by one side's count."""

    event_id: str
    measure: str
    of: str | None
    basis: str
    side: str | None
    low: float | None
    best: float | None
    high: float | None
    claims: tuple[str, ...]


PARTS: dict[str, tuple[type[EventLine | FigureRow | ClaimLine], tuple[str, ...]]] = {
    "events": (EventLine, ("figures",)),  # a table of their own
    "figures": (FigureRow, ()),
    "claims": (ClaimLine, ("numbers",)),
}


def parquet(shown: Shown, folder: Path) -> None:
    """`events.parquet`, `figures.parquet`, `claims.parquet` and `datapackage.json` in a folder, made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        arrow, files = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow; get it with: pip install 'unfog[parquet]'") from error
    schemas = {name: arrow.schema([_field(arrow, *each) for each in _columns(name)]) for name in PARTS}
    writers = {
        name: files.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
        for name, schema in schemas.items()
    }
    try:
        for rows in _batches(shown):
            for name, writer in writers.items():
                writer.write_table(arrow.Table.from_pylist(rows[name], schema=schemas[name]))
    finally:
        for writer in writers.values():
            writer.close()
    (folder / "datapackage.json").write_bytes(msgspec.json.format(msgspec.json.encode(_package()), indent=2))


def _columns(name: str) -> Iterator[tuple[str, object]]:
    """The names and types of a table's columns; of claims first the event that each is part of."""
    row, left_out = PARTS[name]
    hints = typing.get_type_hints(row)
    if name == "claims":
        yield "event_id", str
        yield "numbers_json", str
    yield from ((each.name, hints[each.name]) for each in fields(row) if each.name not in left_out)


def _plain(hint: object) -> type | None:
    """`str` for `str | None`, `float` for any number; None for a list of words."""
    options = [each for each in typing.get_args(hint) or (hint,) if each is not type(None)]
    if hint == Number or set(options) == {int, float}:
        return float
    return typing.cast("type", options[0]) if typing.get_origin(hint) is not tuple else None


def _field(arrow: typing.Any, name: str, hint: object) -> object:  # noqa: ANN401  the module has no types
    plain = _plain(hint)
    return arrow.field(name, getattr(arrow, TYPES[plain][0])() if plain else arrow.list_(arrow.string()))


def _batches(shown: Shown) -> Iterator[dict[str, list[dict[str, object]]]]:
    events = iter(shown.events)
    while batch := list(islice(events, BATCH)):
        rows: dict[str, list[dict[str, object]]] = {name: [] for name in PARTS}
        for each in batch:
            line = event_line(each, shown.documents)
            rows["events"].append(_row("events", line))
            rows["figures"] += [{"event_id": line.event_id, **_built(figure)} for figure in line.figures]
            for member in each.event.evidence:
                claim = claim_line(member.claim, shown.documents[member.document_id])
                own = {"event_id": line.event_id, "numbers_json": msgspec.json.encode(claim.numbers).decode()}
                rows["claims"].append({**own, **_row("claims", claim)})
        yield rows


def _row(name: str, line: EventLine | ClaimLine) -> dict[str, object]:
    return {key: value for key, value in _built(line).items() if key not in PARTS[name][1]}


def _built(line: object) -> dict[str, object]:
    return typing.cast("dict[str, object]", msgspec.to_builtins(line))


def _package() -> dict[str, object]:
    """The package's description after the Data Package standard, with what leads from one table to another."""
    refers: list[dict[str, object]] = [
        {"fields": "event_id", "reference": {"resource": "events", "fields": "event_id"}}
    ]
    return {
        "name": "unfog",
        "title": "Events, figures and claims: what is said to have happened, by whom, in which words",
        "resources": [_resource(name, [] if name == "events" else refers) for name in PARTS],
    }


def _resource(name: str, refers: list[dict[str, object]]) -> dict[str, object]:
    described = [
        {"name": column, "type": TYPES[plain][1] if (plain := _plain(hint)) else "any"}
        for column, hint in _columns(name)
    ]
    schema = {"fields": described, **({"foreignKeys": refers} if refers else {"primaryKey": ["event_id"]})}
    return {
        "name": name,
        "path": f"{name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }
