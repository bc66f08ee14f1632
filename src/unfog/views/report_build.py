"""Turns rows of the store into rows of the report page: indices for ids, offsets for the browser, victims' names held back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from unfog.model import Actor, Assessment, Document, Event, Evidence, Named, Place
from unfog.views import report_rows as rows
from unfog.views.ledgers import LEDGERS, LedgerRow, LedgerTable, ledger
from unfog.views.ledgers.rows import OutlookRow
from unfog.views.sentences import days, headline
from unfog.views.sentences.clauses import recipients_named

# Columns that the page shows in a way of its own: the grade by its shape, the events by what opens on a click.
APART = frozenset({"grade", "events", "resolved_by"})
# Characters that take two UTF-16 units.
WIDE = re.compile("[\U00010000-\U0010ffff]")
# Decimal places of a coordinate that precision allows: 3 is about 100 m, 2 about 1 km, 1 about 10 km.
DECIMALS = {"point": 3, "settlement": 3, "district": 2, "sector": 2, "region": 1, "country": 0}


class Builder:
    """Collects events and the documents, claims and actors that they rest on, each kept once."""

    def __init__(self, assessments: Iterable[Assessment], documents: Iterable[Document]) -> None:
        self._assessments = {row.event_id: row for row in assessments}
        self._texts = {row.id: row for row in documents}
        self._documents: dict[str, int] = {}
        self._document_rows: list[rows.ReportDocument] = []
        self._offsets: list[Callable[[int], int]] = []
        self._actors: dict[rows.ReportActor, int] = {}
        self._families: dict[str, int] = {}
        self._claims: list[rows.ReportClaim] = []
        self._events: list[rows.ReportEvent] = []
        self._added: list[Event] = []

    def data(self, *, version: str, title: str, notes: tuple[str, ...]) -> rows.ReportData:
        """All that was added, with its ledgers."""
        part = self.slice()
        return rows.ReportData(
            version=version, title=title, notes=notes, events=part.events, claims=part.claims, documents=part.documents,
            actors=part.actors, ledgers=self._ledgers(),
        )  # fmt: skip

    def slice(self) -> rows.Slice:
        """All that was added."""
        return rows.Slice(tuple(self._events), tuple(self._claims), tuple(self._document_rows), tuple(self._actors))

    def _ledgers(self) -> tuple[rows.ReportLedger, ...]:
        """The ledgers of the events that are assessed; a ledger tells grades, so an ungraded event is in none."""
        graded = [event for event in self._added if event.id in self._assessments]
        index = {event.id: at for at, event in enumerate(self._added)}
        assessments = list(self._assessments.values())
        return tuple(_ledger(ledger(name, graded, assessments), index) for name in LEDGERS)

    def add(self, event: Event) -> None:
        """Add one event with its claims. Claims whose document is not at hand are left out: nothing could be shown for them."""
        event = without_victims(event)
        assessment = self._assessments.get(event.id)
        weighs = _weighs(assessment)
        evidence = [row for row in event.evidence if row.document_id in self._texts]
        index = {row.id: len(self._claims) + at for at, row in enumerate(evidence)}
        for row in evidence:
            self._claims.append(self._claim(row, weighs.get(row.id, "")))
        self._events.append(_event(event, assessment, index))
        self._added.append(event)

    def _claim(self, evidence: Evidence, weighs: str) -> rows.ReportClaim:
        claim = evidence.claim
        document = self._document(evidence.document_id)
        offset = self._offsets[document]
        return rows.ReportClaim(
            id=claim.id, event=len(self._events), document=document,
            family=self._families.setdefault(evidence.family_id, len(self._families)),
            start=offset(claim.start), end=offset(claim.end), event_type=claim.event_type,
            source=claim.source, via=claim.via, actor=self._actor(evidence.vouched_by),
            stance=claim.stance, factuality=claim.factuality, phase=claim.phase, time=claim.time,
            verification=claim.verification, weighs=weighs,
        )  # fmt: skip

    def _document(self, document_id: str) -> int:
        if document_id not in self._documents:
            document = self._texts[document_id]
            self._documents[document_id] = len(self._document_rows)
            self._document_rows.append(document_row(document))
            self._offsets.append(utf16_offsets(document.text))
        return self._documents[document_id]

    def _actor(self, actor: Actor | None) -> int | None:
        if actor is None:
            return None
        row = rows.ReportActor(
            name=actor.name, kind=actor.kind, country=actor.country, side=actor.side,
            independent=actor.independent, known=actor.kind != "unknown",
        )  # fmt: skip
        return self._actors.setdefault(row, len(self._actors))


def utf16_offsets(text: str) -> Callable[[int], int]:
    """A function from offsets in characters to offsets in UTF-16 units; characters beyond U+FFFF take two of these."""
    wide = [] if text.isascii() else [found.start() for found in WIDE.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)


def _weighs(assessment: Assessment | None) -> dict[str, str]:
    if assessment is None:
        return {}
    sides = (("for", assessment.sources_for), ("against", assessment.sources_against))
    return {claim: word for word, named in sides for source in named for claim in source.claims}


def document_row(row: Document) -> rows.ReportDocument:
    """The article with its text."""
    return rows.ReportDocument(
        id=row.id, title=row.title, publisher=row.publisher, published=row.published,
        published_precision=row.published_precision, published_from=row.published_from,
        url=web_address(row.url), text=row.text,
    )  # fmt: skip


def web_address(url: str | None) -> str | None:
    """The address where it is http or https with a host, else None: a report links to nothing that could run."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _event(event: Event, assessment: Assessment | None, index: dict[str, int]) -> rows.ReportEvent:
    return rows.ReportEvent(
        id=event.id, headline=title_of(event, assessment), event_type=event.event_type, ledger=event.ledger,
        phase=event.phase, begin=event.begin, end=event.end, time_precision=event.time_precision,
        first=days.iso_span(event)[0], last=days.iso_span(event)[1], day=days.day_of(event), told=days.is_told(event),
        place=place_row(event.place) if event.place else None,
        initiator=_names(event.initiator), recipient=_names(event.recipient), items=_names(event.items),
        aid_stage=event.aid_stage, outcome=event.outcome, topic=_topic(event),
        grade=assessment.grade if assessment else None,
        reasons=_reasons(assessment, index), figures=_figures(assessment, index),
        sources_for=_names(assessment.sources_for) if assessment else (),
        sources_against=_names(assessment.sources_against) if assessment else (),
        independent_for=assessment.independent_for if assessment else 0,
        independent_against=assessment.independent_against if assessment else 0,
        claims=tuple(index.values()),
    )  # fmt: skip


