"""Rows of a listing as a table for people, or as JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from unfog.views.export import safe_cell

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMATS = ("table", "json", "jsonl", "csv")
WIDTH = 160  # of a table that goes to no terminal, in characters


def listing(rows: Sequence[DataclassInstance], form: str, *, width: int | None = None) -> str:
    """`rows`, all of one dataclass, in one of `FORMATS`; the names of the fields are the columns."""
    match form:
        case "json":
            return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"
        case "jsonl":
            return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
        case "csv":
            return _csv(rows)
        case _:
            return _table(rows, width or WIDTH)


def _csv(rows: Sequence[DataclassInstance]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        writer.writerow(each.name for each in fields(rows[0]))
    for row in rows:
        writer.writerow(safe_cell(_plain(getattr(row, each.name))) for each in fields(row))
    return out.getvalue()


def _table(rows: Sequence[DataclassInstance], width: int) -> str:
    if not rows:
        return "nothing found\n"
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for each in fields(rows[0]):
        table.add_column(each.name.replace("_", " "), overflow="fold")
    for row in rows:
        # Text, not markup: a bracket in an article is a bracket.
        table.add_row(*(Text(_plain(getattr(row, each.name))) for each in fields(row)))
    console = Console(width=width, file=io.StringIO(), force_terminal=False, highlight=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in str(console.file.getvalue()).splitlines()) + "\n"  # type: ignore[attr-defined]


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join(_plain(each) for each in value)
    return str(value)
