"""Rows of a listing as a table for people, or as JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from unfog.views.export import ledger_csv, ledger_jsonl
from unfog.views.export.cells import csv_text
from unfog.views.ledgers import LedgerRow, LedgerTable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMATS = ("table", "json", "jsonl", "csv")
WIDTH = 160  # characters of a line


def listing(rows: Sequence[DataclassInstance], form: str) -> str:
    """`rows`, all of one dataclass, in one of `FORMATS`; the names of the fields are the columns."""
    names = [each.name for each in fields(rows[0])] if rows else []
    cells = [[getattr(row, name) for name in names] for row in rows]
    match form:
        case "json":
            return _json(rows)
        case "jsonl":
            return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
        case "csv":
            return "".join(csv_text(names, cells))
        case _:
            return _table(names, ([_plain(cell) for cell in row] for row in cells))


# Ledgers of any size, a row after the other.
LEDGER_LINES: Mapping[str, Callable[[LedgerTable, Iterable[LedgerRow]], Iterator[str]]] = {"jsonl": ledger_jsonl, "csv": ledger_csv}


def ledger_listing(table: LedgerTable, form: str) -> str:
    """A ledger in one of `FORMATS`."""
    if form in LEDGER_LINES:
        return "".join(LEDGER_LINES[form](table, table.rows))
    return _json(table.rows) if form == "json" else _table(table.columns, table.text())


def _json(rows: Sequence[object]) -> str:
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    filled = list(rows)
    if not filled:
        return "nothing found\n"
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for name in names:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in filled:
        table.add_row(*map(Text, row))  # Text, not markup: a bracket in an article is a bracket
    out = io.StringIO()
    Console(width=WIDTH, file=out, force_terminal=False, highlight=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(map(_plain, value))
    return "" if value is None else str(value)
