"""How an event's grade came about: the steps from claim to denial, correction and confirmation, each with its day and cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from unfog.model import Assessment, Event, Evidence

Assess = Callable[[Event], Iterable[Assessment]]


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which the grade changed: from what (None at first) to what, by which claims, and how it stood then.

    `date` is the day of publication; None is for texts without a date, which stand first since nothing places them.
    """

    date: str | None
    before: str | None
    grade: str
    claims: tuple[str, ...]
    assessment: Assessment


def history(event: Event, assess: Assess) -> tuple[Step, ...]:
    """The steps of an event in order of publication; the last one's grade is today's."""
    steps: list[Step] = []
    for day in _days(event):
        (now,) = assess(as_of(event, day))
        before = steps[-1].grade if steps else None
        if now.grade != before:
            new = tuple(row.id for row in event.evidence if _day(row) == day)
            steps.append(Step(day or None, before, now.grade, new, now))
    return tuple(steps)


def as_of(event: Event, day: str) -> Event:
    """The event as far as it had been published by the end of an ISO day; it keeps its id and its slots."""
    known = tuple(row for row in event.evidence if _day(row) <= day)
    return replace(
        event,
        evidence=known,
        claims=tuple(row.id for row in known),
        documents=tuple(sorted({row.document_id for row in known})),
    )


def _days(event: Event) -> list[str]:
    return sorted({_day(row) for row in event.evidence})


def _day(row: Evidence) -> str:
    return (row.published or "")[:10]
