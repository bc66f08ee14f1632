"""The seven ledgers as tables: which events belong, what their columns are, and their cells as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from unfog.errors import UsageError
from unfog.model import Assessment, Event
from unfog.views.events import Filter
from unfog.views.frames import Frames, Lines
from unfog.views.ledgers.aid import aid_rows
from unfog.views.ledgers.charts import Chart, chart
from unfog.views.ledgers.diplomacy import diplomacy_rows
from unfog.views.ledgers.ground import ground_rows
from unfog.views.ledgers.outlook import outlook_rows
from unfog.views.ledgers.plain import forces_rows, humanitarian_rows
from unfog.views.ledgers.rows import (
    AidRow,
    Bounds,
    DiplomacyRow,
    ForcesRow,
    GroundRow,
    HumanitarianRow,
    LedgerRow,
    OutlookRow,
    StrikeRow,
)
from unfog.views.ledgers.selection import Assessed, assessed
from unfog.views.ledgers.source import Held, Source
from unfog.views.ledgers.strikes import strike_rows
from unfog.views.sentences import phrases

__all__ = ["AGAINST_ALL", "LEDGERS", "Held", "LedgerRow", "LedgerTable", "Source", "ledger", "ledger_of", "ledger_rows", "shape"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A ledger: the class of its rows, and how they are made from its events, one after the other."""

    row: type[LedgerRow]
    make: Callable[[Source], Iterable[LedgerRow]]


KINDS = {
    "strikes": Kind(StrikeRow, strike_rows),
    "ground": Kind(GroundRow, ground_rows),
    "forces": Kind(ForcesRow, forces_rows),
    "aid": Kind(AidRow, aid_rows),
    "diplomacy": Kind(DiplomacyRow, diplomacy_rows),
    "humanitarian": Kind(HumanitarianRow, humanitarian_rows),
    "outlook": Kind(OutlookRow, outlook_rows),
}
LEDGERS = tuple(KINDS)
AGAINST_ALL = frozenset({"outlook"})  # ledgers that are seen against the events of all


@dataclass(frozen=True, slots=True)
class LedgerTable(Frames):
    """A ledger's name, its columns in order, those of them that hold a figure with two bounds, and its rows.

    `.pandas()`, `.polars()` and `.arrow()` give it as a table.
    """

    name: str
    columns: tuple[str, ...]
    figures: frozenset[str]
    rows: tuple[LedgerRow, ...]

    def only(self, names: Sequence[str]) -> LedgerTable:
        """The table with these columns alone, in this order. Raises `UsageError` for a column that it has not."""
        unknown = [name for name in names if name not in self.columns]
        if unknown:
            raise UsageError(f"the ledger {self.name} has no column {unknown[0]!r}; it has: {', '.join(self.columns)}")
        return replace(self, columns=tuple(names))

    def lines(self) -> Lines:
        """The class of the rows, the rows, and the columns that are shown."""
        return KINDS[self.name].row, self.rows, self.columns

    @property
    def chart(self) -> Chart:
        """The ledger's chart."""
        return chart(self.name, self.rows)

    def text(self) -> tuple[tuple[str, ...], ...]:
        """The rows as words for the screen; what is not known is an empty cell."""
        return tuple(tuple(_text(getattr(row, column)) for column in self.columns) for row in self.rows)


def ledger(name: str, events: Iterable[Event], assessments: Iterable[Assessment], **kept: str | None) -> LedgerTable:
    """The ledger of that name, of the events that `kept` (fields of `views.events.Filter`) lets through.

    Raises `UsageError` for another name, `StoreError` where an event is not assessed.
    """
    return ledger_of(name, assessed(events, assessments), Filter(**kept))


def ledger_of(name: str, every: Sequence[Assessed], wanted: Filter) -> LedgerTable:
    """The ledger of events that are assessed already: those of its name that a filter keeps, seen against all of them."""
    return replace(shape(name), rows=tuple(ledger_rows(name, Held(name, every, wanted))))


def shape(name: str) -> LedgerTable:
    """A ledger without its rows. Raises `UsageError` for another name."""
    if name not in KINDS:
        raise UsageError(f"there is no ledger {name!r}; the ledgers are: {', '.join(LEDGERS)}")
    columns = fields(KINDS[name].row)
    figures = frozenset(each.name for each in columns if Bounds.__name__ in str(each.type))
    return LedgerTable(name, tuple(each.name for each in columns), figures, ())


def ledger_rows(name: str, source: Source) -> Iterator[LedgerRow]:
    """The rows of a ledger, each as soon as it can be told."""
    yield from KINDS[name].make(source)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return phrases.number(value)
        case tuple():
            return " ".join(map(str, value))
        case _:
            return str(value)