def _names(named: Iterable[Named]) -> tuple[str, ...]:
    return tuple(row.name for row in named)


def without_victims(event: Event) -> Event:
    """The event with only those recipients that may be named outside the articles' text."""
    public = recipients_named(event)
    return replace(event, recipient=tuple(named for named in event.recipient if named.name in public))


def _topic(event: Event) -> str | None:
    return next((row.claim.topic for row in event.evidence if row.claim.topic), None)


def place_row(place: Place) -> rows.ReportPlace:
    """The place, its point rounded to what its precision allows."""
    decimals = DECIMALS.get(place.precision, 0)
    return rows.ReportPlace(
        id=place.id, name=place.name, region=place.region, country=place.country,
        latitude=round(place.latitude, decimals), longitude=round(place.longitude, decimals),
        precision=place.precision, radius_km=place.radius_km,
    )  # fmt: skip


def _reasons(assessment: Assessment | None, index: dict[str, int]) -> tuple[rows.ReportReason, ...]:
    reasons = assessment.reasons if assessment else ()
    return tuple(rows.ReportReason(row.code, row.text, _indices(row.claims, index)) for row in reasons)


def _figures(assessment: Assessment | None, index: dict[str, int]) -> tuple[rows.ReportRange, ...]:
    figures = assessment.figures if assessment else ()
    return tuple(
        rows.ReportRange(
            measure=row.measure, of=row.of, basis=row.basis, side=row.side,
            low=row.low, best=row.best, high=row.high, claims=_indices(row.claims, index),
        )
        for row in figures
    )  # fmt: skip


def _indices(claims: Iterable[str], index: dict[str, int]) -> tuple[int, ...]:
    return tuple(index[claim] for claim in claims if claim in index)


def title_of(event: Event, assessment: Assessment | None) -> str:
    """The event in a sentence; where nothing has graded it, only its kind, as no sentence could say how sure it is."""
    return headline(event, assessment) if assessment else event.event_type.replace("_", " ").capitalize()


def _ledger(table: LedgerTable, index: dict[str, int]) -> rows.ReportLedger:
    kept, figures = ledger_columns(table)
    return rows.ReportLedger(
        name=table.name,
        columns=tuple(table.columns[at] for at in kept),
        figures=figures,
        rows=tuple(_ledger_row(words, row, kept, index) for words, row in zip(table.text(), table.rows, strict=True)),
    )


def ledger_columns(table: LedgerTable) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The columns that are shown as cells, and which of these hold numbers."""
    kept = tuple(at for at, column in enumerate(table.columns) if column not in APART)
    return kept, tuple(position for position, at in enumerate(kept) if _is_figure(table, at))


def _is_figure(table: LedgerTable, column: int) -> bool:
    return table.columns[column] in table.figures or any(
        isinstance(getattr(row, table.columns[column]), int | float) for row in table.rows
    )


def _ledger_row(
    words: Sequence[str], row: LedgerRow, kept: Sequence[int], index: dict[str, int]
) -> rows.ReportLedgerRow:
    resolved = row.resolved_by if isinstance(row, OutlookRow) else ()
    return rows.ReportLedgerRow(
        cells=tuple(words[at] for at in kept), grade=row.grade, events=tuple(index[event] for event in row.events),
        resolved_by=tuple(index[event] for event in resolved),
    )  # fmt: skip
