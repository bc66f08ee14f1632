"""Values on their way into files: CSV cells that no spreadsheet runs as a formula, numbers that are numbers."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from unfog.errors import StoreError
from unfog.model import Number

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def finite(value: Number | None) -> Number | None:
    """The number itself. Raises `StoreError` for what is not a number or has no end."""
    if value is not None and not math.isfinite(value):
        raise StoreError(f"{value} is not a number that can be written; run unfog check")
    return value


def cell(value: object) -> str:
    """A value as a CSV cell: numbers as they are, lists as JSON, words that look like a formula behind an apostrophe."""
    if isinstance(value, str):  # the commonest, so looked for first
        return safe_cell(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(finite(value))
    if value == ():
        return "[]"
    return safe_cell(msgspec.json.encode(value, order="deterministic").decode())


def safe_cell(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


class Line:
    """What a CSV writer writes to: it hands the line back."""

    __slots__ = ()

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines of CSV after RFC 4180, header first; a row at a time, so that any number of rows may pass."""
    line = csv.writer(Line(), lineterminator="\r\n").writerow
    yield _written(line(columns))
    for row in rows:
        yield _written(line([cell(value) for value in row]))


def _written(line: object) -> str:
    """A writer's answer is what it wrote to answers."""
    return str(line)
