"""Events and claims as JSON-LD: each claim a reified statement about its event, with claimant and epistemic status, as in AIDA.

An event names the claims that support and refute it; a claim names its event, its exact words and its article. The context
and the shapes that a file must have (SHACL) are data: `data/ontology/linked/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from unfog.model import Document, Evidence
from unfog.views.export.crosswalk import coded
from unfog.views.export.events import EventLine, Shown, event_line
from unfog.views.export.geojson import point
from unfog.views.ledgers.selection import Assessed, vouching
from unfog.views.sentences.polarity import affirms, denies

Node = dict[str, object]


@cache
def context() -> str:
    """The context: what each key means."""
    path = files("unfog") / "data" / "ontology" / "linked" / "context.json"
    return path.read_text(encoding="utf-8").strip()


def jsonld(shown: Shown) -> Iterator[str]:
    """One document: the context, then a node for each event and each claim, a line each."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    yield f'{{"@context":{context()},\n"@graph":['
    first = True
    for each in shown.events:
        for node in _nodes(each, shown.documents):
            yield ("\n" if first else ",\n") + encode(node).decode()
            first = False
    yield "\n]}\n"


def _nodes(each: Assessed, documents: Mapping[str, Document]) -> Iterator[Node]:
    line = event_line(each, documents)
    yield _filled(_event(each, line))
    yield from (_filled(_claim(row, line, documents[row.document_id])) for row in each.event.evidence)


def _event(each: Assessed, line: EventLine) -> Node:
    rows = each.event.evidence
    place = point(line)
    return {
        "@id": f"urn:unfog:event:{line.event_id}", "@type": "Event", "eventType": line.type, "ledger": line.ledger,
        "phase": line.phase, "headline": line.headline, "firstDay": line.first_day, "lastDay": line.last_day,
        "place": line.place, "placePrecision": line.place_precision, "country": line.country,
        "longitude": place.coordinates[0] if place else None, "latitude": place.coordinates[1] if place else None,
        "initiator": line.initiator, "recipient": line.recipient, "grade": line.grade, "reason": line.reasons,
        "cameo": coded("cameo", line.type, line.stage), "plover": coded("plover", line.type, line.stage),
        "supportingClaim": [_claim_id(row) for row in rows if affirms(row.claim)],
        "refutingClaim": [_claim_id(row) for row in rows if denies(row.claim)],
        "openClaim": [_claim_id(row) for row in rows if not affirms(row.claim) and not denies(row.claim)],
        "figure": [_filled(_figure(figure)) for figure in line.figures], "article": line.urls,
    }  # fmt: skip


def _figure(figure: object) -> Node:
    built: Node = msgspec.to_builtins(figure)
    claims = built.pop("claims")
    return {"@type": "Figure", **built, "restsOn": [f"urn:unfog:claim:{each}" for each in claims]}  # type: ignore[attr-defined]


def _claim(row: Evidence, line: EventLine, document: Document) -> Node:
    claim = row.claim
    return {
        "@id": _claim_id(row), "@type": ["Claim", "Statement"], "subject": f"urn:unfog:event:{line.event_id}",
        "predicate": "unfog:eventType", "object": f"unfog:type/{claim.event_type}", "claimant": vouching(row),
        "via": claim.via, "stance": claim.stance, "epistemicStatus": claim.factuality, "phase": claim.phase,
        "verification": claim.verification, "quote": claim.quote, "start": claim.start, "end": claim.end,
        "document": f"urn:unfog:document:{document.id}", "publisher": document.publisher,
        "published": document.published, "article": document.url,
    }  # fmt: skip


def _claim_id(row: Evidence) -> str:
    return f"urn:unfog:claim:{row.id}"


def _filled(node: Node) -> Node:
    """The node without what is not known."""
    return {key: value for key, value in node.items() if value is not None and value not in ((), [], "")}
