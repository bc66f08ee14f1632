"""Which events a view shows, and the words for their parts that all ledgers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unfog.errors import StoreError
from unfog.model import Assessment, Event, Evidence, Named
from unfog.views.events import Filter
from unfog.views.sentences.days import day_of
from unfog.views.sentences.polarity import affirms, denies

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Assessed:
    """An event with its assessment."""

    event: Event
    assessment: Assessment


def assessed(events: Iterable[Event], assessments: Iterable[Assessment]) -> list[Assessed]:
    """Each event with its assessment, by day, then id. Raises `StoreError` for an event without one."""
    by_event = {each.event_id: each for each in assessments}
    every = list(events)
    missing = sorted(event.id for event in every if event.id not in by_event)
    if missing:
        raise StoreError(f"{len(missing)} events have no assessment, {missing[0]} among them; run unfog run again")
    return by_day(Assessed(event, by_event[event.id]) for event in every)


def by_day(events: Iterable[Assessed]) -> list[Assessed]:
    """The events by day, then id; those without a day last."""
    return sorted(events, key=lambda each: (day_of(each.event) or "9999", each.event.id))


def chosen(events: Iterable[Event], assessments: Iterable[Assessment], wanted: Filter) -> list[Assessed]:
    """The events that a filter keeps, each with its assessment, by day, then id."""
    return [each for each in assessed(events, assessments) if wanted.keeps(each.event, each.assessment)]


def told(named: Sequence[Named]) -> str | None:
    """Names in one cell, the first three; None for nobody."""
    return joined([each.name for each in named])


def joined(names: Iterable[str]) -> str | None:
    """Different names in one cell, the first three and how many more; None for nobody."""
    each = list(dict.fromkeys(name for name in names if name))
    more = f", +{len(each) - SHOWN}" if len(each) > SHOWN else ""
    return ", ".join(each[:SHOWN]) + more if each else None


def vouching(row: Evidence) -> str:
    """Who answers for a claim, in words."""
    if row.claim.source == "unnamed":
        return "unnamed"
    if row.vouched_by:
        return row.vouched_by.name
    return row.claim.source or (row.publisher.name if row.publisher else "the article")


def said_by(event: Event) -> str | None:
    """Who affirms the event."""
    return joined(vouching(row) for row in event.evidence if affirms(row.claim))


def denied_by(event: Event) -> str | None:
    """Who denies it."""
    return joined(vouching(row) for row in event.evidence if denies(row.claim))


def place_name(event: Event) -> str | None:
    """The event's place, as the gazetteer calls it."""
    return event.place.name if event.place else None
