"""Events as a list: filters, one line each, and the whole of one with the reasons of its grade and its exact sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unfog.model import Assessment, Document, Event, Evidence, Named, Place, Range
from unfog.views.sentences import headline
from unfog.views.sentences.days import day_of, span


@dataclass(frozen=True, slots=True)
class Filter:
    """What to keep: ISO dates (`until` included), names of ledger, type and grade, and parts of names.

    `place` is part of the name of a place, region or country; `party` of one who acts or is acted on; `source` of one who says so.
    """

    since: str | None = None
    until: str | None = None
    ledger: str | None = None
    event_type: str | None = None
    grade: str | None = None
    place: str | None = None
    party: str | None = None
    source: str | None = None

    def keeps(self, event: Event, assessment: Assessment) -> bool:
        """Whether an event passes; one without a date passes no filter of dates."""
        return (
            _in_time(event, self.since, self.until)
            and self.ledger in (None, event.ledger)
            and self.event_type in (None, event.event_type)
            and self.grade in (None, assessment.grade)
            and (self.place is None or _in_place(event.place, self.place))
            and (self.party is None or _names_one(self.party, (*event.initiator, *event.recipient)))
            and (self.source is None or _names_one(self.source, (*assessment.sources_for, *assessment.sources_against)))
        )


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of a listing."""

    date: str
    grade: str
    ledger: str
    type: str
    place: str
    event: str
    claims: int
    id: str


def select(events: Iterable[Event], assessments: Iterable[Assessment], kept: Filter) -> list[tuple[Event, Assessment]]:
    """The events that pass a filter with their assessments, oldest first; undated ones last."""
    by_event = {assessment.event_id: assessment for assessment in assessments}
    pairs = [(event, by_event[event.id]) for event in events if event.id in by_event]
    pairs = [pair for pair in pairs if kept.keeps(*pair)]
    return sorted(pairs, key=lambda pair: (day_of(pair[0]) or "9999", pair[0].id))


def line(event: Event, assessment: Assessment) -> EventLine:
    """An event as one line."""
    return EventLine(
        date=day_of(event) or "",
        grade=assessment.grade,
        ledger=event.ledger,
        type=event.event_type,
        place=event.place.name if event.place else "",
        event=headline(event, assessment),
        claims=len(event.claims),
        id=event.id,
    )


def explain(event: Event, assessment: Assessment, documents: Iterable[Document]) -> Iterator[str]:
    """An event line by line: its grade and why, its figures by side, and each claim with its sentence, article and address."""
    articles = {document.id: document for document in documents}
    yield headline(event, assessment)
    yield f"{event.id} · {event.ledger} · {event.event_type} · {_when(event)} · {_where(event.place)}"
    yield ""
    yield f"grade: {assessment.grade}"
    yield from (f"  because {reason.text}" for reason in assessment.reasons)
    yield from (f"  {_figure(figure)}" for figure in assessment.figures)
    yield ""
    for evidence in event.evidence:
        yield from _claim(evidence, articles.get(evidence.document_id))


def _claim(evidence: Evidence, document: Document | None) -> Iterator[str]:
    claim = evidence.claim
    who = claim.source or "the article itself"
    yield f"{who} {claim.stance} ({claim.factuality}, {claim.phase})"
    yield f"  “{claim.quote}”"
    if document:
        facts = (
            document.publisher or "publisher unknown",
            document.published or "undated",
            document.title,
            document.url,
        )
        yield "  " + " · ".join(fact for fact in (*facts, document.name) if fact)
        yield from (f"  its date is doubtful: {doubt.text}" for doubt in document.doubts)
    yield f"  claim {claim.id}, characters {claim.start} to {claim.end}"
    yield ""


def _when(event: Event) -> str:
    if not event.begin:
        return "undated"
    return f"{event.begin} to {event.end} ({event.time_precision})"


def _where(place: Place | None) -> str:
    if place is None:
        return "no place"
    return f"{place.name}, {place.country} ({place.precision}, within {place.radius_km:g} km of {place.latitude:.3f}, {place.longitude:.3f})"


def _figure(figure: Range) -> str:
    side = f" by {figure.side}'s count" if figure.side else ""
    of = f" {figure.of}" if figure.of else ""
    basis = " in all" if figure.basis == "total" else ""
    low, high = ("open" if bound is None else f"{bound:,}" for bound in (figure.low, figure.high))
    best = "" if figure.best is None else f", best {figure.best:,}"
    return f"{figure.measure}{of}{basis}{side}: {low} to {high}{best}"


def _in_time(event: Event, since: str | None, until: str | None) -> bool:
    """By the days of the place where it happened; an event without a time is in no stretch."""
    if since is None and until is None:
        return True
    days = span(event)
    return days is not None and (since is None or str(days[1]) >= since) and (until is None or str(days[0]) <= until)


def _names_one(wanted: str, named: Iterable[Named]) -> bool:
    return any(wanted.casefold() in each.name.casefold() for each in named)


def _in_place(place: Place | None, wanted: str) -> bool:
    names = (place.name, place.region or "", place.country) if place else ()
    return any(wanted.casefold() in name.casefold() for name in names)
