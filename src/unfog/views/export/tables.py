"""Ledgers as CSV and JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from unfog.views.export.cells import csv_text
from unfog.views.ledgers import LedgerRow, LedgerTable
from unfog.views.ledgers.rows import Bounds


def ledger_jsonl(table: LedgerTable, rows: Iterable[LedgerRow] | None = None) -> Iterator[str]:
    """One line of JSON for each row of the table, else of `rows`, newline included; figures are `{"low": …, "high": …}`."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    return (encode(row).decode() + "\n" for row in (table.rows if rows is None else rows))


def ledger_csv(table: LedgerTable, rows: Iterable[LedgerRow] | None = None) -> Iterator[str]:
    """A header and one line for each row of the table, else of `rows`; a figure is two columns, `NAME_low` and `NAME_high`."""
    header = [part for name in table.columns for part in _header(name, table.figures)]
    return csv_text(header, (_row(row, table) for row in (table.rows if rows is None else rows)))


def _row(row: object, table: LedgerTable) -> list[object]:
    return [part for name in table.columns for part in _parts(row, name, table.figures)]


def _header(name: str, figures: frozenset[str]) -> tuple[str, ...]:
    return (f"{name}_low", f"{name}_high") if name in figures else (name,)


def _parts(row: object, name: str, figures: frozenset[str]) -> tuple[object, ...]:
    value = getattr(row, name)
    if name not in figures:
        return (" ".join(value) if isinstance(value, tuple) else value,)
    return (value.low, value.high) if isinstance(value, Bounds) else (None, None)
