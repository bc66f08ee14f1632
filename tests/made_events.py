"""Hand-made rows of an invented war, for the tests of what comes out."""

from __future__ import annotations

from dataclasses import replace

from unfog.model import (
    Actor,
    Assessment,
    Claim,
    Document,
    Event,
    Evidence,
    Figure,
    Interval,
    Named,
    Place,
    Range,
    Span,
    make_id,
)  # fmt: skip

NORLAND = Actor("norland", "Norland", "country", "NOR", "north")
SUDLAND = Actor("sudland", "Sudland", "country", "SUD", "south")
NORTH_MINISTRY = Actor("north-mod", "Norland's Defence Ministry", "ministry", "NOR", "north")
SOUTH_STAFF = Actor("south-staff", "Sudland's General Staff", "armed_forces", "SUD", "south")
MONITORS = Actor("monitors", "Lakes Monitoring Mission", "international", independent=True)
WIRE = Actor("wire", "Reedham Wire", "publisher", independent=True)
ORLIV = Place("p1", "Orliv", "town", "SUD", "Reed region", 49.5, 36.25, "settlement", 2.0, 9000)
REED = Place("p2", "Reed region", "region", "SUD", None, 49.0, 36.0, "region", 80.0)
DAY = Interval("2031-03-03T22:00:00Z", "2031-03-04T22:00:00Z", "day", "text")  # the local day of 4 March


def document(name: str = "d1", text: str = "", **given: object) -> Document:
    fields: dict[str, object] = {
        "id": name, "capture_id": "c" + name, "name": name, "publisher": "Reedham Wire", "published": "2031-03-05",
        "published_precision": "day", "published_from": "metadata", "url": f"https://reedham.example/{name}",
        "title": None, "text": text,
    }  # fmt: skip
    return Document(**{**fields, **given})  # type: ignore[arg-type]


def evidence(quote: str, by: Actor | None = None, **given: object) -> Evidence:
    """One claim in its own document text, vouched for by an actor; other words are fields of the claim."""
    document_id = str(given.pop("document_id", "d1"))
    places = given.pop("at", (ORLIV,))
    initiators, recipients = given.pop("who", ()), given.pop("whom", ())
    interval = given.pop("interval", DAY)
    source = given.pop("source", by.name if by else None)
    start = int(given.pop("start", 0))  # type: ignore[call-overload]
    event_type = str(given.pop("event_type", "missile_strike"))
    claim = Claim(
        id=Claim.identify(document_id, Span(start, start + len(quote)), event_type, source=source, ordinal=0),
        document_id=document_id, start=start, end=start + len(quote), quote=quote, event_type=event_type,
        source=source, initiator=tuple(a.name for a in initiators), recipient=tuple(a.name for a in recipients),  # type: ignore[arg-type, attr-defined]
        places=tuple(p.name for p in places), **given,  # type: ignore[arg-type, attr-defined]
    )  # fmt: skip
    return Evidence(
        id=claim.id, document_id=document_id, family_id=document_id, publisher=WIRE, published="2031-03-05",
        vouched_by=by, claim=claim, initiators=initiators, recipients=recipients, places=places,  # type: ignore[arg-type]
        interval=interval, block_keys=(),  # type: ignore[arg-type]
    )  # fmt: skip


def named(*actors: Actor) -> tuple[Named, ...]:
    return tuple(Named(actor.name, ()) for actor in actors)


def event(*rows: Evidence, ledger: str = "strikes", **given: object) -> Event:
    first = rows[0]
    made = Event(
        id=make_id("event", *(row.id for row in rows)), event_type=first.claim.event_type, ledger=ledger,
        phase=first.claim.phase, begin=first.interval.begin if first.interval else None,
        end=first.interval.end if first.interval else None,
        time_precision=first.interval.precision if first.interval else None,
        place=first.places[0] if first.places else None, initiator=named(*first.initiators),
        recipient=named(*first.recipients), items=tuple(Named(item, (first.id,)) for item in first.claim.items),
        aid_stage=first.claim.aid_stage, outcome=first.claim.outcome, claims=tuple(row.id for row in rows),
        documents=tuple(sorted({row.document_id for row in rows})), evidence=rows,
    )  # fmt: skip
    return replace(made, **given)  # type: ignore[arg-type]


def assessment(of: Event, grade: str, *figures: Range, against: tuple[Actor, ...] = ()) -> Assessment:
    for_ = tuple(row.vouched_by for row in of.evidence if row.vouched_by and row.vouched_by not in against)
    return Assessment(
        id=make_id("assessment", of.id), event_id=of.id, grade=grade, reasons=(), sources_for=named(*for_),
        sources_against=named(*against), independent_for=len(for_), independent_against=len(against), figures=figures,
    )  # fmt: skip


def figure(measure: str, low: int | None, high: int | None, of: str | None = None, basis: str = "event") -> Figure:
    return Figure(measure, low, high, of, basis)


def span(measure: str, low: int | None, high: int | None, **given: object) -> Range:
    best = low if low is not None else high
    fields = {"of": None, "basis": "event", "side": None, "claims": (), **given}
    return Range(measure=measure, low=low, best=best, high=high, **fields)  # type: ignore[arg-type]
