"""Events, articles and parties as FollowTheMoney entities, a line of JSON each, for Aleph, OpenSanctions' tools and their like.

Written without their library, after its schema 4: `Event` with the parties `involved` (`LegalEntity`) and the articles that
tell of it as `proof` (`Article`). Grade, reasons and claims go along as notes: FollowTheMoney has no place for who says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from unfog.model import Actor, Document, Event, make_id
from unfog.views.export.events import EventLine, Shown, event_line
from unfog.views.ledgers.selection import Assessed

ALPHA_2 = 2  # FollowTheMoney knows countries by two letters
Entity = dict[str, object]


def ftm(shown: Shown) -> Iterator[str]:
    """Each article and party before the first event that points to it."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    known: set[str] = set()
    for each in shown.events:
        for entity in _entities(each, shown.documents):
            if entity["id"] not in known:
                known.add(str(entity["id"]))
                yield encode(entity).decode() + "\n"


def _entities(each: Assessed, documents: Mapping[str, Document]) -> Iterator[Entity]:
    line = event_line(each, documents)
    parties = _parties(each.event, line)
    yield from (_entity(f"unfog-document-{id_}", "Article", _article(documents[id_])) for id_ in line.documents)
    yield from (
        _entity(id_, "LegalEntity", {"name": [actor.name], "country": _country(actor.country)})
        for id_, actor in parties.items()
    )
    yield _entity(f"unfog-event-{line.event_id}", "Event", _event(each.event, line, list(parties)))


def _entity(id_: str, schema: str, properties: Mapping[str, list[str]]) -> Entity:
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}


def _event(event: Event, line: EventLine, parties: list[str]) -> dict[str, list[str]]:
    claims = [f"{row.claim.source or 'The article'}: “{row.claim.quote}” (claim {row.id})" for row in event.evidence]
    return {
        "name": [line.headline],
        "startDate": _some(line.first_day),
        "endDate": _some(line.last_day),
        "location": _some(line.place),
        "country": _country(line.country),
        "summary": [f"Grade: {line.grade}. {' '.join(line.reasons)}".strip()],
        "keywords": [line.ledger, line.type, line.grade],
        "involved": parties,
        "proof": [f"unfog-document-{each}" for each in line.documents],
        "sourceUrl": list(line.urls),
        "recordId": [line.event_id],
        "notes": claims,
    }


def _article(document: Document) -> dict[str, list[str]]:
    return {
        "title": _some(document.title or document.name),
        "publisher": _some(document.publisher),
        "publishedAt": _some(document.published),
        "sourceUrl": _some(document.url),
    }


def _parties(event: Event, line: EventLine) -> dict[str, Actor]:
    """Initiators, and recipients that may be named, by an id made of the actor's."""
    named = {*line.initiator, *line.recipient}
    actors = [actor for row in event.evidence for actor in (*row.initiators, *row.recipients) if actor.name in named]
    return {f"unfog-actor-{make_id(actor.id)}": actor for actor in actors}


def _country(code: str | None) -> list[str]:
    return [code.lower()] if code and len(code) == ALPHA_2 else []


def _some(value: str | None) -> list[str]:
    return [value] if value else []
