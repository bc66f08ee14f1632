"""What stands behind anything that a view shows: an event, a claim or an article, by its id, name or address; else a name in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from unfog.errors import StoreError, UsageError
from unfog.model import Assessment, Claim, Document, Event
from unfog.picture import Picture
from unfog.stages.verify.history import history
from unfog.views.events import explain, line
from unfog.views.ledgers.selection import Assessed
from unfog.views.past import grading
from unfog.views.threads import thread

WAYS = ((Event, "id"), (Claim, "id"), (Document, "id"), (Document, "name"), (Document, "url"))
LONE = re.compile("[\ud800-\udfff]")  # what the shell makes of bytes that are no UTF-8


def explained(picture: Picture, what: str) -> Iterator[str]:
    """The lines that explain it: of a name that views show, of a place, a party or a source, the events that it stands in.

    Raises `UsageError` where nothing, or more than one thing, is called so.
    """
    if LONE.search(what):
        raise UsageError("what is to be explained is no text: its bytes are no UTF-8")
    for row, column in WAYS:
        found = picture.store.ids(row, what, column)
        if len(found) > 1:
            raise UsageError(f"{len(found)} {row.__name__.lower()}s or more begin with {what!r}; give more of it")
        if found:
            return _lines(picture, row, found[0])
    named = [each for each in picture.assessed() if what.casefold() in _names(each)]
    if named:
        return _list(named, what)
    raise UsageError(f"nothing in the store is called {what!r}; ids are in the last column of: unfog events")


def _names(each: Assessed) -> set[str]:
    """The names that a view shows of an event: its place, its parties, who says so and who denies it."""
    event, graded = each.event, each.assessment
    named = (*event.initiator, *event.recipient, *graded.sources_for, *graded.sources_against)
    return {name.casefold() for name in (event.place.name if event.place else "", *(one.name for one in named)) if name}


def _list(named: Sequence[Assessed], what: str) -> Iterator[str]:
    """A line for each event that a name stands in, with the id by which it is explained in turn."""
    yield f"{what} stands in {len(named)} events:"
    for each in named:
        found = line(each.event, each.assessment)
        yield f"{found.id}  {found.date}  {found.grade}  {found.event}"


def _lines(picture: Picture, row: type[Event | Claim | Document], found: str) -> Iterator[str]:
    if row is Event:
        yield from _event(picture, found)
    elif row is Claim:
        yield f"claim {found} is part of:"
        for event in picture.store.events_of("claims", found):
            yield from _event(picture, event)
    else:
        document = picture.articles[found]
        facts = (document.publisher, document.published, document.title, document.url, document.name)
        yield " · ".join(fact for fact in facts if fact)
        for event in picture.store.events_of("documents", found):
            yield ""
            yield from _event(picture, event)


def _event(picture: Picture, event_id: str) -> Iterator[str]:
    event = picture.store.get(Event, event_id)
    assessment = next(picture.store.in_order(Assessment, event_id=event_id), None)
    if event is None or assessment is None:
        raise StoreError(f"event {event_id} has no assessment; run unfog run again")
    yield from explain(event, assessment, [picture.articles[each] for each in event.documents])
    yield "How it came to this:"
    yield from thread(event, history(event, grading()))
