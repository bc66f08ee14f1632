"""Rows to tables and back: SQL columns, their values and JSON schemas, all derived from the dataclasses of `model`.

A scalar field is a column of its own; a field that holds rows or lists is JSON text; a field marked `packed` is
MessagePack, compressed, for what is large and read by machines only.
"""

from __future__ import annotations

import hashlib
import re
import types
import typing
import zlib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TypeAlias, TypeVar, cast

import msgspec

from unfog import model
from unfog.model import TABLES, Row

Value: TypeAlias = str | int | float | bytes | None
R = TypeVar("R", bound=Row)

SCALARS = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER", bytes: "BLOB"}
FAST = 1  # zlib level: three times as fast as the default for a tenth more bytes


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its SQL type, whether it is JSON, how a value gets in and out, and whether rows are found by it."""

    name: str
    sql: str
    json: bool
    encode: Callable[[object], Value]
    decode: Callable[[Value], object]
    filed: bool = False


def _table_name(row: type[Row]) -> str:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", row.__name__).lower()
    if name == "evidence":
        return name
    return name[:-1] + "ies" if name.endswith("y") else name + ("es" if name.endswith("ch") else "s")


def _columns(row: type[Row]) -> tuple[Column, ...]:
    hints = typing.get_type_hints(row, vars(model))
    return tuple(
        replace(_column(each.name, hints[each.name], packed="packed" in each.metadata), filed="filed" in each.metadata)
        for each in fields(cast("type[model.Claim]", row))
    )


def _column(name: str, hint: object, *, packed: bool) -> Column:
    if packed:
        return _packed(name, hint)
    scalar = _scalar(hint)
    if hint is bool:
        return Column(name, "INTEGER", False, cast("Callable[[object], Value]", _same), bool)
    if scalar:
        return Column(name, scalar, False, cast("Callable[[object], Value]", _same), _same)
    decoder = msgspec.json.Decoder(hint)
    return Column(name, "TEXT", True, _to_json, lambda value: decoder.decode(cast("str", value)))


def _packed(name: str, hint: object) -> Column:
    decoder = msgspec.msgpack.Decoder(hint)
    return Column(name, "BLOB", False, _pack, lambda value: decoder.decode(zlib.decompress(cast("bytes", value))))


def _same(value: object) -> object:
    return value


def _to_json(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def _pack(value: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), FAST)


def _scalar(hint: object) -> str | None:
    """The SQL type of `str`, `int | None` and their like; None for anything else."""
    if isinstance(hint, types.UnionType):
        inner = [each for each in typing.get_args(hint) if each is not type(None)]
        return _scalar(inner[0]) if len(inner) == 1 else None
    return SCALARS.get(cast("type", hint))


TABLE_NAMES = {row: _table_name(row) for row in TABLES}
COLUMNS = {row: _columns(row) for row in TABLES}


def table_name(row: type[Row]) -> str:
    """`Claim` is stored in `claims`, `Copy` in `copies`, `Evidence` in `evidence`."""
    return TABLE_NAMES[row]


def columns(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a row class, in the order of its fields."""
    return COLUMNS[row]


def encode(row: Row) -> tuple[Value, ...]:
    """The values of a row, column by column."""
    return tuple(column.encode(getattr(row, column.name)) for column in columns(type(row)))


def decode(row: type[R], values: tuple[Value, ...]) -> R:
    """The row back from its values."""
    got = {column.name: column.decode(value) for column, value in zip(columns(row), values, strict=True)}
    return cast("Callable[..., R]", row)(**got)


def fingerprint(values: tuple[Value, ...]) -> bytes:
    """16 bytes that change whenever a value of the row does."""
    return hashlib.blake2b(msgspec.msgpack.encode(values), digest_size=16).digest()


def stored_fingerprint(row: type[Row], values: tuple[Value, ...]) -> bytes:
    """The fingerprint of values as they come from the store, where truth is a number."""
    restored = (bool(value) if column.decode is bool else value for column, value in zip(columns(row), values, strict=True))
    return fingerprint(tuple(restored))


def json_schema() -> dict[str, object]:
    """JSON schemas of all tables, with the docstrings of the rows as descriptions."""
    schemas, components = msgspec.json.schema_components(TABLES, ref_template="#/$defs/{name}")
    names = {table_name(row): schema for row, schema in zip(TABLES, schemas, strict=True)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "tables": names, "$defs": components}
