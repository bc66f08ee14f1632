"""Rows as Arrow tables, and as pandas or polars frames, with the columns of the exports. Needs the extra `notebook` or `parquet`.

An empty table has its columns and their types too. A figure of a ledger is two columns, `NAME_low` and `NAME_high`; lists stay
lists. Days are ISO 8601 words, times UTC.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from unfog.errors import UsageError
from unfog.model import Number

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

R = TypeVar("R")
SCALARS = {str: "string", int: "int64", float: "float64", bool: "bool_"}
Lines = tuple[type, Iterable[object], tuple[str, ...]]
Plucked = tuple[str, tuple[str, ...], object]  # a column's name, the fields that lead to its value, its type


class Frames:
    """What has lines, all of one dataclass, and can be had as a table."""

    __slots__ = ()

    def lines(self) -> Lines:
        """The class of the lines, the lines, and the fields that are shown, all where none is named."""
        raise NotImplementedError

    def arrow(self, *columns: str) -> pyarrow.Table:
        """An Arrow table; with `columns`, those alone. Raises `UsageError` where pyarrow is not there."""
        arrow = _library("pyarrow", "parquet")
        line, rows, shown = self.lines()
        wanted = columns or shown
        found = [each for each in _columns(line) if not wanted or {each[0], each[1][0]} & {*wanted}]
        schema = arrow.schema([arrow.field(name, _type(arrow, hint)) for name, _, hint in found])
        built = [msgspec.to_builtins(row) for row in rows]
        arrays = {name: [_value(row, path) for row in built] for name, path, _ in found}
        return arrow.table(arrays, schema=schema)

    def pandas(self, *columns: str) -> pandas.DataFrame:
        """A pandas frame. Raises `UsageError` where pyarrow or pandas is not there."""
        _library("pandas", "notebook")
        return self.arrow(*columns).to_pandas()

    def polars(self, *columns: str) -> polars.DataFrame:
        """A polars frame. Raises `UsageError` where pyarrow or polars is not there."""
        return _library("polars", None).from_arrow(self.arrow(*columns))


class Rows(tuple[R, ...], Frames, Generic[R]):
    """Rows of a picture: a tuple of them, which can also be had as a table, one line each, as the exports write it."""

    _lines: Callable[[], Lines]

    @classmethod
    def of(cls, rows: Iterable[R], line: type, lines: Callable[[], Iterable[object]]) -> Rows[R]:
        """The rows; `lines` gives a row of the class `line` for each when a table is asked for."""
        made = cls(rows)
        made._lines = lambda: (line, lines(), ())
        return made

    def lines(self) -> Lines:
        """The class of the lines, the lines, and the fields that are shown, all where none is named."""
        return self._lines()

    def __reduce__(self) -> tuple[type, tuple[tuple[R, ...]]]:
        return tuple, (tuple(self),)  # saved, they are rows alone: the store does not go along


def _library(name: str, extra: str | None) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        wanted = f"'unfog[{extra}]'" if extra else name
        raise UsageError(f"this needs {name}, which is not installed; get it with: pip install {wanted}") from error


def _columns(line: type) -> Iterator[Plucked]:
    """The columns of a class of lines; a field that holds two bounds gives two."""
    hints = typing.get_type_hints(line)
    for each in fields(line):
        hint = _known(hints[each.name])
        if isinstance(hint, type) and is_dataclass(hint):
            yield from ((f"{each.name}_{part.name}", (each.name, part.name), float) for part in fields(hint))
        else:
            yield each.name, (each.name,), hint


def _known(hint: object) -> object:
    """`str` for `str | None`, `float` for a number of either kind."""
    options = [each for each in typing.get_args(hint) if each is not type(None)]
    if hint == Number or set(options) == {int, float}:
        return float
    return options[0] if options and typing.get_origin(hint) is not tuple else hint


def _type(arrow: ModuleType, hint: object) -> object:
    known = _known(hint)
    if typing.get_origin(known) is tuple:
        return arrow.list_(_type(arrow, typing.get_args(known)[0]))
    if isinstance(known, type) and is_dataclass(known):
        hints = typing.get_type_hints(known)
        return arrow.struct([(each.name, _type(arrow, hints[each.name])) for each in fields(known)])
    return getattr(arrow, SCALARS[typing.cast("type", known)])()


def _value(row: object, path: Sequence[str]) -> object:
    for name in path:
        row = typing.cast("dict[str, object]", row)[name] if row is not None else None
    return row
