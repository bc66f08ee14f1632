"""The ledgers whose rows follow straight from one event: forces and humanitarian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unfog.model import Event, Range
from unfog.views.ledgers.rows import ForcesRow, HumanitarianRow
from unfog.views.ledgers.selection import Assessed, denied_by, joined, place_name, said_by, told, vouching
from unfog.views.ledgers.source import Source, by_days
from unfog.views.sentences import phrases
from unfog.views.sentences.days import day_of


def forces_rows(source: Source) -> Iterator[ForcesRow]:
    """By day."""
    return (_forces(each) for day in by_days(source.in_time(), day_of) for each in day)


def _forces(each: Assessed) -> ForcesRow:
    event = each.event
    return ForcesRow(
        date=day_of(event), place=place_name(event), kind=event.event_type, initiator=told(event.initiator),
        recipient=told(event.recipient), items=told(event.items), figures=_figures(each), said_by=said_by(event),
        denied_by=denied_by(event), grade=each.assessment.grade, events=(event.id,),
    )  # fmt: skip


def _figures(each: Assessed) -> str | None:
    return ", ".join(filter(None, map(phrases.figure, phrases.figures(each.assessment.figures)))) or None


def humanitarian_rows(source: Source) -> Iterator[HumanitarianRow]:
    """By day a row for each figure; running totals after all others, since they are never added to them."""
    totals: list[HumanitarianRow] = []
    for row in (row for day in by_days(source.in_time(), day_of) for each in day for row in _humanitarian(each)):
        if row.basis == "total":
            totals.append(row)
        else:
            yield row
    yield from totals


def _humanitarian(each: Assessed) -> Iterator[HumanitarianRow]:
    figures: Sequence[Range | None] = _figures_apart(each.assessment.figures) or (None,)
    for found in figures:
        yield HumanitarianRow(
            date=day_of(each.event), place=place_name(each.event), kind=each.event.event_type,
            measure=found.measure if found else None, of=found.of if found else None,
            basis=found.basis if found else None, side=found.side if found else None,
            low=found.low if found else None, best=found.best if found else None, high=found.high if found else None,
            said_by=_counted_by(each.event, found), grade=each.assessment.grade, events=(each.event.id,),
        )  # fmt: skip


def _figures_apart(figures: Sequence[Range]) -> list[Range]:
    """The figures without a side's count that is all there is: the row over all sources says the same."""
    overall = {(each.measure, each.of, each.basis, each.claims) for each in figures if each.side is None}
    return [
        each for each in figures if each.side is None or (each.measure, each.of, each.basis, each.claims) not in overall
    ]


def _counted_by(event: Event, found: Range | None) -> str | None:
    if found is None or not found.claims:
        return said_by(event)
    return joined(vouching(row) for row in event.evidence if row.id in found.claims)
