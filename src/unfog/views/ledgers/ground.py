"""The ground ledger: per place, who is said to hold or take it since when, who says otherwise, and the last independent word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from unfog.model import Event, Evidence
from unfog.views.ledgers.rows import GroundRow
from unfog.views.ledgers.selection import Assessed, by_day, denied_by, joined, place_name, said_by, told, vouching
from unfog.views.ledgers.source import PLACE, Source, by_days
from unfog.views.ledgers.strikes import weakest
from unfog.views.sentences.days import day_of
from unfog.views.sentences.polarity import affirms

CHANGE = "territory_change"
GAINS = frozenset({"taken", "retaken", "advanced"})


def ground_rows(source: Source) -> Iterator[GroundRow]:
    """By place, then day: claims of one change of hands by one side in one row, competing ones beside it; none wins.

    What has no place comes last, by day.
    """
    for events in chain(source.groups(PLACE), by_days(source.without(PLACE), day_of)):
        yield from _rows_of(by_day(events))


def _rows_of(events: Sequence[Assessed]) -> list[GroundRow]:
    """The rows of one place, or of a day's events without one."""
    changes: dict[str, list[Event]] = {}
    for each in events:
        if _is_change(each.event) and each.event.place:
            changes.setdefault(each.event.place.id, []).append(each.event)
    threads = list(_threads(events))
    rows = [_row(members, _of_place(members, changes)) for members in threads]
    return sorted(_disputed(threads, rows), key=lambda row: (row.place or "~", row.since or "9999", row.events))


def _is_change(event: Event) -> bool:
    return event.event_type == CHANGE and event.place is not None and event.phase != "future"


def _of_place(members: Sequence[Assessed], changes: Mapping[str, list[Event]]) -> list[Event]:
    """All changes of the place of a thread of changes; of any other thread its own events."""
    own = [each.event for each in members]
    place = own[0].place
    return changes[place.id] if place and _is_change(own[0]) else own


def _disputed(threads: Sequence[Sequence[Assessed]], rows: Sequence[GroundRow]) -> Iterator[GroundRow]:
    """Each row with the rival claims on its place: by another party, or of the opposite direction."""
    by_place: dict[str, list[GroundRow]] = {}
    places = [
        members[0].event.place.id if members[0].event.place and _is_change(members[0].event) else ""
        for members in threads
    ]
    for place, row in zip(places, rows, strict=True):
        by_place.setdefault(place, []).append(row)
    for place, row in zip(places, rows, strict=True):
        rivals = [other for other in by_place[place] if place and other is not row]
        yield replace(row, disputed_by=joined(map(_rival, rivals)))


def _rival(row: GroundRow) -> str:
    return " ".join(filter(None, (row.initiator or row.said_by, row.outcome, row.since)))


def _threads(events: Iterable[Assessed]) -> Iterator[list[Assessed]]:
    """Changes of one place in one direction, apart by who makes them where several are named; each other event alone."""
    threads: dict[tuple[str, bool], list[Assessed]] = {}
    for each in events:
        if _is_change(each.event) and each.event.place:
            threads.setdefault((each.event.place.id, each.event.outcome in GAINS), []).append(each)
        else:
            yield [each]
    for members in threads.values():
        yield from apart(members, [_party(each.event) for each in members])


def apart(members: Sequence[Assessed], keys: Sequence[str]) -> Iterator[list[Assessed]]:
    """The members by key; those without one go to the only other key there is, or stay by themselves."""
    known = sorted(set(keys) - {""})
    only = known[0] if len(known) == 1 else ""
    for key in dict.fromkeys(each or only for each in keys):
        yield [member for member, each in zip(members, keys, strict=True) if (each or only) == key]


def _party(event: Event) -> str:
    """The side that makes the change, else its maker's name; empty where nobody is named."""
    sides = [
        actor.side or actor.country for row in event.evidence for actor in row.initiators if actor.side or actor.country
    ]
    return next(iter(sides), None) or (event.initiator[0].name if event.initiator else "")


def _row(members: Sequence[Assessed], of_place: Sequence[Event]) -> GroundRow:
    events = [each.event for each in members]
    first = next((event for event in events if event.initiator), events[0])
    days = sorted(filter(None, map(day_of, events)))
    return GroundRow(
        place=place_name(first), since=days[0] if days else None, last=days[-1] if days else None, kind=first.event_type,
        outcome=next((event.outcome for event in events if event.outcome), None), initiator=told(first.initiator),
        recipient=told(first.recipient), said_by=joined(filter(None, map(said_by, events))),
        denied_by=joined(filter(None, map(denied_by, events))), disputed_by=None, independent_word=_independent_word(of_place),
        grade=weakest(each.assessment.grade for each in members), events=tuple(sorted(event.id for event in events)),
    )  # fmt: skip


def _independent_word(events: Iterable[Event]) -> str | None:
    """The last to speak who is no party: name, day, and yes or no; None where only parties spoke."""
    rows = [row for event in events for row in event.evidence if row.vouched_by and row.vouched_by.independent]
    if not rows:
        return None
    last = max(rows, key=_spoken)
    return f"{vouching(last)} {(last.published or '')[:10]}: {'yes' if affirms(last.claim) else 'no'}"


def _spoken(row: Evidence) -> tuple[str, str]:
    return (row.published or "", row.id)
