"""Where a ledger's events come from, in the orders in which its rows are made: one after the other, so that any number may pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from unfog.model import Event
from unfog.views.events import Filter
from unfog.views.ledgers.selection import Assessed, by_day

PLACE, MAKER = "place", "initiator"
UNKNOWN_DAY = "9999"


class Source(Protocol):
    """The events of one ledger that a filter keeps, and what they are seen against."""

    def in_time(self) -> Iterator[Assessed]:
        """By when they began (UTC), then id; those without a time last."""

    def groups(self, slot: str) -> Iterator[list[Assessed]]:
        """Those that have a place (`PLACE`) or are made by somebody (`MAKER`), together by its name, name after name."""

    def without(self, slot: str) -> Iterator[Assessed]:
        """Those that have none, in time."""

    def made_by(self, name: str) -> list[Assessed]:
        """Those whose first maker has that name."""

    def everything(self) -> Sequence[Assessed]:
        """The events of all ledgers."""

    @property
    def today(self) -> str:
        """The day up to which the picture goes: the one asked about, else that of the latest article; empty if neither."""


def name_of(event: Event, slot: str) -> str | None:
    """The name by which an event is grouped."""
    if slot == PLACE:
        return event.place.name if event.place else None
    return event.initiator[0].name if event.initiator else None


@dataclass(frozen=True, slots=True)
class Held:
    """Events that are held in memory."""

    ledger: str
    every: Sequence[Assessed]
    wanted: Filter

    def in_time(self) -> Iterator[Assessed]:
        """See `Source`."""
        own = (each for each in self.every if each.event.ledger == self.ledger and self.wanted.keeps(each.event, each.assessment))
        yield from sorted(own, key=lambda each: (each.event.begin or UNKNOWN_DAY, each.event.id))

    def groups(self, slot: str) -> Iterator[list[Assessed]]:
        """See `Source`."""
        named = [(name, each) for each in self.in_time() if (name := name_of(each.event, slot)) is not None]
        named.sort(key=lambda pair: pair[0])
        for _, group in groupby(named, key=lambda pair: pair[0]):
            yield [each for _, each in group]

    def without(self, slot: str) -> Iterator[Assessed]:
        """See `Source`."""
        return (each for each in self.in_time() if name_of(each.event, slot) is None)

    def made_by(self, name: str) -> list[Assessed]:
        """See `Source`."""
        return [each for each in self.in_time() if name_of(each.event, MAKER) == name]

    def everything(self) -> Sequence[Assessed]:
        """See `Source`."""
        return by_day(self.every)

    @property
    def today(self) -> str:
        """See `Source`."""
        days = (row.published[:10] for each in self.every for row in each.event.evidence if row.published)
        return self.wanted.until or max(days, default="")


def by_days(events: Iterable[Assessed], day: Callable[[Event], str | None]) -> Iterator[list[Assessed]]:
    """Events day by day, those without a day last; `day` is never before the UTC day on which an event began.

    The events come by when they began, so that a day is whole once one is met that began after it.
    """
    waiting: dict[str, list[Assessed]] = {}
    begun = ""
    for each in events:
        now = (each.event.begin or UNKNOWN_DAY)[:10]
        if now != begun:
            yield from (by_day(waiting.pop(key)) for key in sorted(waiting) if key < now)
            begun = now
        waiting.setdefault(day(each.event) or UNKNOWN_DAY, []).append(each)
    yield from (by_day(waiting[key]) for key in sorted(waiting))
