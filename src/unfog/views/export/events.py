"""Events as flat rows for CSV and JSON lines, each with its grade, its claims and the addresses of its articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

import msgspec

from unfog.errors import StoreError
from unfog.model import Assessment, Document, Event, Named, Number, Place, Range
from unfog.views.export.cells import csv_text, finite
from unfog.views.ledgers.selection import Assessed, assessed
from unfog.views.sentences import headline
from unfog.views.sentences.clauses import recipients_named
from unfog.views.sentences.days import is_told, iso_span
from unfog.views.sentences.publishers import with_publishers

MOST_LATITUDE = 90
MOST_LONGITUDE = 180


@dataclass(frozen=True, slots=True)
class FigureLine:
    """Lowest, best and highest of a figure, over all (`side` null) or by one side's count, with the claims it rests on."""

    measure: str
    of: str | None
    basis: str
    side: str | None
    low: Number | None
    best: Number | None
    high: Number | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event with its assessment, in one row.

    `first_day` and `last_day` are local days, `begin` and `end` (excluded) UTC; `day_is_told` is false where no text tells
    the time and the days are only those before publication.
    """

    event_id: str
    ledger: str
    type: str
    phase: str
    first_day: str | None
    last_day: str | None
    day_is_told: bool
    begin: str | None
    end: str | None
    time_precision: str | None
    place: str | None
    place_id: str | None
    region: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    place_precision: str | None
    radius_km: float | None
    initiator: tuple[str, ...]
    recipient: tuple[str, ...]
    items: tuple[str, ...]
    stage: str | None
    outcome: str | None
    grade: str
    reasons: tuple[str, ...]
    sources_for: tuple[str, ...]
    sources_against: tuple[str, ...]
    independent_for: int
    independent_against: int
    figures: tuple[FigureLine, ...]
    headline: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What an export is made of: events with their assessments, in the order in which they are written, and the articles by id."""

    events: Iterable[Assessed]
    documents: Mapping[str, Document]

    def lines(self) -> Iterator[EventLine]:
        """A row for each event. Raises `StoreError` where a document is missing or a number cannot be written."""
        return (event_line(each, self.documents) for each in self.events)


def shown(events: Iterable[Event], assessments: Iterable[Assessment], documents: Mapping[str, Document]) -> Shown:
    """Events by day, then id. Raises `StoreError` where an assessment is missing."""
    return Shown(assessed(events, assessments), documents)


def event_line(each: Assessed, documents: Mapping[str, Document]) -> EventLine:
    """One event's row."""
    event, graded = each.event, each.assessment
    place = checked(event.place)
    days = iso_span(event)
    return EventLine(
        event_id=event.id, ledger=event.ledger, type=event.event_type, phase=event.phase, first_day=days[0], last_day=days[1],
        day_is_told=is_told(event), begin=event.begin,
        end=event.end, time_precision=event.time_precision, place=place.name if place else None,
        place_id=place.id if place else None, region=place.region if place else None,
        country=place.country if place else None, latitude=place.latitude if place else None,
        longitude=place.longitude if place else None, place_precision=place.precision if place else None,
        radius_km=place.radius_km if place else None, initiator=_names(event.initiator),
        recipient=recipients_named(event), items=_names(event.items), stage=event.aid_stage, outcome=event.outcome,
        grade=graded.grade, reasons=tuple(reason.text for reason in graded.reasons),
        sources_for=_names(graded.sources_for), sources_against=_names(graded.sources_against),
        independent_for=graded.independent_for, independent_against=graded.independent_against,
        figures=tuple(_figure(found) for found in graded.figures), headline=headline(with_publishers(event, documents), graded),
        claims=event.claims, documents=event.documents, urls=_urls(event, documents),
    )  # fmt: skip


def checked(place: Place | None) -> Place | None:
    """The place itself. Raises `StoreError` where its point is not on the globe."""
    if place is None:
        return None
    inside = abs(place.latitude) <= MOST_LATITUDE and abs(place.longitude) <= MOST_LONGITUDE  # false for NaN too
    if not inside or not place.radius_km >= 0:
        raise StoreError(f"place {place.id} ({place.name}) has no valid point; run unfog check")
    return place


def _names(named: Iterable[Named]) -> tuple[str, ...]:
    return tuple(each.name for each in named)


def _figure(found: Range) -> FigureLine:
    return FigureLine(
        found.measure, found.of, found.basis, found.side, finite(found.low), finite(found.best), finite(found.high),
        found.claims,
    )  # fmt: skip


def _urls(event: Event, documents: Mapping[str, Document]) -> tuple[str, ...]:
    missing = [each for each in event.documents if each not in documents]
    if missing:
        raise StoreError(f"event {event.id} rests on document {missing[0]}, which is not in the store; run unfog check")
    return tuple(dict.fromkeys(url for each in event.documents if (url := documents[each].url)))


def events_jsonl(shown: Shown) -> Iterator[str]:
    """One line of JSON for each event, newline included."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    return (encode(line).decode() + "\n" for line in shown.lines())


def events_csv(shown: Shown) -> Iterator[str]:
    """A header and one line for each event; lists are JSON."""
    columns = tuple(each.name for each in fields(EventLine))
    return csv_text(columns, map(attrgetter(*columns), shown.lines()))
