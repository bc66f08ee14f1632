"""The seven ledgers of a choice, as tables in words, each with its chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from unfog.model import Assessment, Event
from unfog.views.catalogue import Choice
from unfog.views.catalogue.columns import Numbers
from unfog.views.events import Filter
from unfog.views.ledgers import AGAINST_ALL, LEDGERS, LedgerTable, ledger_of
from unfog.views.ledgers.charts import Chart
from unfog.views.ledgers.rows import OutlookRow
from unfog.views.ledgers.selection import Assessed
from unfog.views.report_build import ledger_columns, without_victims
from unfog.views.web.desk import Desk, NotFoundError
from unfog.views.web.query import Asked

MOST_EVENTS = 5000  # of a choice that are made into the rows of a ledger, the newest
KEPT = 16


@dataclass(frozen=True, slots=True)
class LedgerCard:
    """A ledger with how many events of a choice are in it, and its chart."""

    name: str
    events: int
    chart: Chart
    cut: bool


@dataclass(frozen=True, slots=True)
class LedgerCards:
    """The seven ledgers."""

    ledgers: tuple[LedgerCard, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A row in words, the events that it was made of, and those that bore out a warning."""

    cells: tuple[str, ...]
    grade: str
    events: tuple[str, ...]
    resolved_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A ledger. `figures` are the indices of the columns of numbers; `cut` is whether only the newest events became rows."""

    name: str
    columns: tuple[str, ...]
    figures: tuple[int, ...]
    rows: tuple[LedgerLine, ...]
    matched: int
    offset: int
    limit: int
    chart: Chart
    cut: bool


class Tables:
    """Makes the tables of ledgers; those asked for last are kept."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.made = lru_cache(KEPT)(self._make)

    def _make(self, _version: str, name: str, choice: Choice) -> tuple[LedgerTable, int, bool]:
        wanted = Choice() if name in AGAINST_ALL else replace(choice, ledger=(name,))
        own = self.desk.chosen(replace(choice, ledger=(name,)))
        seen = self.desk.chosen(wanted)
        those = {*own.ordered("newest")[:MOST_EVENTS].tolist(), *seen.ordered("newest")[:MOST_EVENTS].tolist()}
        kept = {self.desk.event_id(at) for at in own.ordered("newest")[:MOST_EVENTS].tolist()}
        found = list(assessed(self.desk, sorted(those)))
        shown = [each for each in found if each.event.ledger != name or each.event.id in kept]
        cut = max(own.count, seen.count) > MOST_EVENTS
        return ledger_of(name, shown, Filter(until=choice.until or None)), own.count, cut


def assessed(desk: Desk, positions: list[int] | Numbers) -> Iterator[Assessed]:
    """Events of the columns with their assessments; victims are not named. One without an assessment is left out."""
    store, lines = desk.store, desk.snapshot.columns.lines
    for event in store.decoded(Event, [int(lines[at]) for at in positions]):
        assessment = next(store.in_order(Assessment, event_id=event.id), None)
        if assessment is not None:
            yield Assessed(without_victims(event), assessment)


def cards(desk: Desk, asked: Asked, tables: Tables) -> LedgerCards:
    """The charts of all ledgers."""
    choice = asked.choice()
    return LedgerCards(tuple(_card(name, tables.made(desk.snapshot.version, name, choice)) for name in LEDGERS))


def _card(name: str, made: tuple[LedgerTable, int, bool]) -> LedgerCard:
    table, events, cut = made
    return LedgerCard(name, events, table.chart, cut)


def page(desk: Desk, asked: Asked, tables: Tables) -> LedgerPage:
    """Some rows of one ledger. Raises `NotFoundError` for another name."""
    name = asked.path["name"]
    if name not in LEDGERS:
        raise NotFoundError(f"there is no ledger {name[:40]!r}; the ledgers are: {', '.join(LEDGERS)}")
    table, _, cut = tables.made(desk.snapshot.version, name, asked.choice())
    offset, limit = asked.page()
    kept, figures = ledger_columns(table)
    some = replace(table, rows=table.rows[offset : offset + limit])
    lines = tuple(
        LedgerLine(tuple(words[at] for at in kept), row.grade, row.events, row.resolved_by if isinstance(row, OutlookRow) else ())
        for words, row in zip(some.text(), some.rows, strict=True)
    )
    return LedgerPage(
        name, tuple(table.columns[at] for at in kept), figures, lines, len(table.rows), offset, limit, table.chart, cut
    )  # fmt: skip
