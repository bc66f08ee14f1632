"""One article: its text with the claims read in it, the events that they are part of, its copies and what these changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from unfog.model import Copy, Document, Event, Evidence, Family, Figure
from unfog.views.report_build import Builder, document_row, utf16_offsets, web_address
from unfog.views.report_rows import Slice
from unfog.views.sentences.wording import sentences
from unfog.views.web.answers import ArticleName, Verdict
from unfog.views.web.desk import Desk, lines_of_article
from unfog.views.web.detail import assessed, verdicts
from unfog.views.web.query import Asked


@dataclass(frozen=True, slots=True)
class Added:
    """A stretch of the other article (UTF-16 offsets) that this one has not."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Another article with the same text. `direction`: `copy` repeats this one, `origin` is what this one repeats.

    `shared` are pairs of stretches: start, end here, start, end there; `left_out` stands here only, `added` there only.
    """

    document: ArticleName
    direction: str
    kind: str
    score: float
    shared: tuple[tuple[int, int, int, int], ...]
    left_out: tuple[tuple[int, int], ...]
    added: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the article's date is doubted."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ClaimRead:
    """What was read in the words of a claim; victims are not named."""

    initiator: tuple[str, ...]
    recipient: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[Figure, ...]
    items: tuple[str, ...]
    aid_stage: str | None
    outcome: str | None
    topic: str | None
    cue: str | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Who took the article out of the picture, and why."""

    who: str
    why: str
    when: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article with the claims that were read in it, the events that they are part of, and its copies.

    `said` goes along with the claims of the slice, `order` holds these in the order of the text. `current` is whether the
    article is in the picture now.
    """

    slice: Slice
    said: tuple[ClaimRead, ...]
    order: tuple[int, ...]
    doubts: tuple[Doubt, ...]
    copies: tuple[CopyRow, ...]
    family: str | None
    current: bool
    set_aside: SetAside | None
    judgements: tuple[Verdict, ...]


def article(desk: Desk, asked: Asked) -> ArticlePage:
    """One article. Raises `NotFoundError`."""
    document = desk.document(asked.path["id"])
    events = desk.store.decoded(Event, lines_of_article(desk.store, document.id))
    judged = [(event, assessed(desk, event)) for event in events]
    builder = Builder([each for _, each in judged if each], [document])
    for event, _ in judged:
        builder.add(event)
    part = builder.slice()
    if not part.documents:
        part = replace(part, documents=(document_row(document),))
    order = tuple(sorted(range(len(part.claims)), key=lambda at: (part.claims[at].start, part.claims[at].end)))
    said = tuple(_read(row) for event in events for row in event.evidence if row.document_id == document.id)
    doubts = tuple(Doubt(each.code, each.text) for each in document.doubts)
    families = [member.rowid for _, member in desk.store.members(Family, "document_id", [document.id])]
    return ArticlePage(
        slice=part, said=said, order=order, doubts=doubts, copies=tuple(_copies(desk, document)),
        family=next((each.family_id for each in desk.store.decoded(Family, families)), None),
        current=next(desk.store.beginning(Document, document.id), None) is not None, set_aside=_set_aside(desk, document.id),
        judgements=tuple(verdicts(desk, [document.id])),
    )  # fmt: skip


def _read(row: Evidence) -> ClaimRead:
    claim, victims = row.claim, sentences().victims
    public = tuple(actor.name for actor in row.recipients if actor.kind not in victims.private_kinds)
    recipient = public if claim.event_type in victims.types else claim.recipient
    return ClaimRead(
        claim.initiator, recipient, claim.places, claim.numbers, claim.items, claim.aid_stage, claim.outcome, claim.topic, claim.cue
    )  # fmt: skip


def _set_aside(desk: Desk, document_id: str) -> SetAside | None:
    for each in desk.snapshot.standing:
        if each.verdict == "set_aside" and not each.subjects[0].end and document_id in each.documents:
            return SetAside(each.who, each.why, each.when)
    return None


def _copies(desk: Desk, document: Document) -> Iterator[CopyRow]:
    for key, direction in (("origin_id", "copy"), ("document_id", "origin")):
        rowids = [member.rowid for _, member in desk.store.members(Copy, key, [document.id])]
        for copy in desk.store.decoded(Copy, rowids):
            other = desk.store.get(Document, copy.document_id if direction == "copy" else copy.origin_id)
            if other is not None:
                yield _copy(document, other, copy, direction)


def _copy(document: Document, other: Document, copy: Copy, direction: str) -> CopyRow:
    here, there = utf16_offsets(document.text), utf16_offsets(other.text)
    spans = [each if direction == "origin" else (*each[2:], *each[:2]) for each in copy.spans]
    shared = tuple((here(a), here(b), there(c), there(d)) for a, b, c, d in sorted(spans))
    missing = _gaps([(a, b) for a, b, _, _ in spans], document.text)
    more = _gaps([(c, d) for _, _, c, d in spans], other.text)
    return CopyRow(
        ArticleName(other.id, other.title, other.publisher, other.published, other.published_from, web_address(other.url)), direction, copy.kind, copy.score, shared,
        tuple((here(a), here(b)) for a, b in missing), tuple(Added(there(a), there(b), other.text[a:b]) for a, b in more),
    )  # fmt: skip


def _gaps(spans: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """The stretches of a text between some stretches, but for mere spaces and marks."""
    found, at = [], 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        if any(letter.isalnum() for letter in text[at:start]):
            found.append((at, start))
        at = max(at, end)
    return found
